"""lecture.toml becomes clips: read, checked key by key, refused in one sentence with the line at fault."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from gd_studio.deliver.pieces import Piece
from gd_studio.deliver.poster import Moment
from gd_studio.errors import StudioError, way_out
from gd_studio.lecture.catalog import Catalog, Entry
from gd_studio.lecture.files import alike
from gd_studio.lecture.formats import Format
from gd_studio.lecture.lines import Lines
from gd_studio.lecture.quality import Quality
from gd_studio.lecture.studio_keys import STUDIO_DEFAULTS, studio_values
from gd_studio.lecture.toml_slips import slip
from gd_studio.lecture.wording import is_too_large, shown
from scenes.base.ground import TRANSPARENT

TOP_KEYS = ("title", "defaults", "clip")
CLIP_KEYS = ("lesson", "name", *STUDIO_DEFAULTS)
LONGEST_NAME = 100
_KEPT_BY_WINDOWS = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]", re.IGNORECASE)
MOST_BYTES = 200
"""Of a name in UTF-8: file systems allow 255, and an ending and more come to it."""


@dataclass(frozen=True, slots=True)
class Clip:
    """A clip as the lecture names it, its lesson's parameters not yet read.

    Parameters
    ----------
    name
        Unique in its lecture; the stem of its files.
    lesson
        The lesson.
    written
        The lesson's parameters as written.
    quality, theme, aspect, formats, language
        How it is made.
    lecture
        The lecture file as it is called in sentences, ``""`` without one.
    folder
        Where data files are looked for and media/ is.
    lines
        The line of each key, where it could be found; that of the clip itself under ``""``.
    slides
        Whether each of its beats is a slide of a deck, or the whole clip.
    title
        The lecture's.
    beats
        The numbers of the first and of the last beat that are delivered; to the end without a last one.
    split
        Whether each beat is a file of its own.
    loop
        Whether it ends on the picture that it begins with, and has no captions unless they are asked for.
    background
        What is behind everything, where it is not the theme's: as ``#RRGGBB``.
    poster
        The moment that stands where the clip does not play yet.
    ending
        What its files are called after its name: those of a piece that only the command line asks for.
    """

    name: str
    lesson: Entry
    written: Mapping[str, Any]
    quality: Quality
    theme: str
    aspect: str
    formats: tuple[Format, ...]
    language: str
    lecture: str
    folder: Path
    lines: Mapping[str, int]
    slides: str = "beats"
    title: str = ""
    beats: tuple[int, int | None] = (1, None)
    split: bool = False
    loop: bool = False
    background: str = ""
    poster: Moment = "start"
    ending: str = ""

    @property
    def piece(self) -> Piece:
        """Return what of the lesson is delivered."""
        return Piece(*self.beats, loop=self.loop)

    @property
    def media(self) -> Path:
        """Return the folder of everything that is made."""
        return self.folder / "media"

    def where(self, key: str) -> str:
        """Return the opening of a sentence about one of this clip's keys."""
        return _where(self.lecture, self.lines.get(key, self.lines.get("")), self.name)

    def restyled(self, changes: Mapping[str, Any], where: str) -> "Clip":
        """Return the clip with other values for some keys of STUDIO_DEFAULTS."""
        studio = studio_values(changes, lambda key: where)
        return replace(self, **studio)


