"""What becomes of a walk downhill in fog, in sentences that its account bears."""

from collections.abc import Sequence

import numpy as np

from gd_math.accounts.account import Account
from gd_math.accounts.endings import End
from gd_math.functions.minima import lower_valley
from gd_math.shape.curve_profile import Downhill
from gd_math.shape.ground import below
from gd_math.shape.lie import Lie, has_kink
from scenes.base.look import Look
from scenes.cast.writing.comparing import (
    compared,
    compared_plainly,
    printed_alike,
    told_apart,
    without_roundings,
)
from scenes.cast.writing.number_text import MINUS, plain, significant
from scenes.cast.writing.variable_names import variable_text

NEARLY_FLAT = 0.1
"""Share of the steepest slope of the walk below which a slope counts as almost zero."""
TINY, SEEN = 1e-3, 0.01
"""A step that is shorter than the first share of the picture's width is tiny, a longer one is seen."""
CREPT = 0.05
"""Who has come no further than this share of the picture's width has hardly moved."""


class HikerStory:
    """The sentences of one walk.

    Parameters
    ----------
    look
        Theme and language.
    account
        Of the walk, seen in the picture's range of x.
    gone
        Whether it ends outside the picture.
    """

    def __init__(self, look: Look, account: Account, gone: bool) -> None:
        self.look, self.account, self.gone = look, account, gone
        run = account.run
        self.xs, self.values, self.slopes = run.points[:, 0], run.values, run.gradients[:, 0]
        low, high = account.region[0]
        self.width = high - low
        self.name = variable_text(account.objective.variables[0])
        found = below(account.objective, run.points[:1], account.region)
        self.has_valley = found.kinds[0] in (Downhill.MINIMUM, Downhill.FLOOR)
        here = float(self.values[-1])
        if account.minimum is not None:
            here = min(here, float(account.objective.value(account.minimum)))
        self.lowest = lower_valley(account.objective, account.region[0], here)

    def slope_text(self, step: int) -> str:
        """Return a slope with two decimals, or with the digits that it needs."""
        value = float(self.slopes[step])
        text = plain(value, 2)
        return significant(value, 2) if value != 0.0 and text.strip(f"{MINUS}0.") == "" else text

    def uphill(self) -> str:
        """Tell the slope at the start, and where it points."""
        if self.slopes[0] > 0.0:
            return self.look.say("The slope is {slope}: uphill is to the right.", slope=self.slope_text(0))
        return self.look.say("The slope is {slope}: uphill is to the left.", slope=self.slope_text(0))

    def step(self, step: int) -> str:
        """Return the sentence on what a step did to the height."""
        told = compared(float(self.values[step]), float(self.values[step + 1]))
        moved = abs(float(self.xs[step + 1] - self.xs[step])) / self.width
        heights = {"before": told.before, "after": told.after}
        if told.alike:
            if moved >= SEEN:
                return self.look.say("One step: the height is {height} again.", height=told.before)
            return self.look.say("The step is tiny: the height stays {height}.", height=told.before)
        if told.rises and self._has_kink(step):
            return self.look.say(
                "A kink has no one slope: the height rises from {before} to {after}.", **heights
            )
        if told.rises:
            return self.look.say("Too far: the height rises from {before} to {after}.", **heights)
        if moved < TINY:
            return self.look.say("A tiny step: the height falls from {before} to {after}.", **heights)
        return self.look.say("One step: the height falls from {before} to {after}.", **heights)

    def _has_kink(self, step: int) -> bool:
        return has_kink(self.account.objective, self.account.run.points[step], self.account.region)

    def second(self, printed: Sequence[str]) -> str:
        """Return the sentence on the second step's slope beside the first one's, as they are `printed`."""
        if self.slopes[1] == 0.0:
            return self.look.say("Feel again: no slope here, so no step.")
        if printed_alike(printed[0], printed[1]):
            return self.look.say("Feel again: just as steep, so the step is as long.")
        if abs(self.slopes[1]) < abs(self.slopes[0]):
            return self.look.say("Feel again: less steep, so the step is shorter.")
        return self.look.say("Feel again: steeper, so the step is longer.")

    def leaving(self) -> str:
        """Tell the step by which the walk left: where it led."""
        account = self.account
        assert account.beyond is not None
        there, step = float(account.beyond[0]), account.leaving_step
        place = significant(without_roundings(there, self.width))
        if account.end is End.LEFT_DOMAIN and not np.isfinite(account.objective(there)):
            return self.look.say(
                "Step {step} leads to {name} = {x}: no ground, f is not defined there.",
                step=step,
                name=self.name,
                x=place,
            )
        if account.end is End.NO_SLOPE:
            return self.look.say(
                "Step {step} leads to {name} = {x}: there is no slope to feel.",
                step=step,
                name=self.name,
                x=place,
            )
        if account.end is End.FALLING:
            return self.look.say("Step {step} falls off every scale: there is no bottom.", step=step)
        if account.end is End.DIVERGING:
            return self.look.say(
                "Step {step} leads off every scale: this learning rate is too large.", step=step
            )
        return self.look.say("Step {step} leads off every scale.", step=step)

    @property
    def asks(self) -> str | None:
        """The question at the end of the walk, if there is one."""
        account = self.account
        if self.gone:
            return None
        if account.end in (End.STANDING, End.KINK):
            return self.look.say("No slope here, so no step. But is this a valley?")
        if account.end is not End.ARRIVED:
            return None
        if account.below is Downhill.FLOOR and self.slopes[-1] == 0.0:
            return self.look.say("Level ground: no slope, no step. But is it the lowest?")
        if abs(self.slopes[-1]) <= NEARLY_FLAT * np.abs(self.slopes).max():
            return self.look.say("Almost no slope: a valley. But is it the lowest?")
        return self.look.say("The bottom of a valley is close. But is it the lowest?")

    def end_of_walk(self) -> str:
        """Say how the walk ended, where that is no question."""
        account = self.account
        told = compared(float(self.values[0]), float(self.values[-1]))
        if account.end is End.CYCLE:
            return self._cycle()
        if account.end is End.DIVERGING and account.rises_from is not None:
            if account.rises:
                return self.look.say("Every step lands higher: this learning rate is too large.")
            return self.look.say(
                "From step {step} on, every step lands higher: the learning rate is too large.",
                step=account.rises_from + 1,
            )
        if self.gone:
            if told.rises:
                return self.look.say("The steps jump out of the picture: this learning rate is too large.")
            if account.end in (End.FALLING, End.CREEPING) and account.below is Downhill.NOTHING:
                return self.look.say("The walk has left the picture: no valley held it.")
            return self.look.say("The walk has left the picture.")
        if account.end is End.CREEPING and abs(self.xs[-1] - self.xs[0]) < CREPT * self.width:
            return self.look.say_count(
                account.steps,
                "After {count} step, hardly any way: the slope is only {slope}.",
                "After {count} steps, hardly any way: the slope is only {slope}.",
                slope=self.slope_text(-1),
            )
        return self.look.say_count(
            account.steps,
            "After {count} step the slope is still {slope}: not at the bottom.",
            "After {count} steps the slope is still {slope}: not at the bottom.",
            slope=self.slope_text(-1),
        )

    def _cycle(self) -> str:
        places = self.account.places[:, 0]
        if len(places) == 2:
            one, other = told_apart([float(x) for x in places[::-1]])
            return self.look.say("To and fro between {one} and {other}: no closer.", one=one, other=other)
        return self.look.say("Round and round over {count} places: no closer.", count=len(places))

    def no_slope(self) -> str:
        """Ask about a start without a slope; the convention is told where there is a kink."""
        if self._has_kink(0):
            return self.look.say("A kink: its slope is taken as zero, so no step. Is this a valley?")
        return self.look.say("The slope is zero: no slope, no step. Is this a valley?")

    def lower(self) -> str:
        """Tell that a lower valley is in the picture."""
        assert self.lowest is not None
        told = compared_plainly(float(self.values[-1]), self.lowest[1], 2)
        if self.in_valley or self.account.below in (Downhill.MINIMUM, Downhill.FLOOR):
            return self.look.say(
                "There is a lower valley: {lowest} instead of {here}.", lowest=told.after, here=told.before
            )
        return self.look.say(
            "A valley is in sight, further down: {lowest} instead of {here}.",
            lowest=told.after,
            here=told.before,
        )

    @property
    def in_valley(self) -> bool:
        """Whether the walk has come to a valley, or stood in one."""
        return self.account.end is End.ARRIVED

    def summary(self) -> str:
        """Return the last sentence."""
        account = self.account
        if account.end is End.DIVERGING and self.has_valley:
            return self.look.say("Too large a learning rate leaps out of the valley.")
        if account.end in (End.STANDING, End.KINK) and account.lie in (Lie.SUMMIT, Lie.PASS, Lie.LEVEL):
            return self.look.say("This is no valley. The slope alone could not tell.")
        if not self.in_valley or self.gone:
            return self.look.say("Gradient descent knows the slope here, and nothing else.")
        if self.lowest is not None:
            return self.look.say("Gradient descent finds a valley, not always the lowest.")
        return self.look.say("No valley in sight is lower. In the fog, nobody could know.")
