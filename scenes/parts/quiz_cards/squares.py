"""A gap and one that is twice as long, with their squares."""

from collections.abc import Mapping
from functools import partial
from typing import ClassVar

import numpy as np
from manim import ValueTracker, smooth

from gd_math.typing import Floats
from scenes.base.appearing import Appear
from scenes.base.theme import POINT_RADIUS, STROKES, TIMING
from scenes.base.words import Words
from scenes.cast.charts.axes import Plot
from scenes.cast.marks.lines import Dots, Polyline
from scenes.cast.moving.following import follow, ride
from scenes.cast.moving.one_by_one import one_by_one
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.number_text import shortest
from scenes.parts.quiz_cards.picture import Allowed, Facts, Picture

TINT = frozenset({"contrast", "words-crossed", "grown-to-nothing"})
LEVEL, ASIDE, AXES, LEAST = 0.45, 0.15, 0.9, 0.9
"""How high the line is above the axis, room for the name of y, what the axes take of the height and what they
leave at least, in scene units."""
AIR = 0.7
"""Around the squares, in quarters of the longer gap."""


class Tiles(Polyline):
    """Filled squares."""

    lint_ignore = TINT

    def __init__(self, colour: str, name: str) -> None:
        super().__init__(colour, STROKES.path, name=name)
        self.set_fill(colour, opacity=0.25)

    def set_squares(self, corners: Floats, sides: Floats) -> None:
        """Draw squares from their lower right corners ``(n, 2)``, with sides ``(n,)``, on screen."""
        shape = np.array([(0.0, 0.0), (-1.0, 0.0), (-1.0, 1.0), (0.0, 1.0), (0.0, 0.0)])
        drawn = [
            np.pad(corner + side * shape, ((0, 0), (0, 1)))
            for corner, side in zip(corners, sides, strict=True)
            if side > 0.0
        ]
        self.set_corners(*drawn)


class SquaresPicture(Picture):
    """A gap r, and one k times as long: its square holds k² of the first."""

    numbers: ClassVar[Mapping[str, Allowed]] = {
        "gap": Allowed(1.0, 0.1, 100.0),
        "times": Allowed(2.0, 2.0, 4.0, whole=True),
    }
    found: Mapping[str, float]

    def draw(self) -> None:
        """Draw a prediction and two points above it."""
        gap, times = self.found["gap"], int(self.found["times"])
        self.gaps = np.array([gap, times * gap])
        unit = times * gap / 4
        box = self.rooms.picture.inset(left=ASIDE)
        foot = LEVEL / max(box.height - AXES, LEAST)
        wide, high = self.gaps.sum() + 3 * AIR * unit, (times * gap + AIR * unit) / (1.0 - foot)
        axes = partial(Plot, self.look, box, x_label="x", y_label="y", x_ticks=(), y_ticks=())
        area = axes((0.0, 1.0), (0.0, 1.0)).area  # without numbers it is the same for all ranges
        scale = min(area.width / wide, area.height / high)
        across, up = area.width / scale, area.height / scale
        self.plot = axes((0.0, across), (0.0, up))
        spare = (across - wide) / 2
        self.level = foot * high + (up - high) / 2
        self.xs = spare + np.array([AIR * unit + gap, 2 * AIR * unit + gap + times * gap])
        line = Polyline(self.colours.prediction, STROKES.curve, name="prediction")
        line.set_corners(self.plot.points_at(np.array([0.0, across]), np.full(2, self.level)))
        stems = Polyline(self.colours.loss, STROKES.curve, name="gaps")
        feet, tops = (
            self.plot.points_at(self.xs, self.level),
            self.plot.points_at(self.xs, self.level + self.gaps),
        )
        stems.set_corners(*np.stack([feet, tops], axis=1))
        self.feet, self.sides = feet[:, :2], self.plot.length(1.0) * self.gaps
        points = Dots(self.colours.data, 1.6 * POINT_RADIUS, name="data points").set_places(tops)
        self.grown, self.filled = ValueTracker(0.0), ValueTracker(0.0)
        self.small, self.tiles = (Tiles(self.colours.loss, name) for name in ("square", "copies"))
        follow(self.small, self.set_small)
        follow(self.tiles, self.set_tiles)
        name = Words(self.look, self.say("prediction"), colour=self.colours.prediction)
        name.move_to((area.right - name.width / 2, feet[0, 1] - 0.24, 0.0))
        self.scenery.add(self.plot, line, stems, self.small, self.tiles, points, name)

    def set_small(self) -> None:
        """Draw the square of the first gap, as far as it has grown."""
        self.small.set_squares(self.feet[:1], self.grown.get_value() * self.sides[:1])

    def set_tiles(self) -> None:
        """Draw its copies on their way to the longer gap."""
        times = int(self.found["times"])
        places = np.array([(-k, row) for row in range(times) for k in range(times)], dtype=float)
        goals = self.feet[1] + self.sides[0] * places
        shares = one_by_one(times**2, self.filled.get_value())[:, None]
        sides = np.where(shares[:, 0] > 0.0, self.sides[0], 0.0)
        self.tiles.set_squares(self.feet[0] + shares * (goals - self.feet[0]), sides)

    def prove(self) -> None:
        """Grow the small square, then fill the large one with copies of it."""
        gap, times = self.found["gap"], int(self.found["times"])
        facts, tone = Facts(self.lesson, self.rooms, 2), self.colours.loss
        one, other = self.text(gap), self.text(times * gap)
        with self.lesson.beat(
            self.say("A gap of {gap} has a square of {area}.", gap=one, area=self.area(1)),
            opening=self.opening,
        ):
            self.lesson.play(ride(self.grown, 1.0, smooth), run_time=TIMING.slow)
            self.equate(facts, one, self.area(1), tone)
        told = self.say("A gap {times} times as long holds {count} of these.", times=times, count=times**2)
        filling, seconds = ride(self.filled, 1.0), max(2.4, times**2 / 4)
        with self.lesson.beat(told, opening=lambda: self.lesson.play(filling, run_time=seconds)):
            self.equate(facts, other, self.area(times), tone)

    def area(self, times: int) -> str:
        """Return the square of a gap as text."""
        return self.text((times * self.found["gap"]) ** 2)

    def text(self, value: float) -> str:
        """Return a number with at most four digits that tell."""
        return shortest(float(f"{value:.4g}"))

    def equate(self, facts: Facts, gap: str, area: str, tone: str) -> None:
        """Write a gap's square."""
        fact = facts.put(facts.formula(f"{gap}^2 = {paint(tone, area)}"))
        self.lesson.play(Appear(fact), run_time=TIMING.quick)
        self.proven.append(fact)
