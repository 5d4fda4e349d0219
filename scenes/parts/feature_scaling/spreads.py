"""Both features on one axis: how far each value is from its mean, and the spread of them all."""

import numpy as np
from manim import Animation, ValueTracker, VGroup, smooth
from manim.mobject.mobject import _AnimationBuilder

from gd_math.data.features import FeatureTable
from scenes.base.column_names import column_name
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, POINT_RADIUS, STROKES, TYPE
from scenes.base.words import Words, shortened
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.free_places import roomiest
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.marks.lines import Dots, Polyline
from scenes.cast.moving.following import follow, ride
from scenes.cast.moving.one_by_one import one_by_one
from scenes.cast.writing.formulas import MathFormula
from scenes.cast.writing.number_text import significant
from scenes.cast.writing.numbers import LiveNumber, number_width

LINE, BAR, DOTS = 0.16, 0.16, 0.18
"""From the upper end of a feature's half of the plot down to the line of its name; from the lower end up to
its bar; from both of these to its dots."""
AIR = 1.08
NAME = 0.55
"""Share of the plot's width that a feature's name may take."""
SMALL, WIDE_DOT = 0.65, 0.11
"""Size of a dot, and of one in a narrow plot for each unit of its width, as a share of usual ones."""
GOLDEN = (5**0.5 - 1) / 2
Move = Animation | _AnimationBuilder
TIP, GAP = 0.07, 0.12
"""Half the height of a bar's ends; way from a bar to its number."""


