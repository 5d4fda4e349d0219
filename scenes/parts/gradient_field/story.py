"""What becomes of walks against and along the gradient, in sentences that their accounts bear."""

from gd_math.accounts.land_runs import Floor, LandRuns
from scenes.base.look import Look
from scenes.cast.writing.comparing import compared, told_apart
from scenes.cast.writing.number_text import significant
from scenes.parts.gradient_field.arrow_field import GradientGrid


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

    def title(self, whole: bool) -> str:
        """Return the header; `whole` tells whether f is defined everywhere on the map."""
        if whole:
            return self.look.say("A gradient at every point")
        return self.look.say("A gradient wherever f is defined")

    def field(self, whole: bool) -> str:
        """Return what the arrows are."""
        if whole:
            return self.look.say("One at each point of a grid: the gradient field.")
        return self.look.say("One at each point of a grid where f is defined: the gradient field.")

    def lengths(self, grid: GradientGrid) -> str:
        """Return what the lengths of the arrows mean."""
        slopes = grid.slopes[grid.known]
        if not grid.longest:
            return self.look.say("The ground is level: every gradient is zero.")
        if compared(float(slopes.min()), float(slopes.max())).alike:
            return self.look.say("All are equally long: the slope is the same everywhere.")
        if grid.cut:
            return self.look.say(
                "Longer means steeper; from {slope} on they are cut. All cross the contours squarely.",
                slope=significant(grid.longest, 2),
            )
        return self.look.say("Longer means steeper. Every arrow crosses its contour at a right angle.")

    def starts(self) -> str:
        """Return what is dropped."""
        return self.look.say_count(
            self.count,
            "A walker starts at a random place.",
            "{count} walkers start at random places.",
        )

    def _numbers(self, runs: LandRuns) -> dict[str, int]:
        return {
            "arrived": runs.arrived,
            "count": self.count,
            "gone": runs.off_map,
            "lost": runs.lost,
            "jumping": runs.jumping,
            "steps": runs.run.steps_taken,
        }

    def down(self) -> str:
        """Return what the descents come to."""
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
        if runs.arrived == self.count:
            return (
                self.look.say("Gradient descent: the path follows the turned arrows into a valley.")
                if self.count == 1
                else self.look.say("Gradient descent: each path follows the turned arrows into a valley.")
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

    def up(self) -> str:
        """Return what the ascents come to."""
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
        if runs.arrived == self.count:
            return (
                self.look.say("Gradient ascent: the path follows the arrows to a summit.")
                if self.count == 1
                else self.look.say("Gradient ascent: each path follows the arrows to a summit.")
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


__all__ = ["FieldWords"]
