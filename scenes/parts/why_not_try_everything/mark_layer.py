"""Marks of a grid that are equally deep in the picture: discs, or cubes with three faces that are seen."""

from typing import Any

import numpy as np
from manim import VGroup
from manim.typing import Point3D_Array

from scenes.base.look import Look
from scenes.base.theme import STROKES, blend
from scenes.cast.marks.lines import Dots, closed

DEPTH = np.array([0.5, 0.3])
"""Where the third axis goes on screen, in units of the square's side."""
SHADES = (0.9, 0.95, 1.0)
"""How light the side, the top and the front of a cube are."""
EDGE = 0.38
"""How light the edges of a cube are."""
RIM = 1.5
"""Width of the rim that parts a disc from those behind it."""


class MarkLayer(VGroup):
    """The marks of one layer, each `draw` anew.

    Parameters
    ----------
    look
        Theme and language.
    fade
        Opacity of the layer.

    Attributes
    ----------
    places
        The middles on screen of what is drawn, shape (n, 3).
    """

    def __init__(self, look: Look, fade: float) -> None:
        colours = look.colours
        self.strength, self.places = fade, np.zeros((0, 3))
        self.faces = [
            Dots(blend(colours.parameter, colours.background, shade), name="trials") for shade in SHADES
        ]
        self.front, self.shapes = self.faces[-1], _faces()
        self.round = Dots(colours.parameter, 1.0).disc
        super().__init__(*self.faces)
        self.edges = [blend(colours.parameter, colours.background, EDGE), colours.background]

    def overlap(self) -> None:
        """Let marks stand before others of their colour: they need not stand out."""
        for face in self.faces:
            kept: Any = face
            kept.lint_ignore = frozenset({"contrast"})

    def draw(self, places: Point3D_Array, radius: float, cubic: bool, opacity: float = 1.0) -> None:
        """Draw discs of a radius at places ``(n, 3)``, or cubes with sides of two of them."""
        self.places = places
        rim = STROKES.hair * min(1.0, radius / 0.25) if cubic else RIM * min(1.0, radius / 0.08)
        for face, shape in zip(self.faces, self.shapes, strict=True):
            face.disc = radius * (shape if cubic else self.round)
            face.set_places(places if cubic or face is self.front else places[:0])
            face.set_fill(opacity=self.strength * opacity)
            face.set_stroke(self.edges[0 if cubic else 1], rim, opacity)


def _faces() -> list[Point3D_Array]:
    """Return the side, the top and the front of a cube with sides of 2, around the origin."""
    across, up = 2 * DEPTH
    side = [(2.0, 0.0), (2.0 + across, up), (2.0 + across, 2.0 + up), (2.0, 2.0)]
    top = [(0.0, 2.0), (2.0, 2.0), (2.0 + across, 2.0 + up), (across, 2.0 + up)]
    front = [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)]
    middle = np.array([2.0 + across, 2.0 + up]) / 2
    return [closed(np.column_stack([np.array(face) - middle, np.zeros(4)])) for face in (side, top, front)]


__all__ = ["DEPTH", "MarkLayer"]
