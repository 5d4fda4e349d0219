"""Opens a deck as what it is."""

from pathlib import Path

from gd_studio.deliver.holders.folder import FolderDeck
from gd_studio.deliver.holders.holder import Holder
from gd_studio.deliver.holders.page import PageDeck
from gd_studio.deliver.holders.zipped import ZippedDeck
from gd_studio.errors import StudioError

PAGES = (".html", ".htm", ".ipynb")


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
    return PageDeck(path) if path.suffix.lower() in PAGES else ZippedDeck(path)
