"""The two balls at the ends of a chord: they carry it down the slope."""

import numpy as np
from manim import ValueTracker, VGroup
from manim.typing import Point3D

from gd_math.runs.trajectory import Ending, Trajectory
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, POINT_RADIUS, STROKES, TYPE
from scenes.cast.charts.free_places import ring, roomiest
from scenes.cast.curves.leavers import Leavers
from scenes.cast.curves.many_balls import places_at
from scenes.cast.marks.balls import Ball
from scenes.cast.marks.lines import Dots, Polyline, dashes
from scenes.cast.moving.following import follow
from scenes.cast.writing.formulas import MathFormula
from scenes.cast.writing.numbers import Number, number_width
from scenes.parts.convex_bowl.curve_with_chord import CurveWithChord
from scenes.parts.convex_bowl.feet import UNDER
from scenes.parts.convex_bowl.found import APART

STILL = 1e-3
"""Share of the picture's width by which a ball that rests moves at most."""
ENOUGH = 0.1
"""From a number to the lines around it, in scene units."""
LETTER_AWAY = 0.42
"""From a ball to the middle of its number, in scene units."""


class TwoBalls(VGroup):
    """A ball at each end of a chord; once they go, the chord's ends go with them.

    Parameters
    ----------
    look
        Theme and language.
    curve
        The graph and its chord.
    radius
        Of a ball, in scene units.
    """

    def __init__(self, look: Look, curve: CurveWithChord, radius: float) -> None:
        self.look, self.curve, self.radius = look, curve, radius
        self.clock = ValueTracker(0.0)
        self.run: Trajectory | None = None
        self.trail = Dots(look.colours.parameter, 0.8 * POINT_RADIUS, name="path dots")
        self.balls = Ball(look, radius), Ball(look, radius)
        super().__init__(self.trail, *self.balls)
        self.name = "two balls"
        follow(self, self.redraw)

    def go(self, run: Trajectory) -> None:
        """Let the balls follow a run, points ``(steps + 1, 2, 1)``, by the clock."""
        self.run = run
        self.leavers = Leavers(self.look, self.curve.plot, self.curve.curve.points)
        self.add(self.leavers)
        self.clock.set_value(0.0)
        self.curve.add_updater(lambda _: self._carry(run))
        self.curve.updaters.insert(0, self.curve.updaters.pop())  # the chord is drawn between them

    def rest(self) -> None:
        """Let the balls stay where they are, without their ways; back at their starts if one has left."""
        if self.run is None:
            return
        if self.curve.loose:
            for end, x in zip(self.curve.ends, self.run.points[0, :, 0], strict=True):
                end.set_value(x)
        self.run, self.curve.loose = None, False
        self.curve.updaters.pop(0)
        self.remove(self.leavers)

    @property
    def steps(self) -> int:
        """Return how many steps are told: with those that led out."""
        assert self.run is not None, "nobody goes"
        left = np.asarray(self.run.endings >= Ending.NOT_FINITE)
        return int((np.asarray(self.run.lengths) - 1 + left).max())

    @property
    def lively(self) -> int:
        """Return how many of the steps are told until nobody moves visibly any more."""
        assert self.run is not None, "nobody goes"
        still = STILL * float(np.ptp(self.curve.plot.x_range))
        away = np.abs(np.diff(self.run.points[:, :, 0], axis=0)) > still
        moving = np.flatnonzero(away.any(axis=1) | ~np.isfinite(away).all(axis=1))
        return self.steps if len(moving) == 0 else min(int(moving[-1]) + 1, self.steps)

    @property
    def met(self) -> float | None:
        """Return the place at which both balls are, None if they are apart."""
        one, other = (float(end.get_value()) for end in self.curve.ends)
        near = abs(other - one) <= APART * float(np.ptp(self.curve.plot.x_range))
        return (one + other) / 2 if near and self.curve.shows(one) else None

    def _carry(self, run: Trajectory) -> None:
        for end, x in zip(self.curve.ends, places_at(run, float(self.clock.get_value())), strict=True):
            end.set_value(x)
        self.curve.loose = not all(self.curve.shows(float(end.get_value())) for end in self.curve.ends)

    def redraw(self) -> None:
        """Let the balls stand at the chord's ends, as far as these are in the picture."""
        plot, objective = self.curve.plot, self.curve.objective
        x = np.array([end.get_value() for end in self.curve.ends])
        heights = objective(x)
        shown = np.array([self.curve.shows(float(one)) for one in x])
        for ball, one, height, there in zip(self.balls, x, heights, shown, strict=True):
            ball.stand_at(plot.at(float(one), float(height)) if there else None)
        if self.run is None:
            self.trail.set_places(np.zeros((0, 3)))
            return
        self.leavers.count(x[~shown], heights[~shown])
        told = int(self.clock.get_value() + 1e-9) + 1
        dots = self.run.points[:told, :, 0].reshape(-1)
        inside = np.array([self.curve.shows(float(one)) for one in dots])
        self.trail.set_places(plot.points_at(dots[inside], objective(dots[inside])))

    def question(self) -> MathFormula:
        """Return a question mark between the balls."""
        mark = MathFormula(self.look, '"?"', colour=self.look.colours.step, size=2 * TYPE.formula)
        half, (one, other) = np.array([mark.width, mark.height]) / 2, (ball.place for ball in self.balls)
        places = np.linspace((one + other) / 2, self.curve.plot.area.centre, 9)
        return mark.move_to(roomiest(places, half, self.curve.curve.points))

    def beside(self, half: np.ndarray, end: int) -> Point3D:
        """Return the middle of a box with room beside a ball, outside of the chord rather than over it."""
        near, place = LETTER_AWAY + float(half[0]) / 2, self.balls[end].place
        rings = [np.roll(ring(place, away), 0 if end else 8, axis=0) for away in (near, 1.5 * near)]
        outside_first = np.concatenate(rings)
        area = self.curve.plot.area
        room = np.array([area.width, area.height]) / 2 - half
        inside = (np.abs(outside_first - area.centre)[:, :2] <= room).all(axis=1)
        places = outside_first[inside] if inside.any() else outside_first
        return roomiest(places, half, self.curve.taken, enough=ENOUGH)

    def numbers(self, texts: list[str]) -> VGroup:
        """Return numbers under the axis, below the balls; beside the balls where these are close."""
        numbers, cap, colour = VGroup(), CAP_HEIGHT_PER_FONT_SIZE * TYPE.caption, self.look.colours.parameter
        halves = [np.array([number_width(text, TYPE.caption), cap]) / 2 for text in texts]
        axis = self.curve.plot.area.bottom
        away = abs(float(self.balls[1].place[0] - self.balls[0].place[0]))
        crowded = away < sum(float(half[0]) for half in halves) + 2 * ENOUGH
        for end, (text, half) in enumerate(zip(texts, halves, strict=True)):
            at = (
                self.beside(half, end) if crowded else np.array([self.balls[end].place[0], axis - UNDER, 0.0])
            )
            at = at - np.array([0.0, cap / 2, 0.0])
            numbers.add(Number(self.look, text, at, anchor="center", colour=colour, size=TYPE.caption))
            if not crowded:
                foot = self.balls[end].place - np.array([0.0, self.radius, 0.0])
                drop = Polyline(colour, STROKES.path, name="foot of a ball")
                numbers.add(drop.set_corners(*dashes(foot, np.array([at[0], axis, 0.0]))))
        return numbers


__all__ = ["TwoBalls"]
