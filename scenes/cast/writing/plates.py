"""Plates that lie behind words so that nothing crosses them."""

import numpy as np
from manim import VMobject

from scenes.base.layout import Box


class Plate(VMobject):
    """A filled rectangle that can be moved and resized at every frame.

    Parameters
    ----------
    colour
        ``#rrggbb``.
    opacity
        From 0 to 1.
    """

    lint_backing = True

    def __init__(self, colour: str, opacity: float = 1.0) -> None:
        super().__init__(stroke_width=0.0, fill_color=colour, fill_opacity=opacity)
        self.name = "plate"

    def cover(self, box: Box | None) -> "Plate":
        """Fill `box`, or vanish."""
        if box is None:
            self.points = np.zeros((0, 3))
        else:
            corners = [
                (x, y, 0.0)
                for x, y in (
                    (box.left, box.bottom),
                    (box.right, box.bottom),
                    (box.right, box.top),
                    (box.left, box.top),
                    (box.left, box.bottom),
                )
            ]
            self.set_points_as_corners(corners)
        return self
