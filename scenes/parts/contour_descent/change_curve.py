"""By how much each step changes a parameter, on a logarithmic axis over thousands of steps."""

import math

import numpy as np
from manim import LineJointType, ValueTracker, VGroup
from manim.typing import Point3D_Array

from gd_math.typing import Floats
from scenes.base.appearing import Appear
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, POINT_RADIUS, TYPE
from scenes.cast.charts.axes import Range
from scenes.cast.charts.series import Series, SeriesChart
from scenes.cast.charts.series_line import STRIPE
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.marks.arrows import FlatArrow
from scenes.cast.marks.lines import Dots, columns
from scenes.cast.marks.run_style import RunStyle
from scenes.cast.moving.speeding_clock import SpeedingClock
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.number_rows import Cell
from scenes.cast.writing.number_text import as_number, plain, powers_of_ten, shortest
from scenes.cast.writing.numbers import LiveNumber, Number, number_width

FURTHEST = 2.2
"""The axis reaches to the end in exact arithmetic where that is at most so many times as far as the run."""
AIR, AIR_OF_RUN = 1.1, 1.15
BELOW, ABOVE, FREE = 10.0**-1.5, 3.0, 0.13
"""Free room below the lowest and above the highest value; below, such a share of the decades at least."""
GAP = 0.1
MOST_DECIMALS = 6
"""Of the change that stands above the curve."""
NEAR, BEYOND = 5, 1.5
"""The last steps that are looked at from close by, and the room beyond them, in steps."""
CLEAR = 0.03
"""Above the axis, where the words of the threshold are seen."""
FALL = 0.5
"""Length of the arrow that points to zero."""
RISE_OF_LABEL = 0.7
"""Capital heights between a line and the label over it."""


