"""Numbers on screen: typeset from one set of glyphs, anchored at the decimal point, never jittering."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
import numpy.typing as npt
from manim import Typst, VMobject
from manim.typing import Point3DLike

from gd_math.typing import Floats
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, MATH_FONT, TYPE

Anchor = Literal["left", "center", "right", "point"]

MINUS = "−"
TIMES = "×"
SUPERSCRIPTS = dict(zip("0123456789−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻", strict=True))
_PLAIN = {superscript: plain for plain, superscript in SUPERSCRIPTS.items()}

MOST_DECIMALS = 6
ROUNDING = 1e-12
LARGEST_PLAIN = 1e6
"""From here on numbers are written as powers of ten."""

_ADVANCES = {  # in em, from the font's own metrics
    **dict.fromkeys("0123456789", 0.5),
    MINUS: 0.778,
    ".": 0.278,
    TIMES: 0.778,
    "(": 0.389,
    ")": 0.389,
    "%": 0.833,
    "=": 0.778,
    "+": 0.778,
    "≈": 0.778,
    "∞": 1.0,
}
_ONE_BEARING = 0.089
"""Way from the pen to the left edge of a digit one, in em."""
_SUPERSCRIPT_SCALE = 0.7
_SUPERSCRIPT_RISE = 0.36
_UNARY_MINUS_TUCK = 0.11
_TIMES_PADDING = 0.2
_EM_PER_FONT_SIZE = 0.5 / 48


def plain(value: float, decimals: int) -> str:
    """Return `value` with fixed decimals and a true minus sign; from a million on as a power of ten.

    >>> plain(-3.14159, 2), plain(-0.001, 2), plain(61917.0, 2), plain(-1.2e18, 2), plain(999999.999, 2)
    ('−3.14', '0.00', '61917.00', '−1.20×10¹⁸', '1.00×10⁶')
    """
    if not math.isfinite(value):
        return "∞" if value > 0 else f"{MINUS}∞"
    text = f"{value:.{decimals}f}"
    if abs(float(text)) >= LARGEST_PLAIN:
        return powers_of_ten(value, 2)
    if float(text) == 0.0:
        text = text.lstrip("-")
    return text.replace("-", MINUS)


def fixed(value: float, decimals: int, digits: int = 3) -> str:
    """Return `value` with fixed decimals, or as a power of ten where these would be more than one can count.

    >>> fixed(-3.14159, 2), fixed(-0.0000018047, 9), fixed(0.0, 9)
    ('−3.14', '−1.80×10⁻⁶', '0')
    """
    if decimals <= MOST_DECIMALS:
        return plain(value, decimals)
    return powers_of_ten(value, digits - 1) if value else "0"


def not_hidden(value: float, decimals: int, measure: float) -> str:
    """Return `value` with fixed decimals, or as a power of ten where these show nothing of it.

    What is but a rounding of numbers like `measure` is 0.

    >>> not_hidden(0.0007, 2, 1.0), not_hidden(1e-17, 2, 1.0), not_hidden(16.0, 2, 16.0)
    ('7.0×10⁻⁴', '0.00', '16.00')
    """
    text = fixed(value, decimals)
    seen = any(digit in text.partition(TIMES)[0] for digit in "123456789")
    return text if seen or abs(value) <= ROUNDING * measure else powers_of_ten(value, 1)


def subtracted(value: str) -> str:
    """Return what stands behind a term from which a printed number is taken away: never two signs.

    >>> subtracted("3.87"), subtracted("−3.87")
    ('− 3.87', '+ 3.87')
    """
    return f"+ {value.removeprefix(MINUS)}" if value.startswith(MINUS) else f"{MINUS} {value}"


def powers_of_ten(value: float, decimals: int = 1) -> str:
    """Return `value` as mantissa times a power of ten.

    >>> powers_of_ten(8.5e-03), powers_of_ten(1e18, 0)
    ('8.5×10⁻³', '10¹⁸')
    """
    if not math.isfinite(value):
        return plain(value, decimals)
    mantissa, exponent = f"{value:.{decimals}e}".split("e")
    power = "10" + "".join(SUPERSCRIPTS[c] for c in str(int(exponent)).replace("-", MINUS))
    if float(mantissa) == 1.0 and decimals == 0:
        return power
    return f"{mantissa.replace('-', MINUS)}{TIMES}{power}"


def as_number(text: str) -> float:
    """Return the number that a text of `plain`, `powers_of_ten` or `significant` shows.

    >>> as_number("−3.14"), as_number("1.5×10⁻⁷"), as_number("10¹⁸")
    (-3.14, 1.5e-07, 1e+18)
    """
    mantissa, times, power = text.replace(MINUS, "-").rpartition(TIMES)
    if not times and power.startswith("10") and power[2:3] in _PLAIN:
        mantissa = "1"
    elif not times:
        return float(power)
    exponent = "".join(_PLAIN[c] for c in power[2:]).replace(MINUS, "-")
    return float(f"{mantissa}e{exponent}")


def significant(value: float, digits: int = 3) -> str:
    """Return `value` with about `digits` significant digits, as a person would write it.

    >>> significant(64.0), significant(0.00850706), significant(0.0922), significant(3.2e-12)
    ('64.0', '0.00851', '0.0922', '3.2×10⁻¹²')
    """
    if value == 0 or not math.isfinite(value):
        return plain(value, 0)
    size = math.floor(math.log10(abs(float(f"{value:.{digits - 1}e}"))))
    if not -4 <= size < 6:
        return powers_of_ten(value, max(digits - 2, 1))
    return plain(value, max(digits - 1 - size, 0))


def shortest(value: float, least_decimals: int = 0) -> str:
    """Return the shortest text that reads back as `value`: for numbers that somebody typed.

    >>> shortest(0.1), shortest(0.1, 2), shortest(0.025, 2), shortest(1e-05), shortest(2500000.0)
    ('0.1', '0.10', '0.025', '10⁻⁵', '2.5×10⁶')
    """
    text = repr(float(value))
    if "e" in text or abs(value) >= 1e6:
        return powers_of_ten(value, next(d for d in range(18) if float(f"{value:.{d}e}") == value))
    decimals = len(text.split(".")[1]) if not text.endswith(".0") else 0
    return plain(value, max(decimals, least_decimals))


def honest_decimals(
    before: Floats, rate: float, slopes: Floats, after: Floats, least: int = 2, most: int = 6
) -> list[int]:
    """Return for each step the decimals that make the printed line ``before − rate × slope = after`` true.

    A viewer who redoes the arithmetic with the printed numbers gets the printed result. The number of
    decimals never falls from one step to the next, so that numbers do not jump back and forth.

    >>> x = 8 * 0.8 ** np.arange(21)
    >>> honest_decimals(x[:-1], 0.1, 2 * x[:-1], x[1:])[:6]
    [2, 2, 2, 2, 2, 2]
    """
    decimals, current = [], least
    for old, slope, new in zip(before, slopes, after, strict=True):
        while current < most and round(
            round(float(old), current) - rate * round(float(slope), current), current
        ) != round(float(new), current):
            current += 1
        decimals.append(current)
    return decimals


def typst_number(text: str) -> str:
    """Return a number on screen as Typst math.

    >>> typst_number("−3.2×10⁻¹²")
    '-3.2 times 10^(-12)'
    """
    power = {raised: digit for digit, raised in SUPERSCRIPTS.items()}
    mantissa, times, exponent = text.replace("−", "-").partition("×10")
    if not times:
        return mantissa
    digits = "".join(power[character] for character in exponent).replace("−", "-")
    return f"{mantissa} times 10^({digits})"


@dataclass(frozen=True, slots=True)
class _Glyph:
    """An outline at font size 1 with its pen position at the origin, and the way to the next one."""

    points: npt.NDArray[np.float64]
    advance: float


@lru_cache(maxsize=1)
def _glyphs() -> dict[str, _Glyph]:
    """Return the outlines of all characters that numbers are made of, from one Typst run."""
    characters = "".join(_ADVANCES)
    run = Typst(f'#text(font: "{MATH_FONT}")[1{characters}]', font_size=48, stroke_width=0)
    em = 48 * _EM_PER_FONT_SIZE
    ruler = run.submobjects[0]  # a digit one stands on the baseline
    baseline = ruler.get_bottom()[1]
    pen = ruler.get_left()[0] - _ONE_BEARING * em
    glyphs, x = {}, _ADVANCES["1"] * em
    for character, outline in zip(characters, run.submobjects[1:], strict=True):
        points = outline.points - np.array([pen + x, baseline, 0.0])
        glyphs[character] = _Glyph(points / 48, _ADVANCES[character] * em / 48)
        x += _ADVANCES[character] * em
    return glyphs


@dataclass(frozen=True, slots=True)
class Typesetting:
    """Outlines of a typeset number at font size 1: pen at the origin, baseline at y = 0."""

    points: npt.NDArray[np.float64]
    width: float
    point_at: float
    """Where the decimal point stands, or would stand."""


@lru_cache(maxsize=4096)
def typeset(text: str) -> Typesetting:
    """Return the outlines of a number such as ``−1.20×10¹⁸`` or ``(−3.20)``."""
    glyphs = _glyphs()
    em = _EM_PER_FONT_SIZE
    outlines, x, point_at = [], 0.0, None
    for place, character in enumerate(text):
        base = _PLAIN.get(character, character)
        glyph = glyphs[base]
        scale = _SUPERSCRIPT_SCALE if character in _PLAIN else 1.0
        rise = _SUPERSCRIPT_RISE * em if character in _PLAIN else 0.0
        padding = _TIMES_PADDING * em if base == TIMES and len(text) > 1 else 0.0
        unary = base in (MINUS, "+") and place + 1 < len(text)
        if base == "." and point_at is None:
            point_at = x
        outlines.append(glyph.points * scale + np.array([x + padding / 2, rise, 0.0]))
        x += glyph.advance * scale + padding - (_UNARY_MINUS_TUCK * em if unary else 0.0)
    points = np.concatenate(outlines) if outlines else np.zeros((0, 3))
    return Typesetting(points, x, x if point_at is None else point_at)


class Number(VMobject):
    """A typeset number as one filled shape; `set_text` changes it in place without running Typst.

    Parameters
    ----------
    look
        Theme and language.
    text
        What is shown: digits, true minus, point, ×, superscripts.
    at
        The anchor on the baseline, in scene units.
    anchor
        Which place of the number stands at `at`: its left end, middle, right end, or its decimal point.
    colour
        ``#rrggbb``; the theme's ink by default.
    size
        Font size, one of ``scenes.base.theme.TYPE``.
    """

    def __init__(
        self,
        look: Look,
        text: str,
        at: Point3DLike = (0.0, 0.0, 0.0),
        *,
        anchor: Anchor = "left",
        colour: str | None = None,
        size: float = TYPE.label,
    ) -> None:
        super().__init__(fill_color=colour or look.colours.ink, fill_opacity=1.0, stroke_width=0.0)
        self.size = size
        self.anchor = anchor
        self.cap_height = CAP_HEIGHT_PER_FONT_SIZE * size
        self.text = ""
        self.at = np.zeros(3)
        self.set_text(text, at)

    def set_text(self, text: str, at: Point3DLike | None = None) -> None:
        """Show `text`, at a new place if one is given."""
        where = self.at if at is None else np.asarray(at, dtype=float)
        if text == self.text and np.array_equal(where, self.at):
            return
        typesetting = typeset(text)
        shift = {
            "left": 0.0,
            "center": typesetting.width / 2,
            "right": typesetting.width,
            "point": typesetting.point_at,
        }[self.anchor]
        self.points = (typesetting.points - np.array([shift, 0.0, 0.0])) * self.size + where
        self.text = text
        self.name = text
        self.at = where


class LiveNumber(Number):
    """A number that follows a function, for instance of a ValueTracker.

    Parameters
    ----------
    look
        Theme and language.
    read
        Returns the text to show, made with `plain` or its neighbours.
    at
        The anchor on the baseline, or a function that returns it.
    anchor, colour, size
        As for Number.
    """

    def __init__(
        self,
        look: Look,
        read: Callable[[], str],
        at: Point3DLike | Callable[[], Point3DLike] = (0.0, 0.0, 0.0),
        *,
        anchor: Anchor = "point",
        colour: str | None = None,
        size: float = TYPE.label,
    ) -> None:
        where = at if callable(at) else (lambda: at)
        super().__init__(look, read(), where(), anchor=anchor, colour=colour, size=size)
        self.add_updater(lambda number: number.set_text(read(), where()))


def number_width(text: str, size: float) -> float:
    """Return the width of a typeset number in scene units."""
    return typeset(text).width * size
