"""What becomes of a ball that goes down a curve, in sentences that its account bears."""

from collections.abc import Sequence

import numpy as np

from gd_math.accounts.account import Account
from gd_math.accounts.endings import End
from gd_math.shape.curve_profile import Downhill
from gd_math.shape.ground import below
from gd_math.shape.lie import Lie, has_kink
from gd_math.shape.steepness import steep_ground
from gd_math.typing import Interval
from scenes.base.look import Look
from scenes.cast.writing.comparing import compared, printed_alike, told_apart, without_roundings
from scenes.cast.writing.number_text import MINUS, TIMES, shortest, significant
from scenes.cast.writing.variable_names import variable_text

LEVEL = 0.01
"""A slope is called small below this share of what is steep in the picture."""
TINY, SEEN = 1e-3, 0.01
"""A step that is shorter than the first share of the picture's width hardly moves, a longer one is seen."""
TELLING = 2
"""Digits of a number that says enough."""
CREPT = 0.05
"""A ball that has come no further than this share of the picture's width has hardly moved."""
WAVERING = 0.05
"""The loss goes up and down if its rises sum up to more than this share of the way between its extremes."""


class BallStory:
    """The sentences of one run.

    Parameters
    ----------
    look
        Theme and language.
    account
        Of the run, seen in the picture's range of x.
    heights
        Range of f(x) that is shown.
    """

    def __init__(self, look: Look, account: Account, heights: Interval) -> None:
        self.look, self.account = look, account
        run = account.run
        self.values, self.slopes, self.xs = run.values, np.abs(run.gradients[:, 0]), run.points[:, 0]
        low, high = account.region[0]
        self.width = high - low
        self.steepest = steep_ground(account.objective, account.region[0], heights)
        self.name = variable_text(account.objective.variables[0])

    def place(self, x: float) -> str:
        """Return a position as it is printed."""
        return significant(without_roundings(x, self.width))

    @property
    def level(self) -> bool:
        """Whether the slope at the start is small beside what is steep around."""
        return bool(self.slopes[0] < LEVEL * self.steepest)

    def turning(self, rate: float) -> str:
        """Tell how the gradient becomes the step."""
        return self.look.say(
            "Turned round, times the learning rate α = {rate}: the step.", rate=shortest(rate, 2)
        )

    def gradient(self) -> str:
        """Tell what the gradient arrow is."""
        if self.level:
            return self.look.say("Nearly level ground: the slope is only {slope}.", slope=self._slope(0))
        return self.look.say("The gradient points uphill: the steeper, the longer.")

    def _slope(self, step: int) -> str:
        return significant(float(self.account.run.gradients[step, 0]))

    def step(self, step: int) -> str:
        """Return the sentence on what a step has done to the loss: it is told when the ball has landed."""
        told = compared(float(self.values[step]), float(self.values[step + 1]))
        moved = abs(float(self.xs[step + 1] - self.xs[step])) / self.width
        if told.alike:
            if moved >= SEEN:
                return self.look.say(
                    "The ball landed at the same height: the loss stays {loss}.", loss=told.before
                )
            return self.look.say("The ball hardly moved: the loss stays {loss}.", loss=told.before)
        if told.rises and has_kink(
            self.account.objective, self.account.run.points[step], self.account.region
        ):
            return self.look.say(
                "A kink has no one slope: the loss rose from {before} to {after}.",
                before=told.before,
                after=told.after,
            )
        if told.rises:
            return self.look.say(
                "The ball overshot: the loss rose from {before} to {after}.",
                before=told.before,
                after=told.after,
            )
        if moved < TINY:
            return self.look.say(
                "The ball hardly moved: the loss fell from {before} to {after}.",
                before=told.before,
                after=told.after,
            )
        return self.look.say(
            "Its height is the loss: it fell from {before} to {after}.",
            before=told.before,
            after=told.after,
        )

    def _has_kink(self, step: int) -> bool:
        return has_kink(self.account.objective, self.account.run.points[step], self.account.region)

    def second(self, printed: Sequence[str]) -> str:
        """Return the sentence on the second step's slope beside the first one's, as they are `printed`."""
        if self.slopes[1] == 0.0:
            return self.look.say("Here the slope is zero: no slope, no step.")
        if printed_alike(printed[0], printed[1]):
            return self.look.say("Again: the slope is as steep, so the step is as long.")
        if self.slopes[1] < self.slopes[0]:
            return self.look.say("Again: the slope is gentler, so the step is shorter.")
        return self.look.say("Again: the slope is steeper, so the step is longer.")

    def leaving(self) -> str:
        """Tell the step by which the run left: where it led."""
        account = self.account
        assert account.beyond is not None
        there, step = float(account.beyond[0]), account.leaving_step
        defined = np.isfinite(account.objective(there))
        values = {"step": step, "name": self.name, "x": self.place(there)}
        if account.end is End.LEFT_DOMAIN and not defined:
            return self.look.say("Step {step} leads to {name} = {x}, where f is not defined.", **values)
        if account.end is End.NO_SLOPE:
            return self.look.say("Step {step} leads to {name} = {x}, where f has no slope.", **values)
        if account.end is End.FALLING:
            return self.look.say("Step {step} falls off every scale: there is no lowest point.", step=step)
        if account.end is End.DIVERGING:
            return self.look.say(
                "Step {step} leads off every scale: this learning rate is too large.", step=step
            )
        return self.look.say("Step {step} leads off every scale.", step=step)

    def after_leaving(self) -> str | None:
        """Tell what the leaving step means for the run; None where the leaving says it all."""
        account = self.account
        if account.end not in (End.LEFT_DOMAIN, End.NO_SLOPE):
            return None
        found = below(account.objective, account.run.points[:1], account.region)
        kind, place = found.kinds[0], float(found.places[0, 0])
        if kind in (Downhill.MINIMUM, Downhill.FLOOR):
            return self.look.say("The run ends. Small enough steps would stay where f is defined.")
        if kind is Downhill.EDGE:
            return self.look.say(
                "The run ends. Downhill, the curve itself ends at {name} = {x}.",
                name=self.name,
                x=self.place(place),
            )
        return self.look.say("The run ends: nothing there tells where to go.")

    def end(self, printed: str) -> str:
        """Return where the ball is at last: as the rule has `printed` it, if that says enough."""
        digits = printed.strip(f"{MINUS}0.").replace(".", "")
        return printed if len(digits) >= TELLING and TIMES not in printed else self.place(float(self.xs[-1]))

    def summary(self, printed: str) -> str:
        """Say where the ball came to rest, or that it did not, and why; the rule has `printed` the place."""
        account, count, first = self.account, self.account.steps, float(self.values[0])
        final = float(self.values[-1])
        told = compared(first, final)
        if account.end is End.CYCLE:
            return self._cycle()
        if account.end is End.DIVERGING and account.rises_from is not None:
            return self._rises(account.rises_from)
        if account.end is End.FALLING:
            return self.look.say_count(
                count,
                "After {count} step the loss is {loss}: downhill there is no minimum.",
                "After {count} steps the loss is {loss}: downhill there is no minimum.",
                loss=told.after,
            )
        if account.end is End.CREEPING and self.slopes[-1] <= LEVEL * self.steepest:
            if abs(self.xs[-1] - self.xs[0]) < CREPT * self.width:
                return self.look.say_count(
                    count,
                    "After {count} step the ball has hardly moved: the slope is only {slope}.",
                    "After {count} steps the ball has hardly moved: the slope is only {slope}.",
                    slope=self._slope(-1),
                )
            return self.look.say_count(
                count,
                "After {count} step the slope is only {slope}: from here, steps hardly move the ball.",
                "After {count} steps the slope is only {slope}: from here, steps hardly move the ball.",
                slope=self._slope(-1),
            )
        if account.end in (End.STANDING, End.KINK):
            return self.look.say("Here the slope is zero: the ball stays, but this is no minimum.")
        if told.alike:
            return self.look.say_count(
                count,
                "After {count} step the loss is {loss}, as at the start.",
                "After {count} steps the loss is {loss}, as at the start.",
                loss=told.before,
            )
        if self._wavers:
            return self.look.say(
                "The loss went up and down, from {first} to {final} in {count} steps.",
                count=count,
                first=told.before,
                final=told.after,
            )
        if told.rises:
            if count == 1:
                return self.look.say("The step lands higher: this learning rate is too large.")
            if account.rises:
                return self.look.say("Every step lands higher: this learning rate is too large.")
            return self.look.say_count(
                count,
                "After {count} step the loss rose from {first} to {final}.",
                "After {count} steps the loss rose from {first} to {final}.",
                first=told.before,
                final=told.after,
            )
        return self.look.say_count(
            count,
            "After {count} step {name} = {x}: the loss fell from {first} to {final}.",
            "After {count} steps {name} = {x}: the loss fell from {first} to {final}.",
            name=self.name,
            x=self.end(printed),
            first=told.before,
            final=told.after,
        )

    @property
    def _wavers(self) -> bool:
        """Whether the loss rises and falls by more than a little."""
        steps = np.diff(self.values)
        least = WAVERING * float(np.ptp(self.values))
        return bool(steps[steps > 0].sum() > least and -steps[steps < 0].sum() > least)

    def _cycle(self) -> str:
        places = self.account.places[:, 0]
        if len(places) == 2:
            one, other = told_apart([float(x) for x in places[::-1]])
            return self.look.say(
                "The ball jumps between {one} and {other} and comes no closer.", one=one, other=other
            )
        return self.look.say("The ball goes round {count} places and comes no closer.", count=len(places))

    def _rises(self, first: int) -> str:
        if first == 0:
            return self.look.say("Every step lands higher: this learning rate is too large.")
        return self.look.say(
            "From step {step} on, every step lands higher: the learning rate is too large.", step=first + 1
        )

    def standing(self) -> list[str]:
        """Tell the case without a slope at the start: that there is none, and what place this is."""
        account = self.account
        start = account.run.points[0]
        if has_kink(account.objective, start, account.region):
            first = self.look.say("The curve has a kink here: the slope is taken as zero.")
        else:
            first = self.look.say("The slope under the ball is zero.")
        said = {
            Lie.MINIMUM: self.look.say("This is a minimum: close by, nothing is lower."),
            Lie.FLOOR: self.look.say("Level ground: close by, nothing is lower."),
            Lie.LEVEL: self.look.say("Level ground: close by, nothing is lower."),
            Lie.SUMMIT: self.look.say("This is a summit, no valley. The slope alone cannot tell."),
            Lie.PASS: self.look.say("Beside it, the ground falls. The slope alone cannot tell."),
        }
        rest = self.look.say("No slope, no step: the ball stays where it is.")
        return [first, rest, *([said[account.lie]] if account.lie in said else [])]
