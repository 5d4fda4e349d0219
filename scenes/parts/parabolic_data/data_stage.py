"""Points on a parabola and the model through them: few or all of them, their gaps, and the others."""

import numpy as np
from manim import ValueTracker, VGroup
from manim.typing import Point3D_Array

from gd_math.typing import Bools, Floats
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import POINT_RADIUS, STROKES, TYPE
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.free_places import roomiest
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.data.data_view import bare_axes
from scenes.cast.marks.lines import Dots, Polyline, clip_polyline
from scenes.cast.marks.run_style import RunStyle
from scenes.cast.moving.following import follow
from scenes.cast.moving.one_by_one import one_by_one
from scenes.cast.writing.formulas import MathFormula
from scenes.parts.parabolic_data.models import Scene

FINE, AIR = 241, 0.07
MOST_LARGE = 60
ABOVE = 0.45
"""What bare axes leave free above them, for an equation that is not here."""


class DataStage(VGroup):
    """The points, the curve and the gaps.

    Parameters
    ----------
    look, box
        Theme and language, and the room.
    now
        What is told.

    Attributes
    ----------
    measured
        From 0 to 1 the gaps between the points that are fitted and the curve grow, from left to right.
    company
        How visible the points are that few of them leave out, from 0 to 1.
    fresh
        From 0 to 1 these come back one by one, with their gaps.
    """

    def __init__(self, look: Look, box: Box, now: Scene) -> None:
        colours, study = look.colours, now.study
        self.now, self.look, self.data = now, look, study.data
        self.rank = np.argsort(np.argsort(study.data.x, kind="stable"))
        self.measured, self.company, self.fresh = ValueTracker(0.0), ValueTracker(1.0), ValueTracker(0.0)
        heights = np.concatenate([study.data.y, study.straight.y])
        air = AIR * float(np.ptp(heights))
        across = (1 + AIR) * study.reach
        y_range = float(heights.min()) - air, float(heights.max()) + air
        self.plot = Plot(look, box, (-across, across), y_range, x_label="x", y_label="y")
        self.x = np.linspace(-across, across, FINE)
        radius = POINT_RADIUS * (1.0 if len(study.data) <= MOST_LARGE else 0.6)
        self.gaps = Polyline(colours.loss, STROKES.path, name="gaps")
        self.missed = Polyline(colours.loss, STROKES.path, name="gaps of the others")
        self.curve = Polyline(colours.prediction, STROKES.curve, name="model")
        self.kept = Dots(colours.data, radius, name="points")
        self.others = Dots(colours.data, radius, name="other points")
        self.new = RunStyle(colours.data, mark="ring").dots(1.2 * radius, "points left out")
        super().__init__(self.gaps, self.missed, self.curve, self.kept, self.others, self.new)
        follow(self, self.redraw)

    def move_into(self, box: Box, *, bare: bool) -> ViewChange:
        """Return the animation that moves the picture into another box, maybe without numbers and names."""
        if bare:
            return ViewChange(self.plot, goal=bare_axes(self.plot, box.inset(top=-ABOVE))[0])
        return ViewChange(self.plot, box=box)

    def gap_ends(self) -> Point3D_Array:
        """Return for each point its place and that of its prediction, at the plot's edge if that is outside.

        The shape is ``(n, 2, 3)``.
        """
        x, area = self.data.x, self.plot.area
        ends = np.stack([self.plot.points_at(x, y) for y in (self.now.y, self.now.predict(x))], axis=1)
        ends[:, 1, 1] = np.clip(ends[:, 1, 1], area.bottom, area.top)
        return ends

    def question(self) -> MathFormula:
        """Return the question mark of the poster, in the line's colour, beside it."""
        mark = MathFormula(self.look, '"?"', colour=self.look.colours.prediction, size=2 * TYPE.formula)
        half, area = np.array([mark.width, mark.height]) / 2, self.plot.area
        x, y = np.meshgrid(np.linspace(0.5, 0.9, 17), np.linspace(0.85, 0.15, 15), indexing="ij")
        places = np.stack([area.left + x * area.width, area.bottom + y * area.height, 0 * x], axis=-1)
        taken = np.concatenate([self.kept.places, self.others.places, self.curve.points])
        return mark.move_to(roomiest(places.reshape(-1, 3), half, taken, enough=0.5))

    def redraw(self) -> None:
        """Set everything from the trackers."""
        study, plot, company = self.now.study, self.plot, self.company.get_value()
        curve = plot.points_at(self.x, self.now.predict(self.x))
        self.curve.set_corners(*clip_polyline(curve, plot.area))
        kept, few = study.kept, company < 1.0
        self.kept.set_places(self._places(kept))
        self.others.set_places(self._places(~kept & (company > 0.0))).set_fill(opacity=company)
        fitted = kept if few else np.ones(len(kept), dtype=bool)
        self.gaps.set_corners(*self._gaps(fitted, self.measured.get_value()))
        fresh = one_by_one(int((~kept).sum()), self.fresh.get_value())
        shown = ~kept
        shown[~kept] = fresh > 0.0
        self.new.set_places(self._places(shown))
        self.missed.set_corners(*self._gaps(~kept, self.fresh.get_value()))

    def _places(self, which: Bools) -> Floats:
        return np.asarray(self.plot.points_at(self.now.study.data.x[which], self.now.y[which]))

    def _gaps(self, which: Bools, wave: float) -> list[Floats]:
        """Return the gaps of some points from these towards the curve, cut at the picture's edges."""
        if wave <= 0.0:
            return []
        x, y = self.now.study.data.x[which], self.now.y[which]
        grown = one_by_one(len(x), wave)
        ends = y + grown * (self.now.predict(x) - y)
        pairs = np.stack([self.plot.points_at(x, y), self.plot.points_at(x, ends)], axis=1)
        return [piece for pair in pairs for piece in clip_polyline(pair, self.plot.area)]


__all__ = ["DataStage"]