class ChangeCurve(SeriesChart):
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

    Attributes
    ----------
    limit
        The line at the threshold: it is to be added when it is spoken of.
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
    ) -> None:
        colour = look.colours.step
        self.changes, self.exact, self.clock = changes, exact, clock
        self.threshold, self.spacing = threshold, spacing
        self.drawn_so_far = ValueTracker(0.0)
        """The share of the told steps that the curve has reached."""
        self.decimals = self._decimals()
        self.drop = FlatArrow(colour, name="to zero")
        self.beads = Dots(colour, POINT_RADIUS, name="last steps")
        low, high = self._heights()
        shown = np.clip(np.nan_to_num(changes, posinf=high), low, high)
        style, tip = RunStyle(colour), POINT_RADIUS * 1.4
        steps = AIR * len(exact) if self.exact_is_shown else AIR_OF_RUN * max(len(changes), 1)
        self.whole = (0.0, steps), (low, high)
        super().__init__(
            look,
            box,
            [Series(shown, style, self._told, first=1, tip=tip)],
            log=True,
            words=("", look.say("step")),
            formula=paint(colour, Cell.words(look.say("change of w")).markup),
            steps=steps,
            y_range=(low, high),
        )
        self.screen = self.lines[0].points
        self.lines[0].trace.joint_type = LineJointType.ROUND
        label = self.plot.labels[-1]
        assert isinstance(label, MathFormula)
        widest = max(number_width(text, TYPE.caption) for text in self._texts())
        beyond = float(label.get_right()[0]) + GAP + widest - box.right
        self._room = (-float(np.clip(beyond, 0.0, max(label.get_left()[0] - box.left, 0.0))), 0.0, 0.0)
        """By how much the label makes room for the number behind it."""
        label.shift(self._room)
        self.change_now = LiveNumber(
            look,
            self._text,
            (float(label.get_right()[0]) + GAP, label.baseline, 0.0),
            anchor="left",
            colour=colour,
            size=TYPE.caption,
        )
        self.actors.add(self.drop, self.change_now)
        self.limit = VGroup()
        if threshold is not None:
            self.limit = self.level(threshold, look.say("threshold"), shortest(threshold))
            for words in self.limit[1:]:  # below the line the curve is seen but at its end
                words.shift((0.0, -(1 + 2 * RISE_OF_LABEL) * CAP_HEIGHT_PER_FONT_SIZE * TYPE.label, 0.0))
        self.actors.add(self.beads)
        self.plot.watch(self._move_limit)
        self.name = "change curve"

    @property
    def steps_told(self) -> list[Number]:
        """The numbers of steps at the axis."""
        return [mark.number for mark in self.plot.marks if mark.axis == "x"]

    def _move_limit(self) -> None:
        """Keep the line at the threshold where the threshold is, its words while they have room below it."""
        if self.threshold is not None:
            way = float(self.plot.at(0.0, self.threshold)[1]) - float(self.limit[0].get_center()[1])
            self.limit.shift((0.0, way, 0.0))
            for words in self.limit[1:]:
                room = float(words.get_bottom()[1]) - self.plot.area.bottom
                words.set_fill(opacity=float(np.clip(room / CLEAR, 0.0, 1.0)))

    def seeing(self, view: tuple[Range, Range]) -> ViewChange:
        """Return the animation after which these steps and changes are seen."""
        goal = self.plot.made(self.plot.box, *view, log_y=True)
        goal.labels[-1].shift(self._room)
        return ViewChange(self.plot, goal=goal, log_y=True)

    @property
    def from_close_by(self) -> bool:
        """Whether the last steps alone are seen."""
        return bool(np.ptp(self.plot.x_range) < 4 * NEAR <= np.ptp(self.whole[0]))

    @property
    def last_steps(self) -> tuple[Range, Range] | None:
        """The view in which the last steps cross the threshold one by one; None if they do not."""
        last, seen = len(self.changes), self.changes[-NEAR - 1 :]
        if self.threshold is None or last <= 4 * NEAR or not 0.0 < seen[-1] <= self.threshold < seen[-2]:
            return None
        if not (np.diff(seen) < 0.0).all():
            return None
        beyond = float(seen[-1]) * float(seen[-1] / seen[-2]) ** BEYOND
        return (last - NEAR - 0.2, last + BEYOND), (beyond, float(seen[0]))

    def _told(self) -> float:
        return float(round(self.drawn_so_far.get_value() * self.clock.step))

    def _decimals(self) -> int:
        """Return with how many decimals the last changes are told apart from the threshold as they are."""
        last = [change for change in self.changes[-2:].tolist() if 0.0 < change < np.inf]
        for decimals in range(1, MOST_DECIMALS):
            if self.threshold is None or all(
                (as_number(powers_of_ten(change, decimals)) <= self.threshold) == (change <= self.threshold)
                for change in last
            ):
                break
        return decimals

    def _heights(self) -> Range:
        """Return the axis' range: all that is drawn, and room for the label of the lowest line."""
        seen = self.changes[(self.changes > 0) & np.isfinite(self.changes)].tolist()
        marks = [mark for mark in (self.threshold, self.spacing) if mark is not None]
        low, high = min([*seen, *marks], default=0.1), max([ABOVE * change for change in seen], default=0.0)
        decades = math.log10(max(high / low, 1.0))
        return low * min(BELOW, 10.0 ** (-FREE * decades)), max(
            [high, low / BELOW, *(mark / BELOW for mark in marks)]
        )

    def _text(self) -> str:
        step = self.lines[0].step
        return self._written(float(self.changes[step])) if step >= 0 else ""

    def _texts(self) -> list[str]:
        """Return the texts of some changes: the longest of them is about as long as any."""
        return [
            "0",
            *(self._written(float(change)) for change in self.changes[:: 1 + len(self.changes) // 50]),
        ]

    def _written(self, change: float) -> str:
        if change == 0.0:
            return "0"
        return powers_of_ten(change, self.decimals) if not 0.1 <= change < 1000 else plain(change, 2)

    def hide_steps(self) -> None:
        """Take the numbers of steps from the axis, which would tell how long the run is."""
        self.plot.numbers.remove(*self.steps_told)

    def show_steps(self) -> list[Appear]:
        """Return the animations by which they come back, none where they are there."""
        coming = [number for number in self.steps_told if number not in self.plot.numbers]
        self.plot.numbers.add(*coming)
        return [Appear(number) for number in coming]

    def redraw(self) -> None:
        """Set the curve and its tip from the clock; a change of 0 is an arrow that points down to it."""
        super().redraw()
        line, step = self.lines[0], self.lines[0].step
        first = max(step - NEAR, 0) if self.from_close_by else step + 1
        beads = line.points[first : step + 1]
        self.beads.set_places(beads[line.inside(beads)])
        stopped = step >= 0 and self.changes[step] == 0.0
        if not stopped:
            self.drop.set_between(np.zeros(3), np.zeros(3))
            return
        told, tip = line.points[line.kept[line.kept <= step]], line.end
        told = told[told[:, 1] > line.area.bottom + 1e-9]
        line.trace.set_corners(told)
        line.tip.set_places(told[:0])
        self.drop.set_between(np.array([tip[0], told[-1, 1] if len(told) else tip[1] + FALL, 0.0]), tip)

    def occupied(self) -> Point3D_Array:
        """Return points on screen ``(n, 3)`` on all curves, and on the fall to zero."""
        shown = super().occupied()
        if not len(shown):
            return shown
        steps = np.arange(1, len(self.exact) + 1) if self.exact_is_shown else np.arange(0)
        exact = self.plot.points_at(steps, np.clip(self.exact[: len(steps)], *self.plot.y_range))
        fall = np.linspace(shown[-2:][0], shown[-1], 40)
        return np.concatenate([shown, fall, exact[columns(exact, STRIPE)]])

    @property
    def exact_is_shown(self) -> bool:
        """Whether the changes in exact arithmetic end on the axis."""
        return len(self.changes) < len(self.exact) <= FURTHEST * len(self.changes)
