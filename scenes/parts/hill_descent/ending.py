"""What became of walkers on a land, in one sentence that their accounts bear."""

import numpy as np

from gd_math.accounts.account import NOWHERE
from gd_math.accounts.land_runs import Floor, LandRuns
from scenes.base.look import Look
from scenes.cast.writing.comparing import compared


class HillEnding:
    """The sentence that ends a descent on hills.

    Parameters
    ----------
    runs
        What happened.
    look
        Theme and language.
    """

    def __init__(self, runs: LandRuns, look: Look) -> None:
        self.runs, self.look = runs, look
        self.count, self.steps = len(runs.told), runs.run.steps_taken
        homes = runs.told.homes(runs.valleys)
        self.reached = len(np.unique(homes[homes != NOWHERE]))
        self.lowest = runs.sheds.lowest
        """How many valleys are the lowest."""
        self.in_lowest = int(((homes != NOWHERE) & (homes < self.lowest)).sum())

    def answer(self) -> str:
        """Return the headline that answers where downhill leads; ``""`` where no two valleys were reached."""
        return self.look.say("The start decides") if self.reached > 1 else ""

    def told(self) -> str:
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


__all__ = ["HillEnding"]
