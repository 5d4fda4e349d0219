"""What is said of the three clouds, by their numbers as they are printed."""

from scenes.base.look import Look
from scenes.cast.writing.number_text import as_number
from scenes.parts.learning_rate_decay.found import Decay


class DecayStory:
    """The sentences that depend on how the runs went.

    Parameters
    ----------
    look
        Theme and language.
    found
        The runs.
    fast
        After how many steps the rate that falls fast has halved.
    """

    def __init__(self, look: Look, found: Decay, fast: int) -> None:
        self.look, self.found, self.fast = look, found, fast
        self.ends = [found.text(end) for end in found.ends]

    @property
    def names(self) -> tuple[str, str, str]:
        """What the three schedules are called."""
        return self.look.say("constant"), self.look.say("falling"), self.look.say("falling fast")

    @property
    def stops(self) -> bool:
        """Whether the rate that falls fast leaves any of the way for ever, as it is printed."""
        return as_number(self.found.text(self.found.each[2].left_at_last)) != 0.0

    def stopped(self) -> str:
        """Say how much of the way the rate that falls fast leaves for ever."""
        left = self.found.text(self.found.each[2].left_at_last)
        if not self.stops:
            return self.look.say("The rate that falls fast ends at {fast}.", fast=self.ends[2])
        if self.fast == 1:
            return self.look.say(
                "Halved at every step, the rate stops the cloud {left} short.",
                left=left,
            )
        return self.look.say(
            "Halved every {count} steps, the rate stops the cloud {left} short.",
            count=self.fast,
            left=left,
        )

    def moral(self) -> str:
        """Say the rule where the runs show it, else who ended where."""
        constant, falling, fast = self.ends
        start = float(self.found.each[0].expected[0])
        if as_number(falling) < min(as_number(constant), as_number(fast), start):
            return self.look.say(
                "Large steps come down, small ones settle: {falling}, not {constant}.",
                falling=falling,
                constant=constant,
            )
        return self.look.say(
            "The constant rate ends at {constant}, the falling one at {falling}.",
            constant=constant,
            falling=falling,
        )


__all__ = ["DecayStory"]
