"""Private folders to work in: each belongs to one living process, and those of the dead are swept away."""

import fcntl
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

LOCK = ".lock"

_own: set[Path] = set()


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
