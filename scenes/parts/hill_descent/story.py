"""What became of walkers on a land, in sentences that their accounts bear."""

import numpy as np

from gd_math.accounts.account import NOWHERE
from gd_math.accounts.land_runs import Floor, LandRuns
from scenes.base.look import Look
from scenes.cast.writing.comparing import Compared, compared, told_apart
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
        self.count, self.steps = len(runs.told), runs.run.steps_taken
        self.homes = runs.told.homes(runs.valleys)
        self.reached = len(np.unique(self.homes[self.homes != NOWHERE]))
        self.lowest = runs.sheds.lowest
        """How many valleys are the lowest."""
        self.in_lowest = int(((self.homes != NOWHERE) & (self.homes < self.lowest)).sum())

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

    def summary(self) -> str:
        """Return what became of the walkers."""
        runs, count = self.runs, self.count
        if runs.still:
            return (
                self.look.say("No slope, no step: the walker stays where it is.")
                if count == 1
                else self.look.say("No slope, no step: every walker stays where it is.")
            )
        if count == 1:
            return self._of_one()
        if runs.lost:
            return self._of_lost()
        if runs.floor is not None:
            return self._of_floor()
        if runs.off_map == count and runs.bare:
            return self.look.say("There is no valley on this map: all {count} walkers left it.", count=count)
        if runs.off_map and runs.bare:
            return self.look.say(
                "There is no valley on this map: {gone} of {count} walkers left it.",
                gone=runs.off_map,
                count=count,
            )
        if runs.off_map:
            return self.look.say(
                "Of {count} walkers {arrived} reached a valley, {gone} left the map.",
                count=count,
                arrived=runs.arrived,
                gone=runs.off_map,
            )
        if not len(runs.valleys):
            return self._of_heights()
        if runs.arrived < count:
            return self._of_those_on_their_way()
        return self._of_arrived()

    def _of_one(self) -> str:
        runs, valleys = self.runs, len(self.runs.valleys)
        if runs.lost:
            return self.look.say("The walker stepped to where f is not defined.")
        if runs.off_map:
            return self.look.say("The walker left the map.")
        if not runs.arrived:
            return self.look.say("The walker has not come to a valley by step {steps}.", steps=self.steps)
        if runs.floor is Floor.LINE:
            return self.look.say("The valley is a line: the walker rests on it.")
        if runs.floor is not None:
            return self.look.say("The walker rests on a level valley floor.")
        if valleys == 1:
            return self.look.say("The walker has come to the only valley on this map.")
        if self.lowest == valleys:
            return self.look.say(
                "The walker rests in a valley; all {valleys} are equally low.", valleys=valleys
            )
        if not self.in_lowest:
            return self.look.say(
                "The walker rests, yet not in the lowest of the {valleys} valleys: it cannot know.",
                valleys=valleys,
            )
        if self.lowest > 1:
            return self.look.say(
                "The walker rests in one of the {lowest} lowest of {valleys} valleys.",
                lowest=self.lowest,
                valleys=valleys,
            )
        return self.look.say("The walker has come to the lowest of {valleys} valleys.", valleys=valleys)

    def _of_lost(self) -> str:
        runs = self.runs
        if runs.off_map:
            return self.look.say(
                "{arrived} of {count} reached a valley; {gone} left the map,"
                " {lost} stepped where f is not defined.",
                arrived=runs.arrived,
                count=self.count,
                gone=runs.off_map,
                lost=runs.lost,
            )
        return self.look.say(
            "{arrived} of {count} reached a valley; {lost} stepped where f is not defined.",
            arrived=runs.arrived,
            count=self.count,
            lost=runs.lost,
        )

    def _of_floor(self) -> str:
        runs, line = self.runs, self.runs.floor is Floor.LINE
        numbers = {"arrived": runs.arrived, "count": self.count, "gone": runs.off_map, "steps": self.steps}
        if runs.arrived == self.count:
            return (
                self.look.say("The valley is a line: all {count} walkers rest on it.", **numbers)
                if line
                else self.look.say("The valley floor is level: all {count} walkers rest on it.", **numbers)
            )
        if runs.off_map:
            return (
                self.look.say(
                    "The valley is a line: {arrived} of {count} rest on it, {gone} left the map.", **numbers
                )
                if line
                else self.look.say(
                    "The valley floor is level: {arrived} of {count} rest on it, {gone} left the map.",
                    **numbers,
                )
            )
        return (
            self.look.say("The valley is a line: {arrived} of {count} are on it by step {steps}.", **numbers)
            if line
            else self.look.say(
                "The valley floor is level: {arrived} of {count} are on it by step {steps}.", **numbers
            )
        )

    def _of_heights(self) -> str:
        values = self.runs.run.values
        heights = compared(float(np.mean(values[0])), float(np.mean(values[-1])))
        if heights.falls:
            return self.look.say(
                "No valley on this map: the mean height fell from {before} to {after}.",
                before=heights.before,
                after=heights.after,
            )
        if heights.rises:
            return self.look.say(
                "No valley on this map: the mean height rose from {before} to {after}.",
                before=heights.before,
                after=heights.after,
            )
        return self.look.say("No valley on this map: the mean height stays {height}.", height=heights.before)

    def _of_those_on_their_way(self) -> str:
        runs = self.runs
        if runs.jumping:
            return self.look.say(
                "Walkers in a valley: {arrived} of {count}; {jumping} jump to and fro.",
                arrived=runs.arrived,
                count=self.count,
                jumping=runs.jumping,
            )
        return self.look.say(
            "Walkers in a valley after step {steps}: {arrived} of {count}.",
            steps=self.steps,
            arrived=runs.arrived,
            count=self.count,
        )

    def _of_arrived(self) -> str:
        count, valleys = self.count, len(self.runs.valleys)
        if valleys == 1:
            return self.look.say("All {count} have come to the only valley on this map.", count=count)
        if self.lowest == valleys:
            return self.look.say(
                "Every walker rests in a valley; all {valleys} are equally low.", valleys=valleys
            )
        if not self.in_lowest:
            return self.look.say(
                "{count} walkers rest in valleys; the lowest valley was reached by none.", count=count
            )
        if self.reached == 1:
            return self.look.say("All {count} walkers have come to the lowest valley.", count=count)
        if self.lowest > 1:
            return self.look.say(
                "{count} walkers in {reached} valleys: {lowest} of them in the {equal} lowest.",
                count=count,
                reached=self.reached,
                equal=self.lowest,
                lowest=self.in_lowest,
            )
        return self.look.say(
            "{count} walkers in {reached} valleys: {lowest} of them in the lowest.",
            count=count,
            reached=self.reached,
            lowest=self.in_lowest,
        )


__all__ = ["HillWords"]
