"""Seams: lines in the ground's colour that set what stands on a picture off it."""

from manim import VMobject

SEAM = 0.03
"""Width of a seam on each side, in scene units."""
SEAM_OPACITY = 0.8


def with_seam(width: float, size: float = 1.0) -> float:
    """Return the stroke width of the seam of a line of some width, in manim's unit."""
    return width + 200 * SEAM * size


class Seam(VMobject):
    """A line in the ground's colour around a shape that has the same points."""

    def __init__(self, ground: str) -> None:
        super().__init__(stroke_color=ground, stroke_width=with_seam(0.0), stroke_opacity=SEAM_OPACITY)
        self.name = "seam"


__all__ = ["SEAM", "SEAM_OPACITY", "Seam", "with_seam"]