class Spreads(VGroup):
    """Two rows of dots on one axis, x − mean of each feature, with a bar that is as long as its spread.

    Parameters
    ----------
    look
        Theme and language.
    box
        Room for everything.
    table
        As it was measured; two features.
    later
        Room that it moves into, narrower.

    Attributes
    ----------
    scaled
        From 0, each in its own unit, to 1, each in units of its own spread; between them x / s**scaled.
    measured
        From 0 to 1 the numbers of the bars come, one after the other.
    """

    def __init__(self, look: Look, box: Box, table: FeatureTable, later: Box) -> None:
        self.look, self.table = look, table
        self.scaled, self.measured = ValueTracker(0.0), ValueTracker(0.0)
        self.away = table.centred().features
        self.deviations = table.features.std(axis=0)
        colours = look.colours
        self.plot = self._plot(box, 0.0)
        order = np.arange(len(table))
        self.offsets = (order * GOLDEN) % 1.0 - 0.5
        width = self._plot(later, 0.0).area.width
        room, dot = NAME * width, POINT_RADIUS * min(SMALL, WIDE_DOT * width)
        self.names = VGroup()
        for sub, name in zip("₁₂", table.feature_names, strict=True):
            text = f"x{sub} = {column_name(look, name)}"
            words = Words(look, text, size=TYPE.caption)
            self.names.add(words if words.width <= room else shortened(look, text, room))
        self.rows = [Dots(colours.data, dot, name=name) for name in table.feature_names]
        self.bars = [Polyline(colours.ink, STROKES.path, name=f"spread {k}") for k in (1, 2)]
        self.signs = VGroup(*(MathFormula(look, f"s_{k} =", size=TYPE.caption) for k in (1, 2)))
        cap = CAP_HEIGHT_PER_FONT_SIZE * TYPE.caption
        self.rise = float(self.signs[0].stand_on(-cap / 2).get_center()[1])
        self.numbers = VGroup()
        for row in range(2):
            number = LiveNumber(
                look,
                lambda row=row: significant(self.spread(row)),  # type: ignore[misc]
                lambda row=row: (self.plot.area.right, self._half(row)[0] - cap / 2, 0.0),  # type: ignore[misc]
                anchor="right",
                size=TYPE.caption,
            )
            self.numbers.add(number)
        super().__init__(self.plot, *self.rows, *self.bars, self.names, self.signs, self.numbers)
        self.name = "spreads"
        for bar in self.bars:
            bar.lint_ignore = frozenset({"grown-to-nothing"})  # a small unit's spread is that short
        follow(self, self.redraw)
        self.plot.watch(self.redraw)

    def _plot(self, box: Box, share: float) -> Plot:
        reach = float(np.abs(self.away / self.deviations**share).max()) * AIR
        label = self.look.say("x − mean, as measured")
        if share:
            label = self.look.say("z = (x − mean) / s")
        return Plot(self.look, box, (-reach, reach), (0.0, 1.0), x_label=label, y_ticks=())

    def spread(self, row: int) -> float:
        """Return the spread of a feature as it is drawn now."""
        return float(self.deviations[row] ** (1.0 - self.scaled.get_value()))

    def _half(self, row: int) -> tuple[float, float]:
        """Return the heights on screen of the line with a feature's name and of its bar."""
        area = self.plot.area
        high = area.top - row * area.height / 2
        return high - LINE, high - area.height / 2 + BAR

    def redraw(self) -> None:
        """Set dots, bars and words from the trackers and the view of the moment."""
        plot, share = self.plot, self.scaled.get_value()
        told = one_by_one(2, self.measured.get_value())
        values = self.away / self.deviations**share
        left = plot.area.left
        for row, (dots, bar, name, sign) in enumerate(
            zip(self.rows, self.bars, self.names, self.signs, strict=True)
        ):
            line, low = self._half(row)
            inside = np.abs(values[:, row]) <= plot.x_range[1]
            places = plot.points_at(values[inside, row], np.zeros(inside.sum()))
            places[:, 1] = (line + low) / 2 + self.offsets[inside] * max(line - low - 2 * DOTS, 0.0)
            dots.set_places(places)
            reach = self.spread(row)
            start, end = (np.array([plot.at(side * reach, 0.0)[0], low, 0.0]) for side in (-1.0, 1.0))
            up = np.array([0.0, TIP, 0.0])
            pieces = [start, end], [start - up, start + up], [end - up, end + up]
            bar.set_corners(*map(np.array, pieces))
            opacity = float(told[row])
            number, middle = self.numbers[row].update(), line
            name.shift((left + GAP - float(name.get_left()[0]), middle - float(name.get_center()[1]), 0.0))
            texts = (significant(end) for end in (*self.deviations.tolist(), 1.0))
            rim = plot.area.right - max(number_width(text, TYPE.caption) for text in texts) - GAP
            sign.shift(
                (rim - float(sign.get_right()[0]), line + self.rise - float(sign.get_center()[1]), 0.0)
            )
            sign.set_fill(opacity=opacity)
            number.set_fill(opacity=opacity)

    def question(self) -> MathFormula:
        """Return the question mark of the poster, in the row with more room, beside what is there."""
        mark = MathFormula(self.look, '"?"', colour=self.look.colours.step, size=2 * TYPE.formula)
        half, area = np.array([mark.width, mark.height]) / 2, self.plot.area
        taken = np.concatenate([*(row.places for row in self.rows), *(bar.points for bar in self.bars)])
        rows = [sum(self._half(row)) / 2 for row in range(2)]
        x, y = np.meshgrid(np.linspace(0.72, 0.95, 24), rows)
        places = np.stack([area.left + x * area.width, y, 0.0 * x], axis=-1).reshape(-1, 3)
        return mark.move_to(roomiest(places, half, taken, enough=2.0 * float(half[0])))

    def move_into(self, box: Box) -> ViewChange:
        """Return the animation that moves all into another box."""
        return ViewChange(self.plot, goal=self._plot(box, self.scaled.get_value()))

    def standardise(self, box: Box) -> list[Move]:
        """Return the animations by which each feature comes to be measured in its own spread."""
        return [ViewChange(self.plot, goal=self._plot(box, 1.0)), ride(self.scaled, 1.0, smooth)]


__all__ = ["Spreads"]
