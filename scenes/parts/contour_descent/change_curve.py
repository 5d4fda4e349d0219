"""By how much each step changes a parameter, on a logarithmic axis over thousands of steps."""

import math
from dataclasses import dataclass

import numpy as np
from manim import LineJointType, VGroup
from manim.typing import Point3D_Array

from gd_math.typing import Floats, Integers
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, POINT_RADIUS, STROKES, TYPE
from scenes.cast.charts.axes import Plot, Range
from scenes.cast.charts.free_places import clearances, roomiest
from scenes.cast.marks.arrows import FlatArrow
from scenes.cast.marks.lines import Dots, Polyline, dashes
from scenes.cast.moving.following import follow
from scenes.cast.moving.speeding_clock import SpeedingClock
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.number_rows import Cell
from scenes.cast.writing.numbers import (
    TIMES,
    LiveNumber,
    Number,
    number_width,
    plain,
    powers_of_ten,
    shortest,
)

COLUMN = 0.012
"""Width in scene units of the stripes of which the curve shows the lowest and the highest value."""
FURTHEST = 2.2
"""The axis reaches to the end in exact arithmetic where that is at most so many times as far as the run."""
AIR, AIR_OF_RUN = 1.1, 1.15
BELOW, ABOVE = 10.0**-1.5, 3.0
"""Free decades below the lowest and above the highest value."""
GAP = 0.1
DIFFERS = 0.2
"""Share by which float64 must differ from exact arithmetic for the eye to tell."""
FALL = 0.5
"""Length of the arrow that points to zero."""
RISE_OF_LABEL, ROOM_OF_LABEL = 0.7, 2.4
"""Capital heights between a line and the label over it, and those that both take."""


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """Translated words and Typst math of the axes and marks."""

    change: str
    step: str
    threshold: str
    exact: str
    spacing: str


