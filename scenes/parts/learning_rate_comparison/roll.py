"""A ball rolls along the curve: back to the start, for the next rate."""

from typing import Any

import numpy as np
from manim import Animation, Mobject, smooth

from gd_math.objective import Objective
from scenes.base.look import Look
from scenes.cast.charts.axes import Plot
from scenes.cast.marks.balls import Ball
from scenes.parts.learning_rate_comparison.panels import RatePanel

WAY = 200
"""Places at which the way back is looked at."""
RIM = 1.18
"""How much wider than a ball its rim is."""


class Roll(Animation):
    """A ball goes along the graph from one place to another.

    Parameters
    ----------
    ball
        What rolls; it is put on screen.
    plot
        Where the graph is drawn.
    height
        The function.
    begin, end
        Its places, as the variable counts them; the function is defined between them.
    """

    def __init__(
        self,
        ball: Ball,
        plot: Plot,
        height: Objective,
        begin: float,
        end: float,
        **kwargs: Any,
    ) -> None:
        super().__init__(ball, introducer=True, **kwargs)
        self.ball, self.plot, self.height, self.ends = ball, plot, height, (begin, end)

    def create_starting_mobject(self) -> Mobject:
        """Return nothing: manim would copy the ball."""
        return Mobject()

    def interpolate(self, alpha: float) -> None:
        """Stand on the curve."""
        (begin, end), share = self.ends, smooth(alpha)
        x = begin + share * (end - begin)
        self.ball.stand_at(self.plot.at(x, float(self.height(x))))


def roll_back(look: Look, panel: RatePanel, before: RatePanel) -> Roll | None:
    """Return how a ball rolls back from where the last run ended, or None where no curve leads back."""
    run, ended = panel.compared, before.compared
    begin, end = float(ended.xs[-1]), float(run.xs[0])
    objective = run.account.objective
    heights = objective(np.linspace(begin, end, WAY)) if np.isfinite(begin) else np.array([np.nan])
    low, high = panel.plot.y_range
    if (
        begin == end
        or not ((low < heights) & (heights < high)).all()
        or not panel.plot.shows(begin, heights[0])
    ):
        return None
    ball = Ball(look).resize(panel.walk.ball.width / 2 / RIM)
    return Roll(ball, panel.plot, objective, begin, end)


__all__ = ["Roll", "roll_back"]
