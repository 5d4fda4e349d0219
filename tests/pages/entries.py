"""How an instrument stands on a page: its call, what goes in, what it has, and how a lesson uses it."""

import ast
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from tests.pages.pictures import PICTURES, file_of
from tests.pages.signatures import arguments, bases, field_texts, grouped, members, returns, values
from tests.pages.sources import ROOT, Key, Public, defined, lessons_with

WIDTH = 110
BOUNDS = {
    "gt": "above",
    "ge": "at least",
    "lt": "below",
    "le": "at most",
    "min_length": "of at least",
    "max_length": "in characters at most",
}
"""How the bounds of a parameter's type are said."""
SAID_ONCE = {"Theme and language.", "Theme and language. The text itself must already be translated."}
"""What the page says at its head, for all."""


def entry(public: Public) -> str:
    """Return the whole entry of a class, function or alias."""
    lessons = ", ".join(lessons_with(public))
    paragraphs = [
        f"### {public.name}",
        " · ".join([f"`{public.module}`", *([f"*{lessons}*"] if lessons else [])]),
        _picture(public),
        *(_inline(one) for one in (public.doc.line, *public.doc.more) if one),
        _code(public),
        "\n".join([*_parameters(public), *_members(public)]),
    ]
    return "\n\n".join(one for one in paragraphs if one) + "\n"


def _picture(public: Public) -> str:
    drawn = public.module.startswith("scenes.cast.") and public.name in PICTURES
    return f'<img src="pictures/{file_of(public.name)}" width="320" alt="{public.name}">' if drawn else ""


def _code(public: Public) -> str:
    """Return the call with an example, or what a type of parameters takes."""
    if isinstance(public.node, ast.Subscript) and ast.unparse(public.node.value) == "Annotated":
        return _taken(public.node)
    lines = values(public) or [_call(public), *(public.doc.examples or _use(public))]
    return "```python\n" + "\n".join(lines) + "\n```"


def _taken(annotated: ast.Subscript) -> str:
    """Return the type, the bounds and the description of a parameter's type."""
    assert isinstance(annotated.slice, ast.Tuple)
    kind, *others = annotated.slice.elts
    words = [word for one in others if isinstance(one, ast.Call) for word in one.keywords]
    given = {word.arg: word.value for word in words}
    extra = given.get("json_schema_extra")
    above = (
        dict(zip(map(ast.literal_eval, extra.keys), extra.values, strict=True))
        if isinstance(extra, ast.Dict)
        else {}
    )
    given |= {"gt": above["exclusiveMinimum"]} if "exclusiveMinimum" in above else {}
    bounds = [f"{word} {_number(given[name])}" for name, word in BOUNDS.items() if name in given]
    about = given.get("description")
    text = f": {ast.literal_eval(about)}" if about else ""
    return ", ".join([f"`{ast.unparse(kind)}`", *bounds]) + text + "."


def _number(node: ast.expr) -> str:
    value = eval(compile(ast.Expression(node), "", "eval"), {})  # bounds such as 2**32
    return f"{value:g}" if isinstance(value, float) else str(value)


def _parameters(public: Public) -> list[str]:
    """Return what goes in and what comes back, a line each."""
    explained = {**public.doc.parameters, **field_texts(public)}
    lines = [
        f"- {names}: {_inline(text)}" for names, text in grouped(explained) if text and text not in SAID_ONCE
    ]
    return [*lines, f"- returns: {_inline(public.doc.returned)}"] if public.doc.returned else lines


def _members(public: Public) -> list[str]:
    """Return what stands on an instance, a line each."""
    lines, has = [], members(public)
    for one in has:
        if one.line:
            lines.append(f"- `{one.call}`: {_inline(one.line)}")
            lines += [f"  - {names}: {_inline(text)}" for names, text in one.explained]
    bare = [f"`{one.call}`" for one in has if not one.line]
    older = [f"`{base.name}`" for base in bases(public)]
    lines += [f"- holds {', '.join(bare)}"] if bare else []
    return lines + ([f"- and all of {', '.join(older)}"] if older else [])


def constants(publics: Iterable[Public]) -> str:
    """Return values with what they are, in short."""
    lines = []
    for one in publics:
        assert isinstance(one.node, ast.expr)
        text = f": {_inline(one.doc.line)}" if one.doc.line else ""
        lines.append(f"- `{one.module}.{one.name} = {ast.unparse(one.node)}`{text}")
    return "\n".join(lines)


def listed(publics: Iterable[Public]) -> str:
    """Return names with their first lines, in short."""
    return "".join(
        f"- `{one.name}` (`{one.module.split('.')[-1]}`): {_inline(one.doc.line)}\n" for one in publics
    )


def _call(public: Public) -> str:
    if isinstance(public.node, ast.expr):
        return f"{public.name} = {ast.unparse(public.node)}"
    return _folded(public.name, arguments(public), returns(public.node))


def _folded(name: str, given: list[str], result: str = "") -> str:
    """Return a call in one line, or its arguments in lines of their own."""
    whole = f"{name}({', '.join(given)}){result}"
    if len(whole) <= WIDTH:
        return whole
    lines = [""]
    for one in given:
        if len(lines[-1]) + len(one) > WIDTH - 6:
            lines.append("")
        lines[-1] += f" {one},"
    return "\n".join([f"{name}(", *(f"   {line}" for line in lines), f"){result}"])


def _use(public: Public) -> list[str]:
    """Return how a lesson calls it, where that says more than the signature."""
    calls = _calls().get(public.key, [])
    if not calls or not arguments(public):
        return []
    file, call = min(calls, key=lambda one: (len(one[0].parts), len(ast.unparse(one[1])), one[0]))
    given = [
        *map(ast.unparse, call.args),
        *(f"{word.arg or '**'}={ast.unparse(word.value)}" for word in call.keywords),
    ]
    return [f"# {file.as_posix()}:", _folded(public.name, given)]


@cache
def _calls() -> dict[Key, list[tuple[Path, ast.Call]]]:
    """Return how lessons and their parts call what, f-strings left out: Pythons print them differently."""
    found: dict[Key, list[tuple[Path, ast.Call]]] = {}
    scenes = ROOT / "scenes"
    for path in sorted([*scenes.glob("*.py"), *(scenes / "parts").rglob("*.py")]):
        file = path.relative_to(ROOT)
        module = ".".join(file.with_suffix("").parts)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                public = defined((module, node.func.id))
                if public is not None and not any(isinstance(one, ast.JoinedStr) for one in ast.walk(node)):
                    found.setdefault(public.key, []).append((file, node))
    return found


def _inline(text: str) -> str:
    """Return text of a docstring as Markdown."""
    told = text.replace("``", "`")
    return told if "`" in told else told.replace("*", "\\*")
