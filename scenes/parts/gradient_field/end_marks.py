"""Where walks with and against the gradient end: triangles on valleys and summits."""

import numpy as np
from manim import VGroup, VMobject
from manim.typing import Point3D_Array

from scenes.base.look import Look
from scenes.cast.marks.lines import closed
from scenes.cast.marks.seams import SEAM

TRIANGLE = 0.13
"""From the middle of a mark to its corners, in scene units."""


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


__all__ = ["EndMarks"]
