"""The lengths of the steps of a run, one bar each."""

from collections.abc import Sequence

import numpy as np
from manim import VMobject

from gd_math.accounts.step_rules import StepRun
from gd_math.typing import Floats
from scenes.cast.charts.axes import Plot, Range

BAR_WIDTH = 0.7
"""Share of the room for a step that its bar fills."""
BARS_HEAD = 1.12


def bar_ranges(runs: Sequence[StepRun], steps: int) -> tuple[Range, Range]:
    """Return the ranges of the steps and of their lengths: fixed steps fit, and a first one if it can."""
    longest = max(float(np.abs(one.moves).max(initial=0.0)) for one in runs if not one.follows_slope)
    first = max(float(np.abs(one.moves[:1]).max(initial=0.0)) for one in runs if one.follows_slope)
    return (0.4, steps + 0.6), (0.0, BARS_HEAD * max(longest, min(first, 2 * longest), 1e-9))


class Bars(VMobject):
    """The lengths of the steps so far, one bar each: one filled shape."""

    def __init__(self, plot: Plot, colour: str) -> None:
        super().__init__(fill_color=colour, fill_opacity=1.0, stroke_width=0.0)
        self.plot = plot
        self.name = "step lengths"

    def draw(self, lengths: Floats) -> "Bars":
        """Draw one bar for each of `lengths` ``(n,)``; a longer one ends at the upper edge."""
        k = np.arange(1, len(lengths) + 1)
        top = np.minimum(lengths, self.plot.y_range[1])
        half = BAR_WIDTH / 2
        corners = np.stack(
            [
                self.plot.points_at(k + side * half, height)
                for side, height in ((-1, 0 * top), (-1, top), (1, top), (1, 0 * top), (-1, 0 * top))
            ],
            axis=1,
        )
        start, way = corners[:, :-1], np.diff(corners, axis=1)
        curves = np.stack([start, start + way / 3, start + 2 * way / 3, corners[:, 1:]], axis=2)
        self.points = curves.reshape(-1, 3)
        return self


__all__ = ["Bars", "bar_ranges"]
