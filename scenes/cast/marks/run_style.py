"""How a run is known again in every panel: its colour, its dashes, its mark, its label."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from manim import Circle
from manim.typing import Point3D_Array

from scenes.cast.marks.lines import Dots, closed

Mark = Literal["disc", "square", "diamond", "triangle", "ring"]
MARKS: tuple[Mark, ...] = ("disc", "square", "diamond", "triangle", "ring")

DASHES: tuple[tuple[float, ...], ...] = (
    (0.05, 0.08),
    (),
    (0.22, 0.1),
    (0.22, 0.08, 0.05, 0.08),
    (0.42, 0.1),
    (0.12, 0.06),
)
"""Lengths of dash and gap in turn, in scene units: as many lines can be told from each other."""

_CORNERS = {"square": (4, 45.0, 1.25), "diamond": (4, 0.0, 1.3), "triangle": (3, 90.0, 1.45)}
"""How many, where the first one is in degrees, and how far out in radii of a disc that looks as large."""
_HOLE = 0.55


@dataclass(frozen=True, slots=True)
class RunStyle:
    """What a run looks like, in walks, series, legends and standings alike.

    Parameters
    ----------
    colour
        ``#rrggbb``.
    dash
        Lengths of dash and gap in turn, in scene units; none for a solid line.
    mark
        The shape that stands where the run is.
    label
        Its translated name; none for a run that is alone.
    """

    colour: str
    dash: tuple[float, ...] = ()
    mark: Mark = "disc"
    label: str = ""

    def dots(self, radius: float, name: str) -> Dots:
        """Return the run's mark, as large as a disc of this radius, to stand at any number of places."""
        return Dots(self.colour, radius, name=name, shape=mark_shape(self.mark, radius))


def mark_shape(mark: Mark, radius: float) -> Point3D_Array:
    """Return the Bézier points of a mark around the origin, shape (4 n, 3)."""
    disc: Point3D_Array = Circle(radius=radius, num_components=9).points
    if mark == "disc":
        return disc
    if mark == "ring":
        return np.vstack([disc, _HOLE * disc[::-1]])
    count, first, out = _CORNERS[mark]
    angles = np.radians(first) + 2 * np.pi * np.arange(count) / count
    return closed(out * radius * np.stack([np.cos(angles), np.sin(angles), 0 * angles], axis=1))
