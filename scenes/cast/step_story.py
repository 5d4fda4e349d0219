"""What becomes of runs with fixed steps and with steps that follow the slope, in sentences that are true."""

from collections.abc import Callable, Sequence

import numpy as np

from scenes.cast.fixed_steps import Fate, StepRun
from scenes.cast.numbers import plain, shortest


class StepStory:
    """The sentences of a comparison.

    Parameters
    ----------
    runs
        Small fixed steps, large fixed steps, steps that follow the slope.
    decimals
        With which heights are printed.
    say
        Translates a sentence and puts values in its ``{places}``.
    """

    def __init__(self, runs: Sequence[StepRun], decimals: int, say: Callable[..., str]) -> None:
        self.small, self.large, self.following = runs
        self.decimals, self.say = decimals, say

    def height(self, one: StepRun, step: int = -1) -> str:
        """Return a height as it is printed."""
        return plain(float(one.heights[step]), self.decimals)

    def going(self, one: StepRun) -> str:
        """Return the sentence that only compares the heights at both ends of a run."""
        first, final = self.height(one, 0), self.height(one)
        if one.follows_slope:
            return self.say("The height goes from {first} to {final}.", first=first, final=final)
        return self.say(
            "Steps of {size}: the height goes from {first} to {final}.",
            size=shortest(one.size),
            first=first,
            final=final,
        )

    def of_small(self) -> str:
        """Tell the small fixed steps."""
        one, size = self.small, shortest(self.small.size)
        if one.fate is Fate.BOUNCES:
            return self.say("Steps of {size} come near, then go to and fro.", size=size)
        if one.run.growing or one.fate is not Fate.CRAWLS:
            return self.going(one)
        return self.say(
            "Steps of {size} crawl: after {steps} the height is still {height}.",
            size=size,
            steps=one.last,
            height=self.height(one),
        )

    def before_rise(self, rise: int) -> str:
        """Tell the large fixed steps up to the one that lands higher."""
        return self.say(
            "Steps of {size} go down fast: height {before}, then {after}.",
            size=shortest(self.large.size),
            before=self.height(self.large, 0),
            after=self.height(self.large, rise),
        )

    def rise(self, rise: int) -> str:
        """Tell the step that lands higher."""
        before, after = self.height(self.large, rise), self.height(self.large, rise + 1)
        if self.large.crosses:
            return self.say(
                "It overshoots and lands higher: {before} became {after}.",
                before=before,
                after=after,
            )
        return self.say("It lands higher: {before} became {after}.", before=before, after=after)

    def forever(self) -> str:
        """Tell how the large fixed steps go on."""
        if self.large.two_places is not None:
            low, high = (plain(x, 2) for x in sorted(self.large.two_places))
            return self.say("And so on, forever, between x = {low} and x = {high}.", low=low, high=high)
        if self.large.fate is Fate.BOUNCES:
            return self.say("Every step is as long as the first: it never settles.")
        return self.going(self.large)

    def ending(self) -> str:
        """Tell how the steps that follow the slope end."""
        one, lengths = self.following, np.abs(self.following.moves)
        if one.fate is Fate.SETTLES and not one.run.growing:
            return self.say("Gentle ground, short step: it settles by itself.")
        if one.run.outcome.diverged:
            return self.say(
                "This rate is too large: it leaves every scale at step {step}.", step=one.run.outcome.step
            )
        if one.fate is Fate.ESCAPES:
            return self.say("Higher means steeper here, so the steps grow.")
        if len(lengths) > 1 and lengths[-1] < lengths[0]:
            return self.say(
                "Gentler ground, shorter steps: the height is now {height}.", height=self.height(one)
            )
        return self.going(one)

    def summary(self) -> str:
        """Say which rule has found the valley."""
        fates = [one.fate for one in (self.small, self.large, self.following)]
        if fates[2] is Fate.SETTLES and Fate.SETTLES not in fates[:2] and not self.following.run.growing:
            return self.say("Only the steps that follow the slope come to rest.")
        return self.say(
            "Heights at the end: {small}, {large} and {following}.",
            small=self.height(self.small),
            large=self.height(self.large),
            following=self.height(self.following),
        )
