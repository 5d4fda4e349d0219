"""Which store belongs to a lecture, and the folder in which several users share what they have drawn."""

import os
from pathlib import Path

from gd_studio.errors import StudioError
from gd_studio.store.clip_store import Store

SHARED = "GD_STORE"
"""The environment variable that names a folder for the entries of all stores."""


def store_in(media: Path) -> Store:
    """Return the store in a folder media/; its entries are where the environment says.

    Raises
    ------
    StudioError
        If there is no such folder.
    """
    shared = os.environ.get(SHARED, "")
    if shared and not Path(shared).is_dir():
        raise StudioError(
            f"{SHARED}={shared}: there is no such folder; make it, connect it, or unset {SHARED}."
        )
    return Store(media / ".store", Path(shared).resolve() if shared else None)
