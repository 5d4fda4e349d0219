"""A number that is born where the picture has made it, and goes to its place in the formula."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import Animation, Mobject, smooth
from manim.typing import Point3D

from scenes.cast.writing.numbers import Number

OVER, APART = 0.4, 0.34
"""From a point to the number that is born over it, and on to the next one: none is behind a ball."""


class Born(Animation):
    """A number comes from a place in the picture to where it stands; on its way it may cross what it will.

    Parameters
    ----------
    number
        What comes; it does not change meanwhile.
    start
        Where it is born, a point on screen: its middle.
    around
        Whether it goes sideways first and up then, around what stands above the picture.
    """

    def __init__(self, number: Number, start: Point3D, *, around: bool = False, **kwargs: Any) -> None:
        super().__init__(number, introducer=True, **kwargs)
        self.around = around
        self.number, self.goal = number, number.at
        self.start = number.at + np.asarray(start) - number.get_center()

    def create_starting_mobject(self) -> Mobject:
        """Return nothing: manim would copy the number."""
        return Mobject()

    def begin(self) -> None:
        """Set off."""
        number: Any = self.number
        number.lint_ignore = frozenset({"words-crossed", "words-overlap-words"})
        super().begin()

    def finish(self) -> None:
        """Arrive."""
        super().finish()
        number: Any = self.number
        del number.lint_ignore

    def interpolate(self, alpha: float) -> None:
        """Move the number along a straight way."""
        shares = (2 * alpha, 2 * alpha - 1) if self.around else (alpha, alpha)
        across, up = (float(smooth(min(max(share, 0.0), 1.0))) for share in shares)
        way = np.array([across, up, 0.0]) * (self.goal - self.start)
        where = self.goal if alpha >= 1.0 else self.start + way
        self.number.set_text(self.number.text, where)


def born_over(place: Point3D, numbers: Sequence[Number], *, around: bool = False) -> list[Born]:
    """Return how numbers are born over a place in the picture, one over another as in the rows they go to."""
    heights = OVER + APART * np.arange(len(numbers))[::-1]
    return [
        Born(number, place + np.array([0.0, height, 0.0]), around=around)
        for number, height in zip(numbers, heights.tolist(), strict=True)
    ]


__all__ = ["Born", "born_over"]
