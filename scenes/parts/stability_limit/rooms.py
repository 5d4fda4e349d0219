"""Where valley, slider, chart and map stand, alone at first and then side by side; and what they show."""

import numpy as np
from manim import RIGHT, smooth

from gd_math.accounts.stable_rates import StableRates
from scenes.base.layout import Box, Layout
from scenes.base.look import Look
from scenes.base.theme import STROKES, TYPE
from scenes.cast.charts.axes import Plot, Range
from scenes.cast.charts.even_ranges import even_ranges
from scenes.cast.maps.contours import ContourPlot
from scenes.cast.marks.lines import Polyline, clip_polyline
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.number_text import shortest, typst_number
from scenes.parts.stability_limit.borders import ROOM
from scenes.parts.stability_limit.factors import factor_plot, slider_plot
from scenes.parts.stability_limit.first_step import FirstStep

REACH = 1.5
"""The valley is shown so many times as wide as the start is away from its minimum."""
AIR, ROOM_ALONG, LEAST = 1.08, 1.25, 0.1
"""How much more is shown than a run's last point in the valley, and than its start along y of the bowl; least
height of the bowl's map, in its widths."""
SLIDER, GAP, FOOT = 1.0, 0.25, 0.15
"""Height of the slider's room, what is between it and the valley, and below it."""
CHART, TALL_CHART = 1.25, 1.15
"""Width of the chart, in tall frames its height, in those of the valley."""
RIM, FLAT = 0.15, 2.2
"""What stays free at the left of the valley; in tall frames a valley that is no higher has no formula."""
LEAVING = 0.6
"""In which share of the time somebody goes who makes room, and who comes then."""
SAMPLES = 200
ASIDE = 0.45
"""From the arrow's tip to the middle of the question mark."""


class LimitRooms:
    """The axes of everything, each made anew for its place.

    Parameters
    ----------
    look
        Theme and language.
    layout
        The frame.
    rates
        The curvatures and their runs.
    """

    def __init__(self, look: Look, layout: Layout, rates: StableRates) -> None:
        self.look, self.rates, self.tall = look, rates, layout.tall
        self.alone = layout.stage if layout.tall else layout.alone
        self.beside, chart = layout.panels(1.0, TALL_CHART if layout.tall else CHART)
        self.right = chart.inset(top=0.0 if layout.tall else ROOM)

    def valley(self, box: Box | None = None, reach: float = REACH) -> Plot:
        """Return the axes of the valley, beside the chart by default, so many starts wide."""
        box = (self.beside if box is None else box).inset(left=RIM)
        width = reach * abs(self.rates.valley_start)
        curvature = typst_number(shortest(self.rates.largest))
        named = not self.tall or box.height > FLAT
        formula = paint(self.look.colours.loss, f"f(x) = L/2 x^2, quad L = {curvature}") if named else ""
        heights = 0.0, float(self.rates.valley(width))
        return Plot(self.look, box, (-width, width), heights, x_label="x", y_formula=formula, y_ticks=())

    def first_valley(self) -> Plot:
        """Return the axes of the valley that is alone, over its slider."""
        return self.valley(self.alone.inset(bottom=SLIDER + GAP))

    def wide_valley(self, steps: int) -> Plot:
        """Return axes that show so many steps of the run that diverges."""
        last = self.rates.in_valley(self.rates.diverging).points[steps, 0] / self.rates.valley_start
        return self.valley(reach=max(AIR * abs(float(last)), REACH))

    def slider(self) -> Plot:
        """Return the axis of rates below the valley that is alone."""
        return slider_plot(
            self.look, self.alone.inset(top=self.alone.height - SLIDER, bottom=FOOT), self.rates
        )

    def strip(self) -> Plot:
        """Return the axis of rates where the chart will stand on it."""
        return slider_plot(self.look, self.right.inset(top=self.right.height - SLIDER), self.rates)

    def chart(self) -> Plot:
        """Return the axes of the factors."""
        return factor_plot(self.look, self.right, self.rates)

    def bowl(self) -> ContourPlot:
        """Return the map of the bowl, at least as wide as the valley was."""
        far = REACH * abs(self.rates.valley_start)
        high = ROOM_ALONG * abs(self.rates.start[1]) or LEAST * far
        ranges: tuple[Range, Range] = (-far, far), (-high, high)
        if not self.tall:
            ranges = even_ranges(self.look, self.beside, *ranges, whole=True)
        return ContourPlot(self.look, self.beside, self.rates.bowl, *ranges, x_label="x", y_label="y")

    def last_of_valley(self) -> Polyline:
        """Return the curve of the valley where the map will stand: it stays until that comes."""
        plot, area = self.valley(), self.bowl().area
        x = np.linspace(*plot.x_range, SAMPLES)
        line = Polyline(self.look.colours.loss, STROKES.curve, name="last of the valley")
        return line.set_corners(*clip_polyline(plot.points_at(x, self.rates.valley(x)), area))

    def question(self, step: FirstStep) -> MathFormula:
        """Return the question mark before the arrow's tip."""
        mark = MathFormula(self.look, '"?"', colour=self.look.colours.step, size=2 * TYPE.formula)
        towards = 1.0 if step.arrow.tip[0] > step.arrow.tail[0] else -1.0
        return mark.move_to(step.arrow.tip + towards * ASIDE * RIGHT)


def leaving_first(share: float) -> float:
    """Return how far somebody is who goes at once and makes room."""
    return float(smooth(min(share / LEAVING, 1.0)))


def coming_then(share: float) -> float:
    """Return how far somebody is who waits for room."""
    return float(smooth(max(share - 1.0 + LEAVING, 0.0) / LEAVING))


__all__ = ["LimitRooms", "coming_then", "leaving_first"]
