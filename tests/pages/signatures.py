"""How classes and functions are called, parameters with types and defaults; what stands on an instance."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from tests.pages.docstring import Docstring
from tests.pages.sources import Public, defined, literal, told

_DUNDERS = {"__call__": "", "__getitem__": "[…]"}


@dataclass(frozen=True, slots=True)
class Member:
    """An attribute, property or method: how it is written after an instance, and what it is."""

    name: str
    call: str
    line: str
    explained: tuple[tuple[str, str], ...] = ()


def arguments(public: Public) -> list[str]:
    """Return the parameters of a class or function as they are declared."""
    node = public.node
    if isinstance(node, ast.FunctionDef):
        return _declared(node.args)
    if not isinstance(node, ast.ClassDef):
        return []
    for one in _family(public):
        assert isinstance(one.node, ast.ClassDef)
        made = [part for part in one.node.body if _is_method(part, "__init__")]
        if made:
            return _declared(made[0].args)[1:]  # type: ignore[attr-defined]
    fields: dict[str, str] = {}
    for one in reversed(_family(public)):
        assert isinstance(one.node, ast.ClassDef)
        for part in one.node.body if _has_fields(one.node) else ():
            if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name):
                kind, name = ast.unparse(part.annotation), part.target.id
                if not kind.startswith("ClassVar") and not name.startswith("_"):
                    fields[name] = f"{name}: {kind}" + _default(part.value)
    return list(fields.values())


def returns(node: ast.AST) -> str:
    """Return what a function gives back, with an arrow."""
    given = getattr(node, "returns", None)
    return "" if given is None or ast.unparse(given) == "None" else f" -> {ast.unparse(given).strip(chr(34))}"


def members(public: Public) -> list[Member]:
    """Return what an instance has for others, besides what it has from its bases in the project."""
    node = public.node
    if not isinstance(node, ast.ClassDef):
        return []
    known = {member.name for base in bases(public) for member in _all_members(base)}
    asked = {text.split(":")[0].split("=")[0].strip() for text in arguments(public)}
    own: dict[str, Member] = {}
    for member in _own(public, node):
        if member.name not in own or not own[member.name].line:
            own[member.name] = member
    return [one for name, one in own.items() if name not in known and (one.line or name not in asked)]


def bases(public: Public) -> list[Public]:
    """Return the classes of the project that a class is made from."""
    node = public.node
    if not isinstance(node, ast.ClassDef):
        return []
    names = [getattr(base, "value", base) for base in node.bases]
    found = [defined((public.module, name.id)) for name in names if isinstance(name, ast.Name)]
    return [one for one in found if one is not None]


def values(public: Public) -> list[str]:
    """Return the members of an enumeration as they are written; none of other classes."""
    node = public.node
    if not isinstance(node, ast.ClassDef) or not any("Enum" in ast.unparse(base) for base in node.bases):
        return []
    parts = [part for part in node.body if isinstance(part, ast.Assign)]
    return [f"{public.name}.{ast.unparse(part.targets[0])} = {ast.unparse(part.value)}" for part in parts]


def named_in(public: Public) -> Iterator[Public]:
    """Return the project's classes and aliases that parameters and results are declared as."""
    node = public.node
    functions = [node] if isinstance(node, ast.FunctionDef) else []
    if isinstance(node, ast.ClassDef):
        functions = [part for part in node.body if isinstance(part, ast.FunctionDef)]
        functions = [part for part in functions if part.name == "__init__" or not part.name.startswith("_")]
        for part in node.body:
            if isinstance(part, ast.AnnAssign):
                yield from _named(public.module, part.annotation)
    for function in functions:
        for argument in ast.walk(function.args):
            if isinstance(argument, ast.arg) and argument.annotation:
                yield from _named(public.module, argument.annotation)
        if function.returns:
            yield from _named(public.module, function.returns)


def grouped(explained: dict[str, str]) -> list[tuple[str, str]]:
    """Return explanations with their names, those of one text together."""
    pairs = groupby(explained.items(), key=lambda pair: pair[1])
    return [(", ".join(f"`{name}`" for name, _ in those), text) for text, those in pairs]


def field_texts(public: Public) -> dict[str, str]:
    """Return the descriptions of a model's fields."""
    node, texts = public.node, {}
    for part in node.body if isinstance(node, ast.ClassDef) else ():
        if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name) and _is_field(part.value):
            told_of = {word.arg: word.value for word in part.value.keywords}  # type: ignore[union-attr]
            text = told_of.get("description")
            texts[part.target.id] = text.value if isinstance(text, ast.Constant) else ""
    return texts


def _family(public: Public) -> list[Public]:
    return [public, *(older for base in bases(public) for older in _family(base))]


def _all_members(public: Public) -> list[Member]:
    node = public.node
    own = list(_own(public, node)) if isinstance(node, ast.ClassDef) else []
    return [*own, *(member for base in bases(public) for member in _all_members(base))]


