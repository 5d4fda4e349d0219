"""Walkers on a hill, in three dimensions and from above: their starts, their ways, where they are."""

from abc import abstractmethod

import numpy as np
import numpy.typing as npt
from manim import Circle, VGroup, smooth
from manim.typing import Point3D_Array

from gd_math.typing import Floats, Points
from scenes.base.look import Look
from scenes.base.theme import STROKES
from scenes.cast.land.ground_tracks import on_land
from scenes.cast.land.land_walk import LandWalk
from scenes.cast.land.terrain import Terrain
from scenes.cast.maps.contours import ContourPlot
from scenes.cast.marks.lines import Dots
from scenes.cast.marks.seams import SEAM, SEAM_OPACITY, with_seam
from scenes.cast.marks.segments import Rings, Segments
from scenes.cast.moving.following import follow

WALKER_RADIUS = 0.075
RING_RADIUS = 0.095
BEADS_UP_TO = 60
"""Steps up to which each is a bead on its way."""
BEAD = 6.5
BEADS_APART = 0.012
"""Least distance of two beads, in units of half the land's width."""
FALL = 0.35
"""Height from which walkers are dropped, in units of half the land's width."""
FALL_SHARE = 0.45
"""Share of the time of all falls that one takes."""
HIDDEN = 0.45
"""Opacity of what is behind a hill."""
NEARER = 0.6
"""Power of the land's enlargement by which walkers on it are enlarged."""
DASH = 0.045
"""Length of the dashes of a hidden way, and of the gaps between them, in units of half the land's width."""