class ChangeCurve(VGroup):
    """The changes after every step told so far, the threshold, and the marks that explain the end.

    Parameters
    ----------
    look
        Theme and language.
    box
        Room for everything.
    changes
        The change that each step made, shape (n,): step k made number k − 1. 0 lies below the axis.
    exact
        The changes in exact arithmetic, shape (m,); the last one is the first below the threshold.
        Empty where they are not shown.
    threshold
        What ends the run; None where it plays no part.
    spacing
        The smallest change that float64 can make at the end; None where it plays no part.
    clock
        Tells ``k + u``.
    words
        What is written.
    """

    def __init__(
        self,
        look: Look,
        box: Box,
        changes: Floats,
        exact: Floats,
        threshold: float | None,
        spacing: float | None,
        clock: SpeedingClock,
        words: ChangeWords,
    ) -> None:
        colours = look.colours
        self.look, self.changes, self.exact, self.clock, self.words = look, changes, exact, clock, words
        self.threshold, self.spacing = threshold, spacing
        self.plot = Plot(
            look,
            box,
            (0.0, self._furthest()),
            self._heights(),
            x_label=words.step,
            y_formula=paint(colours.step, words.change),
            log_y=True,
        )
        self.screen = self._on_screen(np.arange(1, len(changes) + 1), changes)
        self.corners = columns(self.screen, COLUMN)
        self.line = Polyline(colours.step, STROKES.curve * 0.8, name="changes")
        self.line.joint_type = LineJointType.ROUND
        self.tip = Dots(colours.step, POINT_RADIUS * 1.4, name="change now")
        self.drop = FlatArrow(colours.step, name="to zero")
        label = self.plot.labels[-1]
        assert isinstance(label, MathFormula)
        self.number = LiveNumber(
            look,
            self._text,
            (float(label.get_right()[0]) + GAP, label.baseline, 0.0),
            anchor="left",
            colour=colours.step,
            size=TYPE.caption,
        )
        self.limit = self._limit()
        self.scenery = VGroup(self.plot, self.limit)
        self.actors = VGroup(self.line, self.drop, self.tip, self.number)
        super().__init__(self.scenery, self.actors)
        self.name = "change curve"
        self.actors.name = "change"
        follow(self.actors, self.redraw)

    @property
    def step(self) -> int:
        """The step whose change is shown last."""
        return min(self.clock.step, len(self.changes))

    def _furthest(self) -> float:
        if self._exact_is_shown:
            return AIR * len(self.exact)
        return AIR_OF_RUN * max(len(self.changes), 1)

    def _heights(self) -> Range:
        """Return the axis' range: all that is drawn, and room for the label of the lowest line."""
        seen = self.changes[(self.changes > 0) & np.isfinite(self.changes)].tolist()
        marks = [mark for mark in (self.threshold, self.spacing) if mark is not None]
        low, high = min([*seen, *marks], default=0.1), max([ABOVE * change for change in seen], default=0.0)
        return low * BELOW, max([high, low / BELOW, *(mark / BELOW for mark in marks)])

    def _on_screen(self, steps: Integers, changes: Floats) -> Point3D_Array:
        """Return points ``(n, 3)``; changes of 0 stand on the axis."""
        low, high = self.plot.y_range
        return self.plot.points_at(steps, np.clip(np.nan_to_num(changes, posinf=high), low, high))

    def _text(self) -> str:
        if not self.step:
            return ""
        change = float(self.changes[self.step - 1])
        if change == 0.0:
            return "0"
        return powers_of_ten(change, 1) if not 0.1 <= change < 1000 else plain(change, 2)

    def redraw(self) -> None:
        """Set the curve and its tip from the clock."""
        step = self.step
        if not step:
            self.line.set_corners()
            self.tip.set_places(np.zeros((0, 3)))
            self.drop.set_between(np.zeros(3), np.zeros(3))
            return
        tip = self.screen[step - 1]
        told = np.vstack([self.screen[self.corners[self.corners < step]], tip])
        stopped = self.changes[step - 1] == 0.0
        if stopped:
            told = told[told[:, 1] > self.plot.area.bottom + 1e-9]
        self.line.set_corners(told)
        self.tip.set_places(np.zeros((0, 3)) if stopped else tip)
        above = np.array([tip[0], told[-1, 1] if len(told) else tip[1] + FALL, 0.0])
        self.drop.set_between(above, tip if stopped else above)

    def _limit(self) -> VGroup:
        """Return the dashed line of the threshold with its label, nothing where it plays no part."""
        if self.threshold is None:
            return VGroup()
        return self._line_with_label(self.threshold, self.words.threshold, shortest(self.threshold))

    def _line_with_label(self, height: float, word: str, number: str) -> VGroup:
        """Return a dashed line across the plot, and over it what it is, as far as there is room."""
        area, ink = self.plot.area, self.look.colours.ink
        y = float(self.plot.at(1.0, height)[1])
        line = Polyline(ink, STROKES.path, name=word)
        line.set_corners(*dashes(np.array([area.left, y, 0.0]), np.array([area.right, y, 0.0]), 0.14, 0.1))
        cap = CAP_HEIGHT_PER_FONT_SIZE * TYPE.label
        baseline = y + RISE_OF_LABEL * cap
        label = MathFormula(self.look, Cell.words(word).markup, size=TYPE.label).stand_on(baseline)
        short = number_width(number, TYPE.label)
        for width in (float(label.width) + GAP + short, short):
            sides = (area.left + 2 * GAP + width / 2, area.right - width / 2)
            places = np.array([(x, baseline + cap / 2, 0.0) for x in sides])
            half, drawn = np.array([width / 2, cap]), self._drawn()
            place = roomiest(places, half, drawn)
            if clearances(place[None], half, drawn)[0] > 0.0:
                break
        else:
            return VGroup(line)
        left, right = float(place[0]) - width / 2, float(place[0]) + width / 2
        value = Number(self.look, number, (right, baseline, 0.0), anchor="right")
        if width == short:
            return VGroup(line, value)
        return VGroup(line, label.shift((left - float(label.get_left()[0]), 0.0, 0.0)), value)

    def _drawn(self) -> Point3D_Array:
        """Return points on screen ``(n, 3)`` on all curves, and on the fall to zero."""
        steps = np.arange(1, len(self.exact) + 1) if self._exact_is_shown else np.arange(0)
        exact = self._on_screen(steps, self.exact[: len(steps)])
        shown = self.screen[self.corners]
        fall = np.linspace(shown[-2:][0], shown[-1], 40)
        return np.concatenate([shown, fall, exact[columns(exact, COLUMN)]])

    @property
    def _exact_is_shown(self) -> bool:
        return len(self.changes) < len(self.exact) <= FURTHEST * len(self.changes)

    def spacing_mark(self) -> VGroup:
        """Return the line below which float64 has no change, nothing without room for its label."""
        if self.spacing is None:
            return VGroup()
        cap = CAP_HEIGHT_PER_FONT_SIZE * TYPE.label
        marks = [self.threshold] if self.threshold is not None else []
        here = float(self.plot.at(1.0, self.spacing)[1])
        near = [abs(float(self.plot.at(1.0, mark)[1]) - here) for mark in marks]
        if min(near, default=math.inf) < ROOM_OF_LABEL * cap:
            return VGroup()
        return self._line_with_label(self.spacing, self.words.spacing, powers_of_ten(self.spacing, 1))

    def exact_mark(self) -> VGroup:
        """Return how the changes would go on in exact arithmetic, to the step that ends them."""
        if not self._exact_is_shown:
            return VGroup()
        here, run = self.exact[: len(self.changes)], self.changes
        differs = np.flatnonzero(np.abs(run - here) > DIFFERS * here)
        first = int(differs[0]) if len(differs) else len(run) - 1
        ends = self._on_screen(np.array([first + 1, len(self.exact)]), self.exact[[first, -1]])
        ink = self.look.colours.ink
        way = Polyline(ink, STROKES.path, name="exact changes").set_corners(*dashes(ends[0], ends[1]))
        dot = Dots(ink, POINT_RADIUS, name="exact end").set_places(ends[1:])
        text = str(len(self.exact))
        cap = CAP_HEIGHT_PER_FONT_SIZE * TYPE.label
        place = ends[1] + np.array([POINT_RADIUS, RISE_OF_LABEL * cap, 0.0])
        number = Number(self.look, text, place, anchor="left")
        return VGroup(way, dot, number)

    def factor_mark(self, factor: float, per_step: str) -> VGroup:
        """Return what each step leaves of the change, beside the middle of the curve, if there is room.

        Parameters
        ----------
        factor
            The factor in the long run.
        per_step
            A translated word.
        """
        area, cap = self.plot.area, CAP_HEIGHT_PER_FONT_SIZE * TYPE.label
        number = Number(self.look, TIMES + plain(factor, 4))
        words = MathFormula(self.look, Cell.words(per_step).markup, size=TYPE.label)
        width = number_width(number.text, TYPE.label) + GAP + float(words.width)
        half = np.array([width / 2, cap])
        middle = self.screen[len(self.screen) // 2] + np.array([half[0] + 3 * GAP, 3 * GAP, 0.0])
        inside = middle[0] + half[0] < area.right and middle[1] + half[1] < area.top
        if not inside or clearances(middle[None], half, self._drawn())[0] < GAP:
            return VGroup()
        left, baseline = float(middle[0] - half[0]), float(middle[1]) - cap / 2
        number.set_text(number.text, (left, baseline, 0.0))
        words.stand_on(baseline)
        words.shift((left + 2 * half[0] - float(words.get_right()[0]), 0.0, 0.0))
        return VGroup(number, words)

    def step_mark(self, step: int, colour: str) -> VGroup:
        """Return a dot on the curve at a step, with its number, if there is room."""
        place = self.screen[step - 1]
        dot = Dots(colour, POINT_RADIUS * 1.4, name="marked step").set_places(place)
        half = np.array([number_width(str(step), TYPE.label) / 2, CAP_HEIGHT_PER_FONT_SIZE * TYPE.label / 2])
        middle = place + np.array([half[0] + 2 * GAP, half[1] + GAP, 0.0])
        if (
            clearances(middle[None], half, self._drawn())[0] < GAP / 2
            or middle[1] + half[1] > self.plot.area.top
        ):
            return VGroup(dot)
        where = (middle[0] - half[0], middle[1] - half[1], 0.0)
        return VGroup(dot, Number(self.look, str(step), where, colour=colour))


def columns(points: Point3D_Array, width: float) -> Integers:
    """Return the rising indices of the lowest and highest of the points ``(n, 3)`` in each stripe of a width.

    >>> points = np.array([[0.0, 1, 0], [0.1, 3, 0], [0.2, 2, 0], [1.1, 5, 0]])
    >>> columns(points, 1.0).tolist()
    [0, 1, 3]
    """
    if not len(points):
        return np.zeros(0, dtype=np.intp)
    stripes = np.floor(points[:, 0] / width)
    starts = np.flatnonzero(np.diff(stripes, prepend=-np.inf))
    kept: set[int] = set()
    for start, end in zip(starts, [*starts[1:], len(points)], strict=True):
        heights = points[start:end, 1]
        kept |= {int(start + heights.argmin()), int(start + heights.argmax())}
    return np.array(sorted(kept))


__all__ = ["ChangeCurve", "ChangeWords", "columns"]
