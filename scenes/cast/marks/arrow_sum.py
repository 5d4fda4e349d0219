"""Arrows from one place, the arrow that they add up to, and the dashes that show that they do."""

from collections.abc import Sequence

import numpy as np
from manim import VGroup
from manim.typing import Point3D, Point3D_Array

from scenes.base.layout import Box
from scenes.cast.marks.arrows import HEAD, SHAFT, FlatArrow
from scenes.cast.marks.lines import Polyline, clip_polyline, dashes
from scenes.cast.marks.seams import SEAM_OPACITY, Seam


class ArrowSum(VGroup):
    """Vectors from one foot and their sum: partial derivatives and gradient, momentum and step.

    Nothing is drawn until `draw` says how far each arrow has grown.

    Parameters
    ----------
    names
        What the arrows stand for, the sum last.
    colours
        ``#rrggbb`` of each.
    rails
        The line that draws the dashes from the parts' tips to the tip of the sum.
    thin, bold
        Widths of shaft and head of the parts and of the sum, in scene units.
    ground
        Colour of a seam that sets the arrows off the picture; none by default.
    area
        Arrows whose tips are outside run headless to its edge; by default they may leave.
    """

    def __init__(
        self,
        names: Sequence[str],
        colours: Sequence[str],
        rails: Polyline,
        *,
        thin: tuple[float, float],
        bold: tuple[float, float] = (SHAFT, HEAD),
        ground: str | None = None,
        area: Box | None = None,
    ) -> None:
        sizes = [thin] * (len(names) - 1) + [bold]
        self.rails, self.area, self.seen = rails, area, 1.0
        self.arrows = [
            FlatArrow(colour, name=name, shaft=shaft, head=head)
            for name, colour, (shaft, head) in zip(names, colours, sizes, strict=True)
        ]
        self.seams = [Seam(ground) for _ in self.arrows] if ground else []
        super().__init__(rails, *self.seams, *self.arrows)
        self.name = "sum of arrows"

    def draw(
        self, foot: Point3D, tips: Point3D_Array, grown: Sequence[float], joined: float, seen: float = 1.0
    ) -> None:
        """Draw the arrows as far as they have grown.

        Parameters
        ----------
        foot
            Where they begin, on screen ``(3,)``.
        tips
            Where they end when they are whole, on screen ``(n, 3)``, the sum last.
        grown
            Share of its length that each arrow has.
        joined
            Share of the way from the parts' tips to that of the sum that the dashes have.
        seen
            Opacity of the arrows, which are whole until they have gone.
        """
        if seen != self.seen:
            self.seen = seen
            for arrow in self.arrows:
                arrow.set_fill(opacity=seen)
            for seam in self.seams:
                seam.set_stroke(opacity=seen * SEAM_OPACITY)
        for arrow, tip, share in zip(self.arrows, tips, grown, strict=True):
            arrow.set_between(foot, foot + share * (tip - foot), area=self.area)
        for seam, arrow in zip(self.seams, self.arrows, strict=False):
            seam.points = arrow.points
        ways = [np.array([tip, tip + joined * (tips[-1] - tip)]) for tip in tips[:-1] if joined > 0.0]
        pieces = [piece for way in ways for piece in (clip_polyline(way, self.area) if self.area else [way])]
        self.rails.set_corners(*(dash for piece in pieces for dash in dashes(piece[0], piece[-1])))


__all__ = ["ArrowSum"]
