"""How long the first step is: the rate times the slope, in numbers beside its arrow."""

import itertools

import numpy as np
from manim import VGroup
from manim.typing import Point3D_Array

from gd_math.accounts.rates import RateRun
from scenes.base.look import Look
from scenes.base.theme import BALL_RADIUS, CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.free_places import clearances
from scenes.cast.writing.number_text import MINUS, as_number, significant
from scenes.cast.writing.numbers import Number, number_width
from scenes.parts.learning_rate_comparison.labels import rate_text

MOST_DIGITS = 7
ROW = 0.5
"""From one to the next."""
ASIDE, RISE, AIR = 1.5 * BALL_RADIUS, 0.3, 0.1
"""Beside the ball, from the arrow to the nearer edge of the numbers, and around them."""


class StepProduct(VGroup):
    """``0.02 × 16.0 = 0.320`` above the first step's arrow; empty where there is no room for it.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The run's picture.
    curve
        Points ``(n, 3)`` of its graph on screen: the numbers keep clear of it, and of the path.
    one
        The run.
    row
        How many others stand between it and the arrow.
    """

    def __init__(self, look: Look, plot: Plot, curve: Point3D_Array, one: RateRun, row: int = 0) -> None:
        super().__init__()
        self.name = "length of the first step"
        colours, size, slope_at_start = look.colours, TYPE.formula, float(one.slopes[0])
        slope, product = product_texts(one.rate, slope_at_start)
        parts = (
            (rate_text(one.rate), colours.step),
            ("×", colours.muted),
            (f"({slope})" if slope.startswith(MINUS) else slope, colours.gradient),
            ("=", colours.muted),
            (product, colours.step),
        )
        gap = 0.4 * number_width("0", size)
        width = sum(number_width(text, size) + gap for text, _ in parts) - gap
        cap, side = CAP_HEIGHT_PER_FONT_SIZE * size, -float(np.sign(slope_at_start))
        half, start = np.array([width, cap]) / 2, plot.at(float(one.xs[0]), float(one.heights[0]))
        across = np.array([side * (ASIDE + half[0]), 0.0, 0.0])
        rise = RISE + half[1] + row * ROW
        places = [start + across + np.array([0.0, up * rise, 0.0]) for up in (1.0, -1.0)]
        room, taken = plot.area, [curve]
        for (x, y), (then, higher) in itertools.pairwise(zip(one.xs[:3], one.heights[:3], strict=False)):
            if not plot.shows(float(then), float(higher)):
                self.lint_ignore = frozenset({"words-crossed"})  # the view widens under it
                break
            way = plot.at(float(x), float(y)), plot.at(float(then), float(higher))
            taken.append(np.linspace(way[0], way[1], 60))
        clear_of = np.concatenate(taken)
        for middle, clear in zip(places, clearances(np.array(places), half + AIR, clear_of), strict=True):
            x, low = float(middle[0] - half[0]), float(middle[1] - half[1])
            inside = room.left < x and x + width < room.right and room.bottom < low and low + cap < room.top
            if clear == 0.0 or not inside:
                continue
            for text, colour in parts:
                self.add(Number(look, text, (x, low, 0.0), colour=colour, size=size))
                x += number_width(text, size) + gap
            return


def product_texts(rate: float, slope: float) -> tuple[str, str]:
    """Return a slope and its product with a rate, such that whoever multiplies what is printed finds it.

    >>> product_texts(0.02, 16.0), product_texts(0.9, 1.23456)
    (('16.0', '0.320'), ('1.23', '1.11'))
    """
    product = significant(rate * slope)
    for digits in range(3, MOST_DIGITS):
        text = significant(slope, digits)
        if significant(rate * as_number(text)) == product:
            break
    return text, product


__all__ = ["StepProduct", "product_texts"]
