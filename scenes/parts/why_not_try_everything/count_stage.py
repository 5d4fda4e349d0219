"""Zeros on an axis, the equation that they come from below it, and marks to compare with."""

import math
from fractions import Fraction

from manim import ValueTracker, VGroup

from gd_math.accounts.effort import Effort
from gd_math.functions.grid_search import AGE_OF_UNIVERSE, ATOMS_EXPONENT, grid_trials
from scenes.base.layout import Layout
from scenes.base.look import Look
from scenes.base.theme import TYPE
from scenes.cast.writing.numbers import number_width
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
    atoms_mark, steps_mark
        For the atoms in the universe, and for the steps of the descent.
    lower
        The box of the equation.
    years
        An axis of years, to the same scale, in the equation's place; its mark is the age of the universe.
    passed
        Tells which share of the years' zeros has passed.
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
        in_years = count_text(max(found.years, Fraction(1)))
        widest = max(widest, in_years, key=lambda text: number_width(text, TYPE.caption))
        highest = max(zeros, float(ATOMS_EXPONENT))
        self.axis = PowerAxis(look, upper, highest, self._exponent, self._trials, widest, look.say("trials"))
        self.equation = PowerEquation(
            look,
            self.lower,
            lambda: power(values, self.parameters),
            self._trials,
            (power(values, parameters), widest),
        )
        atoms = look.say("atoms") if layout.tall else look.say("atoms in the universe")
        self.atoms_mark, self.steps_mark = self._marks(look, found, atoms)
        self.passed = ValueTracker(0.0)
        self.years = self._years(look, highest, found, widest, tall=layout.tall)

    @property
    def parameters(self) -> int:
        """How many parameters are counted now."""
        return int(self.counted.get_value() + 1e-9)

    def _exponent(self) -> float:
        return self.parameters * math.log10(self.values)

    def _trials(self) -> str:
        return count_text(grid_trials(self.values, self.parameters))

    def _years(self, look: Look, highest: float, found: Effort, widest: str, *, tall: bool) -> PowerAxis:
        """Return the axis of years, with the age of the universe on it."""
        years = max(found.years, Fraction(1))
        zeros = math.log10(years.numerator) - math.log10(years.denominator)
        text = count_text(years)
        axis = PowerAxis(
            look,
            self.lower.inset(bottom=0.2 * self.lower.height),
            highest,
            lambda: self.passed.get_value() * zeros,
            lambda: text if self.passed.get_value() > 0.0 else "",
            widest,
            title=look.say("years"),
        )
        age = look.say("years so far") if tall else look.say("years since the Big Bang")
        mark = Mark(math.log10(AGE_OF_UNIVERSE), count_text(AGE_OF_UNIVERSE), age, look.colours.ink)
        axis.add(*axis.marks([mark]))
        return axis

    def _marks(self, look: Look, found: Effort, atoms: str) -> list[VGroup]:
        steps, ink = max(found.descent.steps_taken, 1), look.colours.ink
        marks = (
            Mark(ATOMS_EXPONENT, power_text(ATOMS_EXPONENT), atoms, ink),
            Mark(math.log10(steps), str(steps), look.say_count(steps, "step", "steps"), look.colours.step),
        )
        return self.axis.marks(marks)


__all__ = ["CountStage"]
