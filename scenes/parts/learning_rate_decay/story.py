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
        rates, text = self.found.each[1].rates, self.found.text
        if rates[-1] < rates[0]:
            if as_number(self.ends[1]) > as_number(text(self.found.ring_of(float(rates[-1])))):
                return self.look.say("As the rate falls, so does its ring r; the cloud lags.")
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
            return self.look.say("It ends {far} from the minimum (RMS).", far=self.ends[2])
        return self.look.say("It stops {far} from the minimum (RMS).", far=self.ends[2])

    def halved(self) -> str:
        """Say how fast the last rate falls."""
        if self.fast == 1:
            return self.look.say("Now the rate is halved at every step.")
        return self.look.say("Now the rate is halved every {count} steps.", count=self.fast)

    @property
    def settles(self) -> bool:
        """Whether the cloud whose rate falls has come closest, and closer than it began."""
        constant, falling, fast = map(as_number, self.ends)
        return falling < min(constant, fast, float(self.found.each[0].expected[0]))

    def moral(self) -> str:
        """Say the rule where the runs show it, else who ended where."""
        constant, falling, _ = self.ends
        if self.settles:
            return self.look.say(
                "Large steps come down, small ones settle: RMS {falling}, not {constant}.",
                falling=falling,
                constant=constant,
            )
        return self.look.say(
            "The constant rate ends at {constant}, the falling one at {falling}.",
            constant=constant,
            falling=falling,
        )


__all__ = ["DecayStory"]
