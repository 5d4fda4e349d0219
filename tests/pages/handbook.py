"""The handbook: a page for each lesson with what it tells, takes and can be made into, and an index."""

import ast
import inspect
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from gd_studio.lecture.parameters import Description, describe, own_fields
from gd_studio.lecture.quality import ASPECTS, QUALITIES
from gd_studio.lecture.studio_keys import STUDIO_DEFAULTS, THEMES
from scenes.base.parameters import LessonParams
from tests.pages import docstring
from tests.pages.closing import draw_closing
from tests.pages.examples import Example, examples
from tests.pages.hearing import LESSONS, heard
from tests.pages.sources import ROOT, Public, defined, lesson_of, modules

FOLDER = ROOT / "docs" / "lessons"
PAGES = {name: FOLDER / f"{entry.clip_name}.md" for name, entry in LESSONS.items()}
PICTURES = {name: FOLDER / "pictures" / f"{entry.clip_name}.png" for name, entry in LESSONS.items()}
HEAD = """\
# The lessons, one by one

Each page tells what a lesson teaches, its beats as the defaults give them, its parameters, and clips to copy
into a `lecture.toml`; they stand in [lectures](../../lectures). The pictures are the last frames with the
defaults. These pages are written by `./gd test --pages`.
"""
SHARED = "What every lesson takes"
KINDS = {"tell": "tells", "ask": "asks"}
COLUMNS = ("parameter", "default", "kind", "bounds", "unit", "")


def page(lesson: str) -> str:
    """Return the page of a lesson as Markdown."""
    entry = LESSONS[lesson]
    told = entry.load()
    beats, notes = heard(lesson).beats, heard(lesson).notes
    own = own_fields(told.Params)
    doc = docstring.read(inspect.getdoc(told) or "")
    script = entry.path.relative_to(ROOT).as_posix()
    asked = sum(beat.kind == "ask" for beat in beats)
    waits = f", {asked} of them with time to predict" if asked else ""
    parts = [
        f"# {lesson}",
        f'<img src="pictures/{entry.clip_name}.png" width="480" alt="The last frame of {lesson}">',
        *map(_inline, (doc.line, *doc.more)),
        f"`./gd render {lesson}` makes it; [{script}](../../{script}) tells it. [All lessons](README.md)",
        f"## Beats\n\nWith the defaults {beats[-1].end:.1f} s in {len(beats)} beats{waits}.",
        _table(
            ("", "from (s)", "lasts (s)", "kind", "caption"),
            [
                (
                    str(beat.number),
                    f"{beat.start:.1f}",
                    f"{beat.end - beat.start:.1f}",
                    KINDS[beat.kind],
                    beat.caption,
                )
                for beat in beats
            ],
        ),
        "## Parameters",
        _table(COLUMNS, [_told(item) for item in describe(told.Params) if item.name in own]),
        f"And [{SHARED[0].lower()}{SHARED[1:]}](README.md#{SHARED.lower().replace(' ', '-')}).",
        "## Clips to copy",
        *_clips(examples(lesson)),
    ]
    grounds = [*(f"- note: {_inline(note)}" for note in notes), *_sources(lesson)]
    parts += ["## Where its numbers come from", "\n".join(grounds)] if grounds else []
    return "\n\n".join(parts) + "\n"


def index() -> str:
    """Return the page with all lessons, in the order of the project's README."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    entries = sorted(LESSONS.values(), key=lambda entry: readme.find(f"| {entry.name} |"))
    rows = [
        (
            f'<img src="pictures/{entry.clip_name}.png" width="240" alt="{entry.name}">',
            f"**[{entry.name}]({entry.clip_name}.md)**<br>{_inline(entry.summary)}",
        )
        for entry in entries
    ]
    styles = {"quality": QUALITIES, "theme": THEMES, "aspect": ASPECTS}
    studio = [f"- `{key}`: {', '.join(styles[key])}; {STUDIO_DEFAULTS[key]} by default" for key in styles]
    parts = [
        HEAD.rstrip(),
        _table(("", ""), rows, plain=True),
        f"## {SHARED}",
        _table(COLUMNS, [_told(item) for item in describe(LessonParams)]),
        "And how the clip is made, for one clip, or for all of them under `[defaults]`:",
        "\n".join(studio),
    ]
    return "\n\n".join(parts) + "\n"


def write() -> Iterator[Path]:
    """Write the pages of all lessons, and the pictures of those that tell something else."""
    for path in FOLDER.rglob("*.*"):
        if path not in {*PAGES.values(), *PICTURES.values(), FOLDER / "README.md"}:
            path.unlink()
    for lesson, path in PAGES.items():
        text, picture = page(lesson), PICTURES[lesson]
        if not picture.exists() or not path.exists() or path.read_text(encoding="utf-8") != text:
            draw_closing(lesson, picture)
            yield picture
        path.write_text(text, encoding="utf-8")
        yield path


def _clips(shown: Sequence[Example]) -> Iterator[str]:
    """Return clips with what has to be said of the files that they need."""
    for example in shown:
        yield f"```toml\n{example.text}\n```"
        for name in re.findall(r'"([^"]+\.(?:csv|tsv|xlsx))"', example.text):
            yield f"[{name}](../../lectures/{name}) stands beside the lecture, as a table of your own would."


def _sources(lesson: str) -> Iterator[str]:
    """Return the sources that the mathematics names which a lesson and its parts import, a line each."""
    named: dict[str, set[str]] = {}
    for module in modules().values():
        if lesson_of(module.name) == lesson:
            for key in module.imports.values():
                public = defined(key)
                if public is not None and public.module.startswith("gd_math."):
                    for name, source in _named_by(public):
                        named.setdefault(source, set()).add(name)
    for source in sorted(named):
        names = ", ".join(f"`{name}`" for name in sorted(named[source]))
        yield f"- {names}: {_inline(source)}"


def _named_by(public: Public) -> Iterator[tuple[str, str]]:
    """Return the sources in the docstrings of a name, of what is in it and of its module."""
    inside = [
        (public.name, docstring.read(ast.get_docstring(node) or ""))
        for node in ast.walk(public.node)
        if isinstance(node, ast.ClassDef | ast.FunctionDef)
    ]
    for name, doc in (*inside, (public.module, modules()[public.module].doc)):
        for paragraph in (doc.line, *doc.more):
            told = re.search(r"\bSources?: (.*)", paragraph)
            if told:
                yield name, told[1]


def _told(item: Description) -> tuple[str, ...]:
    default = "" if item.default == "null" else f"`{item.default}`"
    return f"`{item.name}`", default, item.kind, item.bounds, item.unit, item.text


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], *, plain: bool = False) -> str:
    """Return a table; its cells are text, or Markdown already where they are `plain`."""
    cells = [[one if plain else _inline(one).replace("|", "\\|") for one in row] for row in rows]
    lines = [" | ".join(row) for row in (head, ["---"] * len(head), *cells)]
    return "\n".join(f"| {line} |" for line in lines)


def _inline(text: str) -> str:
    """Return text as Markdown; what stands in backticks stays as it is."""
    parts = text.replace("``", "`").split("`")
    parts[::2] = [part.replace("*", "\\*").replace("<", "&lt;") for part in parts[::2]]
    return "`".join(parts)
