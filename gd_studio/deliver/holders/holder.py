"""What holds films and pictures: a file of slides, a folder, a page; all else in it stays byte for byte."""

import uuid
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from glob import escape
from pathlib import Path

from gd_studio.errors import StudioError

_FOREIGN_LOCKS = ("~${}", ".~lock.{}#")
"""How PowerPoint and LibreOffice say that they have a file open; PowerPoint may leave out two letters."""

_DRAFT = ".gd-draft"


class Holder(ABC):
    """A deck.

    Parameters
    ----------
    path
        Where it is.

    Raises
    ------
    StudioError
        If it is protected, damaged, or none.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @abstractmethod
    def media(self) -> Iterator[tuple[str, bytes]]:
        """Yield name and content of each film and picture."""

    @abstractmethod
    def replace(self, changes: Mapping[str, bytes]) -> None:
        """Put others in the places of some; the old deck is there until the new one has been read back.

        Parameters
        ----------
        changes
            New contents by name.

        Raises
        ------
        ValueError
            If what is read back is not as it should be; the old deck stays.
        """

    def content(self, name: str) -> bytes:
        """Return the content of any part that `posters` names."""
        return dict(self.media())[name]

    def places(self) -> Mapping[str, list[int]]:
        """Return on which slides each film or picture is, where that is known."""
        return {}

    def hints(self) -> Mapping[str, str]:
        """Return what each film or picture is called where the lecturer sees it, if it is called anything."""
        return {}

    def posters(self) -> Mapping[str, str]:
        """Return the name of the picture that stands for each film before it plays, where that is known."""
        return {}

    def draft(self) -> Path:
        """Return a hidden name beside the deck; what a run has left there that was killed is removed."""
        beginning = f".{self.path.name}."
        for left in self.path.parent.glob(f"{escape(beginning)}*{_DRAFT}"):
            left.unlink(missing_ok=True)
        return self.path.with_name(f"{beginning}{uuid.uuid4().hex}{_DRAFT}")

    def refuse_open(self) -> None:
        """Refuse a deck that another program has open and would write over.

        Raises
        ------
        StudioError
            If it says so beside the file.
        """
        names = (self.path.name, self.path.name[2:])
        for lock in (form.format(name) for form in _FOREIGN_LOCKS for name in names):
            if (self.path.parent / lock).exists():
                raise StudioError(
                    f"{self.path}: another program has it open; close it there"
                    f" (or delete {self.path.parent / lock}, if it does not)."
                )
