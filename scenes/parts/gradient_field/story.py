"""What becomes of walks against and along the gradient, in sentences that their accounts bear."""

from collections.abc import Sequence
from typing import Literal

import numpy as np

from gd_math.accounts.land_runs import Floor, LandRuns
from scenes.base.look import Look
from scenes.cast.writing.comparing import compared, telling_decimals, told_apart
from scenes.cast.writing.number_text import plain, shortest, significant
from scenes.parts.gradient_field.gradient_grid import GradientGrid

End = Literal["start", "valley", "summit"]

ROUNDING = 1e-9
LARGEST_PLAIN = 1e4
SHORT = 6
"""Signs of a height that is written in full."""


class FieldWords:
    """The sentences on descents and ascents over a field of gradients.

    Parameters
    ----------
    down, up
        What happened to walks against the gradient, and to walks along it, told of the function upside down.
    rate
        The learning rate.
    look
        Theme and language.
    """

    def __init__(self, down: LandRuns, up: LandRuns, rate: float, look: Look) -> None:
        self.down_runs, self.up_runs, self.rate, self.look = down, up, rate, look
        self.count = len(down.told)

    def contour(self, grid: GradientGrid) -> str:
        """Return what the height does along the contour through the grid's first point."""
        return self.look.say("Along its contour the height stays {height}.", height=height_text(grid))

    def field(self, grid: GradientGrid, *, whole: bool) -> str:
        """Return what the arrows are, and what their lengths mean."""
        slopes = grid.slopes[grid.known]
        alike = compared(float(slopes.min()), float(slopes.max())).alike
        if alike and whole:
            return self.look.say("The same at each point of a grid: all arrows are equally long.")
        if alike:
            return self.look.say("The same wherever f is defined: all arrows are equally long.")
        if grid.cut and whole:
            return self.look.say(
                "The same at each point of a grid: longer where it is steeper, cut from slope {slope} on.",
                slope=significant(grid.longest, 2),
            )
        if grid.cut:
            return self.look.say(
                "The same wherever f is defined: longer where it is steeper, cut from slope {slope} on.",
                slope=significant(grid.longest, 2),
            )
        if whole:
            return self.look.say("The same at each point of a grid: longer where it is steeper.")
        return self.look.say("The same wherever f is defined: longer where it is steeper.")

    def level_ground(self) -> tuple[str, str]:
        """Return why there is no arrow anywhere."""
        return (
            self.look.say("At one place the gradient is an arrow; without a slope it has no length."),
            self.look.say("The ground is level: every gradient is zero."),
        )

    def summary(self, *, flat: bool) -> str:
        """Return what sums up where no walker's ways end in a valley and on a summit."""
        if flat:
            return self.look.say("Where the gradient is zero, there is no way down and no way up.")
        return self.look.say("One field, two ways: against it downhill, along it uphill.")

    def question(self, *, flat: bool) -> str:
        """Return what is dropped, and what the audience is asked."""
        if flat:
            return self.look.say_count(
                self.count,
                "A walker at a random place. Predict: where does it go without a slope?",
                "{count} walkers at random places. Predict: where do they go without a slope?",
            )
        return self.look.say_count(
            self.count,
            "A random start. Predict: where do steps against the arrows lead?",
            "{count} random starts. Predict: where do steps against the arrows lead?",
        )

    def ends(self, heights: Sequence[float], names: Sequence[End], *, tall: bool) -> list[str]:
        """Return what stands at starts, valleys and summits of these heights; tall frames have less room."""
        decimals = telling_decimals(heights)
        plainly = max(map(abs, heights), default=0.0) < LARGEST_PLAIN
        told = [plain(height, decimals) for height in heights] if plainly else told_apart(heights)
        return [self._end(name, height, tall) for name, height in zip(names, told, strict=True)]

    def _end(self, name: End, height: str, tall: bool) -> str:
        say = self.look.say
        if name == "start":
            return say("start {height}", height=height) if tall else say("start, f = {height}", height=height)
        if name == "valley":
            return (
                say("valley {height}", height=height) if tall else say("valley, f = {height}", height=height)
            )
        return say("summit {height}", height=height) if tall else say("summit, f = {height}", height=height)

    def first_step(self) -> str:
        """Return what becomes of the gradient."""
        return self.look.say("Turned round and times {rate}, it is one step.", rate=shortest(self.rate))

    def again(self) -> str:
        """Return what is done at all places at once."""
        return self.look.say("Turn every arrow around: one rule, and each place has its own step.")

    def _numbers(self, runs: LandRuns) -> dict[str, int]:
        return {
            "arrived": runs.arrived,
            "count": self.count,
            "gone": runs.off_map,
            "lost": runs.lost,
            "jumping": runs.jumping,
            "steps": runs.run.steps_taken,
        }

    def down(self, small: int = 0) -> str:
        """Return what the descents come to; so many `small` walkers have left the map."""
        runs, numbers = self.down_runs, self._numbers(self.down_runs)
        if runs.floor is Floor.LINE and runs.off_map:
            return self.look.say(
                "The valley is a line: {arrived} of {count} rest on it; off the map: {gone}.",
                **numbers,
            )
        if runs.floor is Floor.LINE:
            return self.look.say(
                "Gradient descent: the valley is a line; {arrived} of {count} rest on it.", **numbers
            )
        if runs.floor is Floor.PLAIN:
            return self.look.say(
                "Gradient descent: {arrived} of {count} rest on a level valley floor.", **numbers
            )
        if runs.arrived == self.count > 1 and small:
            return self.look.say("Each path ends in a valley; off-map dots: {gone}.", gone=small)
        if runs.arrived == self.count:
            return (
                self.look.say("Gradient descent: the path follows the turned arrows into a valley.")
                if self.count == 1
                else self.look.say("Gradient descent: each path ends in a valley.")
            )
        if runs.lost and runs.off_map:
            return self.look.say(
                "{arrived} of {count} reach a valley; off the map: {gone};"
                " {lost} step where f is not defined.",
                **numbers,
            )
        if runs.lost:
            return self.look.say(
                "{arrived} of {count} reach a valley; {lost} step where f is not defined.", **numbers
            )
        if runs.bare:
            return self._down_without_valley(numbers)
        if runs.off_map:
            return self.look.say(
                "Gradient descent: {arrived} of {count} reach a valley; off the map: {gone}.", **numbers
            )
        if runs.jumping:
            return self.look.say(
                "Gradient descent: {arrived} of {count} reach a valley; jumping to and fro: {jumping}.",
                **numbers,
            )
        return self.look.say(
            "Gradient descent: by step {steps}, {arrived} of {count} have reached a valley.", **numbers
        )

    def _down_without_valley(self, numbers: dict[str, int]) -> str:
        if self.down_runs.still:
            return self.look.say("Gradient descent: without a slope nobody moves.")
        if numbers["gone"]:
            return self.look.say(
                "Gradient descent: no valley on this map; off the map: {gone} of {count}.", **numbers
            )
        if any(one.change > 0 for one in self.down_runs.told):
            return self.look.say("Gradient descent: no valley on this map; steps so long also lead up.")
        return self.look.say("Gradient descent: no valley on this map, so the paths just lead down.")

    def up(self, small: int = 0) -> str:
        """Return what the ascents come to; so many `small` walkers have left the map."""
        runs, numbers = self.up_runs, self._numbers(self.up_runs)
        if runs.floor is Floor.LINE and runs.off_map:
            return self.look.say(
                "The summit is a ridge: {arrived} of {count} rest on it; off the map: {gone}.",
                **numbers,
            )
        if runs.floor is Floor.LINE:
            return self.look.say(
                "Gradient ascent: the summit is a ridge; {arrived} of {count} rest on it.", **numbers
            )
        if runs.floor is Floor.PLAIN:
            return self.look.say("Gradient ascent: {arrived} of {count} rest on level heights.", **numbers)
        if runs.arrived == self.count > 1 and small:
            return self.look.say("Each path ends on a summit; off-map dots: {gone}.", gone=small)
        if runs.arrived == self.count:
            return (
                self.look.say("Gradient ascent: the path follows the arrows to a summit.")
                if self.count == 1
                else self.look.say("Gradient ascent: each path ends on a summit.")
            )
        if runs.lost and runs.off_map:
            return self.look.say(
                "{arrived} of {count} reach a summit; off the map: {gone};"
                " {lost} step where f is not defined.",
                **numbers,
            )
        if runs.lost:
            return self.look.say(
                "{arrived} of {count} reach a summit; {lost} step where f is not defined.", **numbers
            )
        if runs.bare:
            return self._up_without_summit(numbers)
        if runs.off_map:
            return self.look.say(
                "Gradient ascent: {arrived} of {count} reach a summit; off the map: {gone}.", **numbers
            )
        if runs.jumping:
            return self.look.say(
                "Gradient ascent: {arrived} of {count} reach a summit; jumping to and fro: {jumping}.",
                **numbers,
            )
        return self.look.say(
            "Gradient ascent: by step {steps}, {arrived} of {count} have reached a summit.", **numbers
        )

    def _up_without_summit(self, numbers: dict[str, int]) -> str:
        if self.up_runs.still:
            return self.look.say("Gradient ascent: without a slope nobody moves.")
        if numbers["gone"]:
            return self.look.say(
                "Gradient ascent: no summit on this map; off the map: {gone} of {count}.", **numbers
            )
        if any(one.change > 0 for one in self.up_runs.told):
            return self.look.say("Gradient ascent: no summit on this map; steps so long also lead down.")
        return self.look.say("Gradient ascent: no summit on this map, so the paths just lead up.")

    def why_down(self) -> str | None:
        """Return why nobody comes to a valley, where that is the rate's fault."""
        limit = self.down_runs.too_fast(self.rate)
        if limit is None:
            return None
        rate, least = told_apart([self.rate, limit])
        return self.look.say(
            "No walk settles in a valley here: the rate {rate} is above 2/L = {limit}.",
            rate=rate,
            limit=least,
        )

    def why_up(self) -> str | None:
        """Return why nobody comes to a summit, where that is the rate's fault."""
        limit = self.up_runs.too_fast(self.rate)
        if limit is None:
            return None
        rate, least = told_apart([self.rate, limit])
        return self.look.say(
            "No climb settles on a summit here: the rate {rate} is above 2/L = {limit}.",
            rate=rate,
            limit=least,
        )


def height_text(grid: GradientGrid) -> str:
    """Return the height at the grid's first point: a contour's in full; what is only rounding is 0."""
    heights = grid.objective.value(grid.points[grid.known])
    height = float(grid.objective.value(grid.points[grid.first]))
    if abs(height) <= ROUNDING * float(np.abs(heights).max()):
        return "0"
    short = shortest(float(f"{height:.7g}"))
    return short if len(short) <= SHORT else significant(height)


__all__ = ["FieldWords", "height_text"]
