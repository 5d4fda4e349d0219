"""A flag on the lowest place of a land."""

import numpy as np
from manim import VGroup
from manim.typing import Point3D

from scenes.base.look import Look
from scenes.base.theme import STROKES
from scenes.cast.marks.lines import Polyline

POLE, PENNANT = 0.62, 0.34
"""Height of the flag's pole and length of its pennant, in scene units."""
SEAM = 6.0
"""Width of the flag's seam, in manim's unit."""


class LowestFlag(VGroup):
    """A flag on a valley, with a seam that sets it off the land."""

    lint_ignore = frozenset({"contrast"})
    """The lint takes no stroke for a ground, so it does not see the seam."""

    def __init__(self, look: Look, foot: Point3D, size: float = 1.0) -> None:
        super().__init__()
        top = np.asarray(foot) + np.array([0.0, size * POLE, 0.0])
        corners = [(0.0, 0.0, 0.0), (PENNANT, -0.12, 0.0), (0.0, -0.24, 0.0), (0.0, 0.0, 0.0)]
        pennant = top + size * np.array(corners)
        for colour, more in ((look.colours.background, SEAM), (look.colours.ink, 0.0)):
            pole = Polyline(colour, STROKES.path + more, name="pole").set_corners(np.array([foot, top]))
            cloth = Polyline(colour, more, name="pennant").set_corners(pennant)
            self.add(pole, cloth.set_fill(colour, opacity=1.0))
        self.name = "flag on the lowest valley"


__all__ = ["LowestFlag"]
