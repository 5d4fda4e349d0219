"""The sentences that tell how a line is trained: which of them are true depends on the data and the run."""

from gd_math.data.line_fitting import Fitting
from scenes.base.look import Look
from scenes.cast.writing.comparing import compared_steadily
from scenes.cast.writing.number_text import shortest


class LoopStory:
    """Makes the captions and the names of the stations.

    Parameters
    ----------
    fitting
        What is told.
    look
        Theme and language.
    seven
        Whether the steps are those of a pipeline with its data and its repetition, seven, or five.
    """

    def __init__(self, fitting: Fitting, look: Look, *, seven: bool) -> None:
        self.fitting, self.say, self.say_count, self.seven = fitting, look.say, look.say_count, seven
        self.values = fitting.run.values

    def names(self) -> tuple[str, ...]:
        """Return what stands at the stations."""
        if self.seven:
            return (
                self.say("2 start"),
                self.say("3 forward"),
                self.say("4 loss"),
                self.say("5 backward"),
                self.say("6 update"),
            )
        return (
            self.say("1 start"),
            self.say("2 predict"),
            self.say("3 loss"),
            self.say("4 gradients"),
            self.say("5 update"),
        )

    def start(self) -> str:
        """Return the sentence on the data and the random line."""
        count = len(self.fitting.data)
        if self.seven:
            return self.say("(1) data: {count} points. (2) start: a random line.", count=count)
        return self.say("{count} points. (1) start: a random line.", count=count)

    def predict(self) -> str:
        """Return the sentence on the forward pass."""
        if self.seven:
            return self.say("(3) forward: the line predicts a ŷ for every x.")
        return self.say("(2) predict: the line has a ŷ for every x.")

    def loss(self) -> str:
        """Return the sentence on the loss."""
        if self.seven:
            return self.say("(4) loss, MSE: the mean of the squared gaps.")
        return self.say("(3) loss, MSE: the mean of the squared gaps.")

    def gradients(self) -> str:
        """Return the sentence on the backward pass."""
        if self.seven:
            return self.say("(5) backward: how fast the loss rises with w and with b.")
        return self.say("(4) gradients: how fast the loss rises with w and with b.")

    def update(self) -> str:
        """Return the sentence on the update."""
        rate = shortest(self.fitting.rate)
        if self.seven:
            return self.say("(6) update: against the gradient, times α = {rate}.", rate=rate)
        return self.say("(5) update: against the gradient, times α = {rate}.", rate=rate)

    def descent(self) -> str:
        """Return the sentence on gradient descent's place, and on what its step did to the loss."""
        loss = compared_steadily(float(self.values[0]), float(self.values[1]))
        if loss.rises:
            return self.say("Gradient descent: the loss rose to {after}.", after=loss.after)
        if loss.falls:
            return self.say("Gradient descent: the loss fell to {after}.", after=loss.after)
        return self.say("Gradient descent: the loss stays {loss}.", loss=loss.before)

    def repeat(self) -> str:
        """Return the sentence on an epoch."""
        if self.seven:
            return self.say("(7) repeat. A round with all the data is an epoch.")
        return self.say("Repeat. A round with all the data is an epoch.")

    def fast(self) -> str:
        """Return the sentence on the rounds that are told on one clock."""
        return self.say("The same loop, {count} epochs.", count=self.fitting.steps_taken)

    def answer(self) -> str:
        """Return the headline of the last picture."""
        return self.say_count(
            self.fitting.steps_taken, "{count} round of the loop", "{count} rounds of the loop"
        )

    def summary(self) -> str:
        """Return the sentence that sums the run up."""
        fitting, count = self.fitting, self.fitting.steps_taken
        told = fitting.told
        if told.left:
            return self.say(
                "Round {step} leads beyond every scale: this learning rate is too large.",
                step=told.leaving_step,
            )
        if not count:
            return self.say("The gradients are zero here: nothing is left to learn.")
        loss = compared_steadily(float(self.values[0]), float(self.values[-1]))
        if loss.rises:
            return self.say_count(
                count,
                "{count} epoch: the loss rose from {first} to {final}.",
                "{count} epochs: the loss rose from {first} to {final}.",
                first=loss.before,
                final=loss.after,
            )
        if loss.falls:
            return self.say_count(
                count,
                "{count} epoch: the loss fell from {first} to {final}.",
                "{count} epochs: the loss fell from {first} to {final}.",
                first=loss.before,
                final=loss.after,
            )
        return self.say_count(
            count,
            "After {count} epoch the loss is {final}, as at the start.",
            "After {count} epochs the loss is {final}, as at the start.",
            final=loss.before,
        )


__all__ = ["LoopStory"]
