"""Where walks with and against the gradient end: in a valley, on a summit, off the map."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from manim import VGroup, VMobject
from manim.typing import Point3D_Array

from gd_math.objective import Objective
from gd_math.trajectory import Trajectory
from gd_math.typing import Points
from scenes.cast.hill_walkers import SEAM
from scenes.cast.mountains import closed
from scenes.cast.terrain_block import Land
from scenes.look import Look

FLAT = 0.03
"""Share of the steepest slope of the run below which its end counts as level."""
TRIANGLE = 0.13
"""From the middle of a mark to its corners, in scene units."""


@dataclass(frozen=True, slots=True, eq=False)
class WalkEnds:
    """The last points of a batch of runs, and what they are.

    Parameters
    ----------
    points
        Last points ``(walkers, 2)``.
    arrived
        Which of them are in a valley, or on a summit for runs that climb ``(walkers,)``.
    gone
        Which of them are off the map.
    """

    points: Points
    arrived: npt.NDArray[np.bool_]
    gone: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, objective: Objective, land: Land, run: Trajectory, *, climbing: bool) -> "WalkEnds":
        """Return the ends of runs down, or up if `climbing`."""
        walkers = np.arange(run.points.shape[1])
        last = np.asarray(run.lengths, dtype=np.intp) - 1
        points, slopes = run.points[last, walkers], np.linalg.norm(run.gradients[last, walkers], axis=-1)
        steepest = np.nanmax(np.linalg.norm(run.gradients, axis=-1), initial=0.0)
        bends = objective.curvature(points) * (-1.0 if climbing else 1.0)
        known = np.isfinite(bends).all(axis=(-1, -2)) & np.isfinite(slopes)
        least = np.linalg.eigvalsh(np.where(known[:, None, None], bends, 0.0))[:, 0]
        gone = ~land.contains(points) | (np.asarray(run.endings) >= 3)
        return cls(points, known & (slopes <= FLAT * steepest) & (least > 0.0) & ~gone, gone)


class EndMarks(VGroup):
    """Triangles at places, pointing down for valleys and up for summits.

    Parameters
    ----------
    look
        Theme and language.
    places
        On screen ``(n, 3)``.
    up
        Whether they point up.
    size
        1 for a large picture.
    """

    lint_ignore = frozenset({"contrast"})
    """The lint takes no stroke for a ground, so it does not see the seam."""

    def __init__(self, look: Look, places: Point3D_Array, *, up: bool, size: float = 1.0) -> None:
        angles = np.deg2rad([90.0, 210.0, 330.0]) + (0.0 if up else np.pi)
        corners = size * TRIANGLE * np.stack([np.cos(angles), np.sin(angles), 0 * angles], axis=-1)
        self.marks = VMobject(
            fill_color=look.colours.ink,
            fill_opacity=1.0,
            stroke_color=look.colours.background,
            stroke_width=100 * SEAM,
        )
        self.places = places
        for place in places:
            self.marks.append_points(closed(place + corners))
        super().__init__(self.marks)
        self.name = "summits" if up else "valleys"


__all__ = ["EndMarks", "WalkEnds"]
