"""What MomentumSubsteps says of its runs."""

from gd_math.accounts.memory import cancelling
from scenes.base.look import Look
from scenes.base.parameters import run_notes
from scenes.cast.writing.comparing import told_apart
from scenes.cast.writing.number_text import shortest
from scenes.parts.momentum_substeps.found import Remembered


class Sentences:
    """The captions that depend on what was found.

    Parameters
    ----------
    look
        Theme and language.
    found
        The runs.
    """

    def __init__(self, look: Look, found: Remembered) -> None:
        self.look, self.found = look, found
        sweep = found.sweep
        betas = [0.0, found.beta, found.too_much, *([] if sweep.best is None else [sweep.best])]
        self.losses = dict(zip(betas, told_apart([sweep.loss(beta) for beta in betas]), strict=True))

    def names(self) -> list[str]:
        """Return what the three runs are called."""
        say, found = self.look.say, self.found
        usual, much = (self.look.numbers(f"β = {shortest(beta)}") for beta in (found.beta, found.too_much))
        return [say("Without memory"), usual, much]

    def end_to_end(self, step: int) -> str:
        """Say what the gradients laid end to end are."""
        if cancelling(self.found.faded(step)):
            return self.look.say("End to end they are v: to and fro cancels, what they share stays.")
        return self.look.say("End to end they are the velocity v.")

    def forgetful(self) -> str:
        """Say what comes of no memory."""
        if not self.finite(0.0):
            return self.look.say("Without memory the run breaks off.")
        return self.look.say("Without memory it ends at {loss}.", loss=self.losses[0.0])

    def usual(self) -> str:
        """Say what comes of the β that was given."""
        return self._with(self.found.beta)

    def too_much(self) -> str:
        """Say what comes of too much memory."""
        found = self.found
        if not found.overshoots:
            return self._with(found.too_much)
        beta = shortest(found.too_much)
        return self.look.say("β = {beta} runs past the minimum: too much.", beta=beta)

    def cure(self) -> str:
        """Say which β ends lowest."""
        best, say = self.found.sweep.best, self.look.say
        if best is None:
            return say("The velocity is a sum of gradients that fade.")
        beta, loss = shortest(best), self.losses[best]
        if self.found.overshoots:
            return say("The cure: forget sooner. β = {beta} ends lowest, with {loss}.", beta=beta, loss=loss)
        return say("Of all these, β = {beta} ends lowest, with {loss}.", beta=beta, loss=loss)

    def finite(self, beta: float) -> bool:
        """Tell whether a run has a last loss."""
        return self.found.sweep.loss(beta) < float("inf")

    def _with(self, beta: float) -> str:
        if not self.finite(beta):
            return self.look.say("With β = {beta} the run breaks off.", beta=shortest(beta))
        return self.look.say(
            "With β = {beta} the loss ends at {loss}.", beta=shortest(beta), loss=self.losses[beta]
        )


def notes_on(look: Look, found: Remembered) -> list[str]:
    """Say which form of momentum it is, and who does not settle."""
    notes = [look.say("momentum as in PyTorch: v ← β v + ∇f, then x ← x − α v; Polyak has α within v")]
    names = Sentences(look, found).names()
    for name, told, rule in zip(names, found.race.told, found.race.optimizers, strict=True):
        notes += [f"{name}: {note}" for note in run_notes(told, rule, look)]
    return notes


__all__ = ["Sentences", "notes_on"]
