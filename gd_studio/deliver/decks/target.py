"""What a target is: a program's way to keep a deck. A subclass is known as soon as it stands."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

from pydantic import Field

from gd_studio.deliver.decks.deck import Deck
from gd_studio.deliver.product import Options

PAGES = "pages"
"""The folder of what a hand explores, in such a deck."""
FILMS = "films"
"""The folder of the films and posters in a deck that is a folder."""


class ExploringOptions(Options):
    """What a lecturer may choose about a deck that a browser shows."""

    explore: bool = Field(False, description="behind each clip the page to explore its lesson by hand")


class Target:
    """A kind of deck; each stands in a file of its own in `gd_studio.deliver.decks.targets`.

    Its module is imported by every command, so it imports what is heavy only when it works.
    """

    name: ClassVar[str] = ""
    """How it is asked for: ``--to html``."""
    summary: ClassVar[str] = ""
    """What it is, in a few words."""
    Options: ClassVar[type[Options]] = Options

    known: ClassVar[dict[str, "Target"]] = {}
    """One target of each class that stands, by name."""

    def __init_subclass__(cls) -> None:
        Target.known[cls.name] = cls()

    def output(self, deck: Deck, options: Any) -> str:
        """Return what the deck's file or folder is called."""
        return f"{deck.name}-{self.name}"

    def opened(self, deck: Deck, options: Any) -> str:
        """Return the file that is opened to show it, as seen from the folder that it is written to."""
        raise NotImplementedError

    def write(self, deck: Deck, path: Path, options: Any) -> None:
        """Write a deck.

        Parameters
        ----------
        deck
            What is in it.
        path
            The file, or the folder, which is there and empty if `opened` is inside it.
        options
            The target's `Options`.
        """
        raise NotImplementedError

    def verify(self, deck: Deck, path: Path, options: Any) -> None:
        """Read a deck back, and refuse it if it is not the one that it should be.

        Raises
        ------
        ValueError
            If something differs.
        """
        raise NotImplementedError


def with_pages_asked(deck: Deck, options: ExploringOptions) -> Deck:
    """Return a deck without its pages where they are not asked for."""
    return deck if options.explore else replace(deck, pages={})


def copy_films(deck: Deck, folder: Path) -> None:
    """Copy the films and posters of a deck into its folder."""
    (folder / FILMS).mkdir()
    for slide in deck.slides:
        for path in (slide.film, slide.poster):
            shutil.copyfile(path, folder / FILMS / path.name)


def copy_pages(deck: Deck, folder: Path) -> None:
    """Copy the pages of a deck into its folder."""
    (folder / PAGES).mkdir()
    for page in deck.pages.values():
        shutil.copyfile(page.file, folder / PAGES / page.file.name)


def require_pages(deck: Deck, folder: Path) -> None:
    """Refuse a folder that does not hold the pages of a deck, byte for byte.

    Raises
    ------
    ValueError
        If something differs.
    """
    for page in deck.pages.values():
        if (folder / PAGES / page.file.name).read_bytes() != page.file.read_bytes():
            raise ValueError(f"{page.file.name} is not as it was made")


def require_films(deck: Deck, folder: Path) -> None:
    """Refuse a folder that does not hold the films and posters of a deck, byte for byte.

    Raises
    ------
    ValueError
        If something differs.
    """
    for slide in deck.slides:
        for path in (slide.film, slide.poster):
            if (folder / FILMS / path.name).read_bytes() != path.read_bytes():
                raise ValueError(f"{path.name} is not as it was made")
