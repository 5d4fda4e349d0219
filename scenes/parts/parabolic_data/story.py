"""The sentences on fits of a parabola: which are true depends on noise and reach."""

from gd_math.data.bias_variance import BiasVariance
from scenes.base.look import Look
from scenes.cast.writing.number_text import steady

HIGH, FAR = 1.5, 2.0
"""A minimum so many times another one is high; an error so many times the lowest one is far off."""


class BendStory:
    """Makes the captions.

    Parameters
    ----------
    look
        The language.
    study
        The fits and their errors.
    """

    def __init__(self, look: Look, study: BiasVariance) -> None:
        self.say, self.say_count, self.study = look.say, look.say_count, study
        self.least = study.error(study.best_line)
        self.least_straight = study.error(study.best_straight, study.straight)
        self.degree = len(study.fits)

    def start(self) -> str:
        """Return the sentence on the data and the first line."""
        count = len(self.study.data)
        return self.say("{count} points around a parabola, and a line.", count=count)

    def squared(self) -> str:
        """Return the sentence on the squares of the gaps."""
        return self.say("Square the gaps: the MSE is their mean.")

    def descent(self) -> str:
        """Return the sentence on the line's descent."""
        steps = len(self.study.line_run) - 1
        return self.say_count(
            steps,
            "{steps} step of descent: MSE falls.",
            "{steps} steps of descent: MSE falls.",
            steps=steps,
        )

    def minimum(self) -> str:
        """Return the sentence on the slice."""
        return self.say("Tilted either way, MSE rises: {least} is the minimum.", least=steady(self.least))

    def question(self) -> str:
        """Return the question before the straight data."""
        return self.say("Straight data, same noise: how low?")

    def both(self) -> str:
        """Return the sentence on both minima."""
        straight = steady(self.least_straight)
        if self.least >= HIGH * self.least_straight:
            return self.say(
                "Straight data: {straight}. The bend adds {more}: too stiff, high bias.",
                straight=straight,
                more=self.more,
            )
        return self.say(
            "{straight} for straight data, {bent} for the parabola: the noise hides the bend.",
            straight=straight,
            bent=steady(self.least),
        )

    @property
    def more(self) -> str:
        """How much higher the minimum is for the parabola, as printed; empty where it is not."""
        more = self.least - self.least_straight
        return steady(more) if more > 0.0 else ""

    def bending(self) -> str:
        """Return the sentence on the parabola's descent."""
        return self.say("The same rule, with x² added.")

    def sweeping(self) -> str:
        """Return the sentence on the fits to few points."""
        few = int(self.study.kept.sum())
        return self.say("Fit {few} of the points, with powers 1 to {power}.", few=few, power=self.degree)

    def other_points(self) -> str:
        """Return the question before the other points."""
        count = int((~self.study.kept).sum())
        return self.say("How far off are the {count} other points?", count=count)

    def missed(self) -> str:
        """Return the sentence on the other points."""
        errors = self.study.on_others
        error = steady(float(errors[-1]))
        if errors[-1] > 0.0 and errors[-1] >= FAR * errors.min():
            return self.say("MSE {error}: it follows the noise. High variance.", error=error)
        return self.say("On the others MSE is {error}.", error=error)

    def end(self) -> str:
        """Return the sentence that sums it up."""
        best = self.study.best_degree
        error = steady(float(self.study.on_others[best - 1]))
        if 1 < best < self.degree:
            return self.say("Best on the others, in between: MSE {error}.", error=error)
        return self.say("Best on the others: MSE {error}.", error=error)

    def answer(self) -> str:
        """Return the headline that answers how much bend is right."""
        return self.say("The right bend: degree {degree}", degree=self.study.best_degree)


__all__ = ["BendStory"]
