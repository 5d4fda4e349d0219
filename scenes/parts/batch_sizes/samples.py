"""The data, the line at the start, and the samples that are asked, each with its gap to the line."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from manim import ValueTracker, VGroup
from manim.typing import Point3D_Array

from gd_math.typing import Floats, Integers, Points
from scenes.base.column_names import column_name
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import POINT_RADIUS, STROKES
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.data.data_view import data_view
from scenes.cast.marks.lines import Dots, Polyline, clip_polyline
from scenes.cast.marks.run_style import RunStyle
from scenes.cast.marks.segments import Rings, Segments
from scenes.cast.moving.following import follow
from scenes.parts.batch_sizes.found import Batches

UNLIT, LIT = 0.52, 1.35
"""Opacity of samples that are not asked, and radius of those that are, in radii of a point."""
GAPS = 0.8
"""Opacity of gaps."""
REACH = 1.6
MANY, SMALL = 80, 0.6
IN_USE = 2.2, 3.2
"""Radii of the rings around the samples of the mini-batch and around the single one, in radii of a point."""


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
    bare
        Whether it is short of room: it then has no words at its axes, neither line nor gaps.

    Attributes
    ----------
    asking
        From 1, the line at the start and the gaps to it are shown, to 0, they are not.
    """

    def __init__(
        self, look: Look, box: Box, found: Batches, used: Callable[[], Integers], *, bare: bool = False
    ) -> None:
        colours, data = look.colours, found.data
        name = look.say("{name}, standardised", name=column_name(look, data.x_label))
        self.shown = data = replace(data, x=found.feature.of(data.x), x_label=name)
        view = data_view(data, found.loss.predict(found.start), REACH)
        self.look, self.found, self.used = look, found, used
        words = ("", "") if bare else (data.x_label, column_name(look, data.y_label))
        self.plot = Plot(look, box, *view, x_label=words[0], y_label=words[1])
        radius = POINT_RADIUS * (1.0 if len(data) <= MANY else SMALL)
        self.radius = radius
        self.dots = Dots(colours.data, radius, UNLIT, name="data points")
        self.gaps = Gaps(colours.loss, STROKES.path, GAPS, name="gaps")
        self.lit = Dots(colours.data, LIT * radius, name="samples asked")
        self.line = Polyline(colours.prediction, STROKES.curve, name="line at the start")
        self.asking = ValueTracker(float(not bare))
        super().__init__(self.plot, self.gaps, self.line, self.dots, self.lit)
        self.name = "samples"
        follow(self, self.redraw)

    def places(self, samples: Integers) -> Floats:
        """Return where samples are on screen, shape (m, 3)."""
        return self.plot.points_at(self.shown.x[samples], self.shown.y[samples])

    def redraw(self) -> None:
        """Set dots, gaps and the line to the moment."""
        asking = float(self.asking.get_value())
        self.line.set_stroke(opacity=asking)
        self.gaps.set_stroke(opacity=GAPS * asking)
        every, used = np.arange(len(self.found.data)), np.unique(self.used())
        self.dots.set_places(self.places(every))
        self.lit.set_places(self.places(used))
        self.line.set_corners(*self.drawn(self.found.start))
        x = self.shown.x[used]
        low, high = self.plot.y_range
        feet = self.plot.points_at(x, np.clip(self.predicted(x), low, high))
        self.gaps.set_pieces(self.places(used), feet)

    def drawn(self, place: Points) -> list[Point3D_Array]:
        """Return the line that a place (w, b) stands for, on screen, cut at the plot's edges."""
        x = np.linspace(*self.plot.x_range, 2)
        ends = self.plot.points_at(x, self.found.loss.predict(place, x))
        return clip_polyline(ends, self.plot.area)

    def predicted(self, x: Floats) -> Floats:
        """Return what the line says for values of z, shape (m,)."""
        heights: Floats = self.found.loss.predict(self.found.start, x)
        return heights

    def move_into(self, box: Box) -> ViewChange:
        """Return the animation that moves the picture into another box."""
        return ViewChange(self.plot, box=box)


class RunLines(VGroup):
    """The lines of the runs over the samples, and rings around those that each of them looks at now.

    Parameters
    ----------
    panel
        The data.
    styles
        Of the runs: full batches, mini-batches, single samples.
    places
        Return where each run is now, shape (2,).
    seen
        How many samples have been seen.
    """

    def __init__(
        self,
        panel: SamplesPanel,
        styles: Sequence[RunStyle],
        places: Sequence[Callable[[], Points]],
        seen: ValueTracker,
    ) -> None:
        self.panel, self.places, self.seen = panel, places, seen
        self.lines = [Polyline(style.colour, STROKES.curve, name=style.label) for style in styles]
        self.rings = [
            Rings(style.colour, size * panel.radius, STROKES.path, name=f"samples of {style.label}")
            for style, size in zip(styles[1:], IN_USE, strict=True)
        ]
        super().__init__(*self.lines, *self.rings)
        self.name = "lines of the runs"
        follow(self, self.redraw)

    def redraw(self) -> None:
        """Set the lines and the rings to the moment."""
        for line, place in zip(self.lines, self.places, strict=True):
            line.set_corners(*self.panel.drawn(place()))
        for ring, one in zip(self.rings, self.panel.found.each[1:], strict=True):
            ring.set_places(self.panel.places(one.in_use(self.seen.get_value())))


__all__ = ["RunLines", "SamplesPanel"]
