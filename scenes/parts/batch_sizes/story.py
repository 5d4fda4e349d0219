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

    def lowest(self) -> str:
        """Say who is lowest when all have seen as many samples."""
        winner = self.winner
        if winner is None:
            return self.look.say(
                "The lowest loss in this run: {value}.",
                value=self.ends[int(self.found.finals.argmin())],
            )
        return self.look.say(
            "Lowest in this run: {name}, with {value}.",
            name=self.names[winner],
            value=self.ends[winner],
        )

    def result(self) -> str | None:
        """Say with how many samples the lowest came where it is; None where two are printed alike."""
        winner = self.winner
        if winner is None:
            return None
        name = self.names[winner]
        return self.look.say(
            "{name}: {value} with the same {samples} samples.",
            name=name[:1].upper() + name[1:],
            value=self.ends[winner],
            samples=self.found.samples,
        )

    @property
    def after(self) -> list[str]:
        """The losses after as many steps each, as they are written."""
        return told_apart([float(one.run.values[self.epochs]) for one in self.found.each])

    def per_step(self) -> str:
        """Say where the runs are after as many steps."""
        full, mini, single = self.after
        return self.look.say_count(
            self.epochs,
            "After one step each (ringed): all {full}, batches {mini}, single {single}.",
            "After {count} steps each (ringed): all {full}, batches {mini}, single {single}.",
            full=full,
            mini=mini,
            single=single,
        )


__all__ = ["BatchStory"]
