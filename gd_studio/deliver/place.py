"""The last step of every product: the final path holds the old good file or the complete new one."""

import shutil
from pathlib import Path

from gd_studio.store import file_sha256, flush_to_disk


def place(finished: Path, sha256: str, target: Path, work: Path) -> None:
    """Copy a finished file to its final path by one atomic rename.

    Parameters
    ----------
    finished
        The file in the store.
    sha256
        What it must be.
    target
        The final path.
    work
        A private folder on the same file system.

    Raises
    ------
    OSError
        If the copy is not the same as the original.
    """
    draft = work / f"draft-{target.name}"
    shutil.copyfile(finished, draft)
    if file_sha256(draft) != sha256:
        raise OSError(f"the copy of {finished.name} for {target.name} is damaged")
    flush_to_disk(draft)
    target.parent.mkdir(parents=True, exist_ok=True)
    draft.replace(target)
