"""What trying everything takes, and what a descent takes, in sentences."""

import numpy as np

from gd_math.accounts.effort import Effort
from scenes.base.look import Look
from scenes.cast.writing.number_text import powers_of_ten, shortest, significant
from scenes.parts.why_not_try_everything.power_axis import count_text
from scenes.parts.why_not_try_everything.trial_grid import DIMENSIONS


class Story:
    """The sentences that depend on the parameters.

    Parameters
    ----------
    look
        Theme and language.
    found
        What it takes.
    parameters
        How many are counted.
    """

    def __init__(self, look: Look, found: Effort, parameters: int) -> None:
        self.look, self.found, self.parameters = look, found, parameters

    def cubes(self, pictured: int) -> str:
        """Tell for which parameters each mark is a cube."""
        if pictured == DIMENSIONS + 1:
            return self.look.say("Four parameters: each mark is now a cube.")
        if pictured == DIMENSIONS + 2:
            return self.look.say("Four, five: each mark is now a cube.")
        return self.look.say("Four, five, six: each mark is now a cube.")

    def zeros(self, values: int, pictured: int) -> str:
        """Tell what the axis counts; where the cube has as many trials as one parameter, that it is these."""
        if values == pictured and self.parameters > DIMENSIONS:
            return self.look.say("Now {n} values: one parameter is the whole cube.", n=shortest(values))
        return self.look.say_count(
            self.parameters,
            "Now {n} values. The axis counts the zeros.",
            "Now {n} values each. The axis counts the zeros.",
            n=shortest(values),
        )

    def more(self, values: int) -> str:
        """Tell what each further parameter does."""
        return self.look.say("Each further parameter: {n} times as many trials.", n=shortest(values))

    def trials(self) -> str:
        """Tell all trials."""
        return self.look.say_count(
            self.parameters,
            "{count} parameter: {n} trials.",
            "{count} parameters: {n} trials.",
            n=count_text(self.found.trials),
        )

    def time(self, per_second: int) -> str:
        """Ask how many years the trials take, or tell the seconds where that is less than one."""
        rate = shortest(per_second)
        if self.found.years < 1:
            seconds = significant(float(self.found.seconds))
            return self.look.say(
                "At {rate} trials a second they take {seconds} s.", rate=rate, seconds=seconds
            )
        return self.look.say("At {rate} trials a second: how many years?", rate=rate)

    def bowl(self) -> str:
        """Name the function that is descended on."""
        return self.look.say_count(
            self.parameters,
            "Gradient descent in a bowl of one parameter.",
            "Gradient descent in a bowl of {count} parameters.",
        )

    def descent(self, precision: float) -> str:
        """Tell what a step does, and when the descent ends."""
        if not np.any(self.found.descent.gradients[-1]):
            return self.look.say_count(
                self.parameters, "It moves until the slope is 0.", "All move at once, until the slope is 0."
            )
        return self.look.say_count(
            self.parameters,
            "It moves until the slope is below {goal} of the first.",
            "All move at once, until the slope is below {goal} of the first.",
            goal=goal_text(precision),
        )

    def summary(self) -> str:
        """Compare the steps with the trials."""
        steps, trials = self.found.descent.steps_taken, count_text(self.found.trials)
        if steps >= self.found.trials:
            return self.look.say(
                "Here the grid is small: {trials} trials, {count} steps.", count=steps, trials=trials
            )
        return self.look.say_count(
            steps, "{count} step, not {trials} trials.", "{count} steps, not {trials} trials.", trials=trials
        )


def goal_text(goal: float) -> str:
    """Return a share as a power of ten.

    >>> goal_text(1e-6), goal_text(2e-3)
    ('10⁻⁶', '2×10⁻³')
    """
    exact = next((d for d in range(6) if float(f"{goal:.{d}e}") == goal), 5)
    return powers_of_ten(goal, exact)


__all__ = ["Story", "goal_text"]
