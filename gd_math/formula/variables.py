"""The names that lecturers give to variables: what is allowed, their order, partners and markup."""

import re

from gd_math.formula.functions import CONSTANTS
from gd_math.formula.notation import GREEK

GREEK_NAMES = tuple(name for name in GREEK.values() if name not in ("alpha", "pi"))
"""The Greek letters that a variable may be called; α is the learning rate, π a number."""

_NAME = re.compile(rf"([A-Za-z]|{'|'.join(GREEK_NAMES)})(?:_?([0-9]{{1,2}}))?")
_PARTNERS = {"x": "y", "w": "b", "u": "v", "m": "b", "p": "q", "s": "t", "theta": "phi"}
_INTERCEPTS = ("b", "c")


def is_variable(name: str) -> bool:
    """Return whether a variable may have this name: a letter, Latin or Greek, with or without a number."""
    return name not in CONSTANTS and _NAME.fullmatch(name) is not None


def variable_markup(name: str) -> str:
    """Return the name of a variable as Typst math markup.

    >>> variable_markup("x1"), variable_markup("theta_0"), variable_markup("w")
    ('x_1', 'theta_0', 'w')
    """
    letter, index = _parts(name)
    return letter if index is None else f"{letter}_{index}"


def in_order(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return names in the order of coordinates: by letter, then by number; an intercept b comes after w.

    >>> in_order(("b", "w")), in_order(("y", "x")), in_order(("x_10", "x_2"))
    (('w', 'b'), ('x', 'y'), ('x_2', 'x_10'))
    """
    slopes = {_parts(name)[0] for name in names} & {"w", "m"}

    def rank(name: str) -> tuple[bool, str, int]:
        letter, index = _parts(name)
        alphabet = f"~{GREEK_NAMES.index(letter):02d}" if letter in GREEK_NAMES else letter
        return bool(slopes) and letter in _INTERCEPTS, alphabet, -1 if index is None else index

    return tuple(sorted(names, key=rank))


def with_partner(name: str) -> tuple[str, str]:
    """Return the two coordinates of a land whose formula names only one of them, in order.

    >>> with_partner("x"), with_partner("b"), with_partner("theta_0"), with_partner("x1")
    (('x', 'y'), ('w', 'b'), ('theta_0', 'theta_1'), ('x1', 'x2'))
    """
    letter, index = _parts(name)
    if index is not None:
        neighbour = index + 1 if index in (0, 1) and (letter, index) != ("theta", 1) else index - 1
        other = f"{name[: -len(str(index))]}{neighbour}"
    else:
        backwards = {partner: first for first, partner in reversed(_PARTNERS.items())}
        other = _PARTNERS.get(name) or backwards.get(name) or ("y" if name != "y" else "x")
    first, second = in_order((name, other))
    return first, second


def _parts(name: str) -> tuple[str, int | None]:
    match = _NAME.fullmatch(name)
    if match is None:
        return name, None
    return match[1], None if match[2] is None else int(match[2])
