"""A compass on a landscape: probes in eight directions, then along the gradient and against it."""

import math
from dataclasses import dataclass

import numpy as np
from manim import ValueTracker, VGroup, smooth
from manim.typing import Point3D_Array

from gd_math.functions.compass import DIRECTIONS, Compass
from gd_math.typing import Points
from scenes.base.look import Look
from scenes.base.theme import STROKES
from scenes.cast.land.block import Land
from scenes.cast.marks.lines import Dots
from scenes.cast.marks.seams import SEAM, SEAM_OPACITY, with_seam
from scenes.cast.marks.segments import Segments
from scenes.cast.moving.following import follow
from scenes.parts.gradient_arrow.partials import Screen, turned_round

PROBE_RADIUS = 0.075
AROUND = 96
"""Pieces of the circle."""
ALONG = 8
"""Pieces of an arm."""
WALK = 0.7
"""Share of a probe's time that it takes to walk out; the rest its number is read."""


@dataclass(frozen=True, slots=True)
class CompassClock:
    """What tells the compass how far it is.

    Parameters
    ----------
    opened
        How far the rose has opened, from 0 to 1.
    probed
        ``k + u``: k directions are probed, the next one up to the share u.
    judged
        How far all but the highest have gone, from 0 to 1.
    turned
        How far the needle has turned from the highest direction to the gradient, from 0 to 1.
    shrunk
        How far the needle's probe has come back to the point, from 0 to 1.
    opposed
        How far a probe has turned from the gradient to the way against it, from 0 to 1.
    parted
        1 while the gradient is taken apart: its numbers make room.
    ended
        1 where only the ways along the gradient and against it are compared.
    """

    opened: ValueTracker
    probed: ValueTracker
    judged: ValueTracker
    turned: ValueTracker
    shrunk: ValueTracker
    opposed: ValueTracker
    parted: ValueTracker
    ended: ValueTracker

    @classmethod
    def still(cls) -> "CompassClock":
        """Return trackers that have not begun."""
        return cls(*(ValueTracker(0.0) for _ in range(8)))

    @property
    def reach(self) -> float:
        """The length of the needle's probe, in units of a probe's way."""
        return 1.0 - smooth(float(self.shrunk.get_value()))

    def walked(self, k: int) -> float:
        """Return how far the probe in direction k has gone, from 0 to 1."""
        return smooth(min(max((self.probed.get_value() - k) / WALK, 0.0), 1.0))

    def read(self, k: int) -> bool:
        """Tell whether the probe in direction k has arrived."""
        return bool(self.probed.get_value() - k >= WALK - 1e-9)


def needle(compass: Compass, turned: float) -> Points:
    """Return the unit vector ``(2,)`` of a needle between the highest direction and the gradient."""
    best: Points = DIRECTIONS[compass.highest]
    if turned <= 0.0 or compass.level:
        return best
    if turned >= 1.0:
        return compass.uphill
    start, end = (math.atan2(float(way[1]), float(way[0])) for way in (best, compass.uphill))
    way = (end - start + math.pi) % (2 * math.pi) - math.pi
    angle = start + turned * way
    return np.array([math.cos(angle), math.sin(angle)])


