"""How far each landing of a ball that leaps across is from the valley: level lines, each shorter."""

import numpy as np
from manim import ValueTracker, VGroup
from manim.typing import Point3D_Array

from gd_math.accounts.rates import RateRun
from scenes.base.look import Look
from scenes.base.theme import BALL_RADIUS, STROKES
from scenes.base.words import Words
from scenes.cast.charts.axes import Plot
from scenes.cast.marks.lines import Polyline, dashes
from scenes.cast.moving.following import follow
from scenes.parts.learning_rate_comparison.dot_values import named

MOST, SHORTEST, APART = 6, 2.0 * BALL_RADIUS, 0.16
"""So many lines at most, none shorter, none nearer to the one before, on screen."""
CLEAR = 1.6 * BALL_RADIUS
"""The dashes begin so far above the ball's middle."""


class Distances(VGroup):
    """From each landing a line to the height above the minimum, one after another.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The run's picture.
    one
        The run.
    home
        The minimum.
    taken
        Points that their name keeps clear of; without them they have none.

    Attributes
    ----------
    share
        How much of them is drawn.
    """

    lint_ignore = frozenset({"grown-to-nothing"})

    def __init__(
        self, look: Look, plot: Plot, one: RateRun, home: float, taken: Point3D_Array | None = None
    ) -> None:
        super().__init__()
        self.share, self.ways = ValueTracker(0.0), []
        last = np.inf
        for x, height in zip(one.xs[:MOST], one.heights[:MOST], strict=True):
            ends = np.array([plot.at(float(x), float(height)), plot.at(home, float(height))])
            if abs(ends[1, 0] - ends[0, 0]) < SHORTEST or last - ends[0, 1] < APART:
                break
            last = float(ends[0, 1])
            self.ways.append(ends)
        self.axis = Polyline(look.colours.ink, STROKES.axis, name="above the minimum")
        self.lines = Polyline(look.colours.parameter, 2.0 * STROKES.curve, name="distances")
        self.axis.lint_ignore = self.lines.lint_ignore = self.lint_ignore
        if self.ways:
            foot, ball = self.ways[-1][1].copy(), plot.at(float(one.xs[-1]), float(one.heights[-1]))
            foot[1] = max(float(foot[1]), float(ball[1]) + CLEAR)
            self.axis.set_corners(*dashes(foot, self.ways[0][1] + np.array([0.0, APART, 0.0])))
        self.words = list[Words]()
        if taken is not None and self.ways:
            text, first = look.say("distance from the minimum"), self.ways[0]
            taken = np.concatenate([taken, *self.ways, self.axis.points])
            self.words = named(look, plot.area, text, first, taken, look.colours.parameter)
        self.add(self.axis, self.lines, *self.words)
        self.name = "distances to the valley"
        follow(self, self.redraw)

    def redraw(self) -> None:
        """Draw as many as are told, the last of them in part."""
        told = self.share.get_value() * len(self.ways)
        for word in self.words:
            word.set_fill(opacity=min(told, 1.0))
        shares = [min(max(told - k, 0.0), 1.0) for k in range(len(self.ways))]
        drawn = [(ends, share) for ends, share in zip(self.ways, shares, strict=True) if share > 0.0]
        self.lines.set_corners(
            *(np.array([here, here + share * (there - here)]) for (here, there), share in drawn)
        )


__all__ = ["Distances"]
