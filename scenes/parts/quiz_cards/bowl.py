"""A valley whose contours are ellipses: as it becomes round the zigzag straightens; momentum in it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from manim import ValueTracker, smooth

from gd_math.functions.quadratic import Quadratic
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent, Momentum
from gd_math.runs.theory import best_rate, heavy_ball_best, quadratic_iterates
from gd_math.runs.trajectory import Trajectory
from gd_math.typing import Floats, Points
from scenes.base.appearing import Appear
from scenes.base.look import Look
from scenes.base.theme import POINT_RADIUS, STROKES, TIMING, blend
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.even_ranges import even_ranges
from scenes.cast.maps.map_walk import MapWalk
from scenes.cast.marks.balls import Ball
from scenes.cast.marks.lines import Dots, Polyline, clip_polyline
from scenes.cast.marks.run_style import styles_for
from scenes.cast.moving.following import follow, ride
from scenes.cast.writing.number_text import fixed, not_hidden
from scenes.parts.quiz_cards.picture import Allowed, Facts, Picture

START = (4.0, 1.0)
WIDE, HIGH = 4.6, 1.6
NEAR, MOST = 0.01, 400
"""The share of the first loss that counts as down, and the most steps that are looked at."""
RINGS = (0.5, 1.0, 2.0, 3.0, 4.0, 5.5, 7.5)
"""Half the lengths of the contours."""
TONES = (0.45, 1.0)


def steps_down(condition: float) -> Points:
    """Return the points of gradient descent at its best rate, until the loss is NEAR of the first one.

    The valley is f(x, y) = (x² + κ y²) / 2, the rate 2 / (1 + κ); shape (steps + 1, 2).
    """
    points = quadratic_iterates([1.0, condition], START, best_rate(1.0, condition), MOST)
    losses = (points**2 @ np.array([1.0, condition])) / 2
    return points[: int(np.argmax(losses <= NEAR * losses[0])) + 1]


class Valley(Plot):
    """Contours of f(x, y) = (x² + κ y²) / 2 as a function of κ."""

    def __init__(self, look: Look, box: object, condition: ValueTracker) -> None:
        ranges = even_ranges(look, box, (-WIDE, WIDE), (-HIGH, HIGH), whole=True)  # type: ignore[arg-type]
        super().__init__(look, box, *ranges, x_label="x", y_label="y")  # type: ignore[arg-type]
        angles = np.linspace(0.0, 2 * math.pi, 161)
        for ring, tone in zip(RINGS, np.linspace(*TONES, len(RINGS)), strict=True):
            colour = blend(look.colours.loss, look.colours.background, float(tone))
            line = Polyline(colour, STROKES.path, name="contour")
            line.lint_ignore = frozenset({"contrast"})
            self.add(line)

            def redraw(line: Polyline = line, ring: float = ring) -> None:
                x, y = ring * np.cos(angles), ring / math.sqrt(condition.get_value()) * np.sin(angles)
                line.set_corners(*clip_polyline(self.points_at(x, y), self.area))

            follow(line, redraw)


class ValleyPicture(Picture):
    """A long valley with its zigzag becomes a round bowl with a straight walk."""

    numbers: ClassVar[Mapping[str, Allowed]] = {"condition": Allowed(20.0, 2.0, 50.0)}
    found: float

    @classmethod
    def find(cls, given: Mapping[str, float]) -> float:
        """Return κ."""
        return given["condition"]

    def draw(self) -> None:
        """Draw the long valley with the ball at its start."""
        self.condition, self.told = ValueTracker(self.found), ValueTracker(0.0)
        self.plot = Valley(self.look, self.rooms.picture, self.condition)
        colour = self.colours.parameter
        self.path = Polyline(colour, STROKES.path, name="path")
        self.dots = Dots(colour, 0.8 * POINT_RADIUS, name="steps")
        self.ball = Ball(self.look)
        self.scenery.add(self.plot, self.path, self.dots, self.ball)
        follow(self.path, self.redraw)

    def redraw(self) -> None:
        """Draw the run in the valley of the moment, as far as it is told."""
        points = steps_down(self.condition.get_value())
        last = len(points) - 1
        time = min(self.told.get_value(), 1.0) * last
        k = min(int(time + 1e-9), last)
        u = time - k
        here = points[k] + u * (points[min(k + 1, last)] - points[k])
        seen = self.plot.points_at(*np.vstack([points[: k + 1], here]).T)
        self.path.set_corners(seen)
        self.dots.set_places(seen[:-1])
        self.ball.stand_at(seen[-1])

    def prove(self) -> None:
        """Zigzag down; then make the valley round, and the way with it."""
        facts = Facts(self.lesson, self.rooms, 2)
        count = len(steps_down(self.found)) - 1
        with self.lesson.beat(
            self.lesson.say_count(
                count,
                "A long valley: {count} step until 1 % of the loss is left.",
                "A long valley: {count} zigzag steps until 1 % of the loss is left.",
            ),
            opening=lambda: self.go_down(facts),
        ):
            first = fixed(count, 0)
            name = self.say("steps at first")
            steps = facts.put(facts.words(name), lambda: first, self.colours.muted)
            self.lesson.play(Appear(steps), run_time=TIMING.quick)
            self.proven.append(steps)
        told = self.say("Made round, κ = 1: the same start needs 1 step.")
        with self.lesson.beat(told, opening=lambda: self.make_round(facts)):
            pass

    def go_down(self, facts: Facts) -> None:
        """Make room, and zigzag down the long valley."""
        self.opening()
        if not self.rooms.tall:
            self.bring(facts.put(facts.formula("kappa ="), lambda: fixed(self.condition.get_value(), 1)))
        self.lesson.advance(self.told, 1.0, 4.0)

    def make_round(self, facts: Facts) -> None:
        """Let the valley become round, and the way with it."""
        self.bring(facts.put(facts.words(self.say("steps now")), self.steps_text, self.colours.parameter))
        self.lesson.play(ride(self.condition, 1.0, smooth), run_time=4.0)

    def steps_text(self) -> str:
        """Return how many steps the valley of the moment takes."""
        return fixed(len(steps_down(self.condition.get_value())) - 1, 0)


@dataclass(frozen=True, slots=True)
class Two:
    """Gradient descent and momentum from one start, each at its best rate."""

    condition: float
    runs: tuple[Trajectory, Trajectory]

    def losses(self, time: float) -> Floats:
        """Return both losses at a time, shape (2,)."""
        return np.array([run.values[int(time + 1e-9)] for run in self.runs])


class MomentumPicture(Picture):
    """Plain gradient descent and momentum down one long valley."""

    numbers: ClassVar[Mapping[str, Allowed]] = {
        "condition": Allowed(20.0, 4.0, 50.0),
        "steps": Allowed(15, 5, 40, whole=True),
    }
    found: Two

    @classmethod
    def find(cls, given: Mapping[str, float]) -> Two:
        """Return both runs."""
        condition, steps = given["condition"], int(given["steps"])
        rate, beta = heavy_ball_best(1.0, condition)
        valley = Quadratic([1.0, condition])
        plain = descend(valley, START, GradientDescent(best_rate(1.0, condition)), steps)
        fast = descend(valley, START, Momentum(rate, beta), steps)
        return Two(condition, (plain, fast))

    def draw(self) -> None:
        """Draw the valley with both at the start."""
        self.clock = ValueTracker(0.0)
        self.plot = Valley(self.look, self.rooms.picture, ValueTracker(self.found.condition))
        styles = styles_for(self.look, [self.say("plain"), self.say("momentum")])
        self.styles = styles
        self.walks = [
            MapWalk(self.look, self.plot, run, self.clock.get_value, style=style)
            for run, style in zip(self.found.runs, styles, strict=True)
        ]
        self.scenery.add(
            self.plot, *(walk.track for walk in self.walks), *(walk.actors for walk in self.walks)
        )

    def prove(self) -> None:
        """Let both go by one clock, and compare their losses."""
        facts, steps = Facts(self.lesson, self.rooms, 2), self.found.runs[0].steps_taken
        names = self.say("loss, plain"), self.say("loss, momentum")
        with self.lesson.beat(
            self.say("Each at its best rate; momentum keeps some speed."),
            opening=self.opening,
        ):
            for k, (name, style) in enumerate(zip(names, self.styles, strict=True)):
                reads = lambda k=k: self.loss_text(k)  # noqa: E731
                self.bring(facts.put(facts.words(name, style.colour), reads, style.colour))
            self.lesson.advance(self.clock, 3.0, 3.0)
        told = self.say(
            "After {count} steps: {plain} without, {fast} with momentum.",
            count=steps,
            plain=self.loss_text(0, steps),
            fast=self.loss_text(1, steps),
        )
        with self.lesson.beat(told, opening=lambda: self.lesson.advance(self.clock, float(steps), 3.6)):
            pass

    def loss_text(self, index: int, time: float | None = None) -> str:
        """Return the loss of one of the runs, now or at a time."""
        losses = self.found.losses(self.clock.get_value() if time is None else time)
        return not_hidden(float(losses[index]), 3, float(self.found.losses(0.0)[0]))


__all__ = ["MomentumPicture", "ValleyPicture", "steps_down"]
