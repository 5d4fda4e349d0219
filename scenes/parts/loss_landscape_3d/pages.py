"""What the formula zone says of a step in the bowl: the loss now, the slopes, the update with its numbers."""

from manim import VGroup, VMobject

from gd_math.data.line_fitting import Fitting
from gd_math.typing import Floats
from scenes.base.look import Look
from scenes.cast.data.update_rows import (
    WITHOUT_RESULT,
    rule_rows,
    slope_rows,
    slope_text,
    true_decimals,
    update_rows,
    without_results,
)
from scenes.cast.moving.births import Births
from scenes.cast.moving.moments import Moment
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.number_rows import Cell
from scenes.cast.writing.number_text import as_number, significant
from scenes.cast.writing.numbers import Number
from scenes.parts.loss_landscape_3d.loss_bowl import BowlWalk

LOSS = '"MSE"'
SMALL, LONG_WHEN_WRITTEN = 1e-3, 1.1e-11
"""Where the least loss is such a share of the others, losses may take as much room as this one."""


class BowlPages:
    """Makes the pages of one run.

    Parameters
    ----------
    look, zone
        Theme and language, and where they stand.
    fitting, walk
        The run.
    least
        Decimals at least.
    """

    def __init__(self, look: Look, zone: FormulaZone, fitting: Fitting, walk: BowlWalk, least: int) -> None:
        self.look, self.zone, self.fitting, self.walk = look, zone, fitting, walk
        both = (true_decimals(fitting, place, least) for place in range(2))
        self.decimals = [max(pair) for pair in zip(*both, strict=True)] or [least]
        self.least = least

    def loss(self, aside: Floats) -> VMobject:
        """Return MSE(w, b) with the number of the moment, which may also be one of the losses `aside`."""
        colours = self.look.colours
        w, b = (paint(colours.parameter, name) for name in "wb")
        name = f"{paint(colours.loss, LOSS)} ({w}, {b}) ="
        samples = [significant(float(value)) for value in (*self.fitting.run.values, *aside)]
        if self.fitting.least_loss < SMALL * max(*self.fitting.run.values, *aside):
            samples.append(significant(LONG_WHEN_WRITTEN))
        number = Cell(read=lambda: significant(self.walk.loss), samples=samples, role="loss")
        return self.zone.page([[Cell(name), number]])

    def gradient(self) -> VMobject:
        """Return the two partial derivatives with their values at the start."""
        slopes = {name: self._slope(place) for place, name in enumerate("wb")}
        return self.zone.page(slope_rows(self.look, LOSS, slopes))

    def rule(self) -> VMobject:
        """Return the rule in symbols, a line for each parameter."""
        return self.zone.page(rule_rows(self.look, LOSS, "wb"))

    @property
    def gradient_is_zero(self) -> bool:
        """Whether both partial derivatives at the start are printed as 0."""
        return all(as_number(self._slope(place)) == 0.0 for place in range(2))

    def step(self) -> tuple[VMobject, VGroup, list[tuple[VMobject, Number]]]:
        """Return the update with the first step's numbers: the page, what comes at first, the results."""
        names = [paint(self.look.colours.parameter, name) for name in "wb"]

        def births() -> Births:
            return Births.at(
                Moment.at(float(self.walk.clock.get_value()), self.fitting.steps_taken), slow=True
            )

        honest, coarse = (
            update_rows(self.fitting, names, [decimals] * 2, births)
            for decimals in (self.decimals, [self.least] * len(self.decimals))
        )
        brief = [[*row[:1], Cell(":"), *row[3:WITHOUT_RESULT]] for row in coarse]
        page = self.zone.page(
            honest, *([row[:WITHOUT_RESULT] for row in rows] for rows in (honest, coarse)), brief
        )
        rows, results = without_results(page)
        return page, rows, results

    def _slope(self, place: int) -> str:
        return slope_text(self.fitting, 0, place, self.decimals[0])


__all__ = ["BowlPages"]
