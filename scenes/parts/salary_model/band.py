"""How wide the band around the line is: σ with its number, which counts as the band opens."""

import numpy as np
from manim import VGroup
from manim.typing import Point3D, Point3D_Array

from scenes.base.look import Look
from scenes.base.theme import STROKES, TYPE
from scenes.cast.charts.free_places import roomiest
from scenes.cast.marks.lines import Polyline
from scenes.cast.moving.following import follow
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.numbers import LiveNumber, number_width
from scenes.parts.salary_model.amounts import Amounts
from scenes.parts.salary_model.stage import WageStage

GAP, END = 0.12, 0.1
"""Between the equals sign and its number; half the width of the measure's ends, in scene units."""


class SigmaMark(VGroup):
    """A measure from the line up to the edge of the band, and its length in words.

    Parameters
    ----------
    look, stage
        Theme and language, and what has the band.
    amounts
        How it is written.
    """

    def __init__(self, look: Look, stage: WageStage, amounts: Amounts) -> None:
        colour, size = look.colours.loss, TYPE.formula
        self.stage = stage
        low, high = stage.way.x_range
        self.x = high - 0.12 * (high - low)
        self.measure = Polyline(colour, STROKES.curve, name="σ")
        head = MathFormula(look, paint(colour, "sigma ="), size=size)
        widest = number_width(amounts.write(stage.found.sigma), size)
        half = np.array([head.width + GAP + widest, head.cap_height * 1.2]) / 2
        area, way = stage.plot.area, np.linspace(low, high, 200)
        edges = [
            stage.plot.points_at(way, stage.found.at(way) + k * stage.found.sigma)
            for k in (-1, -0.5, 0, 0.5, 1)
        ]
        places = np.stack(
            np.meshgrid(
                np.linspace(area.right - half[0], area.left + half[0], 24),
                np.linspace(area.top - half[1], area.bottom + half[1], 16),
                [0.0],
            ),
            axis=-1,
        ).reshape(-1, 3)
        tip = self._ends(stage.found.sigma)[1]
        places = places[np.argsort(np.hypot(*(places - tip)[:, :2].T), kind="stable")]
        taken = np.concatenate([*edges, stage.gaps_taken, stage.worker.ground, *_measured(tip)])
        middle = roomiest(places, half, taken, enough=0.2)
        left, base = middle[0] - half[0], middle[1] - half[1] * 0.8
        head.stand_on(base).shift((left - float(head.get_left()[0]), 0.0, 0.0))
        at = (left + float(head.width) + GAP + widest, base, 0.0)
        number = LiveNumber(
            look, lambda: amounts.write(stage.half), at, anchor="right", colour=colour, size=size
        )
        super().__init__(self.measure, head, number)
        follow(self.measure, self.redraw)

    def redraw(self) -> None:
        """Set the measure as far as the band has opened."""
        ends = self._ends(self.stage.half)
        ends[:, 1] = np.clip(ends[:, 1], self.stage.plot.area.bottom, self.stage.plot.area.top)
        aside = np.array([END, 0.0, 0.0])
        self.measure.set_corners(ends, *(np.array([end - aside, end + aside]) for end in ends))

    def _ends(self, half: float) -> Point3D_Array:
        x = np.full(2, self.x)
        return self.stage.points_at(x, self.stage.found.at(x) + np.array([0.0, half]))


def _measured(tip: Point3D) -> list[Point3D_Array]:
    """Return points on screen around the upper end of the measure."""
    return [tip[None] + np.array([side * END, 0.0, 0.0]) for side in (-1.0, 0.0, 1.0)]


__all__ = ["SigmaMark"]