class Walkers(VGroup):
    """Walkers, their starts and their ways, as their walk tells; subclasses say how the land is seen.

    Parameters
    ----------
    look
        Theme and language.
    walk
        The runs and their trackers.
    size
        Of rings, dots and lines; 1 for a large picture.
    """

    lint_ignore = frozenset({"contrast", "margin"})
    """The lint takes no stroke for a ground, so it does not see the seams; what is behind a hill is faint.

    Seen from close by, half a ring may reach beyond the picture that its middle is still in.
    """

    def __init__(self, look: Look, walk: LandWalk, size: float = 1.0) -> None:
        super().__init__()
        self.look, self.walk = look, walk
        self.tracks, self.clock, self.dropped = walk.tracks, walk.clock, walk.dropped
        colours = look.colours
        orange, ground = colours.parameter, colours.background
        self.ring_radius, dot, thin = size * RING_RADIUS, size * WALKER_RADIUS, size * STROKES.path
        faint, wide = 0.8 * thin, with_seam(thin, size)
        self.behind = Segments(orange, faint, HIDDEN, name="ways behind hills")
        self.faint_rings = Rings(orange, self.ring_radius, faint, HIDDEN, name="starts behind hills")
        self.faint_dots = Dots(orange, dot, HIDDEN, name="walkers behind hills")
        self.other_ways = Segments(orange, thin, name="ways of the others")
        self.other_rings = Rings(orange, self.ring_radius, thin, name="starts of the others")
        self.other_dots = Dots(orange, dot, name="others")
        self.way_seams = Segments(ground, wide, SEAM_OPACITY, name="seams of the ways")
        self.ways = Segments(orange, thin, name="ways")
        self.beads = Segments(orange, size * BEAD, name="steps")
        self.ring_seams = Rings(ground, self.ring_radius, wide, SEAM_OPACITY, name="seams of the starts")
        self.ring_seams.set_fill(ground, 1.0)  # or a piece of the way would stand inside the ring
        self.rings = Rings(orange, self.ring_radius, thin, name="starts")
        self.dot_seams = Dots(ground, dot + size * SEAM, name="seams of the walkers")
        self.dots = Dots(orange, dot, name="walkers")
        self.add(self.behind, self.faint_rings, self.faint_dots)
        self.add(self.other_ways, self.other_rings, self.other_dots, self.way_seams, self.ways, self.beads)
        self.add(self.ring_seams, self.rings, self.dot_seams, self.dots)
        self.steps_at, self._size_now = self._steps_at(), 1.0
        follow(self, self.redraw)

    @abstractmethod
    def screen(self, ground: Floats) -> Point3D_Array:
        """Return the points on screen ``(..., 3)`` for data x, y, height ``(..., 3)``."""

    @abstractmethod
    def seen(self, ground: Floats) -> npt.NDArray[np.bool_]:
        """Tell which of the data x, y, height ``(..., 3)`` are not hidden."""

    @abstractmethod
    def inside(self, screen: Point3D_Array) -> npt.NDArray[np.bool_]:
        """Tell which points on screen ``(..., 3)`` are in the picture."""

    @abstractmethod
    def fallen(self, ground: Floats, share: Floats) -> Floats:
        """Return where walkers are that have fallen a share ``(n,)`` of the way to the ground ``(n, 3)``."""

    def _steps_at(self) -> tuple[Floats, Points]:
        """Return the times and the data x, y, height of all points of all runs that lie on the land."""
        run = self.tracks.run
        if self.tracks.steps > BEADS_UP_TO:
            return np.zeros(0), np.zeros((0, 3))
        times = np.broadcast_to(np.arange(len(run.points))[:, None], run.points.shape[:2]).reshape(-1)
        points = run.points.reshape(-1, 2)
        ground = self.tracks.land.on_ground(points)
        kept = on_land(self.tracks.land, ground) & (times > 0) & self._apart().reshape(-1)
        return times[kept].astype(np.float64), ground[kept]

    def _apart(self) -> npt.NDArray[np.bool_]:
        """Tell which points of the runs ``(steps + 1, walkers)`` are no bead upon the bead before."""
        run, land = self.tracks.run, self.tracks.land
        places = land.place(land.on_ground(run.points))
        apart = np.zeros(run.points.shape[:2], dtype=bool)
        last = places[0].copy()
        for step, place in enumerate(places[1:], start=1):
            apart[step] = np.linalg.norm(place - last, axis=-1) >= BEADS_APART
            last[apart[step]] = place[apart[step]]
        return apart

    @property
    def taken(self) -> Point3D_Array:
        """Return points on screen ``(n, 3)`` that lie densely on the ways, the starts and the walkers."""
        tracks = self.tracks
        starts, ends = (
            self.screen(tracks.ground[points[tracks.on_land[points]]])
            for points in (tracks.firsts, tracks.lasts)
        )
        around = Circle(radius=self.ring_radius, num_components=9).points[::4]
        rims = [(places[:, None] + around).reshape(-1, 3) for places in (starts, ends)]
        return np.concatenate([self.screen(tracks.ground[tracks.on_land]), *rims])

    @property
    def fall_shares(self) -> Floats:
        """Return how far each walker has fallen ``(walkers,)``, from 0 to 1."""
        count = self.tracks.walkers
        starts = np.linspace(0.0, 1.0 - FALL_SHARE, count) if count > 1 else np.zeros(1)
        shares: Floats = np.clip((self.dropped.get_value() - starts) / FALL_SHARE + 1e-9, 0.0, 1.0)
        return np.where(shares > 1e-8, shares, 0.0)

    @property
    def enlarged(self) -> float:
        """Return how much larger walkers are than from afar."""
        return 1.0

    def redraw(self) -> None:
        """Set every point from the clock."""
        self._grow()
        tracks, time = self.tracks, float(self.clock.get_value())
        shares = self.fall_shares
        self._draw_starts(shares)
        here = tracks.land.on_ground(tracks.at(time))
        there = on_land(tracks.land, here)
        self._draw_ways(time, here, there & (shares >= 1.0))
        places = self.fallen(here, shares) if (shares < 1.0).any() else here
        screen, seen, lit = self.screen(places), self.seen(places), self.walk.lit
        shown = there & (shares > 0.0) & self.inside(screen)
        self.dots.set_places(screen[shown & seen & lit])
        self.dot_seams.set_places(screen[shown & seen & lit])
        self.other_dots.set_places(screen[shown & seen & ~lit])
        self.faint_dots.set_places(screen[shown & ~seen])
        strength = self.walk.strength
        self.other_dots.set_fill(opacity=strength)
        for strokes in (self.other_ways, self.other_rings, self.beads):
            strokes.set_stroke(opacity=strength)

    def _grow(self) -> None:
        if self.enlarged != self._size_now:
            grown, self._size_now = self.enlarged / self._size_now, self.enlarged
            for dots in (self.dots, self.dot_seams, self.other_dots, self.faint_dots):
                dots.disc = grown * dots.disc
            for rings in (self.rings, self.ring_seams, self.other_rings, self.faint_rings):
                rings.circle = grown * rings.circle

    def _draw_starts(self, shares: Floats) -> None:
        starts = self.tracks.ground[self.tracks.firsts]
        screen, seen, lit = self.screen(starts), self.seen(starts), self.walk.lit
        landed = (shares >= 1.0) & on_land(self.tracks.land, starts) & self.inside(screen)
        self.rings.set_places(screen[landed & seen & lit])
        self.ring_seams.set_places(screen[landed & seen & lit])
        gone = landed & seen & ~lit & (self.clock.get_value() > 0.0)
        self.other_rings.set_places(screen[gone])
        self.faint_rings.set_places(screen[landed & ~seen])

    def _draw_ways(self, time: float, here: Points, walking: npt.NDArray[np.bool_]) -> None:
        tracks = self.tracks
        pieces, tips = tracks.walked(time)
        screen, seen, lit = self.screen(tracks.ground), self.seen(tracks.ground), self.walk.lit
        inside, heads = self.inside(screen) & tracks.on_land, self.screen(here)
        pieces = pieces[inside[pieces] & inside[pieces + 1]]
        open_air = seen[pieces] & seen[pieces + 1]
        moving = walking & inside[tips] & self.inside(heads) & (time > 0.0)
        tip_seen = moving & seen[tips] & self.seen(here)
        for told, lines in ((lit, (self.way_seams, self.ways)), (~lit, (self.other_ways,))):
            walked, tip = pieces[open_air & told[tracks.owner[pieces]]], tip_seen & told
            starts = np.concatenate([screen[walked], screen[tips[tip]]])
            ends = np.concatenate([screen[walked + 1], heads[tip]])
            for line in lines:
                line.set_pieces(starts, ends)
        hidden = pieces[~open_air]
        dashed = hidden[np.floor(tracks.distances[hidden] / DASH) % 2 == 0]
        self.behind.set_pieces(screen[dashed], screen[dashed + 1])
        times, ground = self.steps_at
        ground = ground[times <= time + 1e-9]
        places = self.screen(ground[self.seen(ground)])
        self.beads.set_beads(places[self.inside(places)])


