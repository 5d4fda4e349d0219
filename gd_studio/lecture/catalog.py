"""Finds the lessons: by their source, without running it, and loads only the one that is asked for."""

import ast
import hashlib
import importlib
import linecache
import os
import re
import sys
import tokenize
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from gd_studio.errors import StudioError, syntax_sentence, way_out
from gd_studio.store.drawing_code import SCENES

if TYPE_CHECKING:
    from scenes.base.lesson import Lesson

LESSON_FOLDERS = "GD_LESSONS"
"""Environment variable that names further folders with lessons, separated like those of PATH."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A lesson as its source shows it."""

    name: str
    summary: str
    path: Path

    @property
    def source(self) -> str:
        """Return the text of a file that is the lecturer's own, ``""`` for one of the project's."""
        if self.path.parent == SCENES:
            return ""
        try:
            with tokenize.open(self.path) as file:
                return file.read()
        except SyntaxError as error:
            raise StudioError(syntax_sentence(self.path, error)) from error

    def load(self) -> "type[Lesson]":
        """Import the file and return the class, as `load` does."""
        return load(self.name, self.path.name, self.source)

    @property
    def clip_name(self) -> str:
        """Return the lesson's name in kebab case, the default name of its clip.

        >>> Entry("LossLandscape3D", "", Path()).clip_name
        'loss-landscape-3d'
        """
        return re.sub(r"(?<=[a-z])(?=[A-Z0-9])|(?<=[A-Z])(?=[A-Z][a-z])", "-", self.name).lower()


class Catalog:
    """The lessons of some folders.

    Parameters
    ----------
    folders
        Where to look, `scenes` and those of the environment variable GD_LESSONS by default; a lesson is a
        class at the top level of a file in one of them with a base called ``Lesson``.
    """

    def __init__(self, folders: Sequence[Path] | None = None) -> None:
        if folders is None:
            named = os.environ.get(LESSON_FOLDERS, "").split(os.pathsep)
            folders = [SCENES, *(Path(name).resolve() for name in named if name)]
        self.entries: dict[str, Entry] = {}
        self.broken: list[str] = []
        for folder in folders:
            for path in sorted(folder.glob("*.py")):
                self._scan(path)

    def _scan(self, path: Path) -> None:
        try:
            found = _lessons_in(path.read_bytes(), path)
        except (SyntaxError, ValueError) as error:
            self.broken.append(syntax_sentence(path, error))
        else:
            self.entries.update((entry.name, entry) for entry in found)

    def find(self, name: str, where: str = "") -> Entry:
        """Return the lesson called `name`, by its class or by the name of its clip.

        Raises
        ------
        StudioError
            If there is none, with the nearest name; `where` opens the sentence.
        """
        for entry in self.entries.values():
            if name in (entry.name, entry.clip_name):
                return entry
        if self.broken:
            raise StudioError(f'{where}lesson "{name}" was not found, perhaps because of {self.broken[0]}')
        raise StudioError(f'{where}unknown lesson "{name}"; {way_out(name, self.entries, "lessons")}')


@lru_cache(maxsize=256)
def _lessons_in(source: bytes, path: Path) -> tuple[Entry, ...]:
    """Return the lessons in a file's text; a text that was read before is not parsed again."""
    classes = [node for node in ast.parse(source, path.name).body if isinstance(node, ast.ClassDef)]
    return tuple(
        Entry(node.name, (ast.get_docstring(node) or "").split("\n")[0], path)
        for node in classes
        if any(ast.unparse(base).split(".")[-1] == "Lesson" for base in node.bases)
    )


def load(name: str, file: str, source: str) -> "type[Lesson]":
    """Import a lesson's file (and with it manim) and return its class.

    Parameters
    ----------
    name
        The class.
    file
        What its file is called.
    source
        The file's text if it is one of the lecturer's own; ``""`` for a file of `scenes`.

    Raises
    ------
    StudioError
        If the file cannot be imported.
    """
    try:
        module = _run(file, source) if source else importlib.import_module(f"scenes.{Path(file).stem}")
    except SyntaxError as error:
        raise StudioError(syntax_sentence(Path(error.filename or file), error)) from error
    except Exception as error:
        raise StudioError(f"{file} cannot be imported: {type(error).__name__}: {error}") from error
    lesson: type[Lesson] = getattr(module, name)
    return lesson


def _run(file: str, source: str) -> ModuleType:
    """Return the module that a text is, run once in this process however often it is asked for."""
    name = f"lessons_elsewhere.{Path(file).stem}_{hashlib.sha256(source.encode()).hexdigest()[:16]}"
    if name not in sys.modules:
        module = sys.modules[name] = ModuleType(name)
        module.__file__ = file
        linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
        try:
            exec(compile(source, file, "exec"), vars(module))
        except BaseException:
            del sys.modules[name]
            raise
    return sys.modules[name]
