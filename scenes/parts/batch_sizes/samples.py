"""The data, the samples in use, and the lines of the moment."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from manim import VGroup

from gd_math.typing import Floats, Integers, Points
from scenes.base.column_names import column_name
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import POINT_RADIUS, STROKES
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.data.data_view import data_view
from scenes.cast.marks.lines import Dots, Polyline, clip_polyline, dashed
from scenes.cast.marks.run_style import RunStyle
from scenes.cast.moving.following import follow
from scenes.parts.batch_sizes.found import Batches

UNLIT, LIT, BIG = 0.52, 1.25, 1.6
"""Opacity of samples that are not in use, and radii of those that are, in radii of a point."""
REACH = 1.6
MANY, SMALL = 60, 0.6

Shown = Sequence[tuple[RunStyle, Callable[[], Points], Callable[[], Integers]]]
"""Of each run its style, its parameters now, and the samples that it looks at."""


class SamplesPanel(VGroup):
    """Samples over z as dots, the wrong line at first, then the lines of runs and the samples they look at.

    Parameters
    ----------
    look
        Theme and language.
    box
        Room for everything.
    found
        The data and the start.
    used
        Returns which samples are lit now.
    """

    def __init__(self, look: Look, box: Box, found: Batches, used: Callable[[], Integers]) -> None:
        colours, data = look.colours, found.data
        name = "z" if data.x_label == "x" else f"z: {column_name(look, data.x_label)}"
        self.shown = data = replace(data, x=found.feature.of(data.x), x_label=name)
        view = data_view(data, found.loss.predict(found.start), REACH)
        self.look, self.found, self.used = look, found, used
        self.plot = Plot(look, box, *view, x_label=data.x_label, y_label=column_name(look, data.y_label))
        radius = POINT_RADIUS * (1.0 if len(data) <= MANY else SMALL)
        self.radius = radius
        self.dots = Dots(colours.data, radius, UNLIT, name="data points")
        self.lit = Dots(colours.data, LIT * radius, name="samples in use")
        self.line = Polyline(colours.prediction, STROKES.curve, name="line at the start")
        self.runs: list[tuple[Polyline, Dots]] = []
        self.told: Shown = ()
        super().__init__(self.plot, self.line, self.dots, self.lit)
        self.name = "samples"
        follow(self, self.redraw)

    def show_runs(self, told: Shown) -> None:
        """Let the lines of runs, and the samples that these look at, take the place of the first line."""
        self.told = told
        for style, _, _ in told:
            line = Polyline(style.colour, STROKES.curve, name=f"line of {style.label}")
            self.runs.append((line, style.dots(BIG * self.radius, f"in use by {style.label}")))
        self.add(*(line for line, _ in self.runs), *(dots for _, dots in self.runs))
        self.remove(self.line, self.lit)
        self.redraw()

    def places(self, samples: Integers) -> Floats:
        """Return where samples are on screen, shape (m, 3)."""
        return self.plot.points_at(self.shown.x[samples], self.shown.y[samples])

    def redraw(self) -> None:
        """Set dots and lines to the moment."""
        every = np.arange(len(self.found.data))
        self.dots.set_places(self.places(every))
        self.lit.set_places(self.places(self.used()))
        self.line.set_corners(*self._line(self.found.start))
        for (line, marks), (style, point, used) in zip(self.runs, self.told, strict=True):
            pieces = self._line(point())
            line.set_corners(*(part for piece in pieces for part in dashed(piece, style.dash)))
            samples = used()  # all of them are no choice
            marks.set_places(self.places(samples[: len(samples) % len(every)]))

    def _line(self, point: Points) -> list[Floats]:
        x = np.linspace(*self.plot.x_range, 2)
        y = self.found.loss.predict(point, x)
        return clip_polyline(self.plot.points_at(x, y), self.plot.area)

    def move_into(self, box: Box) -> ViewChange:
        """Return the animation that moves the picture into another box."""
        return ViewChange(self.plot, box=box)


__all__ = ["SamplesPanel"]
