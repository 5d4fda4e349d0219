"""One schedule's panel: the map with its cloud, and the curve of its rates."""

from collections.abc import Callable, Sequence

import numpy as np
from manim import ValueTracker, VGroup, VMobject

from gd_math.accounts.noisy_runs import NoisyRuns
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, POINT_RADIUS, STROKES, TYPE
from scenes.base.words import Words
from scenes.cast.charts.axes import Plot, Range
from scenes.cast.charts.free_places import places_beside, roomiest
from scenes.cast.charts.series import Series, SeriesChart
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.maps.contours import ContourPlot
from scenes.cast.maps.gradient_fan import RingLine
from scenes.cast.marks.run_style import RunStyle
from scenes.cast.writing.formulas import MathFormula
from scenes.cast.writing.map_words import MapFormula
from scenes.cast.writing.number_text import typst_number
from scenes.parts.learning_rate_decay.cloud import Cloud, minimum_cross

MAP, CHART = 1.8, 1.0
"""Heights of the map and of the curve below it; in tall frames their widths, side by side."""
TITLE, AIR = 2.4, 1.08
"""Height of the title in capital heights; the axis of rates reaches so many times the largest."""
SMALL, CROSS, GAP, BESIDE = 0.05, 0.08, 0.12, 0.75


class DecayPanel:
    """A map that goes to its place in the row, the cloud on it, and the schedule's curve.

    Parameters
    ----------
    look
        Theme and language.
    box
        Its room in the row.
    plot
        The map, where it stands before.
    view
        What the maps show.
    runs, beyond
        The balls, and what these do with more steps.
    formulas
        Typst math of the schedule, the best first; in tall frames none has room.
    title
        Its translated name.
    clock
        Tells ``k + u`` of all panels.
    write
        Returns a distance as text.
    tall
        Whether map and curve stand side by side.

    Attributes
    ----------
    drawn
        How far the curve is drawn, in steps.
    """

    def __init__(
        self,
        look: Look,
        box: Box,
        plot: ContourPlot,
        view: tuple[Range, Range],
        runs: NoisyRuns,
        beyond: NoisyRuns,
        formulas: Sequence[str],
        title: str,
        clock: Callable[[], float],
        write: Callable[[float], str],
        *,
        tall: bool,
    ) -> None:
        self.plot, self.look, self.runs, self.view, self.write = plot, look, runs, view, write
        cap = CAP_HEIGHT_PER_FONT_SIZE * TYPE.label
        room = box.inset(top=TITLE * cap)
        if tall:
            self.map_box, chart_box = room.columns(1.0, 1.0, gap=0.25)
        else:
            self.map_box, chart_box = room.rows(MAP, CHART, gap=0.15)
        self.drawn = ValueTracker(0.0)
        rate, rates = float(runs.rates[0]), runs.rates
        colour = look.colours.step
        thin = Series(rates, RunStyle(colour), self.drawn.get_value, width=STROKES.path, tip=0.0)
        last = float(len(rates))
        told = Series(
            rates, RunStyle(colour), lambda: min(clock(), last), width=STROKES.curve, tip=1.3 * POINT_RADIUS
        )
        self.chart = SeriesChart(
            look,
            chart_box,
            [thin, told],
            False,
            words=("", "k"),
            formula="" if tall else self._shortest(formulas, chart_box.width - BESIDE),
            steps=last,
            y_range=(0.0, AIR * rate),
            y_ticks=(0.0, rate),
            x_ticks=(0.0, last),
            names=False,
        )
        right = box.right if tall else None
        self.cloud = Cloud(look, plot, runs, clock, radius=SMALL, write=write, right=right, beyond=beyond)
        self.cross = minimum_cross(look, plot, runs, CROSS)
        self.title = Words(look, title)
        self.goal = self._bare()
        self.title.stand_on(self.goal.area.top + 0.6 * cap)
        self.title.shift((self.goal.area.left - float(self.title.get_left()[0]), 0.0, 0.0))

    def _shortest(self, formulas: Sequence[str], width: float) -> str:
        """Return the first formula that fits, the last one where none does."""
        sizes = ((one, MathFormula(self.look, one, size=TYPE.caption).width) for one in formulas)
        return next((one for one, wide in sizes if wide <= width), formulas[-1])

    def _bare(self) -> Plot:
        """Return the map's axes in the row: without numbers, with even units, around the same middle."""
        cap = CAP_HEIGHT_PER_FONT_SIZE * TYPE.label
        box = self.map_box.inset(bottom=-cap)
        area = Plot(self.look, box, *self.view, x_ticks=(), y_ticks=()).area
        unit = max(
            float(np.ptp(ends)) / side
            for ends, side in zip(self.view, (area.width, area.height), strict=True)
        )
        x, y = (
            (sum(ends) / 2 - unit * side / 2, sum(ends) / 2 + unit * side / 2)
            for ends, side in zip(self.view, (area.width, area.height), strict=True)
        )
        return Plot(self.look, box, x, y, x_ticks=(), y_ticks=())

    @property
    def pieces(self) -> tuple[VMobject, ...]:
        """Everything that is drawn."""
        return self.plot, self.cross, self.cloud, self.chart.scenery, self.chart.actors, self.title

    def gap(self) -> VGroup:
        """Return the line from the minimum to where the middle of the cloud stops, and its length."""
        one, plot = self.runs, self.plot
        start = one.run.points[0, 0] - one.center
        end = one.center + one.left_at_last / float(np.linalg.norm(start)) * start
        ends = plot.points_at(*np.array([one.center, end]).T)
        line = RingLine(self.look.colours.warning, STROKES.curve, name="left for ever").set_corners(ends)
        label = MapFormula(self.look, typst_number(self.write(one.left_at_last)), self.look.colours.warning)
        places = places_beside(ends[0], ends[1], label.half, plot.area, gap=GAP, shares=(0.4, 0.6))
        taken = np.concatenate(
            [self.cloud.balls.places, np.linspace(ends[0], ends[1], 9), self.cloud.ring.points]
        )
        return VGroup(line, label.stand_at(roomiest(places, label.half, taken)))

    def move(self) -> ViewChange:
        """Return the animation that takes the map to its place."""
        return ViewChange(self.plot, goal=self.goal)


def without_numbers(plot: ContourPlot) -> ContourPlot:
    """Take the numbers and names off a map that is about to go elsewhere."""
    plot.marks = []
    plot.frame.submobjects = plot.frame.submobjects[:2]
    plot.numbers.submobjects, plot.labels.submobjects = [], []
    return plot


def twin(look: Look, plot: ContourPlot) -> ContourPlot:
    """Return a map like another one, without axes, to come out from under it."""
    other = ContourPlot(look, plot.box, plot.objective, plot.x_range, plot.y_range, levels=plot.levels)
    other.look_at(plot.area, plot.x_range, plot.y_range)
    without_numbers(other).frame.set_stroke(opacity=0.0)
    return other


__all__ = ["DecayPanel", "twin", "without_numbers"]
