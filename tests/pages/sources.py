"""The public names of the project's modules, as their sources have them."""

import ast
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.pages import docstring
from tests.pages.docstring import Docstring

ROOT = Path(__file__).parents[2]
Key = tuple[str, str]
"""A module and a name in it."""


@dataclass(frozen=True, eq=False)
class Public:
    """A public class, function or type alias of a module."""

    module: str
    name: str
    node: ast.ClassDef | ast.FunctionDef | ast.expr
    doc: Docstring

    @property
    def constant(self) -> bool:
        """Tell whether it is a value, not a class, function or type."""
        return self.name.isupper()

    @property
    def key(self) -> Key:
        """Return where it is defined, and as what."""
        return self.module, self.name


@dataclass(frozen=True, eq=False)
class Module:
    """A module: what it defines for others, what it says of itself, what it takes from where."""

    name: str
    doc: Docstring
    publics: dict[str, Public]
    imports: dict[str, Key]
    named: frozenset[str]
    """What its own code reads."""


@cache
def modules() -> dict[str, Module]:
    """Return all modules of `gd_math` and `scenes` by their names."""
    found = {}
    for package in ("gd_math", "scenes"):
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            tree = ast.parse(path.read_text(encoding="utf-8"))
            publics = {one.name: one for one in _publics(name, tree)}
            found[name] = Module(name, _doc(tree), publics, _imports(tree), _named(tree))
    return found


def defined(key: Key) -> Public | None:
    """Return what a name in a module stands for, wherever it is defined; None outside the project."""
    module = modules().get(key[0])
    if module is None:
        return None
    if key[1] in module.publics:
        return module.publics[key[1]]
    return defined(module.imports[key[1]]) if key[1] in module.imports else None


@cache
def users() -> dict[Key, set[str]]:
    """Return the modules that import each public name."""
    used: dict[Key, set[str]] = {}
    for module in modules().values():
        for key in module.imports.values():
            whole = modules().get(".".join(key))
            taken = whole.publics.values() if whole else [defined(key)]
            for public in taken:
                if public is not None:
                    used.setdefault(public.key, set()).add(module.name)
    return used


def waits(public: Public) -> bool:
    """Tell whether nothing in the project takes a name yet, its own module included."""
    own = modules()[public.module].named
    return not public.constant and public.key not in users() and public.name not in own


def lesson_of(module: str) -> str:
    """Return the lesson that a script or a part belongs to, or nothing.

    >>> [lesson_of(f"scenes.{name}") for name in ("loss_bowl_3d", "parts.many_minima.story", "base.look")]
    ['LossBowl3D', 'ManyMinima', '']
    """
    parts = module.split(".")
    within = len(parts) > 3 and parts[1] == "parts"
    if parts[0] != "scenes" or not (len(parts) == 2 or within):
        return ""
    return "".join(word.title() for word in parts[2 if within else 1].split("_"))


def on_newcomers_page(public: Public) -> bool:
    """Tell whether a lesson on the newcomer's page takes a name."""
    return public.key in _newcomers()


@cache
def _newcomers() -> frozenset[Key]:
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    lessons = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    taken = [defined(key) for code in lessons for key in _imports(ast.parse(code)).values()]
    return frozenset(public.key for public in taken if public is not None)


def lessons_with(public: Public) -> list[str]:
    """Return the lessons that take a name themselves or in their parts, in alphabetical order."""
    return sorted({lesson_of(module) for module in users().get(public.key, ())} - {""})


def _publics(module: str, tree: ast.Module) -> Iterator[Public]:
    for node, after in zip(tree.body, [*tree.body[1:], None], strict=True):
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            if not node.name.startswith("_"):
                yield Public(module, node.name, node, _doc(node))
            continue
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        value = getattr(node, "value", None)
        if isinstance(target, ast.Name) and value is not None and not _hidden(target.id, value):
            yield Public(module, target.id, value, docstring.read(inspect.cleandoc(literal(after))))


def _hidden(name: str, value: ast.expr) -> bool:
    return name.startswith("_") or (isinstance(value, ast.Call) and ast.unparse(value.func) == "TypeVar")


def literal(node: ast.AST | None) -> str:
    """Return the text of a statement that is nothing but a string, such as one after an attribute."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return node.value.value if isinstance(node.value.value, str) else ""
    return ""


def _imports(tree: ast.Module) -> dict[str, Key]:
    return {
        alias.asname or alias.name: (node.module, alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }


def _named(tree: ast.Module) -> frozenset[str]:
    names = (node for node in ast.walk(tree) if isinstance(node, ast.Name))
    return frozenset(node.id for node in names if isinstance(node.ctx, ast.Load))


def _doc(node: ast.ClassDef | ast.FunctionDef | ast.Module) -> Docstring:
    return docstring.read(ast.get_docstring(node) or "")


def told(node: ast.ClassDef | ast.FunctionDef) -> Docstring:
    """Return the docstring of a class, function or method."""
    return _doc(node)
