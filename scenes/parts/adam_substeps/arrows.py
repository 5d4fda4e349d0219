"""What is seen at the ball: the slope and its two parts, the square of half-side α, and the step in it."""

from collections.abc import Callable

import numpy as np
from manim import ValueTracker, VGroup, smooth
from manim.typing import Point3D, Point3D_Array

from gd_math.typing import Points
from scenes.base.look import Look
from scenes.base.theme import BALL_RADIUS, STROKES, TYPE, blend
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.free_places import places_beside, ring, roomiest
from scenes.cast.maps.crosshair import outline
from scenes.cast.maps.walk_arrows import on_screen
from scenes.cast.marks.arrow_sum import ArrowSum
from scenes.cast.marks.lines import Polyline, clip_polyline
from scenes.cast.moving.following import follow
from scenes.cast.writing.map_words import MapFormula, MapLabel
from scenes.cast.writing.number_text import shortest, typst_number
from scenes.cast.writing.numbers import Number
from scenes.parts.adam_substeps.formulas import slope_text
from scenes.parts.adam_substeps.found import AdamFound

THIN, BOLD = (0.05, 0.2), (0.06, 0.24)
"""Shaft and head of parts and of sums."""

BESIDE = 2.0
"""From the ball to the slope along the second coordinate, which begins at its side, in radii of balls."""
SHARES, AROUND, SLACK = (0.6, 0.9, 0.3, 1.0), (0.1, 0.3, 0.5), 1e-6
"""Where along its arrow a number may stand, and how far from the ball where there is no room."""


class SlopeArrows(VGroup):
    """The gradient at the start, its parts along the axes, and a copy that turns round: the plain step.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The map.
    found
        The runs.

    Attributes
    ----------
    grown, parted
        How far the gradient has grown, and its parts.
    turned
        How far the copy has turned round.
    seen
        Opacity of the gradient and its parts.
    """

    lint_ignore = frozenset({"grown-to-nothing"})
    """They are as long as what they stand for, which may be next to nothing."""

    def __init__(self, look: Look, plot: Plot, found: AdamFound) -> None:
        self.look, self.plot, self.found = look, plot, found
        self.grown, self.parted, self.turned = (ValueTracker(0.0) for _ in range(3))
        self.seen = ValueTracker(1.0)
        self.sum = _sum(plot, look.colours.gradient, "slope")
        self.copy_ = _sum(plot, look.colours.step, "plain step")
        super().__init__(self.sum, self.copy_)
        self.name = "slope at the start"
        follow(self, self.redraw)

    @property
    def here(self) -> Point3D:
        """The start on screen."""
        return self.plot.at(*self.found.run.points[0].tolist())

    def tips(self, factor: float = 1.0) -> Point3D_Array:
        """Return where the parts and the gradient end, or so many times as far, shape (3, 3)."""
        return self.here + _parts(self.plot, factor * self.found.drawn * self.found.slope)

    def feet(self, parted: float = 1.0) -> Point3D_Array:
        """Return where the parts begin: at one level, at both sides of the ball, shape (2, 3)."""
        across = (float(np.sign(self.found.slope[0])) or 1.0) * BALL_RADIUS
        asides = np.array([[across, 0.0, 0.0], [-BESIDE * across, 0.0, 0.0]])
        return self.here + parted * asides

    def ends(self, parted: float = 1.0) -> Point3D_Array:
        """Return where the parts end, shape (2, 3)."""
        return self.feet(parted) + (self.tips() - self.here)[:2]

    def redraw(self) -> None:
        """Draw as much as is told."""
        grown, parted, turned = (float(smooth(t.get_value())) for t in (self.grown, self.parted, self.turned))
        seen = self.seen.get_value()
        self.sum.area = self.copy_.area = self.plot.area
        self.sum.draw(self.here, self.tips(), [parted, parted, grown], 0.0, seen)
        for arrow, foot, end in zip(self.sum.arrows[:2], self.feet(parted), self.ends(parted), strict=True):
            arrow.set_between(foot, foot + parted * (end - foot), area=self.plot.area)
        if not turned:
            self.copy_.draw(self.here, self.tips(), [0.0] * 3, 0.0)
            return
        angle = np.pi * turned
        spin = np.array([[np.cos(angle), -np.sin(angle), 0], [np.sin(angle), np.cos(angle), 0], [0, 0, 1]])
        ways = (self.tips() - self.here) @ spin.T
        for arrow in self.copy_.arrows:
            arrow.set_fill(blend(self.look.colours.step, self.look.colours.gradient, turned))
        self.copy_.draw(self.here, self.here + ways, [0.0, 0.0, 1.0], 0.0)

    def labels(self) -> list[MapLabel]:
        """Return the numbers beside both parts, and the plain step's rule beside it, clear of all arrows."""
        feet, ends, colours = self.feet(), self.ends(), self.look.colours
        plain = self.tips(-1.0)[2]
        lines = [np.linspace(*pair, 12) for pair in zip(feet, ends, strict=True)]
        lines += [np.linspace(self.here, tip, 12) for tip in (self.tips()[2], plain)]
        clear, made = np.concatenate([ring(self.here, 1.2 * BALL_RADIUS), *lines]), list[MapLabel]()
        for place in (self.found.steeper, 1 - self.found.steeper):
            text = slope_text(float(self.found.slope[place]))
            number = Number(self.look, text, colour=colours.gradient, size=TYPE.formula)
            label = MapLabel(self.look, number, text)
            made.append(self._beside(label, feet[place], ends[place], clear))
            clear = np.concatenate([clear, outline(label)])
        rule = f"- {typst_number(shortest(self.found.drawn))} thin nabla f"
        label = MapFormula(self.look, rule, colours.step, size=TYPE.caption)
        return [*made, self._beside(label, self.here, plain, clear)]

    def _beside(self, label: MapLabel, tail: Point3D, tip: Point3D, clear: Point3D_Array) -> MapLabel:
        """Put a label beside an arrow, or around the ball, where it has room."""
        area = self.plot.area
        beside = places_beside(tail, tip, label.half, area, gap=0.12, shares=SHARES)
        around = [ring(self.here, far + label.half[0]) for far in AROUND]
        inside = np.array([area.width, area.height]) / 2 - label.half
        spots = np.concatenate([beside, *around])
        spots = spots[(np.abs(spots - area.centre)[:, :2] <= inside + SLACK).all(axis=1)]
        return label.stand_at(roomiest(spots, label.half, clear, enough=0.06))


