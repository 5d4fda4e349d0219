"""Opens a deck as what it is."""

from pathlib import Path

from gd_studio.deliver.holders.folder import FolderDeck
from gd_studio.deliver.holders.holder import Holder
from gd_studio.deliver.holders.page import PageDeck
from gd_studio.deliver.holders.zipped import POWERPOINT, ZippedDeck
from gd_studio.errors import StudioError

PAGES = (".html", ".htm", ".ipynb")
OTHERS = (".odp",)
OLD = ".ppt"
"""Refused with its own words."""


def open_deck(path: Path) -> Holder:
    """Return the deck at `path`.

    Raises
    ------
    StudioError
        If there is none, it is damaged or protected.
    """
    if not path.exists():
        raise StudioError(f"{path}: there is no such deck.")
    if path.is_dir():
        return FolderDeck(path)
    ending = path.suffix.lower()
    if ending in PAGES:
        return PageDeck(path)
    if ending not in (*POWERPOINT, *OTHERS, OLD):
        raise StudioError(
            f"{path}: is no deck that gd can update: those are {', '.join((*POWERPOINT, *OTHERS, *PAGES))}"
            " and folders; a single clip is made again by gd remake."
        )
    return ZippedDeck(path)
