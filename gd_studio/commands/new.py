"""The command `gd new`: a lesson's script and its test, to be changed into what it shall tell."""

import re
from pathlib import Path

from rich.console import Console

from gd_studio.commands import lesson_template, map_template
from gd_studio.errors import StudioError
from gd_studio.lecture.catalog import Catalog
from gd_studio.store.drawing_code import ROOT


def new(name: str, root: Path = ROOT, *, on_map: bool = False) -> list[Path]:
    """Write the script and the test of a lesson, print where they are, and return that.

    Parameters
    ----------
    name
        The lesson's class.
    root
        The project's folder.
    on_map
        Whether it is about a function of two variables, seen from above.

    Raises
    ------
    StudioError
        If that is no name of a class, or the lesson or one of the files is there already.
    """
    if not re.fullmatch(r"[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*", name) or len(name) > 60:
        words = re.findall(r"[A-Za-z0-9]+", name)
        said = "".join(word[0].upper() + word[1:] for word in words).lstrip("0123456789") or "NearestValley"
        raise StudioError(f'"{name}": a lesson is named like a class, in one word: {said}.')
    entries = Catalog([root / "scenes"]).entries
    taken = {entry.clip_name: entry for entry in entries.values()}
    file = _file_of(name)
    if (known := taken.get(file.replace("_", "-"))) is not None:
        raise StudioError(f"lesson {known.name} is there already, in {known.path.name}; choose another name.")
    imports = "\n".join(sorted((f"from scenes.{file} import {name}", "from scenes.base.look import Look")))
    template = map_template if on_map else lesson_template
    texts = {
        root / "scenes" / f"{file}.py": template.LESSON,
        root / "tests" / "scenes" / f"test_{file}.py": template.TEST,
    }
    for path in texts:
        if path.exists():
            raise StudioError(f"{path}: is there already, and nothing was written; choose another name.")
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.format(name=name, imports=imports), encoding="utf-8")
    console = Console()
    for line in (
        *map(str, texts),
        f"next: gd preview {name} --sheet, gd lint {name} --all-aspects; CONTRIBUTING.md",
    ):
        console.print(line, highlight=False, markup=False, soft_wrap=True)
    return list(texts)


def _file_of(name: str) -> str:
    """Return the stem of a lesson's file.

    >>> _file_of("LossLandscape3D"), _file_of("NearestValley")
    ('loss_landscape_3d', 'nearest_valley')
    """
    from gd_studio.lecture.catalog import Entry

    return Entry(name, "", Path()).clip_name.replace("-", "_")
