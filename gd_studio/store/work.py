"""What belongs to one living process, private folders and locks: the system frees what the dead held.

A folder may lie in a network. There a lock of another machine says little: on some mounts nobody else sees
it, on others the server keeps that of a client which has died. So only processes of one user on one machine
ask each other, by names with `HERE` in them; what others left is removed when it is old (`is_abandoned`).
"""

import hashlib
import os
import platform
import re
import shutil
import tempfile
import time
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from filelock import BaseFileLock


def _here() -> str:
    """Return eight hexadecimal digits that tell this machine and user from others."""
    user = os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "")
    return hashlib.sha256(f"{platform.node()} {user}".encode()).hexdigest()[:8]


HERE = _here()
SECONDS_TO_ABANDON = 7 * 86400
LOCK = ".lock"
_SCRATCH = "gd-"

_own: set[Path] = set()


class Lock:
    """A file that one process at a time holds; the system takes it away when the process ends.

    Parameters
    ----------
    path
        The file, made when somebody wants the lock and removed by whoever gives it back.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._held: BaseFileLock | None = None

    def take(self, *, wait: bool = True) -> bool:
        """Take the lock and return True, or without `wait` return False if another process has it."""
        from filelock import FileLock, Timeout

        warnings.filterwarnings("ignore", "flock not supported")  # then it tells the dead by their numbers
        while self._held is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.path, thread_local=False)
            try:
                lock.acquire(blocking=wait)
            except Timeout:
                return False
            except PermissionError:
                if wait:
                    raise
                return False  # it is somebody else's
            except FileNotFoundError:
                continue  # somebody has removed the folder
            self._held = lock
        return True

    def give_back(self) -> None:
        """Let the next one have it."""
        if self._held is not None:
            with suppress(OSError):  # Windows keeps what is open, and removes it with the lock
                self.path.unlink()
            self._held.release()
            self._held = None

    def __enter__(self) -> "Lock":
        self.take()
        return self

    def __exit__(self, *_: object) -> None:
        self.give_back()


@contextmanager
def private_folder(parent: Path, prefix: str = "") -> Iterator[Path]:
    """Make a folder of one's own in `parent`, lend it, and remove it with all that is in it.

    The owner holds a lock beside it, which the system takes away when the process ends.
    """
    folder = parent / f"{prefix}{HERE}-{uuid.uuid4().hex}"
    with _lock_of(folder):
        _own.add(folder)
        try:
            folder.mkdir()
            yield folder
        finally:
            remove(folder)
            _own.discard(folder)


@contextmanager
def adopted(folder: Path) -> Iterator[Path]:
    """Work in a folder that another process lends: it is removed as one's own if this one ends in a hurry."""
    _own.add(folder)
    try:
        yield folder
    finally:
        _own.discard(folder)


def remove_own() -> None:
    """Remove the private folders of this process: the last thing to do before it ends in a hurry."""
    for folder in tuple(_own):
        remove(folder)
        folder.with_suffix(LOCK).unlink(missing_ok=True)


@contextmanager
def scratch() -> Iterator[Path]:
    """Lend a private folder among the system's temporary ones, where those of the dead are removed."""
    parent = Path(tempfile.gettempdir())
    _sweep_own(parent, _SCRATCH)
    with private_folder(parent, _SCRATCH) as folder:
        yield folder


def sweep(parent: Path) -> None:
    """Remove the folders in `parent` whose owners are dead, and what other machines have abandoned."""
    if not parent.is_dir():
        return
    for path in _sweep_own(parent):
        if path.is_dir() and is_abandoned(path):
            remove(path)
            path.with_suffix(LOCK).unlink(missing_ok=True)


def _sweep_own(parent: Path, prefix: str = "") -> list[Path]:
    """Remove the folders of this machine and user whose owners are dead; return all other paths."""
    others = []
    for path in list(parent.iterdir()):
        if not re.fullmatch(rf"{prefix}{HERE}-[0-9a-f]{{32}}({LOCK})?", path.name):
            others.append(path)
            continue
        lock = _lock_of(path.with_suffix(""))
        if lock.take(wait=False):
            remove(path.with_suffix(""))
            lock.give_back()
    return others


def is_abandoned(path: Path) -> bool:
    """Tell whether something is so old that whoever made it, on whatever machine, has left it."""
    with suppress(OSError):
        return time.time() - path.stat().st_mtime > SECONDS_TO_ABANDON
    return False


def remove(folder: Path) -> None:
    """Remove a folder even while a dying thread still writes into it."""
    for _ in range(5):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return


def _lock_of(folder: Path) -> Lock:
    return Lock(folder.with_suffix(LOCK))
