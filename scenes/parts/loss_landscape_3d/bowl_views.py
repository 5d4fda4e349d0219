"""A run in a bowl as one view shows it: its path, the contour of the moment, the ball."""

from collections.abc import Callable

import numpy as np
from manim import VGroup
from manim.typing import Point3D_Array

from gd_math.typing import Floats
from scenes.base.look import Look
from scenes.base.theme import BALL_RADIUS, STROKES
from scenes.cast.charts.axes import Plot
from scenes.cast.land.terrain import Terrain
from scenes.cast.marks.balls import Ball
from scenes.cast.marks.seams import SEAM_OPACITY, with_seam
from scenes.cast.marks.segments import Rings, Segments
from scenes.cast.moving.following import follow
from scenes.parts.loss_landscape_3d.loss_bowl import BowlWalk

BEAD, BEADS_APART = 7.0, 0.02
"""Width of a step's bead; least distance of two, in units of half the bowl's width."""
RING = 0.17
"""Around the start."""
NEARER = 0.5
"""Power of the enlargement by which the ball grows."""
PATH = 1.3
"""Of the path's width, in units of the usual one."""


class BowlView(VGroup):
    """The path on the surface with a bead for each step, the ring of equal losses through the ball, the ball.

    Parameters
    ----------
    look
        Theme and language.
    walk
        The run.
    view
        The bowl in three dimensions, or its map.
    size
        Of ball and beads.
    arrows
        What stands between the ring and the ball.
    """

    lint_ignore = frozenset({"contrast", "grown-to-nothing"})
    """The lint takes no stroke for a ground, so it does not see the seam; a run may stay where it is."""

    def __init__(
        self, look: Look, walk: BowlWalk, view: Terrain | Plot, size: float = 1.0, *arrows: VGroup
    ) -> None:
        super().__init__()
        self.walk, self.view, self.radius = walk, view, size * BALL_RADIUS
        colours, width = look.colours, PATH * STROKES.path
        self.level = Segments(colours.ink, STROKES.path, name="contour of the moment")
        self.seam = Segments(colours.background, with_seam(width), SEAM_OPACITY, name="seam of the path")
        self.way = Segments(colours.parameter, width, name="path")
        self.beads = Segments(colours.parameter, BEAD, name="steps")
        self.start = Rings(colours.parameter, size * RING, STROKES.path, name="start")
        self.ball = Ball(look, self.radius)
        self.add(self.level, *arrows, self.seam, self.way, self.beads, self.start, self.ball)
        self.name = "run in the bowl" if isinstance(view, Terrain) else "run on the map"
        self.steps = self._steps()
        follow(self, self.redraw)

    @property
    def screen(self) -> Callable[[Floats], Point3D_Array]:
        """Takes data w, b, height ``(n, 3)`` to points on screen."""
        view = self.view
        if isinstance(view, Terrain):
            return view.project
        return lambda ground: view.points_at(ground[:, 0], ground[:, 1])

    def _steps(self) -> tuple[Floats, Floats]:
        """Return the times and places of the steps whose beads do not cover the one before."""
        bowl, points = self.walk.bowl, self.walk.tracks.run.points[:, 0]
        ground = bowl.on_ground(points)
        places, kept = bowl.place(ground)[:, :2], [0]
        for k in range(1, len(points)):
            if np.hypot(*(places[k] - places[kept[-1]])) >= BEADS_APART and bowl.contains(points[k]):
                kept.append(k)
        return np.array(kept[1:], dtype=np.float64), ground[kept[1:]]

    def redraw(self) -> None:
        """Set all from the clock."""
        walk, tracks, screen = self.walk, self.walk.tracks, self.screen
        time, point = float(walk.clock.get_value()), walk.point
        here = walk.bowl.on_ground(point[None])
        ring = screen(walk.bowl.ring(walk.loss))
        pieces, [tip] = tracks.walked(time)
        pieces = pieces[tracks.on_land[pieces] & tracks.on_land[pieces + 1]]
        inside = bool(walk.bowl.contains(point))
        ends = np.concatenate([tracks.ground[pieces + 1], here[: time > 0.0 and inside]])
        starts = np.concatenate([tracks.ground[pieces], tracks.ground[[tip]][: time > 0.0 and inside]])
        near = self.view.nearness if isinstance(self.view, Terrain) else 1.0
        for line, first, last in (
            (self.level, ring[:-1], ring[1:]),
            *((one, screen(starts), screen(ends)) for one in (self.seam, self.way)),
        ):
            shown = self._shows(first) & self._shows(last)
            line.set_pieces(first[shown], last[shown])
        times, places = self.steps
        beads = screen(places[times <= time + 1e-9])
        self.beads.set_beads(beads[self._shows(beads)])
        first = screen(tracks.ground[:1])
        self.start.set_places(first[self._shows(first)] if time > 0.0 else first[:0])
        place = screen(here)[0]
        self.ball.stand_at(place if inside and self._shows(place[None])[0] else None)
        self.ball.resize(self.radius * max(near, 1.0) ** NEARER)

    def _shows(self, screen: Point3D_Array) -> np.ndarray:
        if isinstance(self.view, Terrain):
            return self.view.shows(screen)
        return np.ones(len(screen), dtype=bool)


__all__ = ["BowlView"]
