"""Partial residual plots side by side: what the other features leave, and each weight's line through it."""

import numpy as np
from manim import ValueTracker, VGroup

from gd_math.data.many_features import ManyFeatures
from gd_math.typing import Floats
from scenes.base.column_names import column_name
from scenes.base.layout import Box, Layout
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, POINT_RADIUS, STROKES, TYPE
from scenes.base.words import Words, shortened
from scenes.cast.charts.axes import RIGHT_AIR, TICK, Plot, Range
from scenes.cast.charts.series import Series, SeriesChart
from scenes.cast.charts.ticks import nice_ticks
from scenes.cast.marks.lines import Dots, Polyline, clip_polyline, dashes
from scenes.cast.marks.run_style import RunStyle
from scenes.cast.moving.following import follow
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.number_text import shortest, significant
from scenes.cast.writing.numbers import LiveNumber, Number, number_width
from scenes.parts.many_features.columns import Columns, in_turn, name_in

ROOM_AIR, BETWEEN, SMALL, SLIM = 0.06, 0.22, 0.55, 1.3
"""Air around the data as a share of their width; room between plots; share of a dot's radius of many,
and the width of a plot below which dots shrink with it."""
MANY, APART = 60, 0.08
CAP = CAP_HEIGHT_PER_FONT_SIZE * TYPE.label
LINE = 0.37
"""From one line of numbers above the plots to the next."""


def boxes_of(layout: Layout, count: int) -> tuple[Box, Box]:
    """Return the room of all plots, and that of the loss: beside them, or beneath in tall frames."""
    stage = layout.stage
    if layout.tall:
        upper, lower = Box(stage.left, stage.right, stage.bottom, layout.formula.top - LINE).rows(
            2.5, 1, gap=0.2
        )
        return upper, lower
    left, right = stage.columns(max(count, 1.4), 1.15 if count < 4 else 1.4, gap=0.45)
    return left, right