class WalkersOnTerrain(Walkers):
    """Walkers in three dimensions: what is behind a hill is faint, its way dashed."""

    def __init__(self, look: Look, terrain: Terrain, walk: LandWalk, size: float = 1.0) -> None:
        self.terrain = terrain
        super().__init__(look, walk, size)
        self.name = "walkers on the terrain"

    def screen(self, ground: Floats) -> Point3D_Array:
        """Return where the camera sees the data."""
        return self.terrain.project(ground)

    def seen(self, ground: Floats) -> npt.NDArray[np.bool_]:
        """Tell which of the data no hill hides."""
        return self.terrain.visible(ground)

    @property
    def enlarged(self) -> float:
        """Return more than 1 where the terrain is seen from close by."""
        return float(max(self.terrain.nearness, 1.0) ** NEARER)

    def inside(self, screen: Point3D_Array) -> npt.NDArray[np.bool_]:
        """Tell what the picture of the terrain holds."""
        return self.terrain.shows(screen)

    def fallen(self, ground: Floats, share: Floats) -> Floats:
        """Return places above the ground."""
        above = np.array([1.0 - smooth(float(one)) for one in share])
        lifted = ground.copy()
        lifted[:, 2] += above * FALL / self.tracks.land.rise_per_height
        return lifted


class WalkersFromAbove(Walkers):
    """Walkers on the map, where nothing is hidden."""

    def __init__(self, look: Look, plot: ContourPlot, walk: LandWalk, size: float = 1.0) -> None:
        self.plot = plot
        super().__init__(look, walk, size)
        self.name = "walkers from above"

    def screen(self, ground: Floats) -> Point3D_Array:
        """Return the points of the map."""
        return self.plot.points_at(ground[..., 0], ground[..., 1])

    def seen(self, ground: Floats) -> npt.NDArray[np.bool_]:
        """Tell that all are seen that are on the map."""
        return np.asarray(np.isfinite(ground[..., :2]).all(axis=-1))

    def inside(self, screen: Point3D_Array) -> npt.NDArray[np.bool_]:
        """Tell that all are in the picture: those off the land are not drawn anyway."""
        return np.ones(screen.shape[:-1], dtype=bool)

    def fallen(self, ground: Floats, share: Floats) -> Floats:
        """Return the same places: a fall cannot be seen from above."""
        return ground


__all__ = ["Walkers", "WalkersFromAbove", "WalkersOnTerrain"]