class StepArrows(VGroup):
    """The step of Adam with its parts along the axes, in the square of half-side α around the ball.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The map.
    found
        The runs.
    clock
        Tells the time of the run: the square goes with the ball, the step's tail as well.

    Attributes
    ----------
    squared
        Opacity of the square.
    grown
        How far the step of the moment has grown.
    corrected
        How far the first step is corrected.
    """

    lint_ignore = frozenset({"grown-to-nothing"})
    """They are as long as what they stand for, which may be next to nothing."""

    def __init__(self, look: Look, plot: Plot, found: AdamFound, clock: Callable[[], float]) -> None:
        self.look, self.plot, self.found, self.clock = look, plot, found, clock
        self.squared, self.grown, self.corrected = (ValueTracker(0.0) for _ in range(3))
        self.square = Polyline(look.colours.step, STROKES.path, name="square of half-side α")
        self.sum = _sum(plot, look.colours.step, "step")
        super().__init__(self.square, self.sum)
        self.name = "step of Adam"
        follow(self, self.redraw)

    @property
    def step(self) -> int:
        """Which step is told, counted from 0."""
        return min(int(self.clock() + 1e-9), len(self.found.told[0].ratios) - 1)

    def vector(self) -> Points:
        """Return the step of the moment, corrected as far as told, shape (2,)."""
        share = float(smooth(self.corrected.get_value()))
        ratios = self.found.first(share) if self.step == 0 else self.found.told[0].ratios[self.step]
        return -self.found.rate * ratios

    def here(self, share: float) -> Point3D:
        """Return where the ball is on screen when a share of the step is made."""
        points = self.found.run.points
        k = min(int(self.clock() + 1e-9), len(points) - 1)
        ahead = points[min(k + 1, len(points) - 1)]
        return self.plot.at(*(points[k] + share * (ahead - points[k])).tolist())

    def redraw(self) -> None:
        """Draw as much as is told."""
        moved = float(smooth(self.clock() % 1.0)) if self.clock() < self.found.run.steps_taken else 0.0
        here, area = self.here(moved), self.plot.area
        self.sum.area = area
        rate = np.array([self.found.rate, self.found.rate])
        x, y, _ = on_screen(self.plot, rate).tolist()
        ends = [(-x, -y), (x, -y), (x, y), (-x, y), (-x, -y)]
        corners = here + np.array([(*end, 0.0) for end in ends])
        if self.square.get_stroke_opacity() != self.squared.get_value():
            self.square.set_stroke(opacity=self.squared.get_value())
        self.square.set_corners(*clip_polyline(corners, area))
        grown = float(smooth(self.grown.get_value()))
        tips = self.here(0.0) + _parts(self.plot, self.vector())
        if moved:
            self.sum.draw(here, tips, [0.0, 0.0, 1.0], 0.0)
        else:
            self.sum.draw(here, tips, [grown] * 3, grown)

    def label(self) -> MapFormula:
        """Return α beside the half-side of the square, where no step goes."""
        label = MapFormula(self.look, "alpha", self.look.colours.step, size=TYPE.caption)
        x, y, _ = on_screen(self.plot, np.array([self.found.rate] * 2)).tolist()
        here, away = self.here(0.0), np.sign(self.found.slope[0]) or 1.0
        return label.stand_at(
            here + np.array([away * (x + label.half[0] + 0.05), -np.sign(self.found.slope[1]) * y / 2, 0.0])
        )


def _sum(plot: Plot, colour: str, name: str) -> ArrowSum:
    rails = Polyline(colour, STROKES.hair, name=f"rails of the {name}")
    return ArrowSum(
        [f"{name} along x", f"{name} along y", name],
        [colour] * 3,
        rails,
        thin=THIN,
        bold=BOLD,
        area=plot.area,
    )


def _parts(plot: Plot, vector: Points) -> Point3D_Array:
    """Return on screen a vector's part along each axis, and the vector, shape (3, 3)."""
    way = on_screen(plot, vector)
    return np.array([[way[0], 0.0, 0.0], [0.0, way[1], 0.0], way])


__all__ = ["SlopeArrows", "StepArrows"]
