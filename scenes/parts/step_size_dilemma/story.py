"""What becomes of runs with fixed steps and with steps that follow the slope, in sentences that are true."""

import numpy as np

from gd_math.accounts.endings import End
from gd_math.accounts.step_rules import StepComparison, StepRun
from scenes.base.look import Look
from scenes.cast.curves.run_ends import place_text
from scenes.cast.writing.comparing import Compared, compared_plainly
from scenes.cast.writing.number_text import ROUNDING, plain, shortest, significant
from scenes.cast.writing.run_ends import end_of, word_of


def number_text(value: float, decimals: int = 2, measure: float = 0.0) -> str:
    """Return a number with some decimals, with more where they would all be zeros.

    What is but a rounding of numbers like `measure` is 0.

    >>> number_text(25.0), number_text(0.000118), number_text(1e-30, measure=25.0)
    ('25.00', '0.00012', '0.00')
    """
    text = plain(value, decimals)
    hidden = not text.strip("−0.") and abs(value) > ROUNDING * measure
    return significant(value, 2) if hidden else text


def verdict(one: StepRun, look: Look) -> str:
    """Return the word over a panel: what becomes of a run."""
    if one.rests:
        return look.say("settles")
    if one.crawls:
        return look.say("crawls")
    if one.bounces:
        return look.say("bounces")
    if one.end is End.DIVERGING:
        return look.say("escapes")
    word = word_of(one, look)
    if word:
        return word
    if one.account.arrived:
        return look.say("arrives")
    rises, falls = (bool(np.any(one.account.changes == way)) for way in (1, -1))
    if rises:
        return look.say("up and down") if falls else look.say("climbs")
    return look.say("on its way")


class StepStory:
    """The sentences of a comparison.

    Parameters
    ----------
    look
        Theme and language.
    comparison
        The runs.
    """

    def __init__(self, look: Look, comparison: StepComparison) -> None:
        self.look, self.comparison, self.decimals = look, comparison, comparison.decimals
        self.small, self.large, self.following = comparison.runs

    def compare(self, before: float, after: float) -> Compared:
        """Print two heights so that they differ if they can."""
        return compared_plainly(before, after, self.decimals)

    def height(self, one: StepRun, step: int = -1) -> str:
        """Return a height as it is printed."""
        return number_text(float(one.run.values[step]), self.decimals, float(one.run.values[0]))

    def who(self, one: StepRun) -> str:
        """Return what a sentence on a run begins with."""
        if one.follows_slope:
            return self.look.say("{rate} times the slope", rate=shortest(one.size))
        return self.look.say("Steps of {size}", size=shortest(one.size))

    def going(self, one: StepRun) -> str:
        """Return the sentence on how a run ended, or on the heights at both of its ends."""
        who = self.who(one)
        known = end_of(one, who, self.look, self.compare)
        if known is not None:
            return known
        texts = self.compare(float(one.run.values[0]), float(one.run.values[-1]))
        if texts.alike:
            return self.look.say("{who}: the height stays near {height}.", who=who, height=texts.before)
        if np.any(one.account.changes > 0) and np.any(one.account.changes < 0):
            return self.look.say(
                "{who}: the height goes up and down, from {first} to {final}.",
                who=who,
                first=texts.before,
                final=texts.after,
            )
        return self.look.say(
            "{who}: the height goes from {first} to {final}.",
            who=who,
            first=texts.before,
            final=texts.after,
        )

    def of_small(self) -> str:
        """Tell the small fixed steps."""
        one, size = self.small, shortest(self.small.size)
        if one.bounces and one.comes_near:
            return self.look.say("Steps of {size} come near, then go to and fro.", size=size)
        if not one.crawls:
            return self.going(one)
        texts = self.compare(float(one.run.values[0]), float(one.run.values[-1]))
        if texts.alike or one.last == 1:
            return self.going(one)
        return self.look.say(
            "They crawl: height {height} after {steps} steps.", steps=one.last, height=self.height(one)
        )

    def rise(self, rise: int) -> str:
        """Tell the step that lands higher."""
        low, high = (float(height) for height in self.large.run.values[rise : rise + 2])
        texts = self.compare(low, high)
        if texts.alike:
            return self.look.say("It lands a little higher: by {height}.", height=significant(high - low, 2))
        if self.large.overshoots:
            return self.look.say(
                "It overshoots and lands higher: {before} became {after}.",
                before=texts.before,
                after=texts.after,
            )
        return self.look.say(
            "It lands higher: {before} became {after}.", before=texts.before, after=texts.after
        )

    def forever(self) -> str:
        """Tell how the large fixed steps go on."""
        one = self.large
        if one.period == 2:
            low, high = sorted(one.run.points[-2:, 0].tolist())
            texts = compared_plainly(low, high, 2)
            name = one.run.variables[0]
            return self.look.say(
                "Forever between {low} and {high}.",
                low=place_text(name, texts.before),
                high=place_text(name, texts.after),
            )
        if one.bounces and one.even:
            return self.look.say("Every step is as long as the first: it never settles.")
        return self.going(one)

    def rule(self) -> str:
        """Introduce the steps that follow the slope."""
        rate = shortest(self.following.size)
        steep, long = self.comparison.steep, self.comparison.long_first_step
        if steep and long:
            return self.look.say(
                "Learning rate α = {rate} times the slope: steep ground, long step.", rate=rate
            )
        if not steep and not long:
            return self.look.say(
                "Learning rate α = {rate} times the slope: nearly level, tiny step.", rate=rate
            )
        return self.look.say("Learning rate α = {rate} times the slope: the steeper, the longer.", rate=rate)

    def ending(self) -> str:
        """Tell how the steps that follow the slope end."""
        one = self.following
        if one.rests and one.shortens and one.account.falls:
            return self.look.say("Gentle ground, short step: it settles by itself.")
        if one.end is End.DIVERGING and one.account.left:
            return self.look.say(
                "This rate is too large: it leaves every scale at step {step}.", step=one.last
            )
        if one.end is End.DIVERGING and one.lengthens:
            return self.look.say("Higher means steeper here, so the steps grow.")
        if one.even and one.account.moved and not one.jumps and one.stays:
            slope, length = (significant(float(number)) for number in (one.slopes[0], abs(one.moves[0])))
            return self.look.say(
                "The slope stays {slope}, so every step is equally long: {length}.",
                slope=slope,
                length=length,
            )
        texts = self.compare(float(one.run.values[0]), float(one.run.values[-1]))
        ended = end_of(one, "", self.look, self.compare) is not None
        if not ended and one.shortens and one.account.falls and texts.falls:
            return self.look.say(
                "Gentler ground, shorter steps: the height is now {height}.", height=texts.after
            )
        return self.going(one)

    def summary(self) -> str:
        """Say which rule has found the valley."""
        if self.following.rests and not (self.small.rests or self.large.rests):
            if self.following.last > 1:
                return self.look.say(
                    "In {steps} steps, only those following the slope settle.", steps=self.following.last
                )
            return self.look.say("Here, only the steps that follow the slope come to rest.")
        left = [one for one in self.comparison.runs if one.account.left]
        if len(left) == 3:
            return self.look.say("None of the three keeps the ball on this curve.")
        heights = {
            "small": self.height(self.small),
            "large": self.height(self.large),
            "following": self.height(self.following),
        }
        if left:
            return self.look.say("The last heights here: {small}, {large} and {following}.", **heights)
        return self.look.say("Heights at the end: {small}, {large} and {following}.", **heights)


__all__ = ["StepStory", "verdict"]
