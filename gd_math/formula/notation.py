"""From the characters of a formula to its tokens: what people type and print, each sign as what it means."""

import re
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

LONGEST = 200
DEEPEST = 16

ALLOWED = "a formula has numbers, variables, + - * / **, round brackets and functions such as sin"
GREEK = {
    "α": "alpha",
    "β": "beta",
    "γ": "gamma",
    "δ": "delta",
    "ε": "epsilon",
    "ζ": "zeta",
    "η": "eta",
    "θ": "theta",
    "κ": "kappa",
    "λ": "lambda",
    "μ": "mu",
    "ν": "nu",
    "ξ": "xi",
    "π": "pi",
    "ρ": "rho",
    "σ": "sigma",
    "τ": "tau",
    "φ": "phi",
    "χ": "chi",
    "ψ": "psi",
    "ω": "omega",
}
"""Greek letters and their names."""

_SAME = {
    "^": "**",
    "×": "*",
    "·": "*",
    "⋅": "*",
    "÷": "/",
    "−": "-",
    "–": "-",
    "≤": "<=",
    "≥": ">=",
    "√": "sqrt",
}
_INSTEAD = {
    "=": "write only the right-hand side",
    "|": "write abs(…) for a size",
    "[": "write round brackets",
    "]": "write round brackets",
    "{": "write round brackets",
    "}": "write round brackets",
    ";": "arguments are parted by commas",
    "!": "write out the product",
    "≠": "a comparison is one of < > <= >=",
}
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_TOKEN = re.compile(
    rf"""(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
    |(?P<name>(?:[A-Za-z_][A-Za-z_0-9]*|[{"".join(GREEK)}](?:_?[0-9]+)?)[₀-₉]*)
    |(?P<raised>[⁰¹²³⁴-⁹]+)
    |(?P<sign>\*\*|//|<=|>=|[-+*/(),<>^×·⋅÷−–≤≥√])""",
    re.VERBOSE,
)


class FormulaError(ValueError):
    """A formula that cannot be used, and why, in one sentence."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a formula: its kind, what it means in Python's notation, where it stands in the text."""

    kind: Literal["number", "name", "raised", "sign", "end"]
    text: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Return the tokens of a formula, with one of kind "end" after them.

    `^` is a power, `×` and `·` are products, `√` is sqrt, a Greek letter is its name, `x₁` is x_1; digits
    printed high are an exponent.

    Raises
    ------
    FormulaError
        Where the text is empty, too long or too deep, or holds a character that no formula has.
    """
    if not isinstance(text, str):
        raise FormulaError(f"a formula must be text, not {type(text).__name__}")
    if not text.strip():
        raise FormulaError("the formula is empty; write for instance x**2")
    if len(text) > LONGEST:
        raise FormulaError(f"the formula is {len(text)} characters long; at most {LONGEST} are allowed")
    found, place = [], 0
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is not None:
            found.append(_token(match))
            place = match.end()
        elif text[place] == " ":
            place += 1
        else:
            raise _strange(text, place)
    _check_brackets(text)
    return [*found, Token("end", "", len(text), len(text))]


def quoted(character: str) -> str:
    """Return a character in quotes, by its number where it cannot be printed."""
    return f"'{character}'" if character.isprintable() else repr(character)


def _token(match: re.Match[str]) -> Token:
    piece, kind = match[0], match.lastgroup
    if kind == "name":
        bare = piece.rstrip("₀₁₂₃₄₅₆₇₈₉")
        index = piece[len(bare) :].translate(_SUBSCRIPTS)
        name = GREEK[bare[0]] + bare[1:] if bare[0] in GREEK else bare
        return Token("name", f"{name}_{index}" if index else name, *match.span())
    if kind == "raised":
        return Token("raised", piece.translate(_SUPERSCRIPTS), *match.span())
    if piece == "√":
        return Token("name", "sqrt", *match.span())
    return Token("number" if kind == "number" else "sign", _SAME.get(piece, piece), *match.span())


def _strange(text: str, place: int) -> FormulaError:
    character = text[place]
    if character == ".":
        return FormulaError(
            f"'.' at position {place + 1} is not allowed; a dot may only stand inside a number"
        )
    hint = _INSTEAD.get(character, ALLOWED)
    return FormulaError(f"{quoted(character)} at position {place + 1} is not allowed; {hint}")


def _check_brackets(text: str) -> None:
    depths = list(accumulate((c == "(") - (c == ")") for c in text))
    if max(depths) > DEEPEST:
        raise FormulaError(f"the brackets are nested {max(depths)} deep; at most {DEEPEST} are allowed")
    if min(depths) < 0:
        raise FormulaError(f"the closing bracket at position {depths.index(-1) + 1} was never opened")
    if depths[-1] > 0:
        raise FormulaError(f"{depths[-1]} of the brackets in '{text.strip()}' are opened but never closed")
