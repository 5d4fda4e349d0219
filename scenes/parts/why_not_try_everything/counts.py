"""Large counts as text, and two ways to stand them beside their words."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from manim import VGroup
from manim.typing import Point3D

from gd_math.functions.grid_search import scientific
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import TYPE
from scenes.base.words import Words
from scenes.cast.writing.number_text import SUPERSCRIPTS, TIMES, powers_of_ten, significant
from scenes.cast.writing.numbers import Number, number_width

WORD_GAP, HALF_CAP, LABEL_ROOM = 0.14, 0.12, 0.75
"""Between a number and its word, half a capital, and the room for a line below something round."""


def power_text(exponent: int) -> str:
    """Return ten to the power of `exponent`.

    >>> power_text(600), power_text(0)
    ('10⁶⁰⁰', '1')
    """
    return "10" + "".join(SUPERSCRIPTS[c] for c in str(exponent)) if exponent else "1"


def count_text(number: Fraction | int, least: int = 10**6) -> str:
    """Return a positive number as a person would write it: exactly, or from `least` on with two digits.

    >>> count_text(1000), count_text(10**600), count_text(2**100), count_text(10**6, 10**7)
    ('1000', '10⁶⁰⁰', '1.3×10³⁰', '1000000')
    >>> count_text(Fraction(22, 7))
    '3.14'
    """
    if number < least:
        return str(number) if isinstance(number, int) else significant(float(number))
    digits, exponent = scientific(number)
    if Fraction(number) == Fraction(10) ** exponent:
        return power_text(exponent)
    return f"{digits // 10}.{digits % 10}{TIMES}{power_text(exponent)}"


def goal_text(goal: float) -> str:
    """Return a share as a power of ten.

    >>> goal_text(1e-6), goal_text(2e-3)
    ('10⁻⁶', '2×10⁻³')
    """
    exact = next((d for d in range(6) if float(f"{goal:.{d}e}") == goal), 5)
    return powers_of_ten(goal, exact)


def round_in(box: Box, largest: float, *, beside: bool) -> tuple[Point3D, float, Point3D, float]:
    """Return where something round stands in a box, and where a line of text below or beside it does.

    Returns
    -------
    The middle and the radius; the middle of the text's baseline, and the room for it.
    """
    if beside:
        radius, middle = min(largest, box.height / 2), float(box.centre[1])
        left = box.left + 2 * radius + WORD_GAP
        text = np.array([(left + box.right) / 2, middle - HALF_CAP, 0.0])
        return np.array([box.left + radius, middle, 0.0]), radius, text, box.right - left
    radius, x = min(largest, (box.height - LABEL_ROOM) / 2), float(box.centre[0])
    text = np.array([x, box.top - 2 * radius - LABEL_ROOM + HALF_CAP, 0.0])
    return np.array([x, box.top - radius, 0.0]), radius, text, box.width


def counted(
    look: Look, number: str, words: Sequence[str], middle: Point3D, width: float, colour: str
) -> VGroup:
    """Return a number and what it counts on one line, its baseline's middle at a place.

    Parameters
    ----------
    look
        Theme and language.
    number
        As text.
    words
        Translated: the first of them that leaves the line within `width` follows the number.
    middle
        Where the line stands.
    width
        Room for it.
    colour
        Of both.
    """
    size = TYPE.caption
    start = number_width(number, size) + WORD_GAP
    made = [Words(look, word, colour=colour, size=size) for word in words]
    fits = next((one for one in made if start + one.width <= width), made[-1])
    whole = start + float(fits.width)
    left = float(middle[0]) - whole / 2
    fits.stand_on(float(middle[1])).shift((left + start - float(fits.get_left()[0]), 0.0, 0.0))
    return VGroup(Number(look, number, (left, float(middle[1]), 0.0), colour=colour, size=size), fits)


__all__ = ["WORD_GAP", "count_text", "counted", "goal_text", "power_text", "round_in"]
