"""Quantities over the steps of runs, on one axis: losses, slopes, changes; for one run or for a race."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal

import numpy as np
from manim import VGroup
from manim.typing import Point3D, Point3D_Array

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, POINT_RADIUS, STROKES, TYPE
from scenes.base.words import Words
from scenes.cast.charts.axes import LABEL_GAP, RIGHT_AIR, TICK, Plot, Range
from scenes.cast.charts.end_labels import ROOM, end_labels
from scenes.cast.charts.free_places import clearances, roomiest
from scenes.cast.charts.series_line import Series, SeriesLine
from scenes.cast.charts.series_scale import SeriesScale
from scenes.cast.charts.step_number import StepNumber
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.marks.arrows import FlatArrow
from scenes.cast.marks.lines import Dots, Polyline, dashes
from scenes.cast.moving.following import follow
from scenes.cast.writing.formulas import MathFormula
from scenes.cast.writing.number_rows import Cell
from scenes.cast.writing.numbers import Number, number_width

WIDEST_NAME = 0.2
"""Share of the box that the quantity's name may take beside the axis; it breaks into lines."""
FEWEST_UNITS_PER_TICK, MOST_TICKS = 0.32, 7
GAP = 0.1
NEXT_TO_WORD = 0.04
"""A number at the axis that ends closer than this to the word for steps is left out."""
ONWARD = 0.36
"""Length of the arrow at the edge where a line goes on beyond it."""
RISE_OF_LABEL = 0.7
"""Capital heights between a level and what is written over it."""
LEVEL_DASHES = 0.14, 0.1


