"""Filled areas whose outlines can be replaced at every frame."""

import numpy as np
from manim import VMobject
from manim.typing import Point3D_Array


class Shade(VMobject):
    """A filled area of any number of pieces, replaced at every frame."""

    def __init__(self, colour: str, *, name: str) -> None:
        super().__init__(fill_color=colour, fill_opacity=1.0, stroke_width=0.0)
        self.name = name

    def set_outlines(self, *outlines: Point3D_Array) -> "Shade":
        """Fill each of the closed outlines ``(n, 3)``."""
        curves = []
        for outline in outlines:
            start = outline
            way = np.roll(outline, -1, axis=0) - start
            curves.append(np.stack([start, start + way / 3, start + 2 * way / 3, start + way], axis=1))
        self.points = np.concatenate(curves).reshape(-1, 3) if curves else np.zeros((0, 3))
        return self


__all__ = ["Shade"]
