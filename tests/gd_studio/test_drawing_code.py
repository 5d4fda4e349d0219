"""Imports are found without parsing: all that Python sees, and where nothing looks like one no more."""

import ast
from pathlib import Path

import pytest

from gd_studio.store.drawing_code import PARTS, ROOT, SCENES, drawing_files, imports

Imports = set[tuple[int, str, str]]


def flat(source: str) -> Imports:
    return {(level, module, name) for level, module, names in imports(source) for name in names or ("",)}


def parsed(source: str) -> Imports:
    found: Imports = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {(0, alias.name, "") for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {(node.level, node.module or "", alias.name) for alias in node.names}
    return found


@pytest.mark.parametrize("package", ["scenes", "gd_math", "gd_studio", "tests"])
def test_all_imports_of_the_project_are_found(package: str) -> None:
    for path in (ROOT / package).rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        assert flat(source) >= parsed(source), path


@pytest.mark.parametrize(
    "source",
    [
        "import a",
        "import a.b.c as d, e",
        "from a import b, c as d",
        "from .a.b import c",
        "from . import a",
        "from ..a import (  # why (so)\n    b,  # and so)\n    c as d,\n)",
        "from a import b, \\\n    c",
        "def f():\n\timport a\n",
        "if x: import a",
        "x = 1; from a import b",
        "try:\n    from a import(b)\nexcept ImportError: pass",
        "from a import *",
    ],
)
def test_imports_are_those_that_python_sees(source: str) -> None:
    assert flat(source) == parsed(source)


def test_words_are_no_imports() -> None:
    assert flat("important = 1\nfromage = 2\nx = y.from_import\n") == set()
    assert Path(__file__).name == "test_drawing_code.py"


def test_data_beside_the_parts_of_a_lesson_are_its_own() -> None:
    sample = PARTS / "quiz_cards" / "sample.toml"
    assert sample in drawing_files(SCENES / "quiz_cards.py")
    assert sample not in drawing_files(SCENES / "ball_on_parabola.py")
