"""The sentences that tell how a line is fitted: which of them are true depends on the data and the run."""

from gd_math.data.line_fitting import Fitting
from scenes.base.look import Look
from scenes.cast.data.feature_words import written
from scenes.cast.writing.comparing import compared
from scenes.cast.writing.number_text import plain, shortest, significant

DIGITS_COMPARED = 4
"""With so many digits losses stand beside each other in the end."""
LITTLE = 0.5
"""A best line further from the true one than this share of the spread of y is more than a little away."""


class FittingStory:
    """Makes the captions of one fitting.

    Parameters
    ----------
    fitting
        What is told.
    look
        The language.
    """

    def __init__(self, fitting: Fitting, look: Look) -> None:
        self.fitting, self.say, self.say_count = fitting, look.say, look.say_count
        self.told = fitting.told
        self.leaves = fitting.leaves
        self.values = fitting.run.values

    def start(self) -> str:
        """Return the sentence on the data and the first line."""
        count = len(self.fitting.data)
        if self.fitting.starts_at_best:
            return self.say("{count} points, and the line that fits them best.", count=count)
        if not self.fitting.misses:
            return self.say("{count} points, and a line that is close to the best one.", count=count)
        return self.say("{count} points, and a line that misses them.", count=count)

    def squares(self, *, merging: bool) -> str:
        """Return the sentence on the loss: whether the squares are seen to merge into one."""
        if merging:
            return self.say("Square the gaps. Their mean is one square: the MSE.")
        return self.say("Square the gaps, and take their mean: the MSE.")

    def step(self, *, seen: bool) -> str:
        """Return the sentence on the first step, whose arrow may be too short to be seen."""
        if not self.fitting.steps_taken:
            return self.say("Learning rate times gradient: a step beyond every scale.")
        rate = shortest(self.fitting.rate)
        if not seen:
            return self.say("Turned round, times the learning rate {rate}: too short to be seen.", rate=rate)
        return self.say("Turned round, times the learning rate {rate}: the step.", rate=rate)

    def compare(self, step: int) -> str:
        """Return the sentence on what a step did to the loss."""
        loss = compared(float(self.values[step]), float(self.values[step + 1]))
        told = {"before": loss.before, "after": loss.after}
        if loss.rises:
            return self.say("Too far: MSE rises from {before} to {after}.", **told)
        if loss.falls:
            return self.say("One step: MSE falls from {before} to {after}.", **told)
        stays = significant(float(self.values[step]))
        return self.say("One step: MSE stays at {loss}.", loss=stays)

    def summary(self) -> str:
        """Return the sentence that sums the run up."""
        if self.told.left:
            return self.say(
                "Step {step} leads beyond every scale: this learning rate is too large.",
                step=self.told.leaving_step,
            )
        if self.leaves:
            return self.say("The point runs away: this learning rate is too large.")
        if self.fitting.starts_at_best:
            return self.say(
                "No other line has a smaller MSE than {least}.", least=significant(self.fitting.least_loss)
            )
        if not self.fitting.settles:
            return self.never_settling()
        return self.comparison()

    def never_settling(self) -> str:
        """Return what comes of a rate that is too large, where the loss has not grown yet."""
        size = compared(1.0, -self.fitting.factors[1])
        if not size.rises:
            return self.say("The point leaps to and fro and comes no closer: a smaller rate would.")
        return self.say(
            "Not higher than at the start yet, but each step leaps {factor} times as far.", factor=size.after
        )

    def comparison(self) -> str:
        """Return the loss in the end beside the first and the least one."""
        final, least, steps = float(self.values[-1]), self.fitting.least_loss, self.fitting.steps_taken
        first = significant(float(self.values[0]))
        if final <= least or written(final, DIGITS_COMPARED) == written(least, DIGITS_COMPARED):
            loss = significant(final)
            if loss == first or final > float(self.values[0]):
                return self.say_count(
                    steps,
                    "After {steps} step MSE is {loss}: no line does better.",
                    "After {steps} steps MSE is {loss}: no line does better.",
                    steps=steps,
                    loss=loss,
                )
            return self.say_count(
                steps,
                "{steps} step: MSE fell from {first} to {loss}; no line does better.",
                "{steps} steps: MSE fell from {first} to {loss}; no line does better.",
                steps=steps,
                first=first,
                loss=loss,
            )
        two = compared(final, least)
        told = {"steps": steps, "loss": two.before, "least": two.after}
        if final > float(self.values[0]) or significant(final) == first:
            return self.say_count(
                steps,
                "After {steps} step MSE is {loss}; the best line has {least}.",
                "After {steps} steps MSE is {loss}; the best line has {least}.",
                **told,
            )
        return self.say_count(
            steps,
            "{steps} step: MSE fell from {first} to {loss}; the best line has {least}.",
            "{steps} steps: MSE fell from {first} to {loss}; the best line has {least}.",
            first=first,
            **told,
        )

    def same_rule(self) -> str:
        """Return the sentence on the steps that are told on one clock; what α is stands in it."""
        rate, steps = shortest(self.fitting.rate), self.fitting.steps_taken
        return self.say("The same rule, α = {rate}: {steps} steps.", rate=rate, steps=steps)

    def label(self) -> str:
        """Return what the run's row is called beside the exact solution."""
        steps = self.fitting.steps_taken
        if not steps:
            return self.say("start")
        return self.say_count(steps, "{steps} step", "{steps} steps", steps=steps)

    def flat(self, *, zero: bool) -> str:
        """Return the sentence on a start without a gradient, or with one that is not printed as 0."""
        if zero:
            return self.say("The gradient is zero here: no step leads down.")
        return self.say("There is next to no gradient here: no step leads further down.")

    def in_units_of_x(self, *, anscombe: bool) -> str:
        """Return the sentence that takes the best line back to x."""
        fitting = self.fitting
        slope, intercept = (significant(v) for v in fitting.feature.in_units_of_x(*fitting.best.tolist()))
        told = {"slope": slope, "intercept": intercept}
        if anscombe:
            return self.say("All four of Anscombe's sets: slope {slope}, intercept {intercept} in x.", **told)
        return self.say("In x, the best line has slope {slope}, intercept {intercept}.", **told)

    def moral(self, decimals: tuple[int, int], *, noisy: bool) -> str:
        """Return the sentence on the truth behind made data, printed with so many decimals of w and b."""
        fitting = self.fitting
        if fitting.true_line is None:
            if fitting.least_loss <= (LITTLE * fitting.spread) ** 2 / 2 or len(fitting.data) < 3:
                return self.say("The truth is curved: no line follows it.")
            return self.say("The truth is curved: the best line is still far from many points.")
        if not noisy:
            return self.say("Without noise, the best line is the true one.")
        pairs = zip(fitting.best.tolist(), fitting.true_line, decimals, strict=True)
        if all(plain(found, d) == plain(true, d) for found, true, d in pairs):
            return self.say("So little noise leaves the best line at the true one.")
        if fitting.shift_of_truth > LITTLE:
            return self.say("The noise moved the best line away from the true one.")
        return self.say("The noise moved the best line a little away from the true one.")


__all__ = ["FittingStory"]
