"""Partial residual plots side by side, all in spreads: what the other features leave, each weight's line."""

import numpy as np
from manim import ValueTracker, VGroup

from gd_math.data.many_features import ManyFeatures
from gd_math.typing import Floats
from scenes.base.layout import Box, Layout
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, POINT_RADIUS, STROKES, TYPE
from scenes.base.words import shortened
from scenes.cast.charts.axes import RIGHT_AIR, TICK, Plot, Range
from scenes.cast.charts.series import Series, SeriesChart
from scenes.cast.charts.ticks import nice_ticks
from scenes.cast.marks.lines import Dots, Polyline, clip_polyline, dashes
from scenes.cast.marks.run_style import RunStyle
from scenes.cast.moving.following import follow
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.number_text import shortest
from scenes.cast.writing.numbers import number_width
from scenes.parts.many_features.columns import Columns, in_turn, name_in
from scenes.parts.many_features.headlines import unitless

ROOM_AIR, BETWEEN, SMALL, SLIM = 0.06, 0.22, 0.65, 1.3
"""Air around the data as a share of their width; room between plots; share of a dot's radius of many,
and the width of a plot below which dots shrink with it."""
MANY, APART, MARK = 60, 0.08, 1.5
CAP = CAP_HEIGHT_PER_FONT_SIZE * TYPE.label
LINE = 0.43
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
    """One plot for each feature in spreads, all with one axis of the label, all on one clock.

    Parameters
    ----------
    look, box
        Theme and language, and the room.
    found, clock
        What is told, and when.
    columns
        From the ends of whose bars the points come.
    tall
        Slopes and least squares then stand above their plots, where meanwhile the axis is named.

    Attributes
    ----------
    whole, rest
        What the axis is called, at first the label, then what is left of it.
    top, foot
        The baselines of weights, and of slopes on their way to weights and later those of least squares.
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
        colours = look.colours
        self.look, self.found, self.clock, self.columns = look, found, clock, columns
        self.drawn = ValueTracker(0.0)
        steps = np.linspace(0, found.run.steps_taken, min(found.run.steps_taken, 20) + 1)
        seen = np.concatenate([found.partial(found.weights(float(k))) for k in steps])
        y_range = _aired(seen)
        made = Plot(look, box, (0.0, 1.0), y_range)
        left = made.area.left - box.left
        width = (box.width - left - RIGHT_AIR - (found.count - 1) * BETWEEN) / found.count
        names = [
            name_in(look, unitless(look, name), width, colours.ink, f"x_{j}")
            for j, name in enumerate(found.table.feature_names, 1)
        ]
        high = max(float(name.height) for name in names)
        self.top = box.top - high - 0.1 - LINE * 0.7
        self.foot = self.top - LINE
        label = look.say("{label}, in spreads", label=unitless(look, found.table.label_name))
        y_words, whole = (
            shortened(look, text, box.width, colour=colours.muted)
            for text in (look.say("rest, in spreads"), label)
        )
        over = LINE if tall else LINE + float(y_words.height)
        room = box.inset(top=high + LINE + 0.25 + over)
        self.plots = []
        for j, (column, name) in enumerate(zip(found.features.T, names, strict=True)):
            start = box.left + left + j * (width + BETWEEN)
            own = Box(start - (left if j == 0 else 0.0), start + width + RIGHT_AIR, room.bottom, room.top)
            x_range = _aired(column)
            ticks = _ticks(x_range, width)
            plot = Plot(look, own, x_range, y_range, x_ticks=ticks, y_ticks=None if j == 0 else ())
            name.move_to((start + name.width / 2, box.top - high / 2, 0.0))
            self.plots.append(plot)
        first = self.plots[0].area
        foot = self.foot if tall else first.top + 0.16
        for words in (y_words, whole):
            words.shift((first.left - TICK - float(words.get_left()[0]), 0.0, 0.0)).stand_on(foot)
        self.frames = VGroup(*(plot.frame for plot in self.plots))
        self.names = VGroup(*(plot.numbers for plot in self.plots), *names)
        self.rest, self.whole = y_words, VGroup() if tall else whole
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
        left = found.partial(weights)[self.columns.rows]
        for j, plot in enumerate(self.plots):
            x = found.features[self.columns.rows, j]
            there, come = plot.points_at(x, left[:, j]), in_turn(left_for, j, found.count)
            places = there if come >= 1.0 else (1 - come) * self.columns.tips(j) + come * there
            self.dots[j].set_places(places if come > 0.0 else places[:0])
            self.lines[j].set_corners(*self._line(j, float(weights[j]), drawn))

    def _line(self, j: int, weight: float, drawn: float) -> list[np.ndarray]:
        plot = self.plots[j]
        ends = drawn * np.array(plot.x_range)
        return clip_polyline(plot.points_at(ends, weight * ends), plot.area) if drawn > 0.0 else []

    def places(self, weights: VGroup) -> Floats:
        """Return for each weight above its plot x and the baselines of its slope and of itself."""
        areas = [plot.area for plot in self.plots]
        halves = (number.width / 2 for number in weights)
        middles = [area.left + min(half, area.width / 2) for area, half in zip(areas, halves, strict=True)]
        return np.array([(x, self.foot, self.top) for x in middles])

    def best(self) -> VGroup:
        """Return the lines of least squares, dashed."""
        made = VGroup()
        for j, weight in enumerate(self.found.best.tolist()):
            for piece in self._line(j, weight, 1.0):
                line = Polyline(self.look.colours.ink, STROKES.path, name="least squares")
                made.add(line.set_corners(*dashes(piece[0], piece[-1], 0.14, 0.12)))
        return made

    def marked(self, row: int) -> VGroup:
        """Return one of the rows that are drawn, larger, in each plot."""
        made, colour = VGroup(), self.look.colours.data
        for dots in self.dots:
            made.add(Dots(colour, MARK * POINT_RADIUS, name="marked row").set_places(dots.places[[row]]))
        return made


def loss_chart(look: Look, box: Box, found: ManyFeatures, clock: ValueTracker) -> SeriesChart:
    """Return the chart of the mean squared error over the steps."""
    colour = look.colours.loss
    series = Series(found.run.values, RunStyle(colour), clock.get_value)
    mse = paint(colour, '"MSE"')
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
