"""Slips in a lecture file that is no TOML yet: the line, what stands there, and what is probably meant."""

import re
import tomllib
from collections.abc import Callable

_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)$")
_LINE = re.compile(r"\s*(?P<key>[\w.-]+)\s*(?P<sign>=+|:=?|\s)\s*(?P<value>.*?)\s*")
_HEADER = re.compile(r"\s*\[+\s*([\w.-]*)\s*\]*\s*(?:#.*)?")
_CURLY = str.maketrans(dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‘’‚‛′", "'"))
_TRUTH = {"true": "true", "yes": "true", "on": "true", "false": "false", "no": "false", "off": "false"}
LONGEST = 80
_EXAMPLES = 'such as learning_rate = 0.1, hold = 2 or function = "x**2"'

Slip = tuple[str, str]
"""What is wrong, and the value that is meant."""


def slip(text: str, error: tomllib.TOMLDecodeError) -> str:
    """Return the rest of a sentence about the file, from the comma before the line number on.

    Parameters
    ----------
    text
        What the file says.
    error
        Where reading it ended.
    """
    lines = text.splitlines()
    found = _PLACE.search(str(error))
    number = int(found[1]) if found else max(1, len(lines))
    line = lines[number - 1].strip() if number <= len(lines) else ""
    said = _twice(lines, number, str(error)) or _header(line) or _pair(line) or _other(line, str(error))
    stands = f"here stands `{line if len(line) <= LONGEST else line[:LONGEST] + '…'}`; " if line else ""
    return f", line {number}: {stands}{said}."


def meant_by(value: str) -> Slip | None:
    """Return what is wrong with a bare value, and the value that is meant, if one can be guessed.

    >>> meant_by("0,1")
    ('a number has a point, not a comma', '0.1')
    >>> meant_by("True")
    ('true and false have small letters and no quotes', 'true')
    """
    return next((guess for find in _FINDERS if (guess := find(value)) is not None), None)


def _twice(lines: list[str], number: int, error: str) -> str | None:
    """Tell of a key or table that is there already."""
    if not error.startswith(("Cannot", "Duplicate")) or number > len(lines):
        return None
    header = _HEADER.fullmatch(lines[number - 1])
    if header and header[1] == "clip":
        return "write [[clip]], with two brackets, above each clip"
    pair = _LINE.fullmatch(lines[number - 1])
    name = header[1] if header else pair["key"] if pair else ""
    for place in range(number - 1, 0, -1):
        before = lines[place - 1]
        if header and (other := _HEADER.fullmatch(before)) and other[1] == name:
            return f"[{name}] was there before, in line {place}; put its keys together"
        if not header and (key := _LINE.fullmatch(before)) and key["key"] == name:
            return f"{name} was there before, in line {place}; keep one of them"
        if not header and _HEADER.fullmatch(before):
            break
    return f"{name} was there before; keep one of them"


def _header(line: str) -> str | None:
    found = _HEADER.fullmatch(line) if line.startswith("[") else None
    if found is None:
        return None
    return f"write {'[[clip]]' if found[1] == 'clip' else f'[{found[1]}]'}"


def _pair(line: str) -> str | None:
    """Tell of a key with a value that is not one."""
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    key, value = found["key"], found["value"]
    bare = value if value.startswith(('"', "'")) else value.partition("#")[0].strip()
    if found["sign"] != "=" and (wrong := _right(key, bare)) is not None:
        return f"a key and its value have an equals sign between them: {wrong}"
    guess = meant_by(bare)
    if guess is None:
        return None
    what, meant = guess
    right = _right(key, meant)
    return f"{what}: {right}" if right is not None else what if not meant else None


def _right(key: str, value: str) -> str | None:
    """Return the line with another value if that is TOML."""
    line = f"{key} = {value}"
    try:
        tomllib.loads(line)
    except (ValueError, RecursionError):
        return None
    return line


def _other(line: str, error: str) -> str:
    if "array" in error.lower():
        return "a list is not closed, or a comma is missing in it; a list is written [0.1, 0.2]"
    return f"a line is a key, an equals sign and a value, {_EXAMPLES}"


def _nothing(value: str) -> Slip | None:
    if value.lower() in ("", "none", "null", "nil"):
        return "there is no value; write one, or leave the line out", ""
    return None


def _curly(value: str) -> Slip | None:
    straight = value.translate(_CURLY)
    if straight != value and straight[:1] in ('"', "'"):
        return "quotes are straight, not curly", straight
    return None


def _truth(value: str) -> Slip | None:
    plain = value.strip("\"'").lower()
    return ("true and false have small letters and no quotes", _TRUTH[plain]) if plain in _TRUTH else None


def _comma(value: str) -> Slip | None:
    if re.fullmatch(r"[+-]?\d+,\d+(e[+-]?\d+)?", value, re.IGNORECASE):
        return "a number has a point, not a comma", value.replace(",", ".")
    return None


def _minus(value: str) -> Slip | None:
    if re.fullmatch(r"[−–—]\s*[\d.]+", value):
        return "the minus is the one of the keyboard", f"-{value[1:].strip()}"
    return None


def _number(value: str) -> Slip | None:
    spaceless = re.sub(r"(?<=\d)[ '’\u00a0\u202f](?=\d)", "", value)
    try:
        number = float(spaceless)
    except ValueError:
        return None
    whole = number.is_integer() and re.fullmatch(r"[+-]?\d+", spaceless)
    what = "a number is written in digits, with a point between two of them if need be"
    return (what, f"{number:.0f}" if whole else repr(number)) if abs(number) < 1e15 else None


def _unit(value: str) -> Slip | None:
    if found := re.fullmatch(r"([+-]?\d+(?:\.\d+)?)\s+[^\W\d]+", value):
        return "a number has no unit", found[1]
    if re.fullmatch(r"[+-]?[\d.,'_\s]+(?:e[+-]?\d*)?", value, re.IGNORECASE):
        return "that is no number; write one in digits, such as 0.1, 1000 or 1e-6", ""
    return None


def _share(value: str) -> Slip | None:
    if found := re.fullmatch(r"([+-]?[\d.]+)\s*%", value):
        return "a share is a number", f"{float(found[1]) / 100:.12g}"
    if (found := re.fullmatch(r"([+-]?\d+)\s*/\s*(\d+)", value)) and int(found[2]):
        return "a fraction is written as one number", f"{int(found[1]) / int(found[2]):.12g}"
    return None


def _open(value: str) -> Slip | None:
    quote = value[:1]
    if quote in ('"', "'") and value.count(quote) == 1:
        return "the closing quote is missing", value.rstrip(";, ") + quote
    return None


def _backslash(value: str) -> Slip | None:
    if value.startswith('"') and value.endswith('"') and "\\" in value and "'" not in value:
        return "a backslash has another meaning between double quotes; write single ones", f"'{value[1:-1]}'"
    return None


def _after(value: str) -> Slip | None:
    shorter = value.rstrip(";, ")
    return ("nothing follows the value", shorter) if shorter != value and _right("key", shorter) else None


def _text(value: str) -> Slip | None:
    if value[:1] in ('"', "'", "[", "{") or '"' in value:
        return None
    return "text stands in quotes", f'"{value}"'


_FINDERS: tuple[Callable[[str], Slip | None], ...] = (
    _nothing, _curly, _truth, _comma, _minus, _after, _number, _unit, _share, _open, _backslash, _text,
)  # fmt: skip