class Partials(VGroup):
    """One plot for each feature, all with one axis of the label, all on one clock.

    Parameters
    ----------
    look, box
        Theme and language, and the room.
    found, clock
        What is told, and when.
    columns
        From the ends of whose bars the points come.
    tall
        Slopes then wait above their plots, and what is left of the label is named where later least squares
        stand, so that plots are high.

    Attributes
    ----------
    tops, foot
        The baselines of weights and of those of least squares, and that of slopes on their way to weights.
    drawn
        How far the lines reach, from the middle.
    """

    def __init__(
        self,
        look: Look,
        box: Box,
        found: ManyFeatures,
        clock: ValueTracker,
        columns: Columns,
        *,
        tall: bool,
    ) -> None:
        colours, table = look.colours, found.table
        self.look, self.found, self.clock, self.columns = look, found, clock, columns
        self.drawn = ValueTracker(0.0)
        steps = np.linspace(0, found.run.steps_taken, min(found.run.steps_taken, 20) + 1)
        seen = np.concatenate([found.partial(found.weights(float(k))) for k in steps])
        y_range = _aired(seen)
        made = Plot(look, box, (0.0, 1.0), y_range)
        left = made.area.left - box.left
        width = (box.width - left - RIGHT_AIR - (found.count - 1) * BETWEEN) / found.count
        names = [
            name_in(look, name, width, colours.muted, f"x_{j}")
            for j, name in enumerate(table.feature_names, 1)
        ]
        high = max(float(name.height) for name in names)
        self.tops = [box.top - high - 0.1 - LINE * (k + 0.7) for k in range(2)]
        self.foot = self.tops[1] if tall else box.bottom + 0.1
        label = column_name(look, table.label_name)
        left_over = look.say("rest: {label}", label=label)
        y_words = Words(look, left_over, colour=colours.muted)
        if found.count == 1 or y_words.width > box.width:
            y_words = shortened(look, label, box.width, colour=colours.muted)
        beneath, over = (0.0, 0.0) if tall else (LINE + 0.1, float(y_words.height))
        room = box.inset(bottom=beneath, top=high + 2 * LINE + 0.25 + over)
        self.plots = []
        for j, (column, name) in enumerate(zip(table.features.T, names, strict=True)):
            start = box.left + left + j * (width + BETWEEN)
            own = Box(start - (left if j == 0 else 0.0), start + width + RIGHT_AIR, room.bottom, room.top)
            x_range = _aired(column)
            ticks = _ticks(x_range, width)
            plot = Plot(look, own, x_range, y_range, x_ticks=ticks, y_ticks=None if j == 0 else ())
            name.move_to((start + width / 2, box.top - high / 2, 0.0))
            self.plots.append(plot)
        first = self.plots[0].area
        y_words.move_to((first.left + y_words.width / 2 - TICK, first.top + 0.1 + y_words.height / 2, 0.0))
        if tall:
            y_words.stand_on(self.tops[1])
        self.frames = VGroup(*(plot.frame for plot in self.plots))
        self.names, self.rest = VGroup(*(plot.numbers for plot in self.plots), *names), y_words
        radius = POINT_RADIUS * (SMALL if len(columns.rows) > MANY else 0.9) * min(1.0, width / SLIM)
        self.dots = [Dots(colours.data, radius, name="rows") for _ in self.plots]
        self.lines = [
            Polyline(colours.prediction, STROKES.curve, name="line of a weight") for _ in self.plots
        ]
        super().__init__(*self.dots, *self.lines)
        follow(self, self.redraw)

    def redraw(self) -> None:
        """Set points and lines from the trackers."""
        found, left_for, drawn = self.found, self.columns.left.get_value(), self.drawn.get_value()
        weights = found.weights(self.clock.get_value())
        left, slopes = found.partial(weights)[self.columns.rows], found.in_units(weights)
        for j, plot in enumerate(self.plots):
            x = found.table.features[self.columns.rows, j]
            there, come = plot.points_at(x, left[:, j]), in_turn(left_for, j, found.count)
            places = there if come >= 1.0 else (1 - come) * self.columns.tips(j) + come * there
            self.dots[j].set_places(places if come > 0.0 else places[:0])
            self.lines[j].set_corners(*self._line(j, float(slopes[j]), drawn))

    def _line(self, j: int, slope: float, drawn: float) -> list[np.ndarray]:
        plot, mean = self.plots[j], float(self.found.table.features[:, j].mean())
        ends = mean + drawn * (np.array(plot.x_range) - mean)
        points = plot.points_at(ends, self.found.mean + slope * (ends - mean))
        return clip_polyline(points, plot.area) if drawn > 0.0 else []

    def numbers(self) -> VGroup:
        """Return the weights in the table's units, live above their plots."""
        found, made, per = self.found, VGroup(), self._units()
        for j, plot in enumerate(self.plots):
            size, left = self._size(plot), plot.area.left
            widest = self._widest(j, size)
            if widest > plot.area.width + BETWEEN - APART:
                continue

            def read(j: int = j) -> str:
                return significant(float(found.in_units(found.weights(self.clock.get_value()))[j]))

            colour = self.look.colours.parameter
            where = (left, self.tops[0], 0.0)
            made.add(LiveNumber(self.look, read, where, anchor="left", colour=colour, size=size))
            unit = Words(self.look, per[j], colour=self.look.colours.muted) if per[j] else VGroup()
            start = widest + 0.12
            if per[j] and start + unit.width <= plot.area.width:
                made.add(unit.move_to((left + start + unit.width / 2, 0.0, 0.0)).stand_on(self.tops[0]))
        return made

    def places(self, weights: VGroup) -> Floats:
        """Return for each weight above its plot x and the baselines of its slope and of itself."""
        areas = [plot.area for plot in self.plots]
        halves = (number.width / 2 for number in weights)
        middles = [area.left + min(half, area.width / 2) for area, half in zip(areas, halves, strict=True)]
        return np.array([(x, self.foot, self.tops[0]) for x in middles])

    def _widest(self, column: int, size: float) -> float:
        """Return how wide the texts of a weight and of its least squares become."""
        found = self.found
        times = np.linspace(0.0, found.run.steps_taken, 201)
        seen = [found.weights(float(time)) for time in times]
        return max(
            number_width(significant(float(found.in_units(one)[column])), size) for one in (*seen, found.best)
        )

    def _units(self) -> list[str]:
        """Return for each feature in what its weight counts, where both names end with a unit."""
        table = self.found.table
        top, *below = (
            name.rpartition("(")[2].rstrip(")") if name.endswith(")") else ""
            for name in (table.label_name, *table.feature_names)
        )
        return [f"{top}/{one}" if top and one else "" for one in below]

    def _size(self, plot: Plot) -> float:
        return TYPE.formula if plot.area.width > 1.4 else TYPE.label

    def best(self) -> VGroup:
        """Return the weights of least squares below the others, and their lines, dashed."""
        ink, muted = self.look.colours.ink, self.look.colours.muted
        slopes = self.found.in_units(self.found.best).tolist()
        made = VGroup()
        for j, (plot, slope) in enumerate(zip(self.plots, slopes, strict=True)):
            text, place = significant(slope), plot.area.left
            told = number_width(text, TYPE.label) <= plot.area.width + BETWEEN - APART
            word = Words(self.look, self.look.say("best"), colour=muted)
            if j == 0 and word.width + 0.12 + number_width(text, TYPE.label) <= plot.area.width:
                made.add(word.move_to((place + word.width / 2, 0.0, 0.0)).stand_on(self.tops[1]))
                place += float(word.width) + 0.12
            made.add(*([Number(self.look, text, (place, self.tops[1], 0.0), colour=ink)] if told else []))
            for piece in self._line(j, slope, 1.0):
                line = Polyline(ink, STROKES.path, name="least squares")
                made.add(line.set_corners(*dashes(piece[0], piece[-1], 0.14, 0.12)))
        return made


def loss_chart(look: Look, box: Box, found: ManyFeatures, clock: ValueTracker) -> SeriesChart:
    """Return the chart of the mean squared error over the steps."""
    colour = look.colours.loss
    series = Series(found.run.values, RunStyle(colour), clock.get_value)
    mse = paint(colour, '"MSE" \\/ s_y^2')
    top = 1.12 * float(found.run.values[0])
    return SeriesChart(
        look, box, [series], log=False, words=("", look.say("step")), formula=mse, y_range=(0.0, top)
    )


def _ticks(x_range: Range, width: float) -> list[float]:
    """Return round values whose numbers stand apart, and within the half of the room to the next plot."""
    low, high = x_range
    best: list[float] = []
    for count in range(4, 1, -1):
        kept, free = list[float](), -BETWEEN / 2 + APART / 2
        for value in nice_ticks(low, high, count):
            x, half = (value - low) / (high - low) * width, number_width(shortest(value), TYPE.label) / 2
            if x - half >= free and x + half <= width + (BETWEEN - APART) / 2:
                kept.append(value)
                free = x + half + 2 * APART
        best = kept if len(kept) > len(best) else best
    return best


def _aired(values: np.ndarray) -> tuple[float, float]:
    low, high = float(values.min()), float(values.max())
    air = ROOM_AIR * (high - low)
    return low - air, high + air


__all__ = ["Partials", "boxes_of", "loss_chart"]
