"""The loss after every step, beside the picture that it belongs to."""

import numpy as np
from manim import ValueTracker, VGroup, smooth
from manim.typing import Point3D, Point3D_Array

from gd_math.runs.trajectory import Trajectory
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, POINT_RADIUS, STROKES, TYPE
from scenes.cast.charts.axes import Plot, Range
from scenes.cast.marks.lines import Dots, Polyline, clip_polyline
from scenes.cast.moving.following import follow
from scenes.cast.moving.moments import Moment
from scenes.cast.writing.comparing import compared
from scenes.cast.writing.numbers import LiveNumber, number_width, significant

LABEL_GAP = 0.16
SLACK = 1e-6
DEEPER = 1.0
"""The panel reaches further down than the picture by at most this share of the picture's range."""


class LossCurve(VGroup):
    """The loss after every step told so far, beside the picture that it belongs to.

    Parameters
    ----------
    look
        Theme and language.
    box
        Room for axes and labels.
    run
        One trajectory.
    clock
        Tells ``k + u``, shared with the picture.
    y_range
        Range of the loss, shared with the picture where both are linear.
    label, step_label
        Translated words for the axes.
    log
        Logarithmic loss axis.
    """

    def __init__(
        self,
        look: Look,
        box: Box,
        run: Trajectory,
        clock: ValueTracker,
        y_range: Range,
        label: str,
        step_label: str,
        *,
        log: bool = False,
    ) -> None:
        super().__init__()
        colours = look.colours
        self.run, self.clock = run, clock
        self.steps_told = len(run.values) - 1
        self.plot = Plot(
            look,
            box,
            (0.0, float(max(self.steps_told, 1))),
            y_range,
            x_label=step_label,
            y_label=label,
            log_y=log,
        )
        self.stride = self.plot.length(1.0)
        self.texts = _texts(run)
        self.places = self._label_places()
        self.line = Polyline(colours.loss, STROKES.curve * 0.8, name="loss curve")
        self.dots = Dots(colours.loss, POINT_RADIUS * (1.0 if self.steps_told <= 40 else 0.6), name="losses")
        self.number = LiveNumber(
            look,
            lambda: self.texts[self._step()] if self._place() is not None else "",
            lambda: np.zeros(3) if (place := self._place()) is None else place,
            anchor="left",
            colour=colours.loss,
            size=TYPE.caption,
        )
        self.look = look
        self.add(self.plot, self.line, self.dots, self.number)
        self.name = "loss panel"
        follow(self.line, self.redraw)

    @classmethod
    def beside(
        cls,
        look: Look,
        box: Box,
        run: Trajectory,
        clock: ValueTracker,
        y_range: Range,
        label: str,
        step_label: str,
    ) -> "LossCurve":
        """Return the panel with the picture's own loss axis, or a logarithmic one if the losses leave it.

        Losses that fall far below the picture leave the panel, too: at its lower edge.
        """
        low, high = float(run.values.min()), float(run.values.max())
        if high <= y_range[1] or low <= 0.0:
            deepest = y_range[0] - DEEPER * (y_range[1] - y_range[0])
            bottom = min(y_range[0], low) if low >= deepest else y_range[0]
            return cls(look, box, run, clock, (bottom, max(y_range[1], high)), label, step_label)
        return cls(look, box, run, clock, (low / 3.0, high * 3.0), label, step_label, log=True)

    def redraw(self) -> None:
        """Set line and dots from the clock."""
        moment = Moment.at(self.clock.get_value(), self.steps_told)
        told = self.plot.points_at(np.arange(moment.step + 1), self.run.values[: moment.step + 1])
        area = self.plot.area
        inside = (told[:, 1] >= area.bottom - SLACK) & (told[:, 1] <= area.top + SLACK)
        self.dots.set_places(told[inside])
        if moment.moved > 0:
            ahead = self.plot.at(moment.step + 1, self.run.values[moment.step + 1])
            told = np.vstack([told, told[-1] + smooth(moment.moved) * (ahead - told[-1])])
        self.line.set_corners(*clip_polyline(told, self.plot.area)) if len(
            told
        ) > 1 else self.line.set_corners()

    def _place(self) -> Point3D | None:
        return self.places[self._step()]

    def _step(self) -> int:
        return Moment.at(self.clock.get_value(), self.steps_told).step

    def _label_places(self) -> list[Point3D | None]:
        """Return for each step where its number stands beside its point, if the line leaves room."""
        points = self.plot.points_at(np.arange(self.steps_told + 1), self.run.values)
        return [self._free_place(points, step) for step in range(self.steps_told + 1)]

    def _free_place(self, points: Point3D_Array, step: int) -> Point3D | None:
        area, point = self.plot.area, points[step]
        width = number_width(self.texts[step], TYPE.caption)
        cap = CAP_HEIGHT_PER_FONT_SIZE * TYPE.caption
        rights = point[0] + LABEL_GAP, min(point[0], area.right) - LABEL_GAP - width, area.right - width
        heights = point[1] + LABEL_GAP, point[1] - LABEL_GAP - cap
        for left in rights:
            for low in heights:
                inside = left >= area.left + 0.05 and left + width <= area.right + 0.02
                box = Box(left - 0.04, left + width + 0.04, low - 0.1, low + cap + 0.1)
                inside = inside and low >= area.bottom + 0.1 and box.top <= area.top + 0.1
                near = (points[: step + 2, 0] > box.left - self.stride) & (
                    points[: step + 2, 0] < box.right + self.stride
                )
                if inside and not clip_polyline(points[: step + 2][near], box):
                    return np.array([left, low, 0.0])
        return None


def _texts(run: Trajectory) -> list[str]:
    """Return the losses as they are printed: with digits that tell the last one from the first."""
    first, last = float(run.values[0]), float(run.values[-1])
    digits = compared(first, last).digits
    return [significant(float(value), digits) for value in run.values]
