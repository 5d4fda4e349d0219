"""The sentences that tell how a slope is fitted: which of them are true depends on the data and the run."""

from gd_math.data.slope_fitting import SlopeFitting
from scenes.base.look import Look
from scenes.cast.writing.comparing import compared_steadily
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.number_text import shortest, steady, subtracted, typst_number
from scenes.parts.slope_only.reasons import unit_of


class SlopeStory:
    """Makes captions and formulas of one fitting.

    Parameters
    ----------
    fitting
        What is told.
    look
        Theme and language.
    """

    def __init__(self, fitting: SlopeFitting, look: Look) -> None:
        self.fitting, self.look, self.say, self.say_count = fitting, look, look.say, look.say_count
        self.told, self.values = fitting.told, fitting.run.values
        colours = look.colours
        self.w, self.loss = paint(colours.parameter, "w"), paint(colours.loss, "L")
        self.alpha = paint(colours.step, "alpha")

    @property
    def leaves(self) -> bool:
        """Whether the run has left, or would in the end."""
        return self.told.left or (self.fitting.grows and float(self.values[-1]) > float(self.values[0]))

    def start(self) -> str:
        """Return the sentence on the data and the first line."""
        return self.say("Through the origin: only the slope is free.")

    def squares(self, *, merging: bool) -> str:
        """Return the sentence on the loss: whether the squares are seen to merge into one."""
        if merging:
            return self.say("Square the gaps. Their mean is the loss.")
        return self.say("Square the gaps, and take their mean: that is the loss.")

    def turned(self) -> str:
        """Return the sentence on the first step."""
        rate = shortest(self.fitting.rate, 2)
        if not self.fitting.steps_taken:
            return self.say("Learning rate {rate} times gradient: a step beyond every scale.", rate=rate)
        return self.say("Turned round, times α = {rate}: the step.", rate=rate)

    @property
    def falls(self) -> bool:
        """Whether the first step lowers the loss, as printed."""
        return compared_steadily(float(self.values[0]), float(self.values[1])).falls

    def moved(self) -> str:
        """Return the sentence on a first step that does not lower the loss."""
        loss = compared_steadily(float(self.values[0]), float(self.values[1]))
        if loss.rises:
            return self.say(
                "Too far: the loss rises from {before} to {after}.", before=loss.before, after=loss.after
            )
        return self.say("The loss stays {loss}.", loss=loss.before)

    def again(self) -> str:
        """Return the sentence on all the other steps."""
        size = abs(self.fitting.factor)
        if size < 1.0 - 1e-3:
            return self.say("The slope gets gentler, so the steps get shorter.")
        if size > 1.0 + 1e-3:
            return self.say("The slope gets steeper, so the steps get longer.")
        return self.say("Again: a new gradient, a new step.")

    def lowest(self) -> str:
        """Return the sentence on the lowest point."""
        return self.say("Best: all slopes y/x, their mean weighted by x²: {best}.", best=self.best_text)

    @property
    def best_text(self) -> str:
        """The best slope as it is printed."""
        return steady(self.fitting.best)

    def rise(self) -> str:
        """Return the sentence on how steeply the curve rises."""
        unit, steepness = unit_of(self.fitting), self.fitting.loss.steepness
        rise = steady(steepness * unit**2)
        if unit == 1.0:
            return self.say("One aside, {rise} higher: the mean of x².", rise=rise)
        return self.say(
            "{unit} aside, {rise} higher: {unit}² times the mean of x².",
            unit=shortest(unit),
            rise=rise,
        )

    def place(self, w: float) -> str:
        """Return a slope as it is printed at its point."""
        return f"w = {steady(w)}"

    def lowest_page(self) -> str:
        """Return w = Σxy / Σx² with its numbers, as Typst math."""
        loss = self.fitting.loss
        products, squares = loss.features * loss.labels, loss.features**2
        numbers = (typst_number(steady(float(part.sum()))) for part in (products, squares))
        above, below = numbers
        best = paint(self.look.colours.parameter, typst_number(self.best_text))
        return f"{self.w} = (sum x_i y_i) / (sum x_i^2) = ({above}) / ({below}) = {best}"

    def rise_page(self) -> str:
        """Return the whole parabola, from its lowest point and its rise, as Typst math."""
        colours, least = self.look.colours, steady(self.fitting.least_loss)
        best, rise = (
            typst_number(text) for text in (subtracted(self.best_text), steady(self.fitting.loss.steepness))
        )
        bottom = "" if least == "0" else f"{paint(colours.loss, typst_number(least))} +"
        square = f"({self.w} {paint(colours.parameter, best)})^2"
        return f"{self.loss} ({self.w}) = {bottom} {paint(colours.loss, rise)} thin {square}"

    def rule_page(self) -> str:
        """Return the rule with its rate, as Typst math."""
        colours = self.look.colours
        gradient = paint(colours.gradient, "L′(w)")
        rate = paint(colours.step, typst_number(shortest(self.fitting.rate, 2)))
        return f"{self.w} arrow.l {self.w} - {self.alpha} thin {gradient}, quad {self.alpha} = {rate}"

    def summary(self) -> str:
        """Return the sentence that sums the run up."""
        fitting = self.fitting
        if fitting.starts_at_best:
            least = steady(fitting.least_loss)
            return self.say("No other line through the origin has a smaller loss than {least}.", least=least)
        if self.told.left:
            return self.say(
                "Step {step} leads beyond every scale: this learning rate is too large.",
                step=self.told.leaving_step,
            )
        if not fitting.settles:
            return self._never_settling()
        return self._comparison()

    def _never_settling(self) -> str:
        if self.fitting.grows:
            return self.say("Each step lands higher than the one before: this learning rate is too large.")
        return self.say("The point leaps to and fro and comes no closer: a smaller rate would.")

    def _comparison(self) -> str:
        """Return the loss in the end beside the first and the least one."""
        final, least, steps = float(self.values[-1]), self.fitting.least_loss, self.fitting.steps_taken
        first = steady(float(self.values[0]))
        if final <= least or f"{final:.3g}" == f"{least:.3g}":
            loss = steady(final)
            if loss == first:
                return self.say_count(
                    steps,
                    "After {count} step the loss is {loss}, the lowest there is.",
                    "After {count} steps the loss is {loss}, the lowest there is.",
                    loss=loss,
                )
            return self.say_count(
                steps,
                "{count} step: the loss fell from {first} to {loss}, the lowest there is.",
                "{count} steps: the loss fell from {first} to {loss}, the lowest there is.",
                first=first,
                loss=loss,
            )
        two = compared_steadily(final, least)
        told = {"loss": two.before, "least": two.after}
        if steady(final) == first:
            return self.say_count(
                steps,
                "After {count} step the loss is {loss}; the lowest point is at {least}.",
                "After {count} steps the loss is {loss}; the lowest point is at {least}.",
                **told,
            )
        return self.say_count(
            steps,
            "{count} step: the loss fell from {first} to {loss}; the lowest point is at {least}.",
            "{count} steps: the loss fell from {first} to {loss}; the lowest point is at {least}.",
            first=first,
            **told,
        )


__all__ = ["SlopeStory"]
