"""How much of the way to the minimum a run has done: on the axis, from the start to the ball."""

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
from scenes.cast.writing.variable_names import variable_text
from scenes.parts.learning_rate_comparison.dot_values import named

THICK = 2.5 * STROKES.curve
LANE = 0.16
NAMED = 4.0
"""How much sooner than the line its name is there."""


class WayDone(VGroup):
    """What is done of the way is a thick line on the axis, the rest of it dashes.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The run's picture.
    one
        The run; it has not left the picture.
    home
        The minimum.
    lane
        How many others are below it.
    taken
        Points that its name keeps clear of; without them it has none.

    Attributes
    ----------
    share
        How much of the line is drawn.
    """

    lint_ignore = frozenset({"grown-to-nothing"})

    def __init__(
        self,
        look: Look,
        plot: Plot,
        one: RateRun,
        home: float,
        lane: int = 0,
        taken: Point3D_Array | None = None,
    ) -> None:
        super().__init__()
        self.share, floor = ValueTracker(0.0), plot.y_range[0]
        up = np.array([0.0, lane * LANE, 0.0])
        self.ends = [plot.at(x, floor) + up for x in (float(one.xs[0]), float(one.xs[-1]), home)]
        self.done = Polyline(look.colours.parameter, THICK, name="way that is done")
        self.rest = Polyline(look.colours.ink, STROKES.axis, name="way that is left")
        self.done.lint_ignore = self.rest.lint_ignore = self.lint_ignore
        self.words = list[Words]()
        if taken is not None:
            text = look.say("way in {name}", name=variable_text(one.run.variables[0]))
            line, above = np.array(self.ends[:2]), np.array([0.0, LANE, 0.0])
            self.words = named(
                look, plot.area, text, line + above, np.concatenate([taken, line]), look.colours.parameter
            )
        self.add(self.rest, self.done, *self.words)
        self.name = "way"
        follow(self, self.redraw)

    def redraw(self) -> None:
        """Draw as much as is told: the rest comes at last."""
        start, here, home = self.ends
        share = self.share.get_value()
        for word in self.words:
            word.set_fill(opacity=min(NAMED * share, 1.0))
        self.done.set_corners(np.array([start, start + share * (here - start)]))
        told = share >= 1.0 and abs(float(home[0] - here[0])) > BALL_RADIUS
        self.rest.set_corners(*(dashes(here, home) if told else ()))


__all__ = ["WayDone"]
