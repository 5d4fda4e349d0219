"""A view that widens with a run on its way out: by so much per step, the numbers at the axes with it."""

from collections.abc import Callable
from typing import Any, Literal

import numpy as np
from manim import Animation, Mobject, linear

from scenes.cast.charts.axes import Plot, Range, TickMark
from scenes.cast.writing.number_text import MINUS, powers_of_ten, shortest
from scenes.cast.writing.numbers import Anchor, Number

FADED, FULL = {"x": 0.3, "y": 0.3}, {"x": 0.7, "y": 0.5}
"""Ways from 0 at which the numbers of each axis are gone, and at full strength, in scene units."""
READ = 0.5
"""Strength from which a number is left in the end."""
SOON = 0.1
"""Share of the time after which the numbers are gone that are no powers of ten."""
PLAIN = 1000.0
"""From here on numbers are written as powers of ten."""


class Widening(Animation):
    """The ranges of a plot become wider as a function of time; powers of ten stand at its axes.

    Parameters
    ----------
    plot
        What widens. What is drawn in it must stand behind it in the scene's order.
    ranges
        Returns both ranges at a share of the time, from 0 to 1. At 0 they are the plot's.
    """

    def __init__(self, plot: Plot, ranges: Callable[[float], tuple[Range, Range]], **kwargs: Any) -> None:
        kwargs.setdefault("rate_func", linear)
        super().__init__(plot, suspend_mobject_updating=False, **kwargs)
        self.plot, self.ranges = plot, ranges

    def create_starting_mobject(self) -> Mobject:
        """Return nothing: manim would copy the plot."""
        return Mobject()

    def begin(self) -> None:
        """Let the powers of ten stand ready that will come into the picture."""
        plot = self.plot
        self.old = set(plot.marks)
        known = {(mark.axis, mark.value) for mark in plot.marks}
        axes: tuple[tuple[Literal["x", "y"], Anchor], ...] = ("x", "center"), ("y", "right")
        for (axis, anchor), first, last in zip(axes, self.ranges(0.0), self.ranges(1.0), strict=True):
            for value in _decades(first, last):
                if (axis, value) not in known:
                    number = Number(plot.look, _text(value), anchor=anchor, colour=plot.look.colours.muted)
                    mark = TickMark(axis, value, plot.line(), number)
                    plot.marks.append(mark)
                    plot.frame.add(mark.line)
                    plot.numbers.add(number)
        super().begin()

    def interpolate(self, alpha: float) -> None:
        """Set the view of the moment, and the axes in it."""
        share, plot = self.rate_func(alpha), self.plot
        plot.look_at(plot.area, *self.ranges(share))
        for mark in plot.marks:
            plot.stand(mark)
            shown = self._strength(mark, share)
            mark.line.set_stroke(opacity=shown)
            mark.number.set_fill(opacity=shown)

    def _strength(self, mark: TickMark, share: float) -> float:
        """Return how strongly a number is drawn: it fades on its way to 0."""
        low, high = self.plot.x_range if mark.axis == "x" else self.plot.y_range
        if not low <= mark.value <= high:
            return 0.0
        if mark.value == 0.0:
            return 1.0
        plot, axis = self.plot, mark.axis
        way = abs(mark.value) / (high - low) * (plot.area.width if axis == "x" else plot.area.height)
        strength = float(np.clip((way - FADED[axis]) / (FULL[axis] - FADED[axis]), 0.0, 1.0))
        if mark in self.old and not _is_decade(mark.value):
            strength *= max(1.0 - share / SOON, 0.0)
        return strength

    def finish(self) -> None:
        """Take away the numbers that are hardly seen in the end; the others stay as they should be read."""
        super().finish()
        plot = self.plot
        for mark in list(plot.marks):
            if self._strength(mark, 1.0) >= READ:
                mark.line.set_stroke(opacity=1.0)
                mark.number.set_fill(opacity=1.0)
                continue
            plot.marks.remove(mark)
            plot.frame.remove(mark.line)
            plot.numbers.remove(mark.number)


def _is_decade(value: float) -> bool:
    power = float(np.log10(abs(value)))
    return abs(power - round(power)) < 1e-9


def _decades(first: Range, last: Range) -> list[float]:
    """Return the powers of ten of both signs from the ends of one range to those of another."""
    found = []
    for sign, begin, end in ((-1.0, -first[0], -last[0]), (1.0, first[1], last[1])):
        if end > begin > 0.0:
            powers = range(int(np.ceil(np.log10(begin))), int(np.floor(np.log10(end))) + 1)
            found += [sign * 10.0**power for power in powers]
    return found


def _text(value: float) -> str:
    size = abs(value)
    return MINUS * (value < 0) + (shortest(size) if size < PLAIN else powers_of_ten(size, 0))


__all__ = ["Widening"]
