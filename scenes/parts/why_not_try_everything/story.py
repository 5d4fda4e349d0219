"""What trying everything takes, and what a descent takes, in sentences."""

import numpy as np

from gd_math.accounts.effort import Effort
from scenes.base.look import Look
from scenes.cast.writing.formulas import paint
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
            return self.look.say("Four parameters: each mark is now a whole cube.")
        if pictured == DIMENSIONS + 2:
            return self.look.say("Four, five parameters: each mark is now a whole cube.")
        return self.look.say("Four, five, six parameters: each mark is now a whole cube.")

    def zeros(self, values: int) -> str:
        """Tell what the axis counts."""
        return self.look.say_count(
            self.parameters,
            "Now {n} values. The axis counts the zeros.",
            "Now {n} values each. The axis counts the zeros.",
            n=shortest(values),
        )

    def trials(self) -> str:
        """Tell all trials."""
        return self.look.say_count(
            self.parameters,
            "{count} parameter: {n} trials.",
            "{count} parameters: {n} trials.",
            n=count_text(self.found.trials),
        )

    def time(self, per_second: int) -> str:
        """Tell how long the trials take."""
        rate, years = shortest(per_second), self.found.years
        if years < 1:
            seconds = significant(float(self.found.seconds))
            return self.look.say(
                "At {rate} trials a second they take {seconds} s.", rate=rate, seconds=seconds
            )
        return self.look.say(
            "At {rate} trials a second they take {years} years.", rate=rate, years=count_text(years)
        )

    def descent(self) -> str:
        """Tell what a descent does instead."""
        return self.look.say_count(
            self.parameters,
            "Gradient descent follows the slope.",
            "Gradient descent follows the slope, in all parameters at once.",
        )

    def function(self, condition_number: float) -> str:
        """Return the function that is descended on, as Typst math, with its curvatures."""
        loss, most = paint(self.look.colours.loss, "f(w)"), shortest(condition_number)
        if self.parameters == 1:
            return f"{loss} = 1/2 w_1^2"
        sum_of = f"{loss} = 1/2 sum_(k=1)^{self.parameters} lambda_k w_k^2"
        curvatures = "1" if condition_number == 1.0 else f"1 dots.c {most}"
        return f"inline({sum_of}), quad lambda_k = {curvatures}"

    def summary(self, precision: float) -> str:
        """Compare the steps with the trials."""
        steps, trials = self.found.descent.steps_taken, count_text(self.found.trials)
        goal = goal_text(precision)
        if steps >= self.found.trials:
            return self.look.say(
                "After {count} steps the slope is down to {goal}; here the grid is small: {trials} trials.",
                count=steps,
                goal=goal,
                trials=trials,
            )
        if not np.any(self.found.descent.gradients[-1]):
            return self.look.say_count(
                steps,
                "After {count} step the slope is 0: {count}, not {trials}.",
                "After {count} steps the slope is 0: {count}, not {trials}.",
                trials=trials,
            )
        return self.look.say_count(
            steps,
            "After {count} step the slope is down to {goal}: {count}, not {trials}.",
            "After {count} steps the slope is down to {goal}: {count}, not {trials}.",
            goal=goal,
            trials=trials,
        )


def goal_text(goal: float) -> str:
    """Return a share as a power of ten.

    >>> goal_text(1e-6), goal_text(2e-3)
    ('10⁻⁶', '2×10⁻³')
    """
    exact = next((d for d in range(6) if float(f"{goal:.{d}e}") == goal), 5)
    return powers_of_ten(goal, exact)


__all__ = ["Story", "goal_text"]
