"""A walk of thousands of steps on a landscape from above: the ball, its path, the arrow of a slow step."""

from dataclasses import replace

import numpy as np
from manim import LineJointType, VGroup, smooth
from manim.typing import Point3D_Array

from gd_math.runs.trajectory import Trajectory
from gd_math.typing import Integers, Points
from scenes.base.look import Look
from scenes.base.theme import BALL_RADIUS, POINT_RADIUS, STROKES
from scenes.cast.charts.edge_note import EdgeNote
from scenes.cast.charts.free_places import ring
from scenes.cast.maps.contours import ContourPlot
from scenes.cast.marks.arrows import FlatArrow
from scenes.cast.marks.balls import Ball
from scenes.cast.marks.lines import Dots, Polyline, clip_polyline
from scenes.cast.moving.following import follow
from scenes.cast.moving.moments import SLOW_STEPS, Moment
from scenes.cast.moving.speeding_clock import SpeedingClock

CORNER_DISTANCE = 0.02
"""Points of the path closer to the last drawn one than this, in scene units, are not drawn."""
SMALL_DOTS = 0.6
RADIUS = 0.8 * BALL_RADIUS
OFF_STAGE = np.array([100.0, 0.0, 0.0])
DENSITY = 12
"""Points for each scene unit of the path from which words keep away."""


class LongWalk(VGroup):
    """A run of any length on a function of two variables, as a function of its clock.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The landscape.
    run
        One trajectory, points ``(steps + 1, 2)``.
    clock
        Tells ``k + u``: step k, told up to the share u.
    dotted
        How many steps get a dot each.
    drawn
        After how many steps the path ends: fewer than all, where the rest would cover the map.
    """

    def __init__(
        self,
        look: Look,
        plot: ContourPlot,
        run: Trajectory,
        clock: SpeedingClock,
        dotted: int,
        drawn: int,
    ) -> None:
        colours = look.colours
        self.look, self.plot, self.run, self.clock, self.dotted = look, plot, run, clock, dotted
        self.drawn = drawn
        self.screen = plot.points_at(run.points[:, 0], run.points[:, 1])
        self.corners = apart(self.screen, CORNER_DISTANCE)
        self.path = Polyline(colours.parameter, STROKES.path, name="path")
        self.path.joint_type = LineJointType.ROUND
        self.dots = Dots(colours.parameter, POINT_RADIUS * SMALL_DOTS, name="path dots")
        self.step_arrow = FlatArrow(colours.step, name="step arrow")
        self.ball = Ball(look, RADIUS)
        self.edge_note = EdgeNote(look, plot, (run.variables[0], run.variables[1]))
        super().__init__(self.path, self.dots, self.step_arrow, self.ball, self.edge_note)
        self.name = "walk"
        follow(self, self.redraw)

    @property
    def moment(self) -> Moment:
        """Return where the telling stands; at speed, all of a step's time is for the move."""
        time = self.clock.get_value()
        moment = Moment.at(time, self.run.steps_taken)
        if moment.step < SLOW_STEPS or moment.step >= self.run.steps_taken:
            return moment
        return replace(moment, moved=min(max(time - moment.step, 0.0), 1.0))

    @property
    def point(self) -> Points:
        """Return where the ball is now, shape (2,): on a computed point or on its way to the next."""
        moment = self.moment
        here: Points = self.run.points[moment.step]
        if moment.moved > 0.0:
            here = here + smooth(moment.moved) * (self.run.points[moment.step + 1] - here)
        return here

    def occupied(self) -> Point3D_Array:
        """Return points on screen ``(n, 3)``, dense on the path and around the ball at its start and end."""
        ways = [ring(self.screen[place], 1.5 * RADIUS) for place in (0, -1)]
        for piece in clip_polyline(self.screen[self.corners[self.corners <= self.drawn]], self.plot.area):
            lengths = np.hypot(*np.diff(piece[:, :2], axis=0).T)
            along = np.concatenate([[0.0], np.cumsum(lengths)])
            stops = np.linspace(0.0, along[-1], 2 + int(DENSITY * min(along[-1], 40.0)))
            ways.append(np.stack([np.interp(stops, along, piece[:, axis]) for axis in range(3)], axis=1))
        return np.concatenate(ways)

    def redraw(self) -> None:
        """Set every point from the clock."""
        moment, (x, y) = self.moment, self.point.tolist()
        shown = self.plot.shows(x, y)
        here = self.plot.at(x, y)
        self.ball.stand_at(here if shown else OFF_STAGE)
        self.edge_note.mark(np.array([x, y]), shown=shown)
        told = self.corners[self.corners <= min(moment.step, self.drawn)]
        end = here if moment.step < self.drawn else self.screen[min(moment.step, self.drawn)]
        self.path.set_corners(*clip_polyline(np.vstack([self.screen[told], end]), self.plot.area))
        dotted = np.arange(min(moment.step, self.dotted) + 1)
        inside = [self.plot.shows(*point) for point in self.run.points[dotted].tolist()]
        self.dots.set_places(self.screen[dotted][inside])
        self._redraw_arrow(moment)

    def _redraw_arrow(self, moment: Moment) -> None:
        """Draw the step that is being told; one whose tip is outside runs headless to the edge."""
        slow = moment.step < min(SLOW_STEPS, self.run.steps_taken) and self.clock.speed == 0.0
        tail, tip = self.screen[moment.step], self.screen[min(moment.step + 1, self.run.steps_taken)]
        reached = tail + (tip - tail) * smooth(moment.scaled)
        left = tail + (tip - tail) * smooth(moment.moved)
        pieces = clip_polyline(np.array([left, reached]), self.plot.area) if slow else []
        if not pieces:
            self.step_arrow.set_between(np.zeros(3), np.zeros(3))
            return
        start, end = pieces[0][0], pieces[0][-1]
        self.step_arrow.set_between(start, end, headless=not np.allclose(end, reached))


def apart(points: Point3D_Array, distance: float) -> Integers:
    """Return the indices of points ``(n, 3)`` that are at least `distance` from the one kept before.

    >>> apart(np.array([[0.0, 0, 0], [0.1, 0, 0], [0.3, 0, 0], [0.35, 0, 0]]), 0.2).tolist()
    [0, 2]
    """
    kept, (x, y) = [0], points[0, :2].tolist()
    for k, (a, b) in enumerate(points[:, :2].tolist()):
        if (a - x) ** 2 + (b - y) ** 2 >= distance**2:
            kept.append(k)
            x, y = a, b
    return np.array(kept)


__all__ = ["LongWalk", "apart"]
