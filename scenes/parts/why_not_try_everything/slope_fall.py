"""How the slope falls during a run: the length of the gradient after every step, on a logarithmic axis."""

from collections.abc import Callable

import numpy as np
from manim import VGroup

from gd_math.runs.trajectory import Trajectory
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, POINT_RADIUS, STROKES, TYPE
from scenes.cast.charts.axes import Plot, nice_ticks
from scenes.cast.marks.lines import Dots, Polyline, dashes
from scenes.cast.moving.following import follow
from scenes.cast.writing.numbers import Number, powers_of_ten

SIDE_ROOM, FOOT_ROOM = 1.12, 0.08
"""Room of the axes beyond the last step, and below the goal in units of all decades."""
FEW = 100
"""More steps than this are drawn without dots."""


class SlopeFall(VGroup):
    """The share of the first slope that is left after every step, down to the goal.

    Parameters
    ----------
    look
        Theme and language.
    box
        Room for axes, numbers and words.
    run
        What is shown.
    goal
        Share of the first slope at which the run stops: a dashed line.
    time
        Tells ``k + u``: how far the line is drawn.
    words
        Translated: the slope, the step.
    """

    def __init__(
        self,
        look: Look,
        box: Box,
        run: Trajectory,
        goal: float,
        time: Callable[[], float],
        words: tuple[str, str],
    ) -> None:
        super().__init__()
        colours = look.colours
        lengths = np.linalg.norm(run.gradients, axis=-1)
        self.last = run.steps_taken
        self.shares = lengths / lengths[0]
        low = min(goal, float(self.shares[self.shares > 0].min()))
        low = float(max(low, goal / 100)) * 10 ** (FOOT_ROOM * np.log10(goal))
        decades = np.log10(goal)
        ticks = [10.0**k for k in range(0, int(np.floor(decades)) - 1, -max(1, round(-decades / 3)))]
        steps = [k for k in nice_ticks(0.0, float(self.last), 6) if k.is_integer()]
        self.plot = Plot(
            look,
            box,
            (0.0, SIDE_ROOM * max(self.last, 1)),
            (low, 10 ** (-FOOT_ROOM * np.log10(goal))),
            x_label=words[1],
            y_label=words[0],
            log_y=True,
            x_ticks=steps,
            y_ticks=[tick for tick in ticks if tick >= low],
        )
        self.places = self.plot.points_at(np.arange(self.last + 1), np.maximum(self.shares, low))
        self.goal = Polyline(colours.muted, STROKES.hair, name="goal")
        y = float(self.plot.at(0.0, goal)[1])
        area = self.plot.area
        self.goal.set_corners(*dashes(np.array([area.left, y, 0.0]), np.array([area.right, y, 0.0])))
        self.line = Polyline(colours.gradient, STROKES.path, name="slope")
        self.dots = Dots(colours.gradient, POINT_RADIUS * 0.6, name="slopes")
        self.tip = Dots(colours.gradient, POINT_RADIUS * 1.3, name="slope now")
        self.count = Number(look, "", anchor="left", colour=colours.step, size=TYPE.caption)
        self.add(self.plot, self.goal, self.line, self.dots, self.tip, self.count)
        self.name = "fall of the slope"
        follow(self, lambda: self.redraw(time()))

    def redraw(self, time: float) -> None:
        """Set line, dots and count for a time of the clock."""
        time = min(max(time, 0.0), float(self.last))
        k = int(time + 1e-9)
        here = self.places[k]
        if k < self.last:
            here = here + (time - k) * (self.places[k + 1] - here)
        self.line.set_corners(np.vstack([self.places[: k + 1], here]))
        self.dots.set_places(self.places[: k + 1] if self.last <= FEW else self.places[:0])
        self.tip.set_places(here)
        cap = CAP_HEIGHT_PER_FONT_SIZE * TYPE.caption
        where = here + np.array([0.14, 0.14, 0.0])
        where[1] = min(where[1], self.plot.area.top - cap)
        self.count.set_text(str(k), where)


def goal_text(goal: float) -> str:
    """Return a share as a power of ten.

    >>> goal_text(1e-6), goal_text(2e-3)
    ('10⁻⁶', '2×10⁻³')
    """
    exact = next((d for d in range(6) if float(f"{goal:.{d}e}") == goal), 5)
    return powers_of_ten(goal, exact)


__all__ = ["SlopeFall", "goal_text"]
