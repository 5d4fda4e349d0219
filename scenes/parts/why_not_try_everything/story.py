"""What trying everything takes, and what a descent takes, in sentences."""

from gd_math.accounts.effort import Effort
from gd_math.functions.grid_search import scientific
from scenes.base.look import Look
from scenes.cast.writing.number_text import shortest, significant
from scenes.parts.why_not_try_everything.counts import count_text
from scenes.parts.why_not_try_everything.trial_grid import DIMENSIONS

MANY_DIGITS = 13
"""A count with as many digits is told by how many these are: a caption's exponents are small."""


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
        """Tell how many values there are now, and whether these are a whole cube."""
        if values == pictured and self.parameters > DIMENSIONS:
            return self.look.say("Now {n} values: each parameter is a whole cube.", n=shortest(values))
        return self.look.say_count(
            self.parameters, "Now {n} values.", "Now {n} values for each parameter.", n=shortest(values)
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
        """Tell the seconds or the years that the trials take, where those are few."""
        rate = shortest(per_second)
        if self.found.years < 1:
            seconds = significant(float(self.found.seconds))
            return self.look.say(
                "At {rate} trials a second they take {seconds} s.", rate=rate, seconds=seconds
            )
        years = count_text(self.found.years)
        return self.look.say("At {rate} trials a second they take {years} years.", rate=rate, years=years)

    def age(self, per_second: int) -> str:
        """Ask how long the trials take."""
        return self.look.say("At {rate} trials a second: how long does it take?", rate=shortest(per_second))

    def descent(self) -> str:
        """Name the function that is descended on, and what a step takes."""
        return self.look.say_count(
            self.parameters,
            "Gradient descent in a bowl: one slope for each step.",
            "Gradient descent in a bowl: {count} slopes for each step.",
        )

    def answer(self) -> str:
        """Return the headline that answers why not; ``""`` where the trials are few."""
        few = self.found.descent.steps_taken * self.parameters >= self.found.trials
        return "" if few else self.look.say("Slopes show the way")

    def summary(self) -> str:
        """Compare the steps, and the slopes that they take, with the trials."""
        steps, trials = self.found.descent.steps_taken, count_text(self.found.trials)
        if steps * self.parameters >= self.found.trials:
            return self.look.say(
                "Here the grid is small: {trials} trials, {count} steps.", count=steps, trials=trials
            )
        if self.parameters == 1:
            return self.look.say_count(
                steps,
                "{count} step, not {trials} trials.",
                "{count} steps, not {trials} trials.",
                trials=trials,
            )
        exponent = scientific(self.found.trials)[1]
        digits = exponent + int(self.found.trials >= 10**exponent)  # it may have been rounded up
        if digits >= MANY_DIGITS:
            return self.look.say_count(
                steps,
                "{count} step of {slopes} slopes. The trials: a number of {digits} digits.",
                "{count} steps of {slopes} slopes. The trials: a number of {digits} digits.",
                slopes=self.parameters,
                digits=digits,
            )
        return self.look.say_count(
            steps,
            "{count} step of {slopes} slopes, not {trials} trials.",
            "{count} steps of {slopes} slopes, not {trials} trials.",
            slopes=self.parameters,
            trials=trials,
        )


__all__ = ["Story"]
