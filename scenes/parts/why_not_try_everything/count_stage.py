"""Zeros on an axis, the equation that they come from below it, and marks to compare with."""

import math
from fractions import Fraction

from manim import ValueTracker, VGroup

from gd_math.accounts.effort import Effort
from gd_math.functions.grid_search import ATOMS_EXPONENT, grid_trials
from scenes.base.layout import Layout
from scenes.base.look import Look
from scenes.parts.why_not_try_everything.power_axis import Mark, PowerAxis, count_text, power_text
from scenes.parts.why_not_try_everything.trial_table import PowerEquation, power

AXIS_SHARES, TALL_AXIS_SHARES = (1.0, 1.3), (1.0, 1.1)


class CountStage:
    """The axis above, the equation below.

    Parameters
    ----------
    look, layout
        Theme, language and frame.
    values
        For each parameter.
    parameters
        How many are counted in the end.
    found
        What they take.
    counted
        Tells how many parameters are counted so far.

    Attributes
    ----------
    years_mark, atoms_mark, steps_mark
        For the years, for the atoms in the universe, for the steps of the descent; the first is empty where
        the trials take less than a year.
    lower
        The box of the equation.
    """

    def __init__(
        self,
        look: Look,
        layout: Layout,
        values: int,
        parameters: int,
        found: Effort,
        counted: ValueTracker,
    ) -> None:
        self.values, self.counted = values, counted
        upper, self.lower = layout.stage.rows(*(TALL_AXIS_SHARES if layout.tall else AXIS_SHARES), gap=0.35)
        zeros = math.log10(values) * parameters
        widest = "8.8×" + power_text(int(zeros))
        exact = count_text(found.trials)
        if len(exact) < len(widest) and exact.startswith("10"):
            widest = exact
        highest = max(zeros, float(ATOMS_EXPONENT))
        self.axis = PowerAxis(look, upper, highest, self._exponent, self._trials, widest)
        self.equation = PowerEquation(
            look,
            self.lower,
            lambda: power(values, self.parameters),
            self._trials,
            (power(values, parameters), widest),
        )
        atoms = look.say("atoms") if layout.tall else look.say("atoms in the universe")
        self.years_mark, self.atoms_mark, self.steps_mark = self._marks(look, found, atoms)

    @property
    def parameters(self) -> int:
        """How many parameters are counted now."""
        return int(self.counted.get_value() + 1e-9)

    def _exponent(self) -> float:
        return self.parameters * math.log10(self.values)

    def _trials(self) -> str:
        return count_text(grid_trials(self.values, self.parameters))

    def _marks(self, look: Look, found: Effort, atoms: str) -> list[VGroup]:
        years, steps, ink = found.years, max(found.descent.steps_taken, 1), look.colours.ink
        exponent = max(math.log10(years.numerator) - math.log10(years.denominator), 0.0)
        marks = (
            Mark(exponent, count_text(max(years, Fraction(1))), look.say("years"), ink),
            Mark(ATOMS_EXPONENT, power_text(ATOMS_EXPONENT), atoms, ink),
            Mark(math.log10(steps), str(steps), look.say_count(steps, "step", "steps"), look.colours.step),
        )
        return [VGroup(), *self.axis.marks(marks[1:])] if years < 1 else self.axis.marks(marks)


__all__ = ["CountStage"]
