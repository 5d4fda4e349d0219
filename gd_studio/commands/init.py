"""The command `gd init`: a lecture file of one's own, with all lessons to choose from."""

from collections.abc import Iterator
from pathlib import Path

from rich.console import Console

from gd_studio.commands.rendering import relative
from gd_studio.deliver.registry import products
from gd_studio.errors import StudioError
from gd_studio.lecture.catalog import Catalog, Entry
from gd_studio.lecture.files import DEFAULT_LECTURE
from gd_studio.lecture.parameters import main_fields
from gd_studio.lecture.quality import ASPECTS, QUALITIES
from gd_studio.lecture.studio_keys import STUDIO_DEFAULTS, THEMES
from gd_studio.lecture.wording import shown, toml
from gd_studio.store.drawing_code import languages

HEAD = """\
# A lecture: each [[clip]] below becomes a film in media/clips; `gd render` in this folder makes them.
# Take away the # in front of what you want; `gd list LESSON` shows all of a lesson's parameters.
"""


def init(folder: Path) -> Path:
    """Write a lecture file into a folder, print where it is, and return that.

    Parameters
    ----------
    folder
        Made if it is not there.

    Raises
    ------
    StudioError
        If a lecture file is there already, or the folder is a file.
    """
    path = folder / DEFAULT_LECTURE
    if path.exists():
        raise StudioError(f"{path}: is there already, and nothing was written; name another folder.")
    if folder.exists() and not folder.is_dir():
        raise StudioError(f"{folder}: is a file; name a folder.")
    text = lecture_text(Catalog())
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    for line in (str(relative(path)), "next: open it and choose; then gd render in its folder"):
        Console().print(line, highlight=False, markup=False, soft_wrap=True)
    return path


def lecture_text(catalog: Catalog) -> str:
    """Return a lecture file: the first lesson is a clip, the others are comments, as are all parameters."""
    lines = [HEAD, 'title = "My lecture"', "", "[defaults]", *_defaults()]
    for number, entry in enumerate(catalog.entries.values()):
        lines += ["", *_clip(entry, chosen=number == 0)]
    return "\n".join(lines) + "\n"


def _defaults() -> Iterator[str]:
    formats = ", ".join(f"{name} ({product.summary})" for name, product in products().items())
    allowed = {
        "quality": ", ".join(QUALITIES),
        "theme": ", ".join(THEMES),
        "aspect": ", ".join(ASPECTS),
        "language": ", ".join(languages()),
        "formats": formats,
        "slides": "a slide of a deck for each of the beats, or for each clip",
    }
    for key, choices in allowed.items():
        yield _line(f"{key} = {shown(STUDIO_DEFAULTS[key])}", choices)


def _clip(entry: Entry, *, chosen: bool) -> Iterator[str]:
    mark = "" if chosen else "#"
    yield f"# {entry.summary}"
    yield f"{mark}[[clip]]"
    yield f'{mark}lesson = "{entry.name}"'
    for name, default, description in main_fields(entry.load().Params):
        yield _line(f"#{name} = {toml(default)}", description)


def _line(setting: str, comment: str) -> str:
    return f"{setting:<32} # {comment}" if comment else setting
