"""What is said of the runs, by their losses as they are printed."""

from scenes.base.look import Look
from scenes.cast.writing.comparing import told_apart
from scenes.cast.writing.number_text import significant
from scenes.parts.batch_sizes.found import Batches


class BatchStory:
    """The sentences that depend on how the runs went.

    Parameters
    ----------
    look
        Theme and language.
    found
        The runs.
    """

    def __init__(self, look: Look, found: Batches) -> None:
        self.look, self.found = look, found
        self.ends = told_apart(found.finals.tolist())
        full, mini, _ = (one.plan for one in found.each)
        self.count, self.size, self.epochs = (
            full.sample_count,
            mini.batch_size,
            found.samples // full.sample_count,
        )

    @property
    def names(self) -> tuple[str, str, str]:
        """What the three ways are called."""
        return (
            self.look.say("all {count}", count=self.count),
            self.look.say("batches of {count}", count=self.size),
            self.look.say("single samples"),
        )

    def scatter(self) -> str:
        """Say how far gradients scatter of one sample and of a mini-batch."""
        one, few = (significant(self.found.scatter(size), 3) for size in (1, self.size))
        return self.look.say(
            "The mean of B = {count} scatters less: by {few}, not {one}.", count=self.size, few=few, one=one
        )

    def steps(self) -> str:
        """Say how many steps an epoch is worth."""
        return self.look.say(
            "One epoch shows every sample once: {full}, {mini} or {single} steps.",
            single=self.count,
            mini=self.found.each[1].plan.steps_per_epoch,
            full=1,
        )

    @property
    def winner(self) -> int | None:
        """Which run has the lowest loss at the end; None where two are printed alike."""
        first, second, _ = self.found.finals.argsort()
        return None if self.ends[first] == self.ends[second] else int(first)

    def lowest(self) -> str:
        """Say who is lowest when all have seen as many samples."""
        winner = self.winner
        if winner is None:
            return self.look.say(
                "In this run the lowest loss after {count} samples is {value}.",
                count=self.found.samples,
                value=self.ends[int(self.found.finals.argmin())],
            )
        return self.look.say(
            "Lowest in this run after {count} samples: {name}, with {value}.",
            count=self.found.samples,
            name=self.names[winner],
            value=self.ends[winner],
        )

    def per_step(self) -> str:
        """Say who is lowest after as many steps."""
        values = [float(one.run.values[self.epochs]) for one in self.found.each]
        texts = told_apart(values)
        best = min(range(3), key=lambda k: values[k])
        if texts.count(texts[best]) > 1:
            return self.look.say_count(
                self.epochs,
                "After one step each the lowest loss is {value}.",
                "After {count} steps each the lowest loss is {value}.",
                value=texts[best],
            )
        return self.look.say_count(
            self.epochs,
            "After one step each the lowest: {name}, with {value}.",
            "After {count} steps each the lowest: {name}, with {value}.",
            name=self.names[best],
            value=texts[best],
        )


__all__ = ["BatchStory"]
