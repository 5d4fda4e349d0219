"""What belongs to one living process, private folders and locks: the system frees what the dead held."""

import fcntl
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

LOCK = ".lock"

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
        self._file: IO[str] | None = None

    def take(self, *, wait: bool = True) -> bool:
        """Take the lock and return True, or without `wait` return False if another process has it."""
        while self._file is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            file = self.path.open("w")
            try:
                fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                file.close()
                return False
            if self._is_still(file):
                self._file = file
            else:
                file.close()
        return True

    def give_back(self) -> None:
        """Let the next one have it."""
        if self._file is not None:
            self.path.unlink(missing_ok=True)
            self._file.close()
            self._file = None

    def _is_still(self, file: IO[str]) -> bool:
        """Tell whether the path still means this file: whoever held it before has removed it."""
        try:
            return os.path.samestat(os.fstat(file.fileno()), self.path.stat())
        except FileNotFoundError:
            return False

    def __enter__(self) -> "Lock":
        self.take()
        return self

    def __exit__(self, *_: object) -> None:
        self.give_back()


@contextmanager
def private_folder(parent: Path) -> Iterator[Path]:
    """Make a folder of one's own in `parent`, lend it, and remove it with all that is in it.

    The owner holds a lock on a file inside, which the system takes away when the process ends.
    """
    with _gate(parent):
        folder = parent / uuid.uuid4().hex
        folder.mkdir()
        lock = (folder / LOCK).open("w")
        fcntl.flock(lock, fcntl.LOCK_EX)
    _own.add(folder)
    try:
        yield folder
    finally:
        remove(folder)
        _own.discard(folder)
        lock.close()


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


def sweep(parent: Path) -> None:
    """Remove the folders in `parent` whose owners are dead."""
    if not parent.is_dir():
        return
    with _gate(parent):
        for folder in parent.iterdir():
            if folder.is_dir() and not _is_owned(folder):
                remove(folder)


def remove(folder: Path) -> None:
    """Remove a folder even while a dying thread still writes into it."""
    for _ in range(5):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return


def _is_owned(folder: Path) -> bool:
    try:
        with (folder / LOCK).open("r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


@contextmanager
def _gate(parent: Path) -> Iterator[IO[str]]:
    """Let one process at a time make or sweep folders: none is swept before its owner has locked it."""
    parent.mkdir(parents=True, exist_ok=True)
    with (parent / LOCK).open("w") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        yield gate
