"""The path behind a ball: chords from point to point, with a mark at each point."""

import numpy as np
from manim import VGroup
from manim.typing import Point3D, Point3D_Array

from scenes.cast.curves.drawn_run import DrawnRun
from scenes.cast.marks.lines import Polyline, clip_polyline, dashed
from scenes.cast.marks.run_style import RunStyle


class DrawnPath(VGroup):
    """The chords and points of a run up to the step that is told.

    Parameters
    ----------
    drawn
        The run's places and chords.
    style
        Colour, dashes and mark; dashes begin anew with each chord.
    width, opacity
        Of the chords.
    radius
        Of the marks, in scene units.
    """

    lint_ignore = frozenset({"grown-to-nothing"})  # a run that stays has a path without length

    def __init__(self, drawn: DrawnRun, style: RunStyle, width: float, opacity: float, radius: float) -> None:
        self.drawn, self.pattern = drawn, style.dash
        self._cut()
        drawn.plot.watch(self._cut)
        self.line = Polyline(style.colour, width, opacity=opacity, name="path")
        self.dots = style.dots(radius, "path dots")
        super().__init__(self.line, self.dots)
        self.name = "path behind"

    def _cut(self) -> None:
        """Cut the chords of the plot's view into dashes."""
        pattern = self.pattern
        self.chords = [
            [dash for piece in chord for dash in (dashed(piece, pattern) if pattern else [piece])]
            for chord in self.drawn.chords
        ]

    def draw(self, k: int, tip: Point3D | None = None) -> None:
        """Draw the first k chords, the points up to step k, and from there a straight line to `tip`."""
        pieces: list[Point3D_Array] = [piece for chord in self.chords[:k] for piece in chord]
        if tip is not None:
            pieces += clip_polyline(np.array([self.drawn.point(k, 0.0), tip]), self.drawn.plot.area)
        self.line.set_corners(*pieces)
        self.dots.set_places(self.drawn.places[: k + 1][self.drawn.inside[: k + 1]])


__all__ = ["DrawnPath"]
