"""A batch of runs over a land, and the trackers that all pictures of it follow."""

import numpy as np
import numpy.typing as npt
from manim import ValueTracker

from gd_math.runs.trajectory import Trajectory
from scenes.cast.land.block import Land
from scenes.cast.land.ground_tracks import GroundTracks

CONTEXT = 0.4
"""Opacity of those who are not spoken about."""


class LandWalk:
    """A batch of runs over a land: what all views of it follow, so that they walk in step.

    Parameters
    ----------
    land
        What is walked on.
    run
        Points ``(steps + 1, walkers, 2)``.

    Attributes
    ----------
    clock
        Tells ``k + u``: step k, walked up to the share u.
    dropped
        Tells how far the walkers have been dropped, one after the other, from 0 to 1.
    followed, dimmed
        The walker who is spoken about, and how far the others have become context, from 0 to 1.
    """

    def __init__(self, land: Land, run: Trajectory) -> None:
        self.tracks = GroundTracks(land, run)
        self.clock, self.dropped, self.dimmed = ValueTracker(0.0), ValueTracker(0.0), ValueTracker(0.0)
        self.followed = 0

    @property
    def lit(self) -> npt.NDArray[np.bool_]:
        """Tell who is at full strength ``(walkers,)``."""
        spoken_of: npt.NDArray[np.bool_] = np.arange(self.tracks.walkers) == self.followed
        return spoken_of | (self.dimmed.get_value() <= 0.0)

    @property
    def strength(self) -> float:
        """Return the opacity of the others."""
        return 1.0 - (1.0 - CONTEXT) * float(self.dimmed.get_value())

    @property
    def steps(self) -> int:
        """Return how many steps the longest run has."""
        return self.tracks.steps


__all__ = ["LandWalk"]
