"""Plots: numbered axes, the way from data to the screen and back, curves and dots that follow it."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np
import numpy.typing as npt
from manim import Line, Typst, VGroup
from manim.typing import Point3D, Point3D_Array

from gd_math.typing import Floats
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, STROKES, TYPE
from scenes.base.words import Words, shortened
from scenes.cast.charts.ticks import decade_ticks, nice_ticks, roomy_ticks
from scenes.cast.marks.lines import Polyline, clip_polyline
from scenes.cast.writing.formulas import MathFormula
from scenes.cast.writing.number_text import powers_of_ten, shortest
from scenes.cast.writing.numbers import Anchor, Number, number_width

TICK = 0.09
LABEL_GAP = 0.12
RIGHT_AIR = 0.12
LABEL_ROOM = 2.6
"""Height that the label above the axes takes, in capital heights; it stands one above the axes."""
LABEL_FOOT = 0.4
"""Least room between the axes and a label that is higher, such as a fraction, in capital heights."""

Range = tuple[float, float]


@dataclass(frozen=True, slots=True, eq=False)
class TickMark:
    """A numbered place on an axis.

    Parameters
    ----------
    axis
        Which axis.
    value
        In data units.
    line, number
        What is drawn.
    """

    axis: Literal["x", "y"]
    value: float
    line: Line
    number: Number

    @property
    def key(self) -> tuple[str, float, str]:
        """What it is, whichever axes it stands at."""
        return self.axis, self.value, self.number.text


class Plot(VGroup):
    """Axes at the left and lower edge of a box, numbered and labelled.

    `area` is the rectangle that the data fills; `at` takes data to the screen, `read` takes it back.

    Parameters
    ----------
    look
        Theme and language.
    box
        Room for everything: axes, numbers and labels.
    x_range, y_range
        Lowest and highest value shown.
    x_label, y_label
        Translated words; the one of the y axis stands above it.
    y_formula
        Typst math in place of `y_label`, coloured with `paint`.
    log_y
        Logarithmic y axis; values must be positive.
    x_ticks, y_ticks
        Values to number; round ones by default, none for an empty tuple.
    x_texts, y_texts
        What is written at `x_ticks` and `y_ticks`; the numbers themselves by default.
    """

    def __init__(
        self,
        look: Look,
        box: Box,
        x_range: Range,
        y_range: Range,
        *,
        x_label: str = "",
        y_label: str = "",
        y_formula: str = "",
        log_y: bool = False,
        x_ticks: Sequence[float] | None = None,
        y_ticks: Sequence[float] | None = None,
        x_texts: Sequence[str] | None = None,
        y_texts: Sequence[str] | None = None,
    ) -> None:
        super().__init__()
        self.look, self.x_range, self.y_range, self.log_y = look, x_range, y_range, log_y
        self.made: Callable[..., Plot] = partial(
            Plot, look, x_label=x_label, y_label=y_label, y_formula=y_formula
        )
        self.box = box
        self._bend: tuple[tuple[Range, bool], float] | None = None
        self.marks: list[TickMark] = []
        self._watchers: list[Callable[[], object]] = []
        cap = CAP_HEIGHT_PER_FONT_SIZE * TYPE.label
        rows = max(2, min(7, int(box.height / 0.6)))
        if y_ticks is None:
            y_ticks = decade_ticks(*y_range, rows) if log_y else nice_ticks(*y_range, rows)
        if y_texts is None:
            y_texts = [powers_of_ten(v, 0) if log_y else shortest(v) for v in y_ticks]
        left = max((number_width(text, TYPE.label) for text in y_texts), default=0.0)
        x_words = (
            shortened(look, x_label, box.width - RIGHT_AIR, colour=look.colours.muted) if x_label else None
        )
        beside = x_words is not None and x_words.width <= 0.2 * box.width
        below = x_words is not None and not beside
        self.area = box.inset(
            left=left + TICK + LABEL_GAP if y_texts else 0.0,
            right=x_words.width + 1.9 * LABEL_GAP if beside and x_words else RIGHT_AIR,
            bottom=cap + TICK + 1.4 * LABEL_GAP + (2.2 * cap if below else 0.0),
            top=LABEL_ROOM * cap if y_label or y_formula else 0.1,
        )
        label = self._upper_label(y_label, y_formula)
        above = 0.0 if label is None else max(float(label.height) + LABEL_FOOT * cap, LABEL_ROOM * cap)
        if label is not None and above > LABEL_ROOM * cap:
            self.area = self.area.inset(top=above - LABEL_ROOM * cap)
        if x_ticks is None:
            x_ticks = roomy_ticks(x_range, self.area.width, 2 * LABEL_GAP)
        self.frame = VGroup(
            self.line(self.area.left, self.area.bottom, self.area.right, self.area.bottom),
            self.line(self.area.left, self.area.bottom, self.area.left, self.area.top),
        )
        self.numbers = VGroup()
        self.labels = VGroup()
        self._number("x", x_ticks, x_texts or [shortest(value) for value in x_ticks])
        self._number("y", y_ticks, y_texts)
        self._label_x(x_words, beside, cap)
        if label is not None:
            middle = self.area.top + max(1.5 * cap, LABEL_FOOT * cap + float(label.height) / 2)
            self.labels.add(label.move_to((self.area.left - TICK + label.width / 2, middle, 0)))
        self.add(self.frame, self.numbers, self.labels)
        self.name = f"plot of {y_label}" if y_label else "plot"

    def line(self, x0: float = 0.0, y0: float = 0.0, x1: float = TICK, y1: float = TICK) -> Line:
        """Return a line of the axes."""
        return Line((x0, y0, 0), (x1, y1, 0), color=self.look.colours.muted, stroke_width=STROKES.axis)

    def _number(self, axis: Literal["x", "y"], ticks: Sequence[float], texts: Sequence[str]) -> None:
        for value, text in zip(ticks, texts, strict=True):
            line = self.line()
            anchor: Anchor = "center" if axis == "x" else "right"
            number = Number(self.look, text, anchor=anchor, colour=self.look.colours.muted)
            mark = TickMark(axis, float(value), line, number)
            self.stand(mark)
            self.marks.append(mark)
            self.frame.add(line)
            self.numbers.add(number)

    def stand(self, mark: TickMark) -> None:
        """Put a tick and its number to where their value is on the axis."""
        area, cap, number = self.area, mark.number.cap_height, mark.number
        if mark.axis == "x":
            x = float(self.at(mark.value, self.y_range[0])[0])
            ends = (x, area.bottom, 0.0), (x, area.bottom - TICK, 0.0)
            where = (x, area.bottom - TICK - LABEL_GAP - cap, 0.0)
        else:
            y = float(self.at(self.x_range[0], mark.value)[1])
            ends = (area.left - TICK, y, 0.0), (area.left, y, 0.0)
            where = (area.left - TICK - LABEL_GAP, y - cap / 2, 0.0)
        mark.line.set_points_by_ends(*ends)
        number.set_text(number.text, where)

    def _label_x(self, words: Words | None, beside: bool, cap: float) -> None:
        """Put a short label at the end of its axis, a long one on a line of its own below the numbers."""
        if words is None:
            return
        if beside:
            x = self.area.right + 1.8 * LABEL_GAP + words.width / 2
            self.labels.add(words.move_to((x, self.area.bottom, 0)))
        else:
            y = self.area.bottom - TICK - 2.6 * LABEL_GAP - 1.9 * cap
            self.labels.add(words.move_to((self.area.right - words.width / 2, y, 0)))

    def _upper_label(self, y_label: str, y_formula: str) -> Typst | None:
        """Return the label that stands above the axes, if there is one: no wider than they are."""
        if y_formula:
            label = MathFormula(self.look, y_formula, size=TYPE.caption)
            label.scale(min(1.0, (self.area.width + TICK) / label.width))
            return label
        if not y_label:
            return None
        return shortened(self.look, y_label, self.area.width + TICK, colour=self.look.colours.muted)

    def _height(self, y: npt.ArrayLike) -> Floats:
        """Return the share of the area's height that stands for `y`."""
        share = _share(y, self.y_range, self.log_y)
        if self._bend is None:
            return share
        (y_range, log_y), bent = self._bend
        mixed: Floats = (1.0 - bent) * share + bent * _share(y, y_range, log_y)
        return mixed

    def watch(self, action: Callable[[], object]) -> None:
        """Call `action` whenever this plot has come to look at another part of its plane, or from elsewhere.

        What stands in a plot and keeps places on screen computes them anew then.
        """
        self._watchers.append(action)

    def look_at(
        self, area: Box, x_range: Range, y_range: Range, bend: tuple[tuple[Range, bool], float] | None = None
    ) -> None:
        """Let the data in these ranges fill `area`; the axes are `ViewChange`'s to move.

        Heights may be a share `bend[1]` on the way to those of another range, logarithmic or not.
        """
        self.area, self.x_range, self.y_range, self._bend = area, x_range, y_range, bend
        for action in self._watchers:
            action()

    def at(self, x: float, y: float) -> Point3D:
        """Return the point on screen, ``(3,)``, for one pair of data values."""
        point: Point3D = self.points_at(np.array([x]), np.array([y]))[0]
        return point

    def points_at(self, x: npt.ArrayLike, y: npt.ArrayLike) -> Point3D_Array:
        """Return points on screen ``(n, 3)`` for data ``x, y`` of shape ``(n,)``, inside the area or not."""
        xs = np.asarray(x, dtype=np.float64)
        low, high = self.x_range
        points = np.zeros((*np.broadcast_shapes(xs.shape, np.shape(y)), 3))
        points[..., 0] = self.area.left + (xs - low) / (high - low) * self.area.width
        points[..., 1] = self.area.bottom + self._height(y) * self.area.height
        return points

    def read(self, points: npt.ArrayLike) -> Floats:
        """Return the data ``(..., 2)`` for points on screen: the inverse of `points_at`."""
        p = np.asarray(points, dtype=np.float64)
        x = self.x_range[0] + (p[..., 0] - self.area.left) / self.area.width * (
            self.x_range[1] - self.x_range[0]
        )
        low, high = (math.log(v) for v in self.y_range) if self.log_y else self.y_range
        y = low + (p[..., 1] - self.area.bottom) / self.area.height * (high - low)
        return np.stack([x, np.exp(y) if self.log_y else y], axis=-1)

    def shows(self, x: float, y: float, slack: float = 1e-9) -> bool:
        """Tell whether a pair of data values falls inside the area."""
        share = float(self._height(y))
        low, high = self.x_range
        return bool(low - slack <= x <= high + slack and -slack <= share <= 1 + slack)

    def length(self, dx: float) -> float:
        """Return how long a stretch `dx` of the x axis is on screen."""
        return dx / (self.x_range[1] - self.x_range[0]) * self.area.width

    def screen_slope(self, slope: float) -> float:
        """Return the slope on screen of a line with `slope` in data units (linear axes)."""
        data_per_unit = (self.y_range[1] - self.y_range[0]) / self.area.height
        return slope * (self.x_range[1] - self.x_range[0]) / self.area.width / data_per_unit


def _share(y: npt.ArrayLike, y_range: Range, log: bool) -> Floats:
    values = np.asarray(y, dtype=np.float64)
    low, high = y_range
    if log:
        values, low, high = np.log(np.maximum(values, 1e-300)), math.log(low), math.log(high)
    share: Floats = (values - low) / (high - low)
    return share


def graph(
    plot: Plot, x: npt.ArrayLike, y: npt.ArrayLike, colour: str, width: float = STROKES.curve
) -> Polyline:
    """Return the curve through data ``x, y`` of shape ``(n,)``, cut at the plot's edges."""
    line = Polyline(colour, width, name="curve")
    return line.set_corners(*clip_polyline(plot.points_at(x, y), plot.area))


__all__ = ["Plot", "Range", "graph"]
