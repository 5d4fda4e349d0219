"""The ball that is told first, alone and from close by: its slope, its step, and where that leads."""

from collections.abc import Callable

import numpy as np

from gd_math.accounts.account import NOWHERE
from gd_math.accounts.curve_runs import CurveRun
from gd_math.accounts.many_starts import ManyStarts
from gd_math.accounts.views import View, close_view
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.cast.charts.axes import Plot
from scenes.cast.curves.close_walk import CloseWalk
from scenes.cast.curves.question_mark import question_mark
from scenes.cast.moving.spotlight import Strength
from scenes.cast.writing.rule import gradient_rule

FOOT = 0.06
"""Room below the close-up, as a share of its height: a minimum in it does not lie on the axis."""
LONGEST, HIGHEST = 0.34, 0.5
"""Of the gradient arrow, as shares of the picture's width and height, within which it turns round."""


def first_of(many: ManyStarts, view: View) -> int | None:
    """Return which ball shows the rule best: its first step and its way are long, and lead to one minimum.

    None where there are not several balls, or none of them goes straight to a minimum.
    """
    points = many.run.points[:, :, 0]
    if many.flat or points.shape[1] < 2 or len(points) < 2:
        return None
    step, way = points[1] - points[0], points[-1] - points[0]
    straight = (many.homes != NOWHERE) & (step * way > 0) & (np.abs(step) <= np.abs(way))
    for ball in np.argsort(-np.abs(step * way), kind="stable"):
        if straight[ball] and close_view(many.objective, view, many.accounts[int(ball)].run) is not None:
            return int(ball)
    return None


class FirstBall:
    """The walk of one ball with its rule, and the question mark beside it on the poster.

    Parameters
    ----------
    look
        Theme and language.
    plot
        Axes to draw in.
    many
        The runs.
    ball
        Which of them.
    rate
        The learning rate α.
    time, detail
        As for `CloseWalk`.
    box
        Formula zone.
    """

    def __init__(
        self,
        look: Look,
        plot: Plot,
        many: ManyStarts,
        ball: int,
        rate: float,
        time: Callable[[], float],
        detail: Callable[[], float],
        box: Box,
    ) -> None:
        self.ball, self.run = ball, CurveRun(many.accounts[ball])
        whole = View(plot.x_range, plot.y_range)
        close = close_view(many.objective, whole, self.run.run)
        assert close is not None, "such a ball is not chosen"
        low, high = close.y_range
        close = View(close.x_range, (low - FOOT * (high - low), high))
        self.whole, self.close = whole, close
        longest = min(LONGEST, HIGHEST * plot.area.height / plot.area.width)
        self.walk = CloseWalk(look, plot, self.run, time, detail, close.x_range, longest=longest)
        self.walk.remove(self.walk.curve)  # all balls share one
        self.rule = gradient_rule(look, self.run.run, rate, lambda: self.walk.moment, box, detail)
        self.walk.count(self.rule.samples["gradient"], self.rule.samples["step"][0])
        self.question = question_mark(look, self.walk, self.walk.curve.points)

    def without_drop_line(self) -> Strength:
        """Return the animation that takes the line from the ball to the axis away."""
        return Strength(self.walk.drop, 0.0, self.walk.look.colours.background)


__all__ = ["FirstBall", "first_of"]
