"""What is said of the three clouds, by their numbers as they are printed."""

from scenes.base.look import Look
from scenes.cast.writing.number_text import as_number
from scenes.parts.learning_rate_decay.found import Decay

MOST, STOPPED = 0.7, 0.95
"""Shares of a cloud's last distance, and of the way its middle has left: what stays for ever is more."""


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

    def falling(self) -> str:
        """Say what the rate that falls does to the ring that it keeps."""
        rates = self.found.each[1].rates
        if rates[-1] < rates[0]:
            return self.look.say("As the rate falls, so does its ring r.")
        return self.look.say("Same balls, same noise, {count} steps.", count=len(rates))

    @property
    def stops(self) -> bool:
        """Whether the rate that falls fast has stopped the cloud on its way: most of what is left stays."""
        cloud = self.found.each[2]
        return cloud.left_at_last > max(MOST * self.found.ends[2], STOPPED * float(cloud.left[-1]))

    def stopped(self) -> str:
        """Say how far from the minimum the rate that falls fast leaves the cloud."""
        if not self.stops:
            return self.look.say("The rate that falls fast ends at {fast}.", fast=self.ends[2])
        return self.look.say("It stops {left} short of the minimum.", left=self.ends[2])

    def halved(self) -> str:
        """Say how fast the last rate falls."""
        if self.fast == 1:
            return self.look.say("Now the rate is halved at every step.")
        return self.look.say("Now the rate is halved every {count} steps.", count=self.fast)

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
