"""The lecture file as the studio writes it: comments and order stay, and so does what others have written."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.items import Item, Table, Whitespace

from gd_studio.errors import StudioError
from gd_studio.lecture.catalog import Catalog
from gd_studio.lecture.clips import Clip, read_lecture
from gd_studio.lecture.wording import shown

_HEADER = re.compile(r"\s*\[\[\s*clip\s*\]\]")


class LectureFile:
    """A lecture file; every change begins with what is in it now, and is checked before it is written.

    Parameters
    ----------
    path
        Where it is.
    catalog
        The lessons.
    """

    def __init__(self, path: Path, catalog: Catalog) -> None:
        self.path, self.catalog = path.resolve(), catalog

    @property
    def version(self) -> tuple[int, int]:
        """Return what changes whenever anyone writes the file."""
        try:
            status = self.path.stat()
        except OSError:
            return 0, 0
        return status.st_mtime_ns, status.st_size

    def clips(self) -> list[Clip]:
        """Return its clips.

        Raises
        ------
        StudioError
            As for `read_lecture`.
        """
        return read_lecture(self.path, self.catalog)

    def clip(self, name: str) -> Clip:
        """Return a clip.

        Raises
        ------
        StudioError
            If there is none, or the file cannot be read.
        """
        clips = self.clips()
        return clips[self._place(name, clips)]

    def written(self, name: str) -> dict[str, Any]:
        """Return what is written under a clip, as plain values."""
        return _table(self.text_of(name)).unwrap()

    def text_of(self, name: str) -> str:
        """Return the lines of a clip, with the comment right above them."""
        place = self._place(name, self.clips())
        return self._parts(self._text())[1][place].strip() + "\n"

    def add(self, lesson: str) -> str:
        """Add a clip of a lesson with its defaults at the end, and return its name."""
        plain = self.catalog.find(lesson).clip_name
        name = _free(plain, self.clips())
        said = "" if name == plain else f'name = "{name}"\n'

        def change(blocks: list[str]) -> None:
            blocks.append(f'[[clip]]\nlesson = "{lesson}"\n{said}')

        self._change(change)
        return name

    def duplicate(self, name: str) -> str:
        """Write a copy of a clip below it, and return the copy's name."""
        clips = self.clips()
        place, copy = self._place(name, clips), _free(name, clips)
        self._change(lambda blocks: blocks.insert(place + 1, _assigned(blocks[place], {"name": copy})))
        return copy

    def move(self, name: str, by: int) -> None:
        """Move a clip up or down by so many places."""
        clips = self.clips()
        place = self._place(name, clips)
        to = min(max(place + by, 0), len(clips) - 1)
        self._change(lambda blocks: blocks.insert(to, blocks.pop(place)))

    def remove(self, name: str) -> None:
        """Remove a clip; the files that were made of it stay."""
        clips = self.clips()
        place = self._place(name, clips)
        if len(clips) == 1:
            raise StudioError(f"{self.path.name}: the last clip of a lecture stays; add another one first.")

        def change(blocks: list[str]) -> None:
            del blocks[place]

        self._change(change)

    def assign(self, name: str, values: Mapping[str, Any], before: Mapping[str, Any] | None = None) -> None:
        """Write some keys of a clip; None removes a key.

        Parameters
        ----------
        name
            The clip's.
        values
            What is written.
        before
            What the clip had when these values were chosen: keys that have changed since are not overwritten.

        Raises
        ------
        StudioError
            If a key has been changed elsewhere, or the file would not be understood.
        """
        place = self._place(name, self.clips())

        def change(blocks: list[str]) -> None:
            now = _table(blocks[place]).unwrap()
            for key, value in values.items():
                if before is not None and now.get(key) not in (before.get(key), value):
                    known = shown(now[key]) if key in now else "its default"
                    raise StudioError(
                        f'{self.path.name}, clip "{name}": {key} was changed elsewhere and is {known} now;'
                        " nothing was written. Reload the page, and change it again."
                    )
            blocks[place] = _assigned(blocks[place], values)

        self._change(change)

    def _place(self, name: str, clips: list[Clip]) -> int:
        for place, clip in enumerate(clips):
            if clip.name == name:
                return place
        raise StudioError(f'{self.path.name}: there is no clip "{name}" any more.')

    def _text(self) -> str:
        return self.path.read_bytes().decode("utf-8-sig")

    def _parts(self, text: str) -> tuple[str, list[str]]:
        """Return what stands above the clips, and each clip's lines."""
        lines = text.splitlines(keepends=True)
        starts = []
        for number, line in enumerate(lines):
            if _HEADER.match(line):
                start = number
                while start and lines[start - 1].lstrip().startswith("#"):
                    start -= 1
                starts.append(start)
        ends = [*starts[1:], len(lines)]
        blocks = ["".join(lines[start:end]) for start, end in zip(starts, ends, strict=True)]
        if len(blocks) != len(self.clips()):
            raise StudioError(f"{self.path.name}: write [[clip]] above each clip, alone on its line.")
        return "".join(lines[: starts[0]]), blocks

    def _change(self, change: Callable[[list[str]], None]) -> None:
        version = self.version
        head, blocks = self._parts(self._text())
        change(blocks)
        text = head + "".join(map(_with_empty_line, blocks)).rstrip() + "\n"
        read_lecture(self.path, self.catalog, text)
        draft = self.path.with_name(f".{self.path.name}.draft")
        try:
            draft.write_text(text, encoding="utf-8")
            draft.chmod(self.path.stat().st_mode)
            if self.version != version:
                raise StudioError(f"{self.path.name} was changed elsewhere just now; nothing was written.")
            draft.replace(self.path)
        except OSError as error:
            raise StudioError(f"{self.path}: cannot be written: {error.strerror}.") from error
        finally:
            draft.unlink(missing_ok=True)


def clip_text(lesson: str, values: Mapping[str, Any]) -> str:
    """Return a clip as lines of a lecture file."""
    return _assigned(f'[[clip]]\nlesson = "{lesson}"\n', values)


def _table(block: str) -> Table:
    table: Table = tomlkit.parse(block)["clip"][0]
    return table


def _assigned(block: str, values: Mapping[str, Any]) -> str:
    """Return the lines of a clip with other values in them, each where it stood, or below the others."""
    document = tomlkit.parse(block)
    table: Table = document["clip"][0]
    for key, value in values.items():
        if value is None:
            table.pop(key, None)
        elif key in table:
            item, old = tomlkit.item(value), table[key]
            item.trivia.comment_ws, item.trivia.comment = old.trivia.comment_ws, old.trivia.comment
            table[key] = item
        else:
            tail: list[tuple[Any, Item]] = []
            while table.value.body and isinstance(table.value.body[-1][1], Whitespace):
                tail.append(table.value.body.pop())
            table.add(key, value)
            table.value.body.extend(reversed(tail))
    return tomlkit.dumps(document)


def _with_empty_line(block: str) -> str:
    return block if block.rstrip(" \t").endswith(("\n\n", "\n\r\n")) else block.rstrip("\r\n") + "\n\n"


def _free(name: str, clips: list[Clip]) -> str:
    taken = {clip.name for clip in clips}
    if name not in taken:
        return name
    number = next(number for number in range(2, len(taken) + 3) if f"{name}-{number}" not in taken)
    return f"{name}-{number}"
