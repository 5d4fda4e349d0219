"""A small walker from the foot of every arrow: the whole field at once, each with its last step behind it."""

import numpy as np
from manim import ValueTracker, VGroup
from manim.typing import Point3D_Array

from gd_math.runs.trajectory import Trajectory
from gd_math.typing import Points
from scenes.base.look import Look
from scenes.base.theme import STROKES
from scenes.cast.land.block import Land
from scenes.cast.land.ground_tracks import walkers_at
from scenes.cast.land.walkers import WALKER_RADIUS
from scenes.cast.maps.contours import ContourPlot
from scenes.cast.marks.lines import Dots, Polyline
from scenes.cast.moving.following import follow

SMALL, FAINT = 0.55, 0.7
"""Size and strength beside the walkers that are spoken about."""
TRAIL = 1.5
"""Steps that are seen behind a walker."""


class Swarm(VGroup):
    """Walkers without paths: where each is, and a short trail that tells where it comes from.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The map.
    land, run
        What they walk on, and their points ``(steps + 1, walkers, 2)``; whoever is off the land is not drawn.
    clock
        Tells ``k + u``: step k, walked up to the share u.
    size
        Of dots and lines; 1 for a large picture.
    """

    lint_ignore = frozenset({"contrast"})
    """It is the ground of the walkers that are spoken about."""

    def __init__(
        self, look: Look, plot: ContourPlot, land: Land, run: Trajectory, clock: ValueTracker, size: float
    ) -> None:
        super().__init__()
        self.plot, self.land, self.run, self.clock = plot, land, run, clock
        orange = look.colours.parameter
        self.trails = Polyline(orange, size * STROKES.hair, opacity=FAINT, name="trails")
        self.dots = Dots(orange, size * SMALL * WALKER_RADIUS, FAINT, name="small walkers")
        self.add(self.trails, self.dots)
        self.name = "swarm"
        follow(self, self.redraw)

    @property
    def gone(self) -> int:
        """How many are off the land when all have walked."""
        return int((~self.land.contains(walkers_at(self.run, self.run.steps_taken))).sum())

    def redraw(self) -> None:
        """Set every point from the clock."""
        time = float(self.clock.get_value())
        now, before = walkers_at(self.run, time), walkers_at(self.run, time - TRAIL)
        here = self.land.contains(now)
        self.dots.set_places(self._screen(now[here]))
        here &= self.land.contains(before)
        self.trails.set_segments(np.stack([self._screen(before[here]), self._screen(now[here])], axis=1))

    def _screen(self, places: Points) -> Point3D_Array:
        return self.plot.points_at(*places.T)


__all__ = ["Swarm"]
