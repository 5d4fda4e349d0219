"""The partial derivatives at one point as two arrows, their sum the gradient, and the way down against it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from manim import CapStyleType, ValueTracker, VGroup, smooth
from manim.typing import Point3D_Array

from gd_math.typing import Floats, Points
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import STROKES
from scenes.cast.marks.arrow_sum import ArrowSum
from scenes.cast.marks.arrows import FlatArrow
from scenes.cast.marks.lines import Polyline
from scenes.cast.marks.seams import Seam
from scenes.cast.moving.following import follow
from scenes.cast.writing.map_words import MapFormula

Screen = Callable[[Floats], Point3D_Array]
"""Takes data x, y, height ``(..., 3)`` to points on screen."""

LABEL_GAP = 0.1
MARGIN = 0.08
"""Between a sign and the edge of its picture, at least."""
SIGN_PLATE = 0.93
"""Opacity of the plates under signs, which also stand on dark land."""


@dataclass(frozen=True, slots=True)
class PartialClock:
    """What tells the arrows how far they have grown, each from 0 to 1.

    Parameters
    ----------
    along_x, along_y
        The two partial derivatives.
    summed
        The arrow along the needle, as long as a probe's way.
    grown
        How far it has become as long as the gradient is drawn.
    joined
        How far the dashes have grown that show that the parts add up to the gradient.
    opposed
        How far a copy of the gradient has turned round; then it is the way down.
    """

    along_x: ValueTracker
    along_y: ValueTracker
    summed: ValueTracker
    grown: ValueTracker
    joined: ValueTracker
    opposed: ValueTracker

    @classmethod
    def still(cls) -> "PartialClock":
        """Return trackers that have not begun."""
        return cls(*(ValueTracker(0.0) for _ in range(6)))


def touching(foot: Points, vector: Points, gradient: Points) -> Points:
    """Return the point ``(3,)`` that a vector ``(2,)`` leads to in the plane that touches the land at `foot`.

    The height rises by ∇f·v along the vector v, so tips of a sum of vectors add up.
    """
    return np.array([foot[0] + vector[0], foot[1] + vector[1], foot[2] + float(gradient @ vector)])


def turned_round(way: Points, share: float) -> Points:
    """Return a vector ``(2,)`` turned clockwise by a share of half a turn."""
    across = np.array([way[1], -way[0]])
    turned: Points = np.cos(np.pi * share) * way + np.sin(np.pi * share) * across
    return turned


class GradientParts(VGroup):
    """Arrows from one point, in the plane that touches the land there.

    Parameters
    ----------
    look
        Theme and language.
    screen
        How the land is seen.
    foot
        Data x, y, height ``(3,)`` of the point.
    gradient
        ∇f there ``(2,)``.
    scale
        The share of the gradient that is drawn, in data units for each unit of slope.
    clock
        How far the arrows have grown.
    needle
        Returns the direction ``(2,)`` in which the gradient is looked for.
    first
        Length in data units of the arrow along the needle before it has grown.
    size
        Of shafts and heads; 1 for a large picture.
    """

    lint_ignore = frozenset({"contrast"})
    """The lint takes no stroke for a ground, so it does not see the seams."""

    def __init__(
        self,
        look: Look,
        screen: Screen,
        foot: Points,
        gradient: Points,
        scale: float,
        clock: PartialClock,
        needle: Callable[[], Points],
        first: float,
        size: float = 1.0,
    ) -> None:
        super().__init__()
        self.look, self.screen, self.foot, self.clock = look, screen, foot, clock
        self.gradient, self.needle, self.first = gradient, needle, first
        drawn = scale * gradient
        self.length = float(np.hypot(*drawn))
        vectors = np.array([(drawn[0], 0.0), (0.0, drawn[1]), drawn, -drawn])
        self.ends: Points = np.stack([touching(foot, vector, gradient) for vector in vectors])
        """Data x, y, height of the four tips ``(4, 3)``: along x, along y, the gradient, against it."""
        colours = look.colours
        rails = Polyline(colours.gradient, STROKES.path, name="rails of the gradient")
        rails.cap_style = CapStyleType.ROUND
        bold = size * 0.065, size * 0.23
        self.sum = ArrowSum(
            ("partial x", "partial y", "gradient arrow"),
            [colours.gradient] * 3,
            rails,
            thin=(size * 0.042, size * 0.17),
            bold=bold,
            ground=colours.background,
        )
        self.down = FlatArrow(colours.gradient, name="way down", shaft=bold[0], head=bold[1])
        self.seam = Seam(colours.background)
        self.arrows = (*self.sum.arrows, self.down)
        self.add(self.sum, self.seam, self.down)
        self.name = "gradient and its parts"
        follow(self, self.redraw)

    @property
    def tips(self) -> Point3D_Array:
        """Return on screen the foot and the four tips ``(5, 3)``."""
        return self.screen(np.vstack([self.foot, self.ends]))

    def redraw(self) -> None:
        """Set every point from the trackers."""
        clock = self.clock
        ends = self.tips
        foot, tips = ends[0], ends[1:]
        growths = [clock.along_x, clock.along_y, clock.summed, clock.joined, clock.opposed]
        along_x, along_y, summed, joined, opposed = (smooth(float(one.get_value())) for one in growths)
        grown = smooth(float(clock.grown.get_value()))
        length = self.first + grown * (self.length - self.first)
        sought = self.screen(touching(self.foot, length * self.needle(), self.gradient)[None])
        parts = np.vstack([tips[:2], sought])
        self.sum.draw(foot, parts, [along_x, along_y, summed], joined=joined)
        copy = touching(self.foot, turned_round(self.ends[2, :2] - self.foot[:2], opposed), self.gradient)
        self.down.set_between(foot, self.screen(copy[None])[0] if opposed > 0.0 else foot)
        self.seam.points = self.down.points


class TipSign(MapFormula):
    """A formula beyond the tip of an arrow, or beside it at an edge, wherever the camera sees it.

    Parameters
    ----------
    look
        Theme and language.
    parts
        The arrows.
    arrow
        Which of them: along x, along y, the gradient, against it.
    markup
        Typst math.
    room
        What it stays in.
    """

    def __init__(self, look: Look, parts: GradientParts, arrow: int, markup: str, room: Box) -> None:
        super().__init__(look, markup, look.colours.gradient)
        self.parts, self.arrow, self.room = parts, arrow, room
        self.plate.set_fill(opacity=SIGN_PLATE)
        follow(self, self.redraw)

    def redraw(self) -> None:
        """Stand beyond the tip."""
        foot, *tips = self.parts.tips
        way = (tips[self.arrow] - foot)[:2]
        along = way / max(float(np.hypot(*way)), 1e-9)
        out = min(self.half / np.maximum(np.abs(along), 1e-9)) + LABEL_GAP
        room, half = self.room, self.half
        low, high = np.array([room.left, room.bottom]) + half, np.array([room.right, room.top]) - half
        tip, normal = tips[self.arrow][:2], np.array([-along[1], along[0]])
        beyond = tip + out * along
        place = np.clip(beyond, low, high)
        if np.abs(place - beyond).max() > LABEL_GAP / 2:
            aside = float(np.abs(normal) @ half) + LABEL_GAP
            sides = [np.clip(tip + side * aside * normal, low, high) for side in (1.0, -1.0)]
            place = max(sides, key=lambda one: abs(float((one - tip) @ normal)))
        self.stand_at(np.array([*place, 0.0]))


__all__ = [
    "LABEL_GAP",
    "SIGN_PLATE",
    "GradientParts",
    "PartialClock",
    "Screen",
    "TipSign",
    "touching",
    "turned_round",
]
