"""Values as a lecturer would write them, in sentences and in words of the command line."""

import json
import math
import sys
import tomllib
from typing import Any

LONGEST = 60


def shown(value: Any) -> str:
    """Return a value as a lecturer would write it, shortened when long.

    >>> shown(True), shown(-0.1), shown("a b"), shown([1, "x"])
    ('true', '-0.1', '"a b"', '[1, "x"]')
    """
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    try:
        text = json.dumps(value, ensure_ascii=False, default=str)
    except ValueError:
        return "(a number of thousands of digits)"
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."


def toml(value: Any) -> str:
    """Return a number, a text, a truth or a list of them as TOML.

    >>> toml(1e-07), toml(True), toml(["a", 'say "b"'])
    ('1e-07', 'true', '["a", "say \\\\"b\\\\""]')
    """
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def value_of(text: str) -> Any:
    """Return the value of a text that is written as in TOML; a bare word is text.

    >>> value_of("0.3"), value_of("[1, 2]"), value_of("x**2")
    (0.3, [1, 2], 'x**2')
    """
    try:
        table = tomllib.loads(f"value = {text}")
    except (ValueError, RecursionError):
        return text
    return table["value"] if table.keys() == {"value"} else text


def is_too_large(value: Any) -> bool:
    """Tell whether a whole number, or one in a list, is beyond all floating-point numbers.

    >>> is_too_large(10**308), is_too_large([0, 10**309])
    (False, True)
    """
    if isinstance(value, list):
        return any(is_too_large(item) for item in value)
    return isinstance(value, int) and value.bit_length() > sys.float_info.max_exp


def number(value: float) -> str:
    """Return a bound without a needless ``.0``.

    >>> number(0.0), number(0.25), number(1e6), number(200)
    ('0', '0.25', '1000000', '200')
    """
    return f"{value:.15g}"