class CompassRose(VGroup):
    """The rose, its probes and the needle, as far as the clock tells.

    Parameters
    ----------
    look
        Theme and language.
    screen
        How the land is seen.
    land
        What is probed; what is not on it is not drawn.
    compass
        The probes.
    clock
        How far they are.
    level
        Whether to draw the circle at the point's own height, and the way up or down from it at each probe.
    size
        Of dots and lines; 1 for a large picture.
    """

    lint_ignore = frozenset({"contrast"})
    """The lint takes no stroke for a ground, so it does not see the seams."""

    def __init__(
        self,
        look: Look,
        screen: Screen,
        land: Land,
        compass: Compass,
        clock: CompassClock,
        *,
        level: bool = False,
        size: float = 1.0,
    ) -> None:
        super().__init__()
        self.screen, self.land, self.compass, self.clock, self.level = screen, land, compass, clock, level
        colours = look.colours
        thin = size * STROKES.path
        wide = with_seam(thin, size)
        angles = np.linspace(0.0, 2 * np.pi, AROUND + 1)
        self.circle: Points = np.stack([np.cos(angles), np.sin(angles)], axis=-1)
        self.seams = Segments(colours.background, wide, SEAM_OPACITY, name="seams of the rose")
        self.level_ring = Segments(colours.ink, 0.7 * thin, name="level circle")
        self.arms = Segments(colours.ink, thin, name="rose")
        self.stems = Segments(colours.ink, 1.3 * thin, name="height changes")
        radius = size * PROBE_RADIUS
        self.dot_seams = Dots(colours.background, radius + size * SEAM, name="seams of the probes")
        self.dots = Dots(colours.parameter, radius, name="probes")
        self.losers = Dots(colours.parameter, radius, name="lower probes")
        self.add(self.seams, self.level_ring, self.arms, self.stems, self.dot_seams, self.losers, self.dots)
        self.name = "compass"
        follow(self, self.redraw)

    def ground(self, offsets: Points) -> Points:
        """Return data x, y, height ``(..., 3)`` at offsets ``(..., 2)``, in probe distances."""
        return self.land.on_ground(self.compass.point + self.compass.distance * np.asarray(offsets))

    @property
    def lower_ways(self) -> Points:
        """Return where the probes are ``(n, 2)`` that have turned out lower, in probe distances."""
        if self.clock.judged.get_value() <= 0.0:
            return np.zeros((0, 2))
        return np.delete(DIRECTIONS, self.compass.highest, axis=0)

    @property
    def ways(self) -> Points:
        """Return where the other probes are ``(n, 2)``, in probe distances."""
        clock = self.clock
        if clock.judged.get_value() > 0.0:
            ways = [clock.reach * needle(self.compass, smooth(clock.turned.get_value()))]
        else:
            ways = [clock.walked(k) * DIRECTIONS[k] for k in range(8) if clock.probed.get_value() > k]
        if clock.opposed.get_value() > 0.0:
            ways.append(turned_round(self.compass.uphill, smooth(clock.opposed.get_value())))
        return np.array(ways).reshape(-1, 2)

    def redraw(self) -> None:
        """Set every point from the clock."""
        opened = smooth(float(self.clock.opened.get_value()))
        if opened <= 0.0:
            nothing = np.zeros((0, 3))
            for pieces in (self.seams, self.level_ring, self.arms, self.stems):
                pieces.set_pieces(nothing, nothing)
            for dots in (self.dots, self.losers, self.dot_seams):
                dots.set_places(nothing)
            return
        ring = self.ground(opened * self.circle)
        shares = np.linspace(0.0, opened, ALONG + 1)
        left = smooth(1.0 - float(self.clock.judged.get_value()))
        arms = self.ground(left * shares[:, None, None] * DIRECTIONS)
        lines = [(ring[:-1], ring[1:])]
        if left > 0.0:
            lines.append((arms[:-1].reshape(-1, 3), arms[1:].reshape(-1, 3)))
        starts, ends = self._shown(*(np.concatenate(side) for side in zip(*lines, strict=True)))
        self.seams.set_pieces(starts, ends)
        self.arms.set_pieces(starts, ends)
        there, lower = self.ground(self.ways), self.ground(self.lower_ways)
        self.losers.set_places(self.screen(lower[self._there(lower)]))
        self.losers.set_fill(opacity=left)
        if self.level:
            even = ring.copy()
            even[:, 2] = self.compass.height
            self.level_ring.set_pieces(*self._shown(even[:-1:2], even[1::2]))
            below = there.copy()
            below[:, 2] = self.compass.height
            self.stems.set_pieces(*self._shown(below, there))
        places = self.screen(there[self._there(there)])
        self.dots.set_places(places)
        self.dot_seams.set_places(places)

    def _there(self, ground: Points) -> np.ndarray:
        return self.land.contains(ground[..., :2]) & np.isfinite(ground[..., 2])

    def _shown(self, starts: Points, ends: Points) -> tuple[Point3D_Array, Point3D_Array]:
        """Return on screen the pieces between data ``(n, 3)`` that lie on the land."""
        kept = self._there(starts) & self._there(ends)
        return self.screen(starts[kept]), self.screen(ends[kept])


__all__ = ["CompassClock", "CompassRose", "needle"]
