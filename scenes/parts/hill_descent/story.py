"""Steps of walkers on a land, in sentences that their accounts bear."""

import numpy as np

from gd_math.accounts.land_runs import LandRuns
from scenes.base.look import Look
from scenes.cast.writing.comparing import Compared, told_apart
from scenes.cast.writing.number_text import TIMES, plain, shortest, significant

ENOUGH = 10.0
"""From as many units of the gradient's last decimal on, the step is written with as many decimals."""


class HillWords:
    """The sentences of a descent on hills that depend on what happened.

    Parameters
    ----------
    runs
        What happened.
    rate
        The learning rate.
    look
        Theme and language.
    """

    def __init__(self, runs: LandRuns, rate: float, look: Look) -> None:
        self.runs, self.rate, self.look = runs, rate, look
        self.count = len(runs.told)

    def slope(self, seen: bool, slope: float) -> str:
        """Return what can be felt, and how little where its arrow does not show it."""
        if seen:
            return self.look.say("All that can be felt is the slope: the gradient points uphill.")
        return self.look.say(
            "All that can be felt is the slope: here only {slope}.", slope=significant(slope)
        )

    def arrows(self, slope: float, factor: float) -> tuple[str, str]:
        """Return what stands beside the gradient, drawn shorter by a factor, and beside the step.

        Both have as many decimals, where the step is not too short for that.
        """
        size, length = significant(slope), self.rate * slope
        decimals = len(size.partition(".")[2])
        alike = TIMES not in size and length * 10.0**decimals >= ENOUGH
        step = plain(length, decimals) if alike else significant(length)
        gradient = self.look.say("gradient {size}", size=size)
        if factor < 1.0:
            gradient = self.look.say("gradient {size}, drawn × {factor}", size=size, factor=shortest(factor))
        return gradient, self.look.say("step {size}", size=step)

    def turning(self, seen: bool) -> str:
        """Return what becomes of the gradient."""
        rate = shortest(self.rate)
        if seen:
            return self.look.say("Turned round and {rate} times as long: that is the step.", rate=rate)
        return self.look.say("Turned round and {rate} times as long: a step too short to see.", rate=rate)

    def step(self, walker: int, heights: Compared) -> str:
        """Return what the first step of a walker has done."""
        run = self.runs.run
        after = run.points[1, walker] if run.lengths[walker] > 1 else run.beyond[walker]
        low, high = np.transpose(self.runs.region)
        if not ((after >= low) & (after <= high)).all():
            return self.look.say("One step, and the walker has left the map.")
        if run.lengths[walker] < 2:
            return self.look.say("One step, and the walker is where f is not defined.")
        if heights.falls:
            return self.look.say(
                "One step: the height falls from {before} to {after}.",
                before=heights.before,
                after=heights.after,
            )
        if heights.rises:
            return self.look.say(
                "One step, too long: the height rises from {before} to {after}.",
                before=heights.before,
                after=heights.after,
            )
        return self.look.say("One step: the height stays {height}.", height=heights.before)

    def question(self) -> str:
        """Return what the audience is asked."""
        if self.count == 1:
            return self.look.say("Predict: where does the walker end?")
        if self.runs.still or not len(self.runs.valleys):
            return self.look.say("Predict: where do they end?")
        return self.look.say("Predict: do all of them end in the same valley?")

    def ridges(self) -> str:
        """Return what ridges do."""
        strayed = self.runs.sheds.strayed(self.runs.told)
        if strayed:
            return self.look.say(
                "Ridges part the land, yet long steps crossed one: {strayed} of {count} walkers.",
                strayed=strayed,
                count=self.count,
            )
        if self.runs.arrived and not self.runs.overshot:
            return self.look.say("Ridges part the land: where a walker starts decides where it ends.")
        return self.look.say("Ridges part the land of one valley from the next.")

    def why(self) -> str | None:
        """Return why walkers left who could have come to a valley; None where there is nothing to explain."""
        limit, valleys = self.runs.too_fast(self.rate), len(self.runs.valleys)
        if limit is not None:
            rate, least = told_apart([self.rate, limit])
            if valleys == 1:
                return self.look.say(
                    "No walk settles in this valley: the rate {rate} is above 2/L = {limit}.",
                    rate=rate,
                    limit=least,
                )
            return self.look.say(
                "No walk settles in these valleys: the rate {rate} is above 2/L = {limit}.",
                rate=rate,
                limit=least,
            )
        overshot = self.runs.overshot
        if not overshot:
            return None
        if overshot == 1:
            return self.look.say("Shorter steps would lead one of those who left to a valley.")
        return self.look.say(
            "Shorter steps would lead {overshot} of those who left to a valley.", overshot=overshot
        )


__all__ = ["HillWords"]
