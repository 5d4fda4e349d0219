"""What several commands take, with what a shell completes."""

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from cyclopts import Parameter

from gd_studio.deliver.decks.registry import targets
from gd_studio.deliver.registry import products
from gd_studio.errors import StudioError
from gd_studio.lecture.quality import ASPECTS, QUALITIES
from gd_studio.lecture.studio_keys import THEMES
from gd_studio.store.drawing_code import languages


def _either(names: Iterable[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} or {last}"


def _clip_names(_: Any) -> dict[str, str]:
    """Return the clips of the lecture in this folder, for completion."""
    from gd_studio.lecture.selection import select

    try:
        clips, _assignments = select([])
    except StudioError:
        return {}
    return {clip.name: clip.lesson.summary for clip in clips}


def lesson_names(_: Any) -> dict[str, str]:
    """Return the lessons, for completion."""
    from gd_studio.lecture.catalog import Catalog

    return {entry.name: entry.summary for entry in Catalog().entries.values()}


Words = Annotated[
    str,
    Parameter(
        name="CLIP|LECTURE.toml",
        help="Clips by name, lessons by name, and lecture files; all clips of ./lecture.toml by default.",
        completer=_clip_names,
    ),
]
Sets = Annotated[
    list[str] | None,
    Parameter(
        name="--set",
        help="Change a parameter: key=value, or clip.key=value for one clip; may be repeated.",
    ),
]
Quality = Annotated[str | None, Parameter(help=f"{_either(QUALITIES)}.", completer=lambda _: list(QUALITIES))]
Theme = Annotated[str | None, Parameter(help=f"{_either(THEMES)}.", completer=lambda _: list(THEMES))]
Aspect = Annotated[str | None, Parameter(help=f"{_either(ASPECTS)}.", completer=lambda _: list(ASPECTS))]
Language = Annotated[
    str | None,
    Parameter(
        help=f"What the clips speak: {_either(languages())}.",
        completer=lambda _: languages(),
    ),
]
Formats = Annotated[
    str | None,
    Parameter(
        name="--format",
        help=f"Formats separated by commas: {', '.join(products())}; with options: gif:long_side=480.",
        completer=lambda _: {name: product.summary for name, product in products().items()},
    ),
]
Beats = Annotated[
    str | None,
    Parameter(help="Only these beats, beside the clip: 4, 4-6, or 4- for the rest; gd beats lists them."),
]
Split = Annotated[bool, Parameter(help="Each beat into a file of its own: CLIP-04.mp4.")]
Everything = Annotated[
    bool,
    Parameter(name="--all", help="Also the lessons that the lecture does not name, with their defaults."),
]
Decks = Annotated[
    str,
    Parameter(
        help=f"Kinds of deck separated by commas: {', '.join(targets())}; with options: html:one_file=true.",
        completer=lambda _: {name: target.summary for name, target in targets().items()},
    ),
]
Captions = Literal["picture", "text", "none"]
Engine = Literal["fast", "stock"]
