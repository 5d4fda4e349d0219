"""Kinds of values: what a parameter's type asks for, in a lecturer's words, and whether a value is of it."""

import types
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from gd_studio.wording import shown

_NAMES = {float: "number", int: "whole number", str: "text", bool: "true or false"}


def misfit(annotation: Any, name: str, value: Any) -> str | None:
    """Return what is wrong with a value's kind, or None.

    Pydantic alone would read ``"0.1"`` as a number and ``true`` as 1, which in a file is more often a slip.

    >>> misfit(float, "rate", "0.1")
    'rate = "0.1" must be a number'
    >>> misfit(tuple[float, ...], "rates", [1, True])
    'rates[1] = true must be a number'
    >>> misfit(float, "rate", 1)
    """
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return misfit(arguments[0], name, value)
    if origin in (Union, types.UnionType):
        wrong = [misfit(choice, name, value) for choice in arguments]
        return None if None in wrong else f"{name} = {shown(value)} must be {article(kind_of(annotation))}"
    if origin in (tuple, list):
        if not isinstance(value, list):
            return f"{name} = {shown(value)} must be a list in brackets"
        each = arguments[:1] * len(value) if origin is list or arguments[-1] is ... else arguments
        wrong = [
            misfit(kind, f"{name}[{place}]", item)
            for place, (kind, item) in enumerate(zip(each, value, strict=False))
        ]
        return next((sentence for sentence in wrong if sentence), None)
    fits = {
        float: isinstance(value, int | float) and not isinstance(value, bool),
        int: isinstance(value, int) and not isinstance(value, bool),
        bool: isinstance(value, bool),
        str: isinstance(value, str),
    }
    if fits.get(annotation, True):
        return None
    return f"{name} = {shown(value)} must be {article(kind_of(annotation))}"


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
        return f"list of {inner}s" if inner.endswith("number") else f"list of {inner}"
    if origin is Annotated:
        return kind_of(arguments[0])
    return _NAMES.get(annotation, getattr(annotation, "__name__", str(annotation)))


def article(kind: str) -> str:
    """Return a kind as part of a sentence.

    >>> article("number | text"), article("true or false")
    ('a number or text in quotes', 'true or false')
    """
    words = {"number": "a number", "whole number": "a whole number", "text": "text in quotes"}
    parts = [words.get(part, f"a {part}" if part.startswith("list") else part) for part in kind.split(" | ")]
    return " or ".join(parts)
