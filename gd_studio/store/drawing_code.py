"""Which code draws a lesson: its file, what that imports, and the engine; and which versions."""

import hashlib
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCENES = ROOT / "scenes"
LOCALES = SCENES / "locale"
PARTS = SCENES / "parts"
ENGLISH = "en"
DRAWING_PACKAGES = ("scenes", "gd_math")
PACKAGES = (*DRAWING_PACKAGES, "gd_studio")
TESTS = "tests"
DELIVERY_PACKAGES = ("gd_studio/deliver", "gd_math")
REGISTRY = "registry.py"
"""A file of this name finds by itself what stands in its folder."""
_COMMENT = re.compile(r"#.*")
_IMPORT = re.compile(
    r"(?m)(?:^|[;:])[ \t]*(?:from[ \t]+(\.*)([\w.]*)[ \t]+import[ \t]*(?:([^\n;(]+)|\(([^)]*)\))"
    r"|import[ \t]+([^\n;]+))"
)
DRAWING_DISTRIBUTIONS = (
    "manim",
    "numpy",
    "typst",
    "av",
    "sympy",
    "contourpy",
    "pycairo",
    "pillow",
    "numba",
    "llvmlite",
    "scipy",
    "svgelements",
    "skia-pathops",
    "mapbox_earcut",
)


@cache
def drawing_code(lesson_file: Path, source: str = "", language: str = ENGLISH) -> str:
    """Return the SHA-256 of everything in the project that a lesson's frames come from.

    Parameters
    ----------
    lesson_file
        Where the lesson is, or only what its file is called.
    source
        The file's text, where the file itself may be elsewhere.
    language
        In which the lesson is told.
    """
    own = {lesson_file: source.encode()} if source else {}
    return digest_of_files(drawing_files(lesson_file, source, language), own)


def drawing_files(lesson_file: Path, source: str = "", language: str = ENGLISH) -> list[Path]:
    """Return the files that a lesson's frames come from.

    These are the lesson's file and all modules of `scenes` and `gd_math` that it imports, directly or
    through others, with the ``__init__`` of each package on the way; all of `gd_studio.engine`; the data
    files of `scenes` and `gd_math`, in `scenes.parts` those beside a module that it imports; and of the
    languages' sentences those of one language.
    """
    files = imported_by(lesson_file, DRAWING_PACKAGES, source)
    folders = {path.parent for path in files}
    shared = {path for path in _drawing_everything() if PARTS not in path.parents or path.parent in folders}
    return sorted(files.union(shared, catalogues(language)))


def catalogues(language: str) -> list[Path]:
    """Return the files with the sentences of a language; none for English, the source."""
    return sorted((LOCALES / language).rglob("*.po"))


def languages() -> list[str]:
    """Return the codes of the languages that clips speak: English, and those with sentences."""
    return [ENGLISH, *sorted(path.name for path in LOCALES.glob("*") if catalogues(path.name))]


@cache
def _drawing_everything() -> frozenset[Path]:
    """Return the files that all lessons share, whatever they import: the engine's, and data files."""
    files = set((ROOT / "gd_studio" / "engine").glob("*.py"))
    for package in DRAWING_PACKAGES:
        files.update(
            path
            for path in (ROOT / package).rglob("*")
            if path.suffix not in (".py", ".pyc")
            and "__pycache__" not in path.parts  # numba keeps compiled code there
            and LOCALES not in path.parents
            and path.is_file()
        )
    return frozenset(files)


@cache
def delivery_code(product_file: Path) -> str:
    """Return the SHA-256 of the code that makes a product from a master: its file, and what that imports.

    Of a folder with a registry it is all that stands there, with what that imports.
    """
    files = imported_by(product_file, DELIVERY_PACKAGES)
    for registry in [file for file in files if file.name == REGISTRY]:
        found = {
            path for path in registry.parent.rglob("*") if path.is_file() and "__pycache__" not in path.parts
        }
        files |= found.union(
            *(imported_by(path, DELIVERY_PACKAGES) for path in found if path.suffix == ".py")
        )
    return digest_of_files(sorted(files))


