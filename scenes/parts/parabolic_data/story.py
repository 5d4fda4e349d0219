"""The sentences on fits of a parabola: which are true depends on noise and reach."""

from gd_math.data.bias_variance import BiasVariance
from scenes.base.look import Look
from scenes.cast.writing.comparing import compared
from scenes.cast.writing.number_text import significant

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
        self.least_bent = study.error(study.best_parabola)
        self.degree = len(study.fits)

    def start(self) -> str:
        """Return the sentence on the data and the first line."""
        count = len(self.study.data)
        return self.say("{count} points around a parabola, and a straight line.", count=count)

    def squared(self) -> str:
        """Return the sentence on the squares of the gaps."""
        first = significant(self.study.error(self.study.line_run[0]))
        return self.say("Square the gaps: their mean, the MSE, is {first}.", first=first)

    def descent(self) -> str:
        """Return the sentence on the line's descent."""
        run = self.study.line_run
        told = compared(self.study.error(run[0]), self.study.error(run[-1]))
        return self.say_count(
            len(run) - 1,
            "{steps} step of descent: MSE falls from {before} to {after}.",
            "{steps} steps of descent: MSE falls from {before} to {after}.",
            steps=len(run) - 1,
            before=told.before,
            after=told.after,
        )

    def minimum(self) -> str:
        """Return the sentence on the slice."""
        return self.say(
            "Tilted either way, MSE rises: {least} is the minimum.", least=significant(self.least)
        )

    def question(self) -> str:
        """Return the question before the straight data."""
        return self.say("Straight data, same noise: how low?")

    def both(self) -> str:
        """Return the sentence on both minima."""
        straight = significant(self.least_straight)
        if self.least >= HIGH * self.least_straight:
            return self.say(
                "Straight data: {straight}. The bend adds {more}: too stiff, high bias.",
                straight=straight,
                more=self.more,
            )
        return self.say(
            "{straight} for straight data, {bent} for the parabola: the noise hides the bend.",
            straight=straight,
            bent=significant(self.least),
        )

    @property
    def more(self) -> str:
        """How much higher the minimum is for the parabola, as printed; empty where it is not."""
        more = self.least - self.least_straight
        return significant(more) if more > 0.0 else ""

    def bending(self) -> str:
        """Return the sentence on the parabola's descent."""
        told = compared(self.least, self.least_bent)
        if told.falls:
            return self.say("The same rule, x² added: MSE falls to {after}.", after=told.after)
        return self.say("The same rule, x² added: MSE stays at {after}.", after=told.after)

    def sweeping(self) -> str:
        """Return the sentence on the fits to few points."""
        told = {"few": int(self.study.kept.sum()), "power": self.degree}
        return self.say(
            "Keep {few} points, powers 1 to {power}: MSE falls from {first} to {error}.",
            first=significant(float(self.study.on_kept[0])),
            error=significant(float(self.study.on_kept[-1])),
            **told,
        )

    def new_points(self) -> str:
        """Return the question before the new points."""
        count = int((~self.study.kept).sum())
        return self.say("How far off are the {count} other points?", count=count)

    def missed(self) -> str:
        """Return the sentence on the new points."""
        errors = self.study.on_new
        error = significant(float(errors[-1]))
        if errors[-1] > 0.0 and errors[-1] >= FAR * errors.min():
            return self.say("MSE {error} on new points: it follows the noise. High variance.", error=error)
        return self.say("On new points MSE is {error}.", error=error)

    def end(self) -> str:
        """Return the sentence that sums it up."""
        best = self.study.best_degree
        told = {"degree": best, "error": significant(float(self.study.on_new[best - 1]))}
        if 1 < best < self.degree:
            return self.say("Best on new points, in between: degree {degree}, MSE {error}.", **told)
        return self.say("Best on new points: degree {degree}, with MSE {error}.", **told)


__all__ = ["BendStory"]
