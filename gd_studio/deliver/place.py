"""The last step of every product: the final path holds the old good file or the complete new one."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gd_studio.store.clip_store import Store, file_sha256, flush_to_disk

_ENDING = ".placing"


@dataclass(frozen=True, slots=True)
class Finished:
    """A finished file in the store, and what it must be."""

    path: Path
    sha256: str


class Placing:
    """The change of one clip's files: a mark stands beside the work as long as only some have changed.

    Parameters
    ----------
    workshop
        The folder of all private work folders.
    store
        Whose lock keeps two runs from mixing their files.
    name
        What the mark is called: the folder's and the clip's name.
    """

    def __init__(self, workshop: Path, store: Store, name: str) -> None:
        self._mark = workshop / f"{name}{_ENDING}"
        self._lock = store.lock(self._mark.name)

    def place(self, files: Mapping[Path, Finished], work: Path) -> None:
        """Copy finished files to their final paths: all copies are made and compared before the first rename.

        A file that is there already stays.

        Parameters
        ----------
        files
            By their final paths.
        work
            A private folder on the same file system.

        Raises
        ------
        OSError
            If a copy is not the same as the original.
        """
        drafts = {
            target: _draft(finished, target, work)
            for target, finished in files.items()
            if not _is(target, finished.sha256)
        }
        with self._lock:
            told = "".join(f"{files[target].sha256} {target}\n" for target in drafts)
            self._mark.write_text(told, encoding="utf-8")
            for target, draft in drafts.items():
                draft.replace(target)
            self.forget()

    def was_stopped(self) -> bool:
        """Tell whether a run has changed some of the files and not the others, whatever ended it."""
        if not self._mark.exists() or not self._lock.take(wait=False):
            return False
        try:
            lines = [line.partition(" ") for line in self._mark.read_text("utf-8").splitlines()]
        except OSError:
            return False
        finally:
            self._lock.give_back()
        changed = [_is(Path(target), sha256) for sha256, _, target in lines]
        return any(changed) and not all(changed)

    def forget(self) -> None:
        """Take note that all files are as they should be."""
        self._mark.unlink(missing_ok=True)


def stopped_placings(workshop: Path, store: Store) -> list[str]:
    """Return the names of the placings in a workshop that were stopped between two files."""
    names = [mark.name.removesuffix(_ENDING) for mark in sorted(workshop.glob(f"*{_ENDING}"))]
    return [name for name in names if Placing(workshop, store, name).was_stopped()]


def _is(path: Path, sha256: str) -> bool:
    return path.is_file() and file_sha256(path) == sha256


def _draft(finished: Finished, target: Path, work: Path) -> Path:
    draft = work / f"draft-{target.name}"
    shutil.copyfile(finished.path, draft)
    if file_sha256(draft) != finished.sha256:
        raise OSError(f"the copy of {finished.path.name} for {target.name} is damaged")
    flush_to_disk(draft)
    target.parent.mkdir(parents=True, exist_ok=True)
    return draft
