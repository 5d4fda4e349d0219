"""A grid that fills with trials, and beside it how many there are."""

from manim import ValueTracker

from scenes.base.layout import Box, Layout
from scenes.base.look import Look
from scenes.parts.why_not_try_everything.power_equation import PowerEquation, power
from scenes.parts.why_not_try_everything.trial_grid import DIMENSIONS, TrialGrid

UNDER_HEADER = 0.27
"""The picture begins right under the header, where no formula is in the way."""


class GridStage:
    """The grid at the left, the count at the right; in tall frames below it.

    Parameters
    ----------
    look, layout
        Theme, language and frame.
    values
        For each parameter.
    parameters
        How many are pictured in the end.
    clock
        Tells how many are pictured so far.

    Attributes
    ----------
    aside
        The count's box.
    equation
        The trials so far; when the grid is full, also the power that they are.
    """

    def __init__(self, look: Look, layout: Layout, values: int, parameters: int, clock: ValueTracker) -> None:
        self.values, self.parameters, stage = values, parameters, layout.stage
        if layout.tall:
            left, right = stage.rows(2.0, 1.0)
        else:
            left, right = Box(
                stage.left, stage.right, stage.bottom, layout.header.bottom - UNDER_HEADER
            ).columns(1.5, 1.0)
            right = Box(right.left, right.right, right.bottom, stage.top)
        self.aside = right
        self.grid = TrialGrid(look, left, values, clock, parameters)
        widest = power(values, parameters), f"{values**parameters:,}"
        self.equation = PowerEquation(
            look, right, self._power, lambda: f"{self.grid.trials:,}", widest, look.say("trials")
        )

    @property
    def told(self) -> int:
        """How many parameters the picture has now."""
        moment = self.grid.moment
        return DIMENSIONS * moment.cubed + moment.axes

    def _power(self) -> str:
        """Return the power that the trials are, once all of this grid have been made."""
        full = self.grid.trials == self.values**self.told
        return power(self.values, self.told) if full else ""


__all__ = ["GridStage"]
