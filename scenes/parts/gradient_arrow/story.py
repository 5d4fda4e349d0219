"""What two slopes, their sum and eight probes show at one point, in sentences that the numbers bear."""

import numpy as np

from gd_math.formula.parsing import variable_markup
from gd_math.functions.compass import DIRECTIONS, Compass
from gd_math.functions.negated import Negated
from gd_math.shape.lie import Lie, lie_of
from gd_math.typing import Interval
from scenes.base.look import Look
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.number_text import shortest, significant, typst_number
from scenes.cast.writing.variable_names import variable_text
from scenes.parts.gradient_arrow.compass_numbers import HeightTexts

ROUNDING = 1e-9
"""A height that is smaller, as a share of the changes around it, is 0."""
NEARLY = np.cos(np.deg2rad(0.5))
"""Directions nearer than half a degree count as the same."""


class ArrowWords:
    """The sentences on the gradient at one point.

    Parameters
    ----------
    compass
        The point, its gradient and the probes around it.
    texts
        How height changes are written.
    region
        The part of the land that is shown.
    look
        Theme and language.
    """

    def __init__(
        self, compass: Compass, texts: HeightTexts, region: tuple[Interval, ...], look: Look
    ) -> None:
        self.compass, self.texts, self.region, self.look = compass, texts, region, look
        self.names = [variable_text(name) for name in compass.objective.variables]
        self.shown = [texts.text(float(change)) for change in compass.changes]

    def opening(self) -> str:
        """Return what is asked at first."""
        if self.compass.level:
            return self.look.say("A ball on a land. Is there a way up?")
        return self.look.say("A ball on a hillside. Which way up is the steepest?")

    @property
    def height(self) -> str:
        """The height of the point; 0 where it is but a rounding."""
        height, steps = self.compass.height, self.compass.changes
        largest = float(np.nanmax(np.abs(steps)))
        return significant(height if abs(height) > ROUNDING * largest else 0.0)

    def contour(self, *, crossed: bool) -> str:
        """Return what a contour is, with the height of the one through the point where that is drawn."""
        if crossed:
            return self.look.say("From above: along this contour f stays {height}.", height=self.height)
        return self.look.say("From above: along a contour the height stays the same.")

    def slope_text(self, slope: float) -> str:
        """Return a slope as it stands in a sentence."""
        return self.texts.slope(slope)

    def slope(self, k: int, *, seen: bool) -> str:
        """Return what the slope along an axis says; `seen` tells whether its arrow is long enough."""
        slope, name = float(self.compass.slopes[k]), self.names[k]
        if self.compass.kinks[k]:
            return self.look.say(
                "Along {axis} there is a kink: its slope is taken as {slope}.",
                axis=name,
                slope=self.slope_text(slope),
            )
        if slope == 0.0:
            return self.look.say("Along {axis} the ground is level: no arrow.", axis=name)
        text = self.slope_text(abs(slope))
        if not seen and slope > 0.0:
            return self.look.say(
                "Along {axis} the height rises by {slope} per unit: too little for an arrow.",
                axis=name,
                slope=text,
            )
        if not seen:
            return self.look.say(
                "Along {axis} the height falls by {slope} per unit: too little for an arrow.",
                axis=name,
                slope=text,
            )
        if slope > 0.0:
            return self.look.say("Along {axis} the height rises by {slope} per unit.", axis=name, slope=text)
        return self.look.say(
            "Along {axis} it falls by {slope} per unit: uphill is the other way.", axis=name, slope=text
        )

    def slope_markups(self, name: str, slope: float, *, short: bool) -> list[str]:
        """Return a partial derivative with its value, and without it: the captions say it too."""
        head = f"partial f \\/ partial {variable_markup(name)}"
        valued = f"{head} = {typst_number(self.slope_text(slope))}"
        return [head] if short else [valued, head]

    def gradient_markups(self) -> list[str]:
        """Return the gradient with its parts and their values, and only with these."""
        numbers = ", ".join(typst_number(self.slope_text(float(slope))) for slope in self.compass.slopes)
        names = [variable_markup(name) for name in self.compass.objective.variables]
        parts = ", ".join(f"partial f \\/ partial {name}" for name in names)
        return [f"nabla f = ({parts}) = ({numbers})", f"nabla f = ({numbers})"]

    def sum(self, *, seen: bool) -> str:
        """Return what both slopes together are; `seen` tells whether both have an arrow."""
        if self.compass.level:
            return self.look.say("Both slopes are zero, so the gradient is zero.")
        if not self.compass.slopes.all():
            return self.look.say("The other slope is zero: this one arrow is the gradient.")
        if not seen:
            return self.look.say("Both slopes together are the gradient.")
        return self.look.say("Both arrows together are the gradient.")

    def question(self) -> str:
        """Return what the audience is asked."""
        if self.compass.level:
            return self.look.say("Predict: does one of these eight directions lead up?")
        return self.look.say("Predict: which of these eight directions leads highest?")

    def walk(self) -> str:
        """Return what the eight probes do, and how many of them find nothing."""
        probe, missing = shortest(self.compass.distance), self.shown.count("")
        if missing == 1:
            return self.look.say("Walk {probe} each way; in one direction there is no height.", probe=probe)
        if missing:
            return self.look.say(
                "Walk {probe} each way; in {missing} directions there is no height.",
                probe=probe,
                missing=missing,
            )
        return self.look.say("Walk {probe} each way, and read how the height changes.", probe=probe)

    def highest(self) -> str:
        """Return which of the eight leads highest, as far as the printed numbers tell."""
        compass, texts = self.compass, self.texts
        best = self.shown[compass.highest]
        change = texts.whole(float(compass.changes[compass.highest]))
        alike = self.shown.count(best)
        if not best.startswith("+"):
            return self.look.say("None of the eight leads up: the steps are too long here.")
        if alike > 1:
            return self.look.say(
                "Of the eight, {alike} lead equally high: {change}.", alike=alike, change=change
            )
        return self.look.say("Of the eight, one leads highest: {change}.", change=change)

    @property
    def straight(self) -> bool:
        """Whether the best of the eight is the gradient's own direction."""
        return bool(DIRECTIONS[self.compass.highest] @ self.compass.uphill >= NEARLY)

    def needle(self) -> str:
        """Return how a probe along the gradient compares with the best of eight."""
        compass, texts = self.compass, self.texts
        if self.straight:
            return self.look.say("That is where the gradient points.")
        best, here = float(compass.changes[compass.highest]), texts.uphill
        if not np.isfinite(here):
            return self.look.say("Along the gradient the step leads to where there is no height.")
        if texts.text(here) == texts.text(best):
            return self.look.say("Turned a little, it leads as high: {change}.", change=texts.whole(here))
        if here > best:
            return self.look.say("Turned a little, it leads higher: {change}.", change=texts.whole(here))
        if compass.kinks.any():
            return self.look.say(
                "Along the gradient: {change}. At a kink it need not be the best.", change=texts.whole(here)
            )
        return self.look.say(
            "Along the gradient: {change}. The ground bends; shorter steps favour the gradient.",
            change=texts.whole(here),
        )

    @property
    def shrinks(self) -> bool:
        """Whether the ground bears a step along the gradient, however short."""
        rates = [self.texts.rate(float(reach)) for reach in np.linspace(1.0, 0.0, 61)]
        return bool(np.isfinite(rates).all()) and not self.compass.kinks.any()

    def shrinking(self) -> str:
        """Return what is counted while the step shrinks."""
        return self.look.say("Now the rise per unit, while the step shrinks.")

    @property
    def _steepness(self) -> str:
        return self.slope_text(float(np.hypot(*self.compass.slopes)))

    def steepness(self) -> str:
        """Return what the length of the gradient says."""
        return self.look.say(
            "The gradient: its length is the slope right at the ball, {slope}.", slope=self._steepness
        )

    def steepness_markup(self) -> str:
        """Return the length of the gradient as Typst math."""
        return paint(self.look.colours.gradient, f"abs(nabla f) = {typst_number(self._steepness)}")

    def way_down(self) -> str:
        """Return what a probe against the gradient finds."""
        texts = self.texts
        here = texts.downhill
        if not np.isfinite(here):
            return self.look.say("The way down is against it, yet so long a step leads to no height.")
        if not texts.text(here).startswith("−"):
            return self.look.say("The way down is against it; this step is too long to show it.")
        return self.look.say("The way down is against it: {change}.", change=texts.whole(here))

    def level_ground(self) -> str:
        """Say what the point is where the gradient vanishes."""
        compass = self.compass
        lie = lie_of(compass.objective, compass.point, self.region)
        upside_down = lie_of(Negated(compass.objective), compass.point, self.region)
        signs = {text[:1] for text in self.shown}
        if lie is Lie.MINIMUM:
            if signs == {"+"}:
                return self.look.say("It rises on every side: a valley floor, with no way down.")
            return self.look.say("Close by it rises on every side: a valley floor, with no way down.")
        if lie is Lie.SUMMIT:
            if signs == {"−"}:
                return self.look.say("It falls on every side: a summit, with no way up.")
            return self.look.say("Close by it falls on every side: a summit, with no way up.")
        if lie is Lie.LEVEL:
            if signs == {"0"}:
                return self.look.say("It is level on every side.")
            return self.look.say("Close by it is level on every side.")
        if lie is Lie.FLOOR:
            return self.look.say("Close by it rises or is level: a long valley floor, with no way down.")
        if upside_down is Lie.FLOOR:
            return self.look.say("Close by it falls or is level: the crest of a ridge, with no way up.")
        if lie is Lie.PASS:
            return self._of_pass(signs)
        return self.look.say("The slope is too small here to be told from zero.")

    def _of_pass(self, signs: set[str]) -> str:
        bends = self.compass.objective.curvature(self.compass.point)
        if np.isfinite(bends).all() and np.prod(np.linalg.eigvalsh(bends)) < 0.0:
            if {"+", "−"} <= signs:
                return self.look.say("It rises on some sides and falls on others: a saddle.")
            return self.look.say("Close by it rises on some sides and falls on others: a saddle.")
        return self.look.say("Close by it rises on some sides and falls on others: no valley, no summit.")

    def summary(self) -> str:
        """Return what to keep in mind."""
        if self.compass.kinks.any():
            return self.look.say("At a kink there is no one slope: the gradient there is a convention.")
        if self.compass.level:
            return self.look.say("Where the gradient is zero, no direction is the steepest.")
        return self.look.say("The gradient points up the steepest way; descent goes against it.")


__all__ = ["NEARLY", "ArrowWords"]
