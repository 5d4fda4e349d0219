"""The sentences on training and validation: which are true depends on the data."""

from gd_math.data.held_out import LIMIT, PENALTIES, HeldOut
from scenes.base.look import Look
from scenes.cast.writing.comparing import Compared, compared
from scenes.cast.writing.number_text import significant

FAR = 1.0
"""A validation loss by so many times its lowest above it is many times as high."""


class ValidationStory:
    """Makes the captions.

    Parameters
    ----------
    look
        The language.
    found
        The training, its checks, and ridge's fits.
    """

    def __init__(self, look: Look, found: HeldOut) -> None:
        self.say, self.say_count, self.found = look.say, look.say_count, found
        self.trained, self.validated = found.losses(found.run.points)
        self.trained_by, self.validated_by = found.losses(found.shrunk)

    def start(self) -> str:
        """Return the sentence on both parts of the data."""
        held = int(self.found.held.sum())
        return self.say(
            "{train} points to train on, {held} held out for validation.",
            train=len(self.found.held) - held,
            held=held,
        )

    def fit(self) -> str:
        """Return the sentence on what is trained."""
        return self.say(
            "Gradient descent on the squared gaps bends a curve of degree {degree}.",
            degree=self.found.degree,
        )

    def question(self) -> str:
        """Return the question before the held-out points are asked."""
        return self.say("And the loss on the held-out points?")

    @property
    def turns(self) -> bool:
        """Whether the validation loss ends clearly above its lowest place."""
        return self.found.above > LIMIT

    def first(self) -> str:
        """Return the sentence on the validation loss up to its lowest place."""
        lowest, values = self.found.lowest, self.validated
        if self.turns and lowest == 0:
            return self.say(
                "It was lowest before training: {before}. A flag.", before=significant(float(values[0]))
            )
        if self.turns:
            return self.say_count(
                lowest,
                "Validation loss is lowest after {count} epoch: {after}. A flag.",
                "Validation loss is lowest after {count} epochs: {after}. A flag.",
                after=significant(float(values[lowest])),
            )
        told = compared(float(values[0]), float(values[-1]))
        if told.falls:
            return self.say(
                "It falls as well, from {before} to {after}.", before=told.before, after=told.after
            )
        return self.say("It begins at {before} and ends at {after}.", before=told.before, after=told.after)

    def on(self) -> str:
        """Return the sentence on the epochs after the lowest place."""
        return self.say("Train on, to {epochs} epochs.", epochs=self.found.epochs)

    def checks(self) -> str:
        """Return the question before the checks."""
        return self.say("Four checks, each within 1 %.")

    def verdict(self) -> str:
        """Return what the checks say together."""
        *three, last = self.found.passed
        if all(three) and not last:
            return self._against()
        if all(three):
            return self.say("All four checks agree: done.")
        return self.say("Passed: {count} of 4 checks. Training is not done.", count=sum(self.found.passed))

    def _against(self) -> str:
        """Return the sentence on three checks against one."""
        times = 1.0 + self.found.above
        if times >= 1.0 + FAR and times < float("inf"):
            return self.say(
                "Three say done. Validation disagrees, {times} times its lowest: overfitting.",
                times=significant(times, 2),
            )
        return self.say("Three say done, but validation loss has been lower: they disagree.")

    def cure(self) -> str:
        """Return the sentence on the penalty."""
        if all(self.found.passed):
            return self.say("Now add λ times the squared weights to the loss.")
        return self.say("A cure: add λ times the squared weights to the loss.")

    @property
    def penalised(self) -> tuple[Compared, Compared, Compared]:
        """Training loss, validation loss and ‖w‖ at the smallest penalty and at the best."""
        best, sizes = self.found.best_penalty, self.found.size(self.found.shrunk)
        first, second, third = (
            compared(float(values[0]), float(values[best]))
            for values in (self.trained_by, self.validated_by, sizes)
        )
        return first, second, third

    @property
    def strength(self) -> str:
        """The best λ as it is printed."""
        return significant(float(PENALTIES[self.found.best_penalty]), 2)

    def best(self) -> str:
        """Return the sentence on the best penalty."""
        train, validation, _ = self.penalised
        if not validation.falls:
            return self.say(
                "Here no penalty lowers the validation loss: it stays at {before} or above.",
                before=validation.before,
            )
        told = {"strength": self.strength, "after": validation.after}
        if train.rises:
            return self.say(
                "λ = {strength}: training loss up to {train}, validation down to {after}.",
                train=train.after,
                **told,
            )
        return self.say("λ = {strength}: validation loss down to {after}.", **told)

    def end(self) -> str:
        """Return the sentence that sums it up."""
        _, validation, size = self.penalised
        if validation.falls and size.falls:
            return self.say(
                "The weights shrink from {before} to {after}. Held-out points decide.",
                before=size.before,
                after=size.after,
            )
        return self.say("Training loss alone cannot tell. Held-out points decide.")


__all__ = ["ValidationStory"]
