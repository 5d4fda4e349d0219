"""The number of the step that is told, beside its point on a line, wherever the line leaves room."""

from collections.abc import Sequence

import numpy as np
from manim.typing import Point3D

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.cast.charts.series_line import SeriesLine
from scenes.cast.marks.lines import clip_polyline
from scenes.cast.writing.numbers import LiveNumber, number_width

LABEL_GAP = 0.16


class StepNumber(LiveNumber):
    """One text a step; nothing where there is no room.

    Parameters
    ----------
    look
        Theme and language.
    texts
        What is written at each of the line's points.
    line
        Told by its clock, from left to right; its points are evenly apart.
    """

    def __init__(self, look: Look, texts: Sequence[str], line: SeriesLine) -> None:
        self.line, self.texts = line, texts
        self._find()
        line.plot.watch(self._find)

        def place() -> Point3D | None:
            return self.places[line.step] if line.step >= 0 else None

        super().__init__(
            look,
            lambda: "" if place() is None else texts[line.step],
            lambda: np.zeros(3) if (here := place()) is None else here,
            anchor="left",
            colour=line.series.style.colour,
            size=TYPE.caption,
        )

    def _find(self) -> None:
        """Find the places of the numbers in the view that the plot now has."""
        self.area, self.steps = self.line.area, self.line.points
        self.places = [self._free_place(text, step) for step, text in enumerate(self.texts)]

    def _free_place(self, text: str, step: int) -> Point3D | None:
        """Return where a number stands beside its point, if the line so far leaves room."""
        area, point, told = self.area, self.steps[step], self.steps[: step + 2]
        width, cap = number_width(text, TYPE.caption), CAP_HEIGHT_PER_FONT_SIZE * TYPE.caption
        stride = float(self.steps[1, 0] - self.steps[0, 0]) if len(self.steps) > 1 else area.width
        rights = point[0] + LABEL_GAP, min(point[0], area.right) - LABEL_GAP - width, area.right - width
        heights = point[1] + LABEL_GAP, point[1] - LABEL_GAP - cap
        for left in rights:
            for low in heights:
                inside = left >= area.left + 0.05 and left + width <= area.right + 0.02
                box = Box(left - 0.04, left + width + 0.04, low - 0.1, low + cap + 0.1)
                inside = inside and low >= area.bottom + 0.1 and box.top <= area.top + 0.1
                near = (told[:, 0] > box.left - stride) & (told[:, 0] < box.right + stride)
                if inside and not clip_polyline(told[near], box):
                    return np.array([left, low, 0.0])
        return None


__all__ = ["StepNumber"]
