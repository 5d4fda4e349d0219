"""A run on the graph of a function: the ball, the path behind it, its steps, and where it went if it left."""

from collections.abc import Callable

import numpy as np
from manim import VGroup, smooth
from manim.typing import Point3D

from gd_math.accounts.curve_runs import CurveRun
from gd_math.typing import Floats
from scenes.base.look import Look
from scenes.base.pace import EVERY_STEP, Stride
from scenes.base.theme import BALL_RADIUS, POINT_RADIUS, STROKES
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.edge_mark import SmallEdgeMark
from scenes.cast.curves.drawn_path import DrawnPath
from scenes.cast.curves.drawn_run import FAR, DrawnRun
from scenes.cast.curves.tangent import Tangent
from scenes.cast.marks.arrows import FlatArrow
from scenes.cast.marks.balls import Ball
from scenes.cast.marks.run_style import RunStyle
from scenes.cast.moving.following import follow
from scenes.cast.writing.variable_names import variable_text

AIMED = 0.4
"""Share of a step after which its arrow is complete and the ball starts to move, where steps have arrows."""
SHORTEST_REST = 0.5
"""Less than this of a step under way has no arrow: it would be but a head."""
FEW = 60
"""More steps than this have smaller dots."""


def no_detail() -> float:
    """Return 0: no step has an arrow."""
    return 0.0


class CurveWalk(VGroup):
    """A run on a curve as a function of its clock, for small pictures and for several side by side.

    The ball goes straight from one point of the curve to the next. A step that leads to where the function
    has no value is an arrow in the warning colour, and the ball stays; a ball that is out of the picture is
    pointed at from the edge.

    Parameters
    ----------
    look
        Theme and language.
    plot
        Axes to draw in; the graph itself is not part of the walk.
    run
        The run.
    time
        Tells ``k + u``: step k, told up to the share u.
    detail
        1 draws the arrow of every step before the ball moves, 0 draws none.
    style
        Colour, dashes and mark of its path; by default a line and dots in the colour of parameters.
    radius
        Of the ball, in scene units.
    tangent
        Half the length of the tangent that shows while the ball rests, in scene units; 0 for none.

    Attributes
    ----------
    stride
        Which positions the ball shows: all of them, or only some where it would flicker.
    """

    def __init__(
        self,
        look: Look,
        plot: Plot,
        run: CurveRun,
        time: Callable[[], float],
        detail: Callable[[], float] = no_detail,
        style: RunStyle | None = None,
        *,
        radius: float = BALL_RADIUS,
        tangent: float = 0.0,
    ) -> None:
        colours = look.colours
        self.plot, self.run, self.time, self.detail = plot, run, time, detail
        self.stride = EVERY_STEP
        self._now: tuple[float, float, Stride] | None = None
        self.drawn = DrawnRun(plot, run)
        dots = POINT_RADIUS * (0.65 if run.last <= FEW else 0.5)
        style = style or RunStyle(colours.parameter)
        self.path = DrawnPath(self.drawn, style, STROKES.path * 0.8, 0.85, dots)
        self.tangent = Tangent(plot, colours.gradient, tangent)
        self.arrow = FlatArrow(colours.step, name="step arrow")
        self.leaving = FlatArrow(colours.warning, name="leaving step")
        self.edge = SmallEdgeMark(look, plot, self.drawn.outside, variable_text(run.run.variables[0]))
        self.ball = Ball(look, radius)
        super().__init__(self.path, self.tangent, self.arrow, self.leaving, self.edge, self.ball)
        self.name = "walk"
        follow(self, self.redraw)
        plot.watch(self._look_anew)

    @property
    def told(self) -> float:
        """How far the run is told: no further than its last step."""
        return min(max(self.time(), 0.0), float(self.run.last))

    @property
    def shown(self) -> tuple[int, float]:
        """The step k that the ball shows, and the share u of it."""
        time = self.stride.shown(self.told, self.run.last)
        k = min(int(time + 1e-9), self.run.last)
        return k, max(time - k, 0.0)

    @property
    def lengths(self) -> Floats:
        """The lengths of the steps so far, with the one under way, shape (n,)."""
        (k, u), told = self.shown, int(self.told + 1e-9)
        under_way = told == k and self.moved(u) > 0.0
        return np.abs(self.run.moves[: told + under_way])

    def moved(self, u: float) -> float:
        """Return which share of a step's way the ball has gone."""
        aimed = AIMED * self.detail()
        return float(smooth(np.clip((u - aimed) / (1.0 - aimed), 0.0, 1.0)))

    def point(self, k: int, u: float) -> Point3D:
        """Return where the ball is on screen: on a computed point, or on the chord to the next one."""
        return self.drawn.point(k, self.moved(u) if u > 1e-9 else 0.0)

    def _look_anew(self) -> None:
        """Let the next frame draw everything in the view that the plot now has."""
        self._now = None
        self.edge.measure(self.drawn.outside)

    def redraw(self) -> None:
        """Set everything from the clock."""
        now = self.told, self.detail(), self.stride
        if now == self._now:
            return
        self._now = now
        (k, u), drawn = self.shown, self.drawn
        point = self.point(k, u)
        self.ball.stand_at(point if drawn.sees(point) else None)
        self.edge.mark(drawn.gone_to(k, point))
        self._draw_path()
        self._draw_tangent(k, u)
        self._draw_step(k, u)
        self._draw_leaving(1.0 if k == drawn.last else self.moved(u) * (k == drawn.last - 1))

    def _draw_path(self) -> None:
        time = self.stride.drawn(self.told, self.run.last)
        k = min(int(time + 1e-9), self.run.last)
        moving = k < self.run.last and time - k > 1e-9
        self.path.draw(k, self.point(k, time - k) if moving else None)

    def _draw_tangent(self, k: int, u: float) -> None:
        """Draw the tangent while the ball rests."""
        resting = k <= self.run.run.steps_taken and not self.moved(u) and self.drawn.inside[k]
        if resting and self.tangent.half_length:
            self.tangent.touch(*(float(of[k]) for of in (self.run.xs, self.run.heights, self.run.slopes)))
        else:
            self.tangent.set_corners()

    def _draw_step(self, k: int, u: float) -> None:
        """Draw the step that is being told, at the height of the ball's last point."""
        if not self.detail() or not self.drawn.inside[k] or k >= self.run.last or u == 0.0:
            self.arrow.vanish()
            return
        here = self.drawn.places[k]
        there = self.plot.at(float(np.clip(self.run.xs[k + 1], -FAR, FAR)), float(self.run.heights[k]))
        grown, moved = float(smooth(min(u / AIMED, 1.0))), self.moved(u)
        way = there - here
        length = abs(float(way[0]))
        if (1.0 - moved) * length < min(SHORTEST_REST, length / 2):
            self.arrow.vanish()
            return
        self.arrow.set_between(here + moved * way, here + grown * way, area=self.drawn.sides)

    def _draw_leaving(self, share: float) -> None:
        """Draw the step to where the function has no value: an arrow from the last point on."""
        drawn = self.drawn
        if not drawn.lost or share <= 0.0 or not drawn.inside[drawn.last - 1]:
            self.leaving.vanish()
            return
        here, there = drawn.places[-2:]
        self.leaving.set_between(here, here + share * (there - here), area=drawn.sides)


__all__ = ["AIMED", "CurveWalk", "no_detail"]
