"""Zeros on an axis whose scale moves, the equation that they come from below it, and what to compare with."""

import math
from fractions import Fraction

from manim import ValueTracker, smooth
from manim.mobject.mobject import _AnimationBuilder

from gd_math.accounts.effort import Effort
from gd_math.functions.grid_search import AGE_OF_UNIVERSE, ATOMS_EXPONENT, grid_trials
from scenes.base.layout import Layout
from scenes.base.look import Look
from scenes.cast.charts.view_change import zoomed
from scenes.cast.moving.following import ride
from scenes.cast.writing.numbers import number_width
from scenes.parts.why_not_try_everything.power_axis import (
    TIP,
    AxisMark,
    Mark,
    PowerAxis,
    count_text,
    power_text,
)
from scenes.parts.why_not_try_everything.power_equation import PowerEquation, power

AXIS_SHARES, TALL_AXIS_SHARES = (1.0, 1.5), (1.0, 1.1)
HEAD_ROOM = 0.35
"""The axis stands higher by this where only a formula's single line is above it."""
AHEAD = 1.2
"""How far an axis reaches beyond what is spoken about."""
LEAST_REACH = 2.0
AGE_EXPONENT = math.log10(AGE_OF_UNIVERSE)


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
    first
        The exponent of what stands on the axis from the start.

    Attributes
    ----------
    counted, passed
        Tell how many parameters are counted so far, and how many zeros of the years have passed.
    grown
        Tells how far the bar has grown, from 0 to 1.
    atoms_mark, steps_mark
        For the atoms in the universe, and for the steps of the descent.
    lower
        The box of the equation.
    years
        An axis of years, on a scale of its own, in the equation's place; with the age of the universe.
    """

    def __init__(
        self, look: Look, layout: Layout, values: int, parameters: int, found: Effort, first: float
    ) -> None:
        self.values, self.digits = values, math.log10(values)
        self.zeros, self.first = self.digits * parameters, first
        self.counted, self.passed, self.grown = ValueTracker(1.0), ValueTracker(0.0), ValueTracker(0.0)
        self.reach = ValueTracker(self.room_for(1))
        self.years_reach = ValueTracker(AHEAD * AGE_EXPONENT)
        stage = layout.stage if layout.tall else layout.stage.inset(top=-HEAD_ROOM)
        upper, self.lower = stage.rows(*(TALL_AXIS_SHARES if layout.tall else AXIS_SHARES), gap=0.35)
        widest = "8.8×" + power_text(int(self.zeros))
        exact = count_text(found.trials)
        if len(exact) < len(widest) and exact.startswith("10"):
            widest = exact
        in_years = count_text(max(found.years, Fraction(1)))
        widest = max(widest, in_years, key=lambda text: number_width(text, TIP))
        room = "" if layout.tall else widest
        self.axis = PowerAxis(
            look, upper, self.reach.get_value, self._bar, self._trials, room, look.say("how many")
        )
        self.reach.set_value(self.axis.settled(self.reach.get_value()))
        self.equation = PowerEquation(
            look,
            self.lower,
            lambda: power(values, self.parameters),
            self._trials,
            (power(values, parameters), widest),
        )
        atoms = look.say("atoms") if layout.tall else look.say("atoms in the universe")
        ink, steps = look.colours.ink, max(found.descent.steps_taken, 1)
        self.atoms_mark = AxisMark(self.axis, Mark(ATOMS_EXPONENT, power_text(ATOMS_EXPONENT), atoms, ink))
        word = look.say_count(steps, "step", "steps")
        mark = Mark(math.log10(steps), str(steps), word, look.colours.step)
        self.steps_mark = AxisMark(self.axis, mark, row=1)
        self.years = self._years(look, found, room, tall=layout.tall)

    @property
    def parameters(self) -> int:
        """How many parameters are counted now."""
        return int(self.counted.get_value() + 1e-9)

    @property
    def whole(self) -> float:
        """The exponent at the end of the axis when all is told."""
        return max(self.zeros, float(ATOMS_EXPONENT))

    def room_for(self, parameters: float) -> float:
        """Return where an axis ends that has room for the trials with so many parameters."""
        return max(AHEAD * self.digits * parameters, AHEAD * self.first, LEAST_REACH)

    def count_to(self, parameters: int, reach: float) -> list[_AnimationBuilder]:
        """Return the animations that count on, and move the scale so that the bar stays in the picture."""
        moves = [by_factors(self.reach, self.axis.settled(reach))]
        if parameters > self.counted.get_value():
            moves.append(by_factors(self.counted, float(parameters)))
        return moves

    def pass_years(self, to: float) -> list[_AnimationBuilder]:
        """Return the animations that let years pass up to so many zeros, and move their scale."""
        reach = max(to, AHEAD * AGE_EXPONENT)
        reach = self.years.settled(reach)
        return [by_factors(self.years_reach, reach), by_factors(self.passed, to)]

    def _bar(self) -> float:
        return float(self.grown.get_value()) * self.parameters * self.digits

    def _trials(self) -> str:
        return count_text(grid_trials(self.values, self.parameters))

    def _years(self, look: Look, found: Effort, widest: str, *, tall: bool) -> PowerAxis:
        """Return the axis of years, with the age of the universe on it."""
        years = max(found.years, Fraction(1))
        self.years_zeros = math.log10(years.numerator) - math.log10(years.denominator)
        text = count_text(years)
        axis = PowerAxis(
            look,
            self.lower.inset(bottom=0.2 * self.lower.height),
            self.years_reach.get_value,
            self.passed.get_value,
            lambda: text if self.passed.get_value() >= self.years_zeros else "",
            widest,
            title=look.say("years"),
            colours=(look.colours.muted, look.colours.ink),
        )
        age = look.say("years so far") if tall else look.say("years since the Big Bang")
        mark = Mark(AGE_EXPONENT, count_text(AGE_OF_UNIVERSE), age, look.colours.ink)
        axis.add(AxisMark(axis, mark))
        return axis


def by_factors(tracker: ValueTracker, to: float) -> _AnimationBuilder:
    """Return the animation that takes `tracker` to a value by equal factors, beginning and ending gently."""
    begin = float(tracker.get_value())
    if begin <= 0.0 or begin == to:
        return ride(tracker, to, smooth)

    def way(share: float) -> float:
        return (zoomed((0.0, begin), (0.0, to), float(smooth(share)))[1] - begin) / (to - begin)

    return ride(tracker, to, way)


__all__ = ["CountStage", "by_factors"]