class SeriesChart(VGroup):
    """Series over steps: `scenery` stands still, `actors` follow clocks, `labels` are the names at line ends.

    A chart whose series have names reserves room at its right for them, and writes the quantity's name beside
    the axis; one without names has it above the axes. The chart holds scenery and actors only: a lesson adds
    ``*chart.labels`` at once, or when the lines have come to their ends.

    Parameters
    ----------
    look
        Theme and language.
    box
        Room for axes, numbers and labels.
    series
        What is shown.
    log
        Whether the vertical axis is logarithmic; by default where no value is negative.
    words
        Translated: the quantity, the step.
    formula
        Typst math in place of the quantity's name, above the axes.
    steps
        Length of the axis; by default the last step.
    y_range
        Lowest and highest value shown; by default what the series need. Lines are cut there.
    x_ticks, y_ticks
        Values to number.
    x_texts
        What is written at `x_ticks`; the numbers themselves by default.
    start
        Colour of a mark at the common start of all series, which then begin without marks of their own.
    cursor
        Tells ``k + u`` of all runs at once; a vertical line stands there within the axis.
    names
        Whether the series' names stand at their ends; without them a `Legend` tells whose lines they are.
    within
        So many times the first value is the most that the axis makes room for, so that a run that diverges
        does not flatten the others: its line is cut at the edge, where an arrow says that it goes on.
    """

    def __init__(
        self,
        look: Look,
        box: Box,
        series: Sequence[Series],
        log: bool | Literal["auto"] = "auto",
        *,
        words: tuple[str, str] = ("", ""),
        formula: str = "",
        steps: float | None = None,
        y_range: Range | None = None,
        x_ticks: Sequence[float] | None = None,
        x_texts: Sequence[str] | None = None,
        y_ticks: Sequence[float] | None = None,
        start: str | None = None,
        cursor: Callable[[], float] | None = None,
        names: bool = True,
        within: float | None = None,
    ) -> None:
        self.look, self.box, self.cursor = look, box, cursor
        last = max(one.first + len(one.values) - 1 for one in series)
        self.steps = float(max(last, 1)) if steps is None else steps
        self.labels = [self._name(one) if names else VGroup() for one in series]
        texts = None
        if y_range is None:
            every, first = np.concatenate([one.values for one in series]), float(series[0].values[0])
            if within is not None and first:
                every = every[np.abs(every) <= within * abs(first)]
            self.axis_scale = SeriesScale.of(every, first, MOST_TICKS, log)
        else:
            self.axis_scale = SeriesScale(log is True, 0.0, y_range)
        if y_range is None and y_ticks is None:
            cap = CAP_HEIGHT_PER_FONT_SIZE * TYPE.label
            rows = int((box.height - 3.5 * cap) / FEWEST_UNITS_PER_TICK)
            y_ticks, texts = self.axis_scale.ticks(max(2, min(MOST_TICKS, rows)))

        def axes(room: Box, above: str = "", below: str = "") -> Plot:
            return Plot(
                look,
                room,
                (0.0, self.steps),
                self.axis_scale.range,
                x_label=below,
                y_label=above,
                y_formula=formula,
                log_y=self.axis_scale.log,
                x_ticks=x_ticks,
                x_texts=x_texts,
                y_ticks=y_ticks,
                y_texts=texts,
            )

        named = any(len(label) for label in self.labels)
        if named:
            self.scenery = self._beside(box, words, axes)
        else:
            self.plot = axes(box, *words)
            self.scenery = VGroup(self.plot)
        self.lines = [
            SeriesLine(one, self.plot, self.axis_scale.heights(one.values), started=start is not None)
            for one in series
        ]
        if start is not None:
            mark = Dots(start, POINT_RADIUS * 1.3, name="start")
            self.scenery.add(mark.set_places(self.lines[0].drawn[:1]))
        if named:
            ends = [line.drawn[-1] for line in self.lines]
            self.labels = end_labels(look, self.plot, ends, self.labels, box.top)
        self.now = Polyline(look.colours.muted, STROKES.axis, name="now")
        self.actors = VGroup(self.now)
        for part in ("trace", "dots", "tip"):
            self.actors.add(*(getattr(line, part) for line in self.lines))
        self.onward = [FlatArrow(one.style.colour, name="goes on") for one in series if within is not None]
        self.actors.add(*self.onward)
        super().__init__(self.scenery, self.actors)
        self.scenery.name, self.actors.name, self.name = "axes of series", "series", "chart of series"
        follow(self.actors, self.redraw)

    def _name(self, series: Series) -> VGroup:
        """Return what stands at a line's end, beginning at x = 0 and standing on y = 0; or nothing."""
        if series.label is not None or not series.style.label:
            return series.label or VGroup()
        words = Words(self.look, series.style.label, colour=series.style.colour)
        words.shift((-float(words.get_left()[0]), 0.0, 0.0))
        return VGroup(words.stand_on(0.0))

    def _beside(self, box: Box, words: tuple[str, str], axes: Callable[[Box], Plot]) -> VGroup:
        """Set the axes between the quantity's name and the labels, the word for the step below these."""
        muted = self.look.colours.muted
        name = Words(self.look, words[0], colour=muted, width=WIDEST_NAME * box.width)
        step = Words(self.look, words[1], colour=muted)
        rooms = [step.width + 0.2, *(float(label.width) + ROOM for label in self.labels)]
        self.plot = axes(box.inset(left=name.width + 0.2, right=max(rooms) - RIGHT_AIR))
        area, cap = self.plot.area, CAP_HEIGHT_PER_FONT_SIZE * TYPE.label
        step.move_to((area.right + 0.2 + step.width / 2, area.bottom - TICK - LABEL_GAP - cap / 2, 0.0))
        name.move_to((box.left + name.width / 2, area.centre[1], 0.0))
        under = area.right + 0.2 - NEXT_TO_WORD
        for number in [one for one in self.plot.numbers if float(one.get_right()[0]) > under]:
            self.plot.numbers.remove(number)
        return VGroup(self.plot, step, name)

    def redraw(self) -> None:
        """Set the lines and the mark of the common step from the clocks."""
        for line in self.lines:
            line.redraw()
        for arrow, line in zip(self.onward, self.lines, strict=False):
            way = np.array([0.0, ONWARD * line.beyond, 0.0])
            arrow.set_between(line.end - way, line.end)
            if line.beyond:
                line.tip.set_places(np.zeros((0, 3)))
        area, at = self.plot.area, 0.0 if self.cursor is None else self.cursor()
        if 0.0 < at < self.steps:
            x = float(self.plot.at(at, self.axis_scale.range[0])[0])
            self.now.set_corners(np.array([[x, area.bottom, 0.0], [x, area.top, 0.0]]))
        else:
            self.now.set_corners()

    def by_decades(self) -> ViewChange:
        """Return the animation by which an even axis turns into one of powers of ten, for positive values.

        Levels and marks stand for the axis before.
        """
        every = np.concatenate([line.heights for line in self.lines])
        self.axis_scale = SeriesScale.of(every, float(every[0]), MOST_TICKS, True)
        return ViewChange(self.plot, y_range=self.axis_scale.range, log_y=True)

    def tip(self, index: int = 0) -> Point3D:
        """Return on screen where a line ends now."""
        return self.lines[index].end

    def occupied(self) -> Point3D_Array:
        """Return points on screen ``(n, 3)`` along all lines, as far as they will be drawn."""
        return np.concatenate([line.along() for line in self.lines])

    def number(self, texts: Sequence[str], index: int = 0) -> StepNumber:
        """Return the text, one a value, beside the last point told of a line, where there is room."""
        return StepNumber(self.look, texts, self.lines[index])

    def mark(self, step: int, colour: str | None = None, index: int = 0) -> VGroup:
        """Return a mark on a line at a step, with the step's number if there is room.

        Parameters
        ----------
        step
            Counted from 0.
        colour
            The line's own by default.
        index
            Which series.
        """
        line = self.lines[index]
        place, colour = line.points[step - line.series.first], colour or line.series.style.colour
        dot = replace(line.series.style, colour=colour).dots(POINT_RADIUS * 1.4, "marked step")
        mark = VGroup(dot.set_places(place))
        half = np.array([number_width(str(step), TYPE.label) / 2, CAP_HEIGHT_PER_FONT_SIZE * TYPE.label / 2])
        middle = place + np.array([half[0] + 2 * GAP, half[1] + GAP, 0.0])
        drawn = self.occupied()
        if clearances(middle[None], half, drawn)[0] >= GAP / 2 and middle[1] + half[1] <= self.plot.area.top:
            where = (middle[0] - half[0], middle[1] - half[1], 0.0)
            mark.add(Number(self.look, str(step), where, colour=colour))
        return mark

    def level(self, value: float, word: str = "", number: str = "") -> VGroup:
        """Return a dashed line across the chart at a value.

        Parameters
        ----------
        value
            In units of the axis.
        word, number
            What is written over it, as far as there is room: the translated word, then the number. A line
            that says nothing is thin.
        """
        area, colours = self.plot.area, self.look.colours
        y = float(self.plot.at(0.0, float(self.axis_scale.heights(np.array(value))))[1])
        ends = np.array([[area.left, y, 0.0], [area.right, y, 0.0]])
        if not number:
            guide = Polyline(colours.muted, STROKES.hair, name="level")
            return VGroup(guide.set_corners(*dashes(ends[0], ends[1])))
        line = Polyline(colours.ink, STROKES.path, name=word).set_corners(
            *dashes(ends[0], ends[1], *LEVEL_DASHES)
        )
        cap = CAP_HEIGHT_PER_FONT_SIZE * TYPE.label
        baseline, drawn = y + RISE_OF_LABEL * cap, self.occupied()
        label = MathFormula(self.look, Cell.words(word).markup, size=TYPE.label).stand_on(baseline)
        short = number_width(number, TYPE.label)
        for width in (float(label.width) + GAP + short, short):
            half, x = np.array([width / 2, cap]), (area.left + 2 * GAP + width / 2, area.right - width / 2)
            place = roomiest(np.array([(one, baseline + cap / 2, 0.0) for one in x]), half, drawn)
            if clearances(place[None], half, drawn)[0] > 0.0:
                break
        else:
            return VGroup(line)
        left, right = float(place[0]) - width / 2, float(place[0]) + width / 2
        value_text = Number(self.look, number, (right, baseline, 0.0), anchor="right")
        if width == short:
            return VGroup(line, value_text)
        return VGroup(line, label.shift((left - float(label.get_left()[0]), 0.0, 0.0)), value_text)


__all__ = ["Series", "SeriesChart"]
