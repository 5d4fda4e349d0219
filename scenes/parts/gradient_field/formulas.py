"""The formulas above a field of gradients: the function, and the rule of descent or ascent."""

import numpy as np

from gd_math.objective import Objective
from scenes.base.layout import Layout
from scenes.base.look import Look
from scenes.base.theme import TYPE
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.variable_names import tuple_markup


class FieldFormulas:
    """Makes the formulas, at their places.

    Parameters
    ----------
    look, layout
        Theme and frame.
    objective
        The function.
    """

    def __init__(self, look: Look, layout: Layout, objective: Objective) -> None:
        self.look, self.layout, self.place = look, layout, tuple_markup(objective)

    def function(self, body: str) -> MathFormula:
        """Return the function at the upper right, as large as fits; at the left in tall frames."""
        box, loss = self.layout.formula, self.look.colours.loss
        largest = TYPE.caption if self.layout.tall else TYPE.formula
        name = f"f{self.place}"
        for text in (f"{name} = {body}", name):
            for size in np.arange(largest, TYPE.label - 1e-9, -1.0):
                formula = MathFormula(self.look, paint(loss, text), size=float(size))
                if formula.width <= box.width and formula.height <= box.height:
                    return self._put(formula, box.top - formula.height)
        return self._put(formula, box.top - formula.height)

    def rule(self, sign: str) -> MathFormula:
        """Return the update rule beneath the header, or beneath the function in tall frames."""
        colours, box = self.look.colours, self.layout.formula
        point, slope = paint(colours.parameter, self.place), paint(colours.gradient, f"nabla f{self.place}")
        step = paint(colours.step, "alpha")
        rule = MathFormula(self.look, f"{point} arrow.l {point} {sign} {step} {slope}", size=TYPE.caption)
        return rule.shift(
            (self.layout.safe.left - float(rule.get_left()[0]), box.bottom - float(rule.get_bottom()[1]), 0.0)
        )

    def _put(self, formula: MathFormula, bottom: float) -> MathFormula:
        """Return a formula at its side of the formula zone."""
        box = self.layout.formula
        aside = (
            box.left - float(formula.get_left()[0])
            if self.layout.tall
            else box.right - float(formula.get_right()[0])
        )
        return formula.shift((aside, bottom - float(formula.get_bottom()[1]), 0.0))


__all__ = ["FieldFormulas"]
