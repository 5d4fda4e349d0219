"""The data, the line at the start, and the samples that are asked, each with its gap to the line."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from manim import VGroup

from gd_math.typing import Floats, Integers
from scenes.base.column_names import column_name
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import POINT_RADIUS, STROKES
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.data.data_view import data_view
from scenes.cast.marks.lines import Dots, Polyline, clip_polyline
from scenes.cast.marks.segments import Segments
from scenes.cast.moving.following import follow
from scenes.parts.batch_sizes.found import Batches

UNLIT, LIT = 0.52, 1.35
"""Opacity of samples that are not asked, and radius of those that are, in radii of a point."""
GAPS = 0.8
"""Opacity of gaps."""
REACH = 1.6
MANY, SMALL = 80, 0.6


class Gaps(Segments):
    """Gaps that are as small as they are in truth: that of a sample on the line has no length."""

    lint_ignore = frozenset({"grown-to-nothing"})


class SamplesPanel(VGroup):
    """Samples over z as dots, the wrong line, and of the samples that are asked the gaps to it.

    Parameters
    ----------
    look
        Theme and language.
    box
        Room for everything.
    found
        The data and the start.
    used
        Returns which samples are asked now.
    """

    def __init__(self, look: Look, box: Box, found: Batches, used: Callable[[], Integers]) -> None:
        colours, data = look.colours, found.data
        name = look.say("{name}, standardised", name=column_name(look, data.x_label))
        self.shown = data = replace(data, x=found.feature.of(data.x), x_label=name)
        view = data_view(data, found.loss.predict(found.start), REACH)
        self.look, self.found, self.used = look, found, used
        self.plot = Plot(look, box, *view, x_label=data.x_label, y_label=column_name(look, data.y_label))
        radius = POINT_RADIUS * (1.0 if len(data) <= MANY else SMALL)
        self.radius = radius
        self.dots = Dots(colours.data, radius, UNLIT, name="data points")
        self.gaps = Gaps(colours.loss, STROKES.path, GAPS, name="gaps")
        self.lit = Dots(colours.data, LIT * radius, name="samples asked")
        self.line = Polyline(colours.prediction, STROKES.curve, name="line at the start")
        super().__init__(self.plot, self.gaps, self.line, self.dots, self.lit)
        self.name = "samples"
        follow(self, self.redraw)

    def places(self, samples: Integers) -> Floats:
        """Return where samples are on screen, shape (m, 3)."""
        return self.plot.points_at(self.shown.x[samples], self.shown.y[samples])

    def redraw(self) -> None:
        """Set dots, gaps and the line to the moment."""
        every, used = np.arange(len(self.found.data)), np.unique(self.used())
        self.dots.set_places(self.places(every))
        self.lit.set_places(self.places(used))
        x = np.linspace(*self.plot.x_range, 2)
        line = self.plot.points_at(x, self.predicted(x))
        self.line.set_corners(*clip_polyline(line, self.plot.area))
        x = self.shown.x[used]
        low, high = self.plot.y_range
        feet = self.plot.points_at(x, np.clip(self.predicted(x), low, high))
        self.gaps.set_pieces(self.places(used), feet)

    def predicted(self, x: Floats) -> Floats:
        """Return what the line says for values of z, shape (m,)."""
        heights: Floats = self.found.loss.predict(self.found.start, x)
        return heights

    def move_into(self, box: Box) -> ViewChange:
        """Return the animation that moves the picture into another box."""
        return ViewChange(self.plot, box=box)


__all__ = ["SamplesPanel"]