@cache
def drawing_versions() -> dict[str, str]:
    """Return the versions of what draws: Python, cairo, and the packages of `DRAWING_DISTRIBUTIONS`."""
    import cairo

    versions = {
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "cairo": cairo.cairo_version_string(),
    }
    for name in DRAWING_DISTRIBUTIONS:
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            versions[name] = "absent"
    return versions


def drawing_sums(lesson_file: Path, source: str = "", language: str = ENGLISH) -> dict[str, str]:
    """Return the SHA-256 of each file of `drawing_files` by its name, parameters as for `drawing_code`."""
    own = {lesson_file: source.encode()} if source else {}
    return dict(_sums(drawing_files(lesson_file, source, language), own))


def digest_of_files(paths: Iterable[Path], own: Mapping[Path, bytes] = {}) -> str:
    """Return the SHA-256 of some files' names and contents; contents in `own` are not read."""
    total = hashlib.sha256()
    for name, digest in _sums(paths, own):
        total.update(f"{name}\0{digest}\n".encode())
    return total.hexdigest()


def _sums(paths: Iterable[Path], own: Mapping[Path, bytes]) -> Iterator[tuple[str, str]]:
    for path in paths:
        name = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name
        content = own[path] if path in own else path.read_bytes()
        yield name, hashlib.sha256(content).hexdigest()


def imported_by(file: Path, packages: tuple[str, ...], source: str = "") -> set[Path]:
    """Return a file and what it imports from some of the project's packages, directly or through others."""
    inside = tuple(f"{ROOT / package}{os.sep}" for package in packages)
    files = {file}
    waiting = [file]
    while waiting:
        path = waiting.pop()
        for found in _imported_files(path, source if path == file else ""):
            if found not in files and str(found).startswith(inside):
                files.add(found)
                waiting.append(found)
    return files


@cache
def _imported_files(path: Path, source: str = "") -> tuple[Path, ...]:
    inside = path.relative_to(ROOT).parent.parts if path.is_relative_to(ROOT) else ()
    found: dict[Path, None] = {}
    for level, module, names in imports(source or path.read_text(encoding="utf-8", errors="replace")):
        package = inside[: len(inside) - level + 1] if level else ()
        parts = package + (tuple(module.split(".")) if module else ())
        for name in names or ("",):
            found.update(dict.fromkeys(_module_files((*parts, name) if name else parts)))
    return tuple(found)


def imports(source: str) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Yield the level, the module and the names of each import of a source, ten times as fast as `ast`.

    What only looks like an import, in a text, is yielded as well: a file more does no harm here.

    >>> list(imports("import a.b as c, d\\nfrom .e import (f,\\n  g as h)"))
    [(0, 'a.b', ()), (0, 'd', ()), (1, 'e', ('f', 'g'))]
    """
    for found in _IMPORT.finditer(_COMMENT.sub("", source).replace("\\\n", " ")):
        dots, module, some, enclosed, plain = found.groups()
        if plain is None:
            yield len(dots), module, _names(enclosed if enclosed is not None else some)
        else:
            yield from ((0, name, ()) for name in _names(plain))


def _names(text: str) -> tuple[str, ...]:
    """Return the names in a list of imports, without those that they are given."""
    return tuple(words[0] for part in text.split(",") if (words := part.split()))


@cache
def _module_files(parts: tuple[str, ...]) -> tuple[Path, ...]:
    """Return the files that importing the module `parts`, or a name inside it, runs."""
    if not parts or parts[0] not in (*PACKAGES, TESTS):
        return ()
    stem = ROOT.joinpath(*parts)
    candidates = (stem / "__init__.py", stem.with_suffix(".py"))
    return (*_module_files(parts[:-1]), *(candidate for candidate in candidates if candidate.is_file()))
