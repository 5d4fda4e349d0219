"""A pointer turns away from a contour until it is the gradient."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from manim import ValueTracker, VGroup, smooth

from gd_math.functions.quadratic import Quadratic
from gd_math.objective import Objective
from gd_math.typing import Points
from scenes.base.appearing import Appear
from scenes.base.theme import STROKES, TIMING
from scenes.cast.charts.even_ranges import even_ranges
from scenes.cast.maps.contours import ContourPlot
from scenes.cast.marks.arrows import FlatArrow
from scenes.cast.marks.balls import Ball
from scenes.cast.marks.lines import Polyline, clip_polyline
from scenes.cast.moving.following import follow, ride
from scenes.cast.writing.number_text import fixed
from scenes.parts.quiz_cards.picture import Allowed, Facts, Picture

PLACE, WIDE, HIGH = (1.3, 0.5), 2.2, 1.5
"""Where the point is, and how far the map is shown around the minimum."""
LONGEST, TANGENT, CORNER, INSIDE = 1.6, 1.7, 0.26, 0.92
"""Lengths of the arrow and of half the tangent, side of the mark of a right angle, in scene units;
the share of the way to the map's edge that the arrow has at most."""


@dataclass(frozen=True, slots=True)
class Slopes:
    """A valley, a place in it, and the gradient there."""

    objective: Objective
    place: Points
    gradient: Points


class SlopeArrow(FlatArrow):
    """An arrow that is as short as it is in truth."""

    lint_ignore = frozenset({"grown-to-nothing"})


class ContourPicture(Picture):
    """f = (x² + κ y²) / 2: along the contour it is level, at a right angle to it steepest."""

    numbers: ClassVar[Mapping[str, Allowed]] = {"stretch": Allowed(3.0, 1.0, 8.0)}
    found: Slopes

    @classmethod
    def find(cls, given: Mapping[str, float]) -> Slopes:
        """Return the gradient at the place."""
        objective, place = Quadratic([1.0, given["stretch"]]), np.array(PLACE)
        return Slopes(objective, place, objective.gradient(place))

    def draw(self) -> None:
        """Draw the map, and the point on one of its contours."""
        box = self.rooms.picture
        ranges = even_ranges(self.look, box, (-WIDE, WIDE), (-HIGH, HIGH), whole=True)
        own = float(self.found.objective.value(self.found.place))
        levels = [own * share for share in (0.08, 0.35, 1.0, 2.0, 3.5, 5.5)]
        self.plot = ContourPlot(
            self.look, box, self.found.objective, *ranges, x_label="x", y_label="y", levels=levels
        )
        self.foot = self.plot.at(*self.found.place.tolist())
        self.ball = Ball(self.look, 0.12).stand_at(self.foot)
        self.scenery.add(self.plot, self.ball)

    def prove(self) -> None:
        """Point along the contour, then turn until the slope is steepest."""
        gradient = self.found.gradient
        uphill, steepest = gradient / np.linalg.norm(gradient), float(np.linalg.norm(gradient))
        along = np.array([uphill[1], -uphill[0]])
        turned, tones = ValueTracker(0.0), self.colours
        pointer = Polyline(tones.ink, STROKES.curve, name="pointer")
        arrow = SlopeArrow(tones.gradient, name="slope that way")
        contour = Polyline(tones.ink, STROKES.path, name="along the contour")
        area, way_up = self.plot.area, np.array([*uphill, 0.0])
        edge = np.array([area.right, area.top, 0.0]) - self.foot
        longest = min(LONGEST, *(INSIDE * edge[:2] / np.maximum(way_up[:2], 1e-9)))
        ends = [self.foot + side * TANGENT * np.array([*along, 0.0]) for side in (-1.0, 1.0)]
        contour.set_corners(*clip_polyline(np.array(ends), self.plot.area))

        def slope() -> float:
            return steepest * float(np.sin(np.radians(turned.get_value())))

        def redraw() -> None:
            angle = np.radians(turned.get_value())
            way = np.array([*(np.cos(angle) * along + np.sin(angle) * uphill), 0.0])
            pointer.set_corners(
                *clip_polyline(np.array([self.foot, self.foot + longest * way]), self.plot.area)
            )
            arrow.set_between(self.foot, self.foot + longest * slope() / steepest * way, area=self.plot.area)

        pointing = VGroup(pointer, arrow)
        follow(pointing, redraw)
        facts = Facts(self.lesson, self.rooms, 2)
        with self.lesson.beat(self.say("Along the contour the height stays: slope 0."), opening=self.opening):
            names = (
                facts.put(facts.words(self.say("angle (°)")), lambda: fixed(turned.get_value(), 0)),
                facts.put(
                    facts.words(self.say("slope"), tones.gradient),
                    lambda: fixed(slope(), 2),
                    tones.gradient,
                ),
            )
            self.lesson.play(Appear(contour), run_time=TIMING.move)
            self.proven.append(contour)
            self.bring(pointing, *names)
            self.bring(self.ball)
        told = self.say(
            "Turned away, the slope grows. At 90° it is the gradient: {steepest}.",
            steepest=fixed(steepest, 2),
        )
        turning = ride(turned, 90.0, smooth)
        with self.lesson.beat(told, opening=lambda: self.lesson.play(turning, run_time=3.0)):
            across, up = CORNER * np.array([*along, 0.0]), CORNER * np.array([*uphill, 0.0])
            mark = Polyline(tones.ink, STROKES.path, name="right angle")
            mark.set_corners(np.array([self.foot + across, self.foot + across + up, self.foot + up]))
            self.lesson.play(Appear(mark), run_time=TIMING.quick)
            self.proven.append(mark)
