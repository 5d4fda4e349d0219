"""One file takes the place of another: at any time the old one is there, or the complete new one."""

import shutil
import uuid
from pathlib import Path

from gd_studio.store.clip_store import file_sha256, flush_to_disk


def replace_file(source: Path, target: Path) -> None:
    """Copy a file beside another one, compare it, and rename it: a folder on any disk will do.

    Parameters
    ----------
    source
        The new file, which stays.
    target
        What it becomes; nothing need be there yet.

    Raises
    ------
    OSError
        If it cannot be written, or the copy is not the same.
    """
    draft = target.with_name(f".{uuid.uuid4().hex}{target.suffix}")
    try:
        shutil.copyfile(source, draft)
        flush_to_disk(draft)
        if file_sha256(draft) != file_sha256(source):
            raise OSError(f"the copy of {source.name} for {target.name} is damaged")
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
