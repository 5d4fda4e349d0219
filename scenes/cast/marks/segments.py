"""Any number of straight pieces, beads or circles as one stroke."""

import numpy as np
from manim import CapStyleType, Circle, VMobject
from manim.typing import Point3D_Array


class Segments(VMobject):
    """Any number of straight pieces as one stroke; pieces that touch are one line."""

    lint_ignore: frozenset[str] = frozenset()

    def __init__(self, colour: str, width: float, opacity: float = 1.0, *, name: str = "ways") -> None:
        super().__init__(stroke_color=colour, stroke_width=width, stroke_opacity=opacity, fill_opacity=0.0)
        self.cap_style = CapStyleType.ROUND
        self.name = name

    def set_pieces(self, starts: Point3D_Array, ends: Point3D_Array) -> "Segments":
        """Draw straight lines from each of the starts ``(n, 3)`` to its end."""
        way = ends - starts
        self.points = np.stack([starts, starts + way / 3, starts + 2 * way / 3, ends], axis=1).reshape(-1, 3)
        return self

    def set_beads(self, places: Point3D_Array) -> "Segments":
        """Draw a round dot as wide as the stroke at each of the places ``(n, 3)``."""
        return self.set_pieces(places, places + np.array([1e-4, 0.0, 0.0]))


class Rings(VMobject):
    """Equal circles at any number of places."""

    lint_ignore: frozenset[str] = frozenset()

    def __init__(self, colour: str, radius: float, width: float, opacity: float = 1.0, *, name: str) -> None:
        super().__init__(stroke_color=colour, stroke_width=width, stroke_opacity=opacity, fill_opacity=0.0)
        self.circle = Circle(radius=radius, num_components=9).points
        self.name = name
        self.places = np.zeros((0, 3))

    def set_places(self, places: Point3D_Array) -> "Rings":
        """Draw a circle around each of the places ``(n, 3)``."""
        self.places = np.asarray(places, dtype=float).reshape(-1, 3)
        self.points = (self.places[:, None, :] + self.circle[None, :, :]).reshape(-1, 3)
        return self


__all__ = ["Rings", "Segments"]
