"""The gradient at one place, and around it those that were measured there on samples."""

from collections.abc import Callable, Sequence

import numpy as np
from manim import ValueTracker, VGroup, VMobject, smooth
from manim.typing import Point3D_Array

from gd_math.typing import Points
from scenes.base.look import Look
from scenes.base.theme import STROKES
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.free_places import clearances, ring, roomiest
from scenes.cast.maps.crosshair import outline
from scenes.cast.marks.arrows import FlatArrow
from scenes.cast.marks.lines import Dots, Polyline, clip_polyline, dashed
from scenes.cast.marks.segments import Segments
from scenes.cast.moving.following import follow
from scenes.cast.moving.one_by_one import one_by_one
from scenes.cast.writing.map_words import MapFormula, MapLabel, MapWord

SHAFT_OPACITY, TIP, AIR, BELOW = 0.45, 0.04, 0.08, 0.95
DASH = 0.14, 0.1
CORNERS = 121


class RingLine(Polyline):
    """A line that is as small as it is in truth."""

    lint_ignore = frozenset({"grown-to-nothing"})


def circle_on(plot: Plot, center: Points, radius: float, dash: Sequence[float] = DASH) -> list[Point3D_Array]:
    """Return the dashes of a circle around a place ``(2,)`` in the plot's units, cut at its edges."""
    angles = np.linspace(0.0, 2 * np.pi, CORNERS)
    x, y = center[0] + radius * np.cos(angles), center[1] + radius * np.sin(angles)
    pieces = dashed(plot.points_at(x, y), dash)
    return [part for piece in pieces for part in clip_polyline(piece, plot.area)]


class GradientFan(VGroup):
    """A gradient as an arrow, measured ones as thin arrows from the same foot, their spread as a ring.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The map.
    place
        The foot, shape (2,).
    gradient
        The exact one, shape (2,).
    measured
        The others, shape (n, 2).
    spread
        Radius of the ring around the exact gradient's tip: the root mean square length of the noise.
    factor
        How long all of them are drawn.
    now
        Returns the measured ones and their spread, where these change.

    Attributes
    ----------
    shown
        How far the exact gradient has grown, from 0 to 1.
    wave
        How far the others have, one after the other, from 0 to 1.
    rung
        How far the ring has grown, from 0 to 1.
    """

    lint_ignore = frozenset({"contrast", "grown-to-nothing"})
    """Arrows are as short as they are in truth, and may end on the ball from which they start."""

    def __init__(
        self,
        look: Look,
        plot: Plot,
        place: Points,
        gradient: Points,
        measured: Points,
        spread: float,
        factor: float,
        now: Callable[[], tuple[Points, float]] | None = None,
    ) -> None:
        yellow = look.colours.gradient
        self.plot, self.place, self.gradient, self.measured = plot, place, gradient, measured
        self.spread, self.factor, self.now = spread, factor, now
        self.shown, self.wave, self.rung = (ValueTracker(0.0) for _ in range(3))
        self.shafts = Segments(yellow, STROKES.hair, SHAFT_OPACITY, name="measured gradients")
        self.tips = Dots(yellow, TIP, name="tips of measured gradients")
        self.ring = RingLine(look.colours.ink, STROKES.path, name="spread")
        self.arrow = FlatArrow(yellow, name="gradient", shaft=0.085, head=0.27)
        super().__init__(self.shafts, self.tips, self.ring, self.arrow)
        self.name = "measured gradients"
        follow(self, self.redraw)

    @property
    def tip(self) -> Points:
        """Where the exact gradient's arrow ends, in the plot's units, shape (2,)."""
        whole: Points = self.place + self.factor * self.gradient
        return whole

    def note(self, look: Look, text: str, clear_of: Point3D_Array, *, below: bool) -> MapWord:
        """Return words below the map, or in its corner that is furthest from the fan and other points."""
        word, area = MapWord(look, text, look.colours.gradient), self.plot.area
        if below:
            return word.stand_at(np.array([area.centre[0], area.bottom - BELOW, 0.0]))
        half = word.half + AIR
        x, y = (area.left + half[0], area.right - half[0]), (area.bottom + half[1], area.top - half[1])
        corners = np.array([(x[0], y[0], 0.0), (x[1], y[0], 0.0), (x[0], y[1], 0.0), (x[1], y[1], 0.0)])
        return word.stand_at(roomiest(corners, word.half, np.concatenate([self.occupied(), clear_of]), 9.0))

    def name_ring(self, look: Look, markup: str, *others: VMobject) -> VGroup:
        """Return a formula beside the ring, away from arrows and others; nothing where it has no room."""
        label = MapFormula(look, markup, look.colours.ink)
        radius = self.plot.length(self.factor * self.spread)
        middle, far = self.plot.at(*self.tip.tolist()), float(np.hypot(*label.half)) + AIR
        area, places = self.plot.area, ring(middle, radius + far)
        room = np.array([area.width, area.height]) / 2 - label.half
        places = places[(np.abs(places - area.centre)[:, :2] <= room).all(axis=1)]
        taken = np.concatenate(
            [self.occupied(), *(outline(one) for one in others if isinstance(one, MapLabel))]
        )
        if not len(places) or clearances(places, label.half, taken).max() <= 0.0:
            return VGroup()
        return label.stand_at(roomiest(places, label.half, taken, 9.0))

    def occupied(self) -> Point3D_Array:
        """Return points on screen ``(n, 3)`` along all arrows."""
        tips = self.plot.points_at(*(self.place + self.factor * self.measured).T)
        foot = self.plot.at(*self.place.tolist())
        return np.concatenate([foot + share * (tips - foot) for share in np.linspace(0.0, 1.0, 9)])

    def redraw(self) -> None:
        """Set all points from the trackers."""
        if self.now is not None:
            self.measured, self.spread = self.now()
        plot, foot = self.plot, self.plot.at(*self.place.tolist())
        tip = plot.at(*self.tip.tolist())
        self.arrow.set_between(foot, foot + smooth(self.shown.get_value()) * (tip - foot))
        grown = one_by_one(len(self.measured), self.wave.get_value())[:, None]
        ends = (self.place + self.factor * self.measured)[grown[:, 0] > 0.0]
        there = foot + grown[grown[:, 0] > 0.0] * (plot.points_at(*ends.T) - foot)
        self.shafts.set_pieces(np.broadcast_to(foot, there.shape), there)
        self.tips.set_places(there)
        rung = float(smooth(self.rung.get_value()))
        radius = rung * self.factor * self.spread
        self.ring.set_corners(*(circle_on(plot, self.tip, radius) if rung > 0.0 else []))


__all__ = ["GradientFan", "RingLine", "circle_on"]
