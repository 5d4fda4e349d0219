"""Arrows and tangents whose points are set from the computed run."""

import numpy as np
from manim import VMobject
from manim.typing import Point3D

from scenes.base.layout import Box
from scenes.cast.marks.lines import clip_polyline

SHAFT = 0.055
HEAD = 0.2
WING, SLENDER = 0.42, 0.6
"""Half the width of a head, in its lengths; a shaft is at most so much of that wide."""
SHORTEST_SHAFT = 0.55
"""Share of a short arrow that stays shaft: its head is shorter than half of it.

Below `HEAD / (1 - this)` the head shrinks with the arrow.
"""


class FlatArrow(VMobject):
    """A straight arrow as one filled shape, from tail to tip exactly.

    Parameters
    ----------
    colour
        ``#rrggbb``.
    name
        What it stands for.
    """

    def __init__(self, colour: str, *, name: str = "arrow", shaft: float = SHAFT, head: float = HEAD) -> None:
        super().__init__(fill_color=colour, fill_opacity=1.0, stroke_width=0.0)
        self.name = name
        self.shaft, self.head = shaft, head
        self.tail = self.tip = np.zeros(3)

    def set_between(
        self, tail: Point3D, tip: Point3D, *, headless: bool = False, area: Box | None = None
    ) -> "FlatArrow":
        """Draw the arrow from `tail` to `tip`: nothing if they coincide, no head if its tip is elsewhere.

        What lies outside `area` is left away; an arrow whose tip does runs headless to the edge.
        """
        if area is not None:
            pieces = clip_polyline(np.array([tail, tip]), area)
            if not pieces:
                return self.set_between(np.zeros(3), np.zeros(3))
            start, end = pieces[0][0], pieces[0][-1]
            return self.set_between(start, end, headless=headless or not np.allclose(end, tip))
        self.tail, self.tip = np.asarray(tail, dtype=float), np.asarray(tip, dtype=float)
        way = self.tip - self.tail
        length = float(np.hypot(way[0], way[1]))
        if length < 1e-6:
            self.points = np.zeros((0, 3))
            return self
        along = way / length
        across = np.array([-along[1], along[0], 0.0])
        head = min(self.head, length * (1 - SHORTEST_SHAFT))
        scale = head / self.head
        neck = self.tip - along * head
        wing = across * self.head * WING * scale
        half = across * min(self.shaft / 2 * max(scale, 0.5), SLENDER * self.head * WING * scale)
        corners = np.array(
            [
                self.tail + half,
                neck + half,
                neck + wing,
                self.tip,
                neck - wing,
                neck - half,
                self.tail - half,
                self.tail + half,
            ]
        )
        if headless:
            full = across * self.shaft / 2
            corners = np.array(
                [self.tail + full, self.tip + full, self.tip - full, self.tail - full, self.tail + full]
            )
        start, step = corners[:-1], corners[1:] - corners[:-1]
        self.points = np.stack([start, start + step / 3, start + 2 * step / 3, corners[1:]], axis=1).reshape(
            -1, 3
        )
        return self

    def vanish(self) -> "FlatArrow":
        """Draw nothing."""
        return self.set_between(np.zeros(3), np.zeros(3))
