"""Kinds of values: what a parameter's type asks for, in a lecturer's words, and whether a value is of it."""

import tomllib
import types
from collections.abc import Sequence
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from gd_studio.lecture.toml_slips import meant_by
from gd_studio.lecture.wording import shown

_NAMES = {float: "number", int: "whole number", str: "text", bool: "true or false"}


def misfit(annotation: Any, name: str, value: Any) -> str | None:
    """Return what is wrong with a value's kind, or None.

    Pydantic alone would read ``"0.1"`` as a number and ``true`` as 1, which in a file is more often a slip.

    >>> misfit(float, "rate", "0.1")
    'rate = "0.1" must be a number'
    >>> misfit(tuple[float, ...], "rates", [1, True])
    'rates[1] = true must be a number'
    >>> misfit(float | None, "rate", True)
    'rate = true must be a number'
    >>> misfit(tuple[float, float], "view", [1])
    'view = [1] must be a list of 2 numbers in brackets'
    >>> misfit(float, "rate", "0,1")
    'rate = "0,1" must be a number; a number has a point, not a comma: 0.1'
    >>> misfit(float, "rate", 1)
    """
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return misfit(arguments[0], name, value)
    if origin in (Union, types.UnionType):
        wrong = [misfit(choice, name, value) for choice in arguments if choice is not type(None)]
        if None in wrong:
            return None
        return wrong[0] if len(wrong) == 1 else _must_be(annotation, name, value)
    if origin in (tuple, list):
        count = None if origin is list or arguments[-1] is ... else len(arguments)
        if not isinstance(value, list) or count not in (None, len(value)):
            return _must_be(annotation, name, value)
        each = arguments if count else arguments[:1] * len(value)
        wrong = [
            misfit(kind, f"{name}[{place}]", item)
            for place, (kind, item) in enumerate(zip(each, value, strict=True))
        ]
        return next((sentence for sentence in wrong if sentence), None)
    fits = {
        float: isinstance(value, int | float) and not isinstance(value, bool),
        int: isinstance(value, int) and not isinstance(value, bool),
        bool: isinstance(value, bool),
        str: isinstance(value, str),
    }
    if origin is Literal:
        fitting = any(type(value) is type(choice) for choice in arguments)
        return None if fitting else f"{name} = {shown(value)} must be {choices(arguments)}"
    return None if fits.get(annotation, True) else _must_be(annotation, name, value)


def _must_be(annotation: Any, name: str, value: Any) -> str:
    said = f"{name} = {shown(value)} must be {article(kind_of(annotation))}"
    guess = meant_by(value) if isinstance(value, str) and not value.isdigit() else None
    if guess is None or not guess[1]:
        return said
    right = tomllib.loads(f"x = {guess[1]}")["x"]
    fits = not isinstance(right, str) and guess[1] != value and misfit(annotation, name, right) is None
    return f"{said}; {guess[0]}: {guess[1]}" if fits else said


def choices(allowed: Sequence[object]) -> str:
    """Return values to choose from, as part of a sentence.

    >>> choices(["a", "b", "c"])
    '"a", "b" or "c"'
    """
    *others, last = [shown(choice) for choice in allowed]
    return f"{', '.join(others)} or {last}" if others else last


def kind_of(annotation: Any) -> str:
    """Return a type in a lecturer's words.

    >>> kind_of(tuple[float, ...]), kind_of(Literal["a", "b"]), kind_of(float | str)
    ('list of numbers', 'a | b', 'number | text')
    """
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return " | ".join(str(choice) for choice in arguments)
    if origin in (Union, types.UnionType):
        return " | ".join(kind_of(choice) for choice in arguments if choice is not type(None))
    if origin in (tuple, list):
        inner = kind_of(arguments[0])
        count = "" if origin is list or arguments[-1] is ... else f"{len(arguments)} "
        return f"list of {count}{inner}s" if inner.endswith("number") else f"list of {count}{inner}"
    if origin is Annotated:
        return kind_of(arguments[0])
    return _NAMES.get(annotation, getattr(annotation, "__name__", str(annotation)))


def article(kind: str) -> str:
    """Return a kind as part of a sentence.

    >>> article("number | text"), article("true or false"), article("list of numbers")
    ('a number or text in quotes', 'true or false', 'a list of numbers in brackets')
    """
    words = {"number": "a number", "whole number": "a whole number", "text": "text in quotes"}
    parts = [
        words.get(part, f"a {part} in brackets" if part.startswith("list") else part)
        for part in kind.split(" | ")
    ]
    return " or ".join(parts)