def _own(public: Public, node: ast.ClassDef) -> Iterator[Member]:
    for name, text in public.doc.attributes.items():
        yield Member(name, f".{name}", text)
    for part, after in zip(node.body, [*node.body[1:], None], strict=True):
        if isinstance(part, ast.FunctionDef):
            yield from _method(part)
            if part.name == "__init__":
                yield from _held(part, public.doc)
        elif isinstance(part, ast.Assign | ast.AnnAssign):
            target = part.targets[0] if isinstance(part, ast.Assign) else part.target
            kind = f": {ast.unparse(part.annotation)}" if isinstance(part, ast.AnnAssign) else ""
            if isinstance(target, ast.Name) and not target.id.startswith("_") and literal(after):
                yield Member(target.id, f".{target.id}{kind}", " ".join(literal(after).split()))


def _method(node: ast.FunctionDef) -> Iterator[Member]:
    marks = {ast.unparse(mark).split(".")[-1] for mark in node.decorator_list}
    if node.name.startswith("_") and node.name not in _DUNDERS:
        return
    doc = told(node)
    if marks & {"property", "cached_property"}:
        yield Member(node.name, f".{node.name}{returns(node)}", doc.line)
        return
    given = _declared(node.args)[0 if "staticmethod" in marks else 1 :]
    name = _DUNDERS.get(node.name, f".{node.name}")
    call = name if name.startswith("[") else f"{name}({', '.join(given)})"
    explained = tuple((names, text) for names, text in grouped(doc.parameters) if text)
    yield Member(node.name, f"{call}{returns(node)}", doc.line, explained)


def _held(made: ast.FunctionDef, doc: Docstring) -> Iterator[Member]:
    """Return what `__init__` puts on the instance, with its type where it can be read off."""
    kinds = {one.arg: ast.unparse(one.annotation) for one in ast.walk(made.args) if _typed(one)}
    for part, after in zip(made.body, [*made.body[1:], None], strict=True):
        if isinstance(part, ast.AnnAssign):
            pairs = [(part.target, part.value)]
        elif isinstance(part, ast.Assign) and isinstance(part.targets[0], ast.Tuple):
            values = part.value.elts if isinstance(part.value, ast.Tuple) else [None] * 9
            pairs = list(zip(part.targets[0].elts, values, strict=False))
        elif isinstance(part, ast.Assign):
            pairs = [(part.targets[0], part.value)]
        else:
            continue
        for target, value in pairs:
            if not (isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name)):
                continue
            name = target.attr
            if target.value.id != "self" or name.startswith("_") or name in {"name", *doc.attributes}:
                continue
            kind = ast.unparse(part.annotation) if isinstance(part, ast.AnnAssign) else ""
            if isinstance(value, ast.Name):
                kind = kinds.get(value.id, "")
            elif isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
                kind = value.func.id if value.func.id[0].isupper() else ""
            text = " ".join(literal(after).split())
            yield Member(name, f".{name}" + (f": {kind}" if kind else ""), text)


def _named(module: str, annotation: ast.expr) -> Iterator[Public]:
    for part in ast.walk(annotation):
        if isinstance(part, ast.Name):
            found = defined((module, part.id))
            if found is not None:
                yield found


def _declared(given: ast.arguments) -> list[str]:
    plain = [*given.posonlyargs, *given.args]
    missing: list[ast.expr | None] = [None] * (len(plain) - len(given.defaults))
    parts = [_argument(one, default) for one, default in zip(plain, [*missing, *given.defaults], strict=True)]
    if given.vararg:
        parts.append(f"*{_argument(given.vararg, None)}")
    elif given.kwonlyargs:
        parts.append("*")
    parts += [
        _argument(one, default) for one, default in zip(given.kwonlyargs, given.kw_defaults, strict=True)
    ]
    return [*parts, f"**{_argument(given.kwarg, None)}"] if given.kwarg else parts


def _argument(one: ast.arg, default: ast.expr | None) -> str:
    kind = f": {ast.unparse(one.annotation)}" if one.annotation else ""
    equals = " = " if kind else "="
    return f"{one.arg}{kind}" + ("" if default is None else f"{equals}{ast.unparse(default)}")


def _default(value: ast.expr | None) -> str:
    if value is None:
        return ""
    if not _is_field(value):
        return f" = {ast.unparse(value)}"
    assert isinstance(value, ast.Call)
    factory = [ast.unparse(word.value) + "()" for word in value.keywords if word.arg == "default_factory"]
    shown = [ast.unparse(one) for one in value.args[:1]] + factory
    return f" = {shown[0]}" if shown else ""


def _is_field(value: ast.expr | None) -> bool:
    return isinstance(value, ast.Call) and ast.unparse(value.func) in {"Field", "field"}


def _has_fields(node: ast.ClassDef) -> bool:
    model = any(
        one.id in {"NamedTuple", "BaseModel"} or one.id.endswith("Params")
        for base in node.bases
        if isinstance(one := base, ast.Name)
    )
    return model or any("dataclass" in ast.unparse(mark) for mark in node.decorator_list)


def _is_method(part: ast.AST, name: str) -> bool:
    return isinstance(part, ast.FunctionDef) and part.name == name


def _typed(one: ast.AST) -> bool:
    return isinstance(one, ast.arg) and one.annotation is not None


__all__ = [
    "Member",
    "arguments",
    "bases",
    "field_texts",
    "grouped",
    "members",
    "named_in",
    "returns",
    "values",
]
