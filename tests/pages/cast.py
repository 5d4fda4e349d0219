"""The page of the cast: each instrument with its signature, its first line, and the lessons that use it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SCENES = Path(__file__).parents[2] / "scenes"
HEAD = """\
# The cast

What a lesson can compose, by family: from `scenes.cast.charts.axes import Plot`, and so on. Each entry has
its signature, what it is, and the lessons that import it themselves or in their parts. What only other
instruments use stands at the end of its family. This page is written by `./gd test --pages`.
"""


@dataclass
class Instrument:
    """A public class or function of the cast."""

    module: str
    name: str
    signature: str
    line: str
    lessons: set[str] = field(default_factory=set)


def page() -> str:
    """Return the page as Markdown."""
    instruments = {(one.module, one.name): one for one in _instruments()}
    for path in sorted(SCENES.rglob("*.py")):
        lesson = _lesson(path)
        for key in _imports(path) if lesson else ():
            if key in instruments:
                instruments[key].lessons.add(lesson)
    families: dict[str, list[Instrument]] = {}
    for one in instruments.values():
        families.setdefault(one.module.split(".")[2], []).append(one)
    return HEAD + "".join(_family(name, families[name]) for name in sorted(families))


def _family(name: str, instruments: list[Instrument]) -> str:
    used = [one for one in instruments if one.lessons]
    others = [f"`{one.name}`" for one in instruments if not one.lessons]
    lines = [f"\n## {name}\n\n{_first_line(SCENES / 'cast' / name / '__init__.py')}\n"]
    module = ""
    for one in used:
        if one.module != module:
            module = one.module
            lines.append(f"\n`{module}`\n\n")
        lines.append(f"- `{one.signature}`  \n  {one.line} *{', '.join(sorted(one.lessons))}*\n")
    if others:
        lines.append(f"\nUsed by other instruments: {', '.join(others)}.\n")
    return "".join(lines)


def _instruments() -> Iterator[Instrument]:
    for path in sorted((SCENES / "cast").rglob("*.py")):
        module = ".".join(path.relative_to(SCENES.parent).with_suffix("").parts)
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if not isinstance(node, ast.ClassDef | ast.FunctionDef) or node.name.startswith("_"):
                continue
            told = ast.get_docstring(node) or ""
            yield Instrument(module, node.name, f"{node.name}({_arguments(node)})", _sentence(told))


def _arguments(node: ast.ClassDef | ast.FunctionDef) -> str:
    if isinstance(node, ast.ClassDef):
        made = [one for one in node.body if isinstance(one, ast.FunctionDef) and one.name == "__init__"]
        if not made:
            fields = [one for one in node.body if isinstance(one, ast.AnnAssign)]
            return ", ".join(ast.unparse(one.target) for one in fields) if node.decorator_list else "…"
        given = made[0].args
        plain = [one.arg for one in [*given.posonlyargs, *given.args]][1:]
    else:
        given = node.args
        plain = [one.arg for one in [*given.posonlyargs, *given.args]]
    defaults = [None] * (len(plain) - len(given.defaults)) + [*given.defaults]
    parts = [_argument(name, default) for name, default in zip(plain, defaults[-len(plain) :], strict=False)]
    if given.vararg:
        parts.append(f"*{given.vararg.arg}")
    elif given.kwonlyargs:
        parts.append("*")
    pairs = zip(given.kwonlyargs, given.kw_defaults, strict=True)
    parts += [_argument(one.arg, default) for one, default in pairs]
    return ", ".join(parts)


def _argument(name: str, default: ast.expr | None) -> str:
    return name if default is None else f"{name}={ast.unparse(default)}"


def _imports(path: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            for name in node.names:
                yield node.module, name.name


def _lesson(path: Path) -> str:
    """Return the name of the lesson that a script or a part belongs to, or nothing."""
    parts = path.relative_to(SCENES).parts
    stem = path.stem if len(parts) == 1 else parts[1] if parts[0] == "parts" and len(parts) > 2 else ""
    return "".join(word.capitalize() for word in stem.split("_")) if stem != "__init__" else ""


def _first_line(path: Path) -> str:
    return _sentence(ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "")


def _sentence(told: str) -> str:
    return " ".join(told.split("\n\n")[0].split())