def read_lecture(path: Path, catalog: Catalog, instead: str | None = None) -> list[Clip]:
    """Return the clips of a lecture file.

    Parameters
    ----------
    path
        The file.
    catalog
        The lessons.
    instead
        What would be in the file, to be checked before it is written; by default what is in it.

    Raises
    ------
    StudioError
        If the file is missing, is no TOML, or says something that is not understood.
    """
    name = path.name
    try:
        text = path.read_bytes().decode("utf-8-sig") if instead is None else instead
        document = tomllib.loads(text.replace("\r\n", "\n"))
    except FileNotFoundError:
        raise StudioError(f"{path}: there is no such lecture file{alike(path) or '.'}") from None
    except OSError as error:
        raise StudioError(f"{path}: cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError:
        raise StudioError(f"{name}: is not UTF-8 text; save it as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise StudioError(f"{name}{slip(text, error)}") from None
    except ValueError:
        raise StudioError(f"{name}: a number has more digits than can be read.") from None
    except RecursionError:
        raise StudioError(f"{name}: brackets are nested too deeply.") from None

    top = Lines(text)
    for key in document:
        if key not in TOP_KEYS:
            raise StudioError(
                f'{_where(name, top.of_top(key))}: unknown key "{key}"; {way_out(key, TOP_KEYS, "keys")}'
            )
    if not isinstance(document.get("title", ""), str):
        raise StudioError(f"{_where(name, top.of_top('title'))}: title must be text in quotes.")
    defaults, tables = document.get("defaults", {}), document.get("clip", [])
    if not isinstance(defaults, dict):
        raise StudioError(f"{name}: defaults must be a table: write [defaults].")
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise StudioError(f"{name}: clips must be tables: write [[clip]] above each.")
    if not tables:
        raise StudioError(f'{name}: there are no clips; write [[clip]] and under it lesson = "…".')
    for key in defaults:
        if key not in STUDIO_DEFAULTS:
            line = _where(name, top.of_default(key))
            raise StudioError(
                f'{line}, [defaults]: unknown key "{key}"; {way_out(key, STUDIO_DEFAULTS, "keys")}'
            )
    common = studio_values(defaults, lambda key: f"{_where(name, top.of_default(key))}, [defaults]")
    common = studio_values(STUDIO_DEFAULTS, lambda key: "") | common | {"title": document.get("title", "")}

    clips: list[Clip] = []
    for place, table in enumerate(tables):
        clip = _clip(table, top.of_clip(place), common, name, path.resolve().parent, catalog)
        for other in clips:
            if _file_key(other.name) == _file_key(clip.name):
                raise StudioError(
                    f'{clip.where("name")}: the name "{clip.name}" is taken by the clip'
                    f' in line {other.lines.get("", "?")}; give one of them another name = "…".'
                )
        clips.append(clip)
    return clips


def clips_of_all_lessons(catalog: Catalog, folder: Path) -> list[Clip]:
    """Return one clip for each lesson, with its defaults: the lecture where there is no lecture file."""
    common = studio_values(STUDIO_DEFAULTS, lambda key: "")
    return [_clip({"lesson": name}, {}, common, "", folder, catalog) for name in catalog.entries]


def clip_of_table(table: Mapping[str, Any], source: str, folder: Path, catalog: Catalog) -> Clip:
    """Return the clip that a table describes which is in no lecture file.

    Parameters
    ----------
    table
        Keys and values as under [[clip]].
    source
        Where it is from, for sentences.
    folder
        Where data files are looked for and media/ is.

    Raises
    ------
    StudioError
        If it says something that is not understood.
    """
    return _clip(table, {}, studio_values(STUDIO_DEFAULTS, lambda key: ""), source, folder, catalog)


def choose(clips: Sequence[Clip], names: Sequence[str]) -> list[Clip]:
    """Return the clips called `names`, or all when none is named.

    Raises
    ------
    StudioError
        If a name is unknown.
    """
    known = {clip.name: clip for clip in clips}
    for name in names:
        if name not in known:
            raise StudioError(f'unknown clip "{name}"; {way_out(name, known, "clips")}')
    return [known[name] for name in dict.fromkeys(names)] if names else list(clips)


def check_file_names(clips: Sequence[Clip]) -> None:
    """Refuse clips of several lectures that would be written to the same file."""
    seen: dict[tuple[Path, str], Clip] = {}
    for clip in clips:
        other = seen.setdefault((clip.folder, _file_key(clip.name)), clip)
        if other is not clip:
            raise StudioError(f'{clip.where("name")}: {other.lecture} also has a clip called "{other.name}".')


def refuse_transparent(clips: Sequence[Clip], what: str) -> None:
    """Refuse clips without a background where they are laid on nothing."""
    for clip in clips:
        if clip.background == TRANSPARENT:
            said = f'{what} takes no transparent clips; write its colour, such as background = "white".'
            raise StudioError(f"{clip.where('background')}: {said}")


def check_pieces(clips: Sequence[Clip]) -> None:
    """Refuse a clip that is called like the pieces of another one."""
    for clip in clips:
        if clip.split or clip.ending:
            like = re.compile(rf"{re.escape(_file_key(clip.name))}-\d\d+(-.*)?")
            for other in clips:
                if other.folder == clip.folder and like.fullmatch(_file_key(other.name)):
                    said = f'pieces of "{clip.name}" are called like this; give it another name = "…".'
                    raise StudioError(f"{other.where('name')}: {said}")


def _clip(
    table: Mapping[str, Any],
    lines: Mapping[str, int],
    common: Mapping[str, Any],
    lecture: str,
    folder: Path,
    catalog: Catalog,
) -> Clip:
    place = _where(lecture, lines.get("lesson", lines.get("")))
    lesson = table.get("lesson")
    if not isinstance(lesson, str):
        said = (
            'lesson = "…" is missing'
            if lesson is None
            else f"lesson = {shown(lesson)} must be text in quotes"
        )
        raise StudioError(f"{place}, [[clip]]: {said}; {way_out('', catalog.entries, 'lessons')}")
    entry = catalog.find(lesson, f"{place}: ")
    name = table.get("name", entry.clip_name)
    opening = f"{_where(lecture, lines.get('name'))}: name = {shown(name)} must be a file name"
    if not isinstance(name, str) or not re.fullmatch(r"\w[\w-]*", name):
        raise StudioError(f'{opening} of letters, digits, - and _, such as "{entry.clip_name}".')
    if _KEPT_BY_WINDOWS.fullmatch(name):
        raise StudioError(f"{opening} on Windows as well, which keeps this one for itself.")
    if len(name) > LONGEST_NAME or len(name.encode()) > MOST_BYTES:
        raise StudioError(
            f"{opening} of at most {LONGEST_NAME} letters, {MOST_BYTES // 3} if they are Chinese."
        )
    studio = studio_values(
        {key: table[key] for key in STUDIO_DEFAULTS if key in table},
        lambda key: _where(lecture, lines.get(key), name),
    )
    written = {key: value for key, value in table.items() if key not in CLIP_KEYS}
    for key, value in written.items():
        if is_too_large(value):
            place = _where(lecture, lines.get(key), name)
            raise StudioError(f"{place}: {key} = {shown(value)} is too large a number.")
    values = dict(common) | studio
    return Clip(
        name=name, lesson=entry, written=written, lecture=lecture, folder=folder, lines=lines, **values
    )


def _where(lecture: str, line: int | None, clip: str = "") -> str:
    parts = [lecture, f"line {line}" if line and lecture else "", f'clip "{clip}"' if clip else ""]
    return ", ".join(part for part in parts if part)


def _file_key(name: str) -> str:
    """Return what two names share when some file system takes them for one."""
    return unicodedata.normalize("NFC", name).casefold()
