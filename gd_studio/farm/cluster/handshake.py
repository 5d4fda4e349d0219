"""Whether a worker would draw the same frames: what it is asked, what it answers, and why it may not."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from gd_studio.lecture.recipe import Recipe
from gd_studio.store.drawing_code import PACKAGES, ROOT, drawing_versions

_CARRIERS = ("distributed",)
"""What carries orders and frames."""


def _files() -> dict[str, tuple[int, int]]:
    """Return size and time of each file of the project's code."""
    paths = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    return {str(path): ((known := path.stat()).st_size, known.st_mtime_ns) for path in paths}


_FILES = _files()
"""As they were when this process began: what it has imported is not what has been written since."""


def question(recipes: Sequence[Recipe]) -> str:
    """Return what a worker is asked before it draws: which code, fonts and versions it has, as JSON."""
    fonts = {str(font) for recipe in recipes if (font := recipe.content.get("font"))}
    codes = {Recipe("", known.file, known.source, "", "", "", known.language, 0, 0, 0) for known in recipes}
    ordered = sorted(codes, key=lambda code: (code.file, code.source, code.language))
    return json.dumps({"codes": [asdict(code) for code in ordered], "fonts": sorted(fonts)})


def answer(asked: str) -> str:
    """Return, on a worker or here, what there is: digests of code and fonts, and versions, as JSON."""
    wanted = json.loads(asked)
    told = {
        "versions": drawing_versions() | {name: _version(name) for name in _CARRIERS},
        "codes": {_name(code): _code(Recipe(**code)) for code in wanted["codes"]},
        "fonts": {font: _font(font) for font in wanted["fonts"]},
        "stale": _files() != _FILES,
    }
    return json.dumps(told)


def objection(answered: str, expected: str) -> str:
    """Return why a worker may not draw, from its answer and the one given here; ``""`` if it may.

    >>> there, here = '{"versions": {"numpy": "2.4.5"}}', '{"versions": {"numpy": "2.4.6"}}'
    >>> objection(there, here)
    'numpy 2.4.5 instead of 2.4.6'
    """
    there, here = json.loads(answered), json.loads(expected)
    if there.get("stale"):
        return "its files have changed since it began; start it again"
    versions = there.get("versions", {})
    differing = [
        f"{name} {versions.get(name, 'absent')} instead of {known}"
        for name, known in here["versions"].items()
        if versions.get(name) != known
    ]
    codes, fonts = _differing(there, here, "codes"), _differing(there, here, "fonts")
    differing += [f"other code for {name}" for name in codes]
    differing += [f"no such font as here: {name}" for name in fonts]
    return ", ".join(differing[:3]) + (f", and {len(differing) - 3} more" if len(differing) > 3 else "")


def _differing(there: Mapping[str, Any], here: Mapping[str, Any], kind: str) -> list[str]:
    told = there.get(kind, {})
    return [name for name, known in here.get(kind, {}).items() if told.get(name) != known]


def _name(code: Mapping[str, Any]) -> str:
    """Return what tells a code apart: its file, and the language if it is another one than English."""
    return str(code["file"]) + ("" if code["language"] == "en" else f" in {code['language']}")


def _code(recipe: Recipe) -> str:
    try:
        return recipe.code()
    except OSError:
        return "absent"


def _font(font: str) -> str:
    """Return the digest of a font as recipes have it."""
    from scenes.base.parameters import LessonParams

    return str(LessonParams.model_construct(font=font).font_digest)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"
