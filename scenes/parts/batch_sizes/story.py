"""What is said of the runs, by their losses as they are printed."""

from scenes.base.look import Look
from scenes.cast.writing.comparing import told_apart
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

    @property
    def winner(self) -> int | None:
        """Which run has the lowest loss at the end; None where two are printed alike."""
        first, second, _ = self.found.finals.argsort()
        return None if self.ends[first] == self.ends[second] else int(first)

    def one_pass(self) -> str:
        """Say how many steps each takes while every sample is seen once."""
        _, mini, single = (one.plan.steps_per_epoch for one in self.found.each)
        return self.look.say(
            "Each sample once: {single} rough steps, {mini} calmer, one exact.",
            single=single,
            mini=mini,
        )

    def per_step(self) -> str:
        """Say what the losses are when all have taken as many steps: those of the full batch."""
        step = self.found.each[0].run.steps_taken
        after = told_apart([float(one.run.values[step]) for one in self.found.each])
        return self.look.say(
            "Loss after step {step}: all {full}, batches {mini}, single {single}.",
            step=step,
            full=after[0],
            mini=after[1],
            single=after[2],
        )

    def answer(self, winner: int) -> str:
        """Return the headline that answers how many samples to take."""
        return self.look.say("Lowest: {name}", name=self.names[winner])

    def lowest(self) -> str:
        """Say who is lowest when all have seen as many samples."""
        winner = self.winner
        if winner is None:
            return self.look.say(
                "The lowest loss in this run: {value}.",
                value=self.ends[int(self.found.finals.argmin())],
            )
        if winner == 1:
            return self.look.say(
                "Many steps, calm enough: batches of {count} come lowest, {value}.",
                count=self.size,
                value=self.ends[winner],
            )
        return self.look.say(
            "Lowest in this run: {name}, with {value}.",
            name=self.names[winner],
            value=self.ends[winner],
        )


__all__ = ["BatchStory"]
