"""What BasinMap says."""

from scenes.base.look import Look
from scenes.cast.writing.number_text import shortest
from scenes.parts.basin_map.found import ALIKE, DECADES, Found


class BasinStory:
    """The sentences that follow the numbers.

    Parameters
    ----------
    look
        Theme and language.
    found
        The basins.
    """

    def __init__(self, look: Look, found: Found) -> None:
        self.look, self.found = look, found
        self.small, self.large = (shortest(rate) for rate in found.study.rates)

    def one(self) -> str:
        """Return what a ball does."""
        if min(self.found.reached) >= 0:
            return self.look.say("A ball goes downhill until it reaches a minimum.")
        return self.look.say("A ball goes downhill, step by step.")

    def others(self) -> str:
        """Return what balls from other starts do."""
        if len(self.found.reached) > 1 and min(self.found.reached) >= 0:
            return self.look.say("From other starts they reach other minima.")
        return self.look.say("Do other starts reach other minima?")

    def crowd(self) -> str:
        """Return how many start at once."""
        count = f"{self.found.study.small.total:,}"
        return self.look.say("Now {count} starts at once, each in the colour of its minimum.", count=count)

    def leaps(self) -> str:
        """Return what large steps change."""
        study = self.found.study
        changed, lost, moved = (f"{100 * share:.1f}" for share in (study.changed, study.lost, study.moved))
        if not self.found.moves:
            return self.look.say("Even with larger steps every start ends where it did.")
        if study.lost < ALIKE:
            return self.look.say(
                "Large steps leap over ridges: {share} % of the starts end elsewhere.", share=moved
            )
        if study.changed < ALIKE:
            return self.look.say("With large steps {share} % of the starts reach no minimum.", share=lost)
        return self.look.say(
            "With large steps {changed} % change basin, {lost} % reach no minimum.",
            changed=changed,
            lost=lost,
        )

    def close(self) -> str:
        """Return what a border is from close by."""
        if self.found.tangled:
            return self.look.say("Close to the border, the pattern comes again.")
        return self.look.say("Now close to a border.")

    def closest(self) -> str:
        """Return what a border is from closest by."""
        times = f"{10**DECADES:,}"
        if self.found.tangled:
            return self.look.say("Again and again: {times} times magnified, it is no line.", times=times)
        return self.look.say("Here it is {times} times magnified.", times=times)

    def strays(self) -> str:
        """Return where Newton's method also arrives."""
        if self.found.strays >= ALIKE:
            share = f"{100 * self.found.strays:.1f}"
            return self.look.say(
                "But {share} % end on a saddle or peak: there, too, the slope is 0.", share=share
            )
        return self.look.say("Where it arrives, the slope is zero.")

    def method(self) -> str:
        """Return what the three maps show."""
        study = self.found.study
        if (study.small.homes != study.newton.homes).any():
            return self.look.say("Where a start ends depends on the method, too.")
        return self.look.say("One landscape, three maps.")

    def answer(self) -> str:
        """Return the headline's answer."""
        if self.found.tangled and self.found.moves:
            return self.look.say("Small steps: its basin. Large: a fractal border")
        return self.look.say("In the basin of its minimum")


__all__ = ["BasinStory"]
