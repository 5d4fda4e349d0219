"""A deck that is a ZIP file: PowerPoint's .pptx and its kin, and LibreOffice's .odp."""

import shutil
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from copy import copy
from functools import cached_property
from pathlib import Path
from typing import Any

from gd_studio.deliver.holders.holder import Holder
from gd_studio.deliver.imprint.imprint import can_remember
from gd_studio.errors import StudioError
from gd_studio.store.clip_store import flush_to_disk

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""What PowerPoint's protected files, and its old .ppt, begin with."""
POWERPOINT = (".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm")
_FEW = 64
_ENCRYPTED = 1


class ZippedDeck(Holder):
    """The members of a ZIP file."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        with path.open("rb") as file:
            if file.read(len(_OLE)) == _OLE:
                raise StudioError(
                    f"{path}: is protected by a password, or an old .ppt; save it as .pptx without one."
                )
        try:
            with zipfile.ZipFile(path) as deck:
                if any(info.flag_bits & _ENCRYPTED for info in deck.infolist()):
                    raise StudioError(f"{path}: is protected by a password; save it without one.")
                broken = deck.testzip()
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as error:
            raise StudioError(f"{path}: is damaged, or no file of slides ({error}).") from error
        if broken:
            raise StudioError(f"{path}: is damaged: {broken} in it cannot be read.")

    def media(self) -> Iterator[tuple[str, bytes]]:
        """Yield name and content of each film and picture."""
        with zipfile.ZipFile(self.path) as deck:
            for info in deck.infolist():
                with deck.open(info) as member:
                    start = member.read(_FEW)
                    if can_remember(start):
                        yield info.filename, start + member.read()

    def content(self, name: str) -> bytes:
        """Return the content of any part."""
        with zipfile.ZipFile(self.path) as deck:
            return deck.read(name)

    def replace(self, changes: Mapping[str, bytes]) -> None:
        """Write a new file beside the old one, read it back, and rename it."""
        draft = self.draft()
        try:
            self._write(draft, changes)
            self._compare(draft, changes)
            if self.path.suffix.lower() in POWERPOINT:
                _presentation(draft)
            flush_to_disk(draft)
            shutil.copymode(self.path, draft)
            draft.replace(self.path)
        finally:
            draft.unlink(missing_ok=True)

    def _write(self, draft: Path, changes: Mapping[str, bytes]) -> None:
        with zipfile.ZipFile(self.path) as deck, zipfile.ZipFile(draft, "w") as new:
            new.comment = deck.comment
            for info in deck.infolist():
                header = copy(info)  # writing changes it
                if info.filename in changes:
                    new.writestr(header, changes[info.filename], info.compress_type)
                else:
                    with deck.open(info) as member, new.open(header, "w") as target:
                        shutil.copyfileobj(member, target)

    def _compare(self, draft: Path, changes: Mapping[str, bytes]) -> None:
        with zipfile.ZipFile(self.path) as deck, zipfile.ZipFile(draft) as new:
            if deck.namelist() != new.namelist():
                raise ValueError("the new deck has other parts than the old one")
            for info in deck.infolist():
                with new.open(info.filename) as member, deck.open(info) as old:
                    same = (
                        member.read() == changes[info.filename]
                        if info.filename in changes
                        else member.read() == old.read()
                    )
                if not same:
                    raise ValueError(f"{info.filename} of the new deck is not as it should be")

    @cached_property
    def _shapes(self) -> list[tuple[int, str, str, str]]:
        """For each film or picture: its slide's number, its name, the picture that it shows, and the film."""
        if self.path.suffix.lower() not in POWERPOINT:
            return []
        return [
            (number, picture.find(".//{*}cNvPr").get("name", ""), *_parts(slide, picture))
            for number, slide in enumerate(_presentation(self.path).slides, start=1)
            for picture in slide.shapes._spTree.iter("{*}pic")
        ]

    def places(self) -> Mapping[str, list[int]]:
        """Return on which slides of a PowerPoint file each film or picture is."""
        found: dict[str, list[int]] = {}
        for number, _, poster, film in self._shapes:
            for part in (poster, film):
                if part and number not in found.setdefault(part, []):
                    found[part].append(number)
        return found

    def hints(self) -> Mapping[str, str]:
        """Return the name of the shape that shows each film or picture."""
        return {part: name for _, name, poster, film in self._shapes for part in (poster, film) if part}

    def posters(self) -> Mapping[str, str]:
        """Return the picture that stands for each film."""
        return {film: poster for _, _, poster, film in self._shapes if film and poster}


def _parts(slide: Any, picture: Any) -> tuple[str, str]:
    """Return the picture that a shape shows, and the film that it plays; ``""`` where there is none."""
    relations = {key: rel for key, rel in slide.part.rels.items() if not rel.is_external}

    def first(items: Iterator[Any], kinds: tuple[str, ...]) -> str:
        used = (relations[value] for item in items for value in item.attrib.values() if value in relations)
        names = (str(rel.target_part.partname) for rel in used if rel.reltype.endswith(kinds))
        return next(names, "").removeprefix("/")

    return first(picture.iter("{*}blip"), ("/image",)), first(picture.iter(), ("/media", "/video"))


def _presentation(path: Path) -> Any:
    """Read a PowerPoint file as python-pptx does."""
    try:
        import pptx
    except ImportError:
        raise StudioError("PowerPoint files need python-pptx: pip install 'downhill[slides]'.") from None
    try:
        return pptx.Presentation(str(path))
    except (KeyError, ValueError) as error:
        raise StudioError(f"{path}: is damaged, or no file of slides ({error}).") from error
