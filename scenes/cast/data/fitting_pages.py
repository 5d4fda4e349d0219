"""What the formula zone says while a line is fitted: the gradient, a step's arithmetic, the comparison."""

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from manim import LEFT, VGroup, VMobject

from gd_math.data.line_fitting import Fitting
from gd_math.typing import Points
from scenes.base.look import Look
from scenes.base.theme import TYPE
from scenes.cast.data.update_rows import (
    APART,
    WITHOUT_RESULT,
    rule_rows,
    slope_rows,
    slope_text,
    true_decimals,
    update_rows,
)
from scenes.cast.moving.births import Births
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.number_rows import Cell
from scenes.cast.writing.number_text import as_number, fixed, shortest, significant, typst_number

LOSS = '"MSE"'
WITHOUT_LOSS = 5
"""Columns that are left where the box is narrow."""
ALPHA_ASIDE = 0.5
"""From the number of α to the rule."""
ENOUGH = 2
"""Decimals that are enough to compare by; where the picture needs fewer, there is one more."""


class FittingPages:
    """Makes the pages of one fitting.

    Parameters
    ----------
    look
        Theme and language.
    fitting
        The run.
    zone
        Formula zone.
    decimals
        Decimals of w and of b that suit the picture.
    """

    def __init__(self, look: Look, fitting: Fitting, zone: FormulaZone, decimals: tuple[int, int]) -> None:
        self.look, self.fitting, self.zone, self.decimals = look, fitting, zone, decimals
        self.least = min(decimals)
        both = (true_decimals(fitting, place, self.least) for place in range(2))
        self.exactly = [max(pair) for pair in zip(*both, strict=True)] or [self.least]
        """With how many decimals the printed updates of the steps told slowly are true."""

    def gradient(self) -> VMobject:
        """Return the two partial derivatives with their values at the start."""
        slopes = {name: self._slope(place) for place, name in enumerate("wb")}
        return self.zone.page(slope_rows(self.look, LOSS, slopes))

    def rule(self, *, rate: bool = False) -> VMobject:
        """Return the rule in symbols, a line for each parameter; with α's number where it has room."""
        page = self.zone.page(rule_rows(self.look, LOSS, "wb"))
        if not rate:
            return page
        told = paint(self.look.colours.step, f"alpha = {typst_number(shortest(self.fitting.rate))}")
        alpha = MathFormula(self.look, told, size=TYPE.caption).next_to(page, LEFT, buff=ALPHA_ASIDE)
        return VGroup(page, alpha) if alpha.get_left()[0] >= self.zone.box.left else page

    @property
    def gradient_is_zero(self) -> bool:
        """Whether both partial derivatives at the start are printed as 0."""
        return all(as_number(self._slope(place)) == 0.0 for place in range(2))

    @property
    def decimals_compared(self) -> tuple[int, int]:
        """With how many decimals w and b stand beside the exact solution."""
        w, b = (d if d >= ENOUGH else d + 1 for d in self.decimals)
        return w, b

    def step(self, births: Callable[[], Births]) -> VMobject:
        """Return the update of both parameters with the numbers of a step that is told slowly."""
        names = [paint(self.look.colours.parameter, name) for name in "wb"]
        told = self.fitting, names
        honest = update_rows(*told, [self.exactly] * 2, births)
        coarse = update_rows(*told, [[self.least] * len(self.exactly)] * 2, births)
        brief = [[*row[:1], Cell(":"), *row[3:WITHOUT_RESULT]] for row in coarse]
        shorter = ([row[:WITHOUT_RESULT] for row in rows] for rows in (honest, coarse))
        return self.zone.page(honest, *shorter, brief)

    def _slope(self, place: int) -> str:
        return slope_text(self.fitting, 0, place, self.exactly[0])

    def comparison(self, steps: str) -> VMobject:
        """Return what the run found, called `steps`, beside the exact solution and the truth if it is known.

        Parameters
        ----------
        steps
            A translated label.
        """
        fitting = self.fitting
        found = [(steps, fitting.run.points[-1]), (self.look.say("exact"), fitting.best)]
        if fitting.true_line is not None:
            found.append((self.look.say("truth"), np.array(fitting.true_line)))
        fine = self._compared(found, self.decimals_compared)
        short = [row[:WITHOUT_LOSS] for row in fine]
        coarse = [row[:WITHOUT_LOSS] for row in self._compared(found, self.decimals)]
        return self.zone.page(fine, short, coarse, coarse[1:], largest=TYPE.caption)

    def _compared(self, found: Sequence[tuple[str, Points]], decimals: tuple[int, int]) -> list[list[Cell]]:
        """Return a row for each label and point, with so many decimals of w and of b."""
        colours = self.look.colours
        names = [paint(colours.parameter, "w"), paint(colours.parameter, "b"), paint(colours.loss, '"MSE"')]
        rows = []
        for label, point in found:
            values = [fixed(float(v), d) for v, d in zip(point, decimals, strict=True)]
            values.append(significant(float(self.fitting.loss.value(point))))
            row = [Cell.words(label)]
            for name, value, role in zip(names, values, ("parameter", "parameter", "loss"), strict=True):
                row += [Cell(f"{name} =", before=APART), Cell(read=partial(str, value), role=role)]
            rows.append(row)
        return rows


__all__ = ["FittingPages"]
