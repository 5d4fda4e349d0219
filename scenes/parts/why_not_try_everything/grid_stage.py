"""A grid that fills with trials, beside it a table of how many there are, and the formula for them."""

from collections.abc import Callable

from manim import ValueTracker

from scenes.base.layout import Box, Layout
from scenes.base.look import Look
from scenes.base.theme import WORDS_FONT
from scenes.base.words import typst_string
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.parts.why_not_try_everything.trial_grid import DIMENSIONS, TrialGrid
from scenes.parts.why_not_try_everything.trial_table import TrialTable

UNDER_HEADER = 0.27
"""The picture begins right under the header, where no formula is in the way."""


class GridStage:
    """The grid at the left, the table at the right; in tall frames one row of it below.

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
        The table's box.
    """

    def __init__(self, look: Look, layout: Layout, values: int, parameters: int, clock: ValueTracker) -> None:
        self.values, stage = values, layout.stage
        if layout.tall:
            left, right = stage.rows(3.2, 1.0)
        else:
            left, right = Box(
                stage.left, stage.right, stage.bottom, layout.header.bottom - UNDER_HEADER
            ).columns(1.5, 1.0)
            right = Box(right.left, right.right, right.bottom, stage.top)
        self.grid = TrialGrid(look, left, values, clock, parameters)
        rows = [(self._parameters_in(d), self._trials_in(d)) for d in range(1, parameters + 1)]
        if layout.tall:
            rows = [(lambda: str(self.told), lambda: str(self.grid.trials))]
        self.aside = right
        heads = look.say("parameters"), look.say("trials")
        self.table = TrialTable(look, right, heads, rows, str(values**parameters))

    @property
    def told(self) -> int:
        """How many parameters the picture has now."""
        moment = self.grid.moment
        return DIMENSIONS * moment.cubed + moment.axes

    def _parameters_in(self, d: int) -> Callable[[], str]:
        """Return what reads the left column of row d: nothing before its grid is begun."""
        return lambda: str(d) if d <= self.told else ""

    def _trials_in(self, d: int) -> Callable[[], str]:
        """Return what reads the right column of row d: the trials so far, and then all of its grid."""

        def read() -> str:
            if d > self.told:
                return ""
            return str(self.grid.trials if d == self.told else self.values**d)

        return read


def trial_formula(look: Look, box: Box) -> MathFormula:
    """Return ``trials = values^parameters`` in the upper right corner of a box."""
    words = look.say("trials"), look.say("values"), look.say("parameters")
    trials, values, parameters = (f'#text(font: "{WORDS_FONT}")[{typst_string(word)}]' for word in words)
    formula = MathFormula(look, f"{paint(look.colours.parameter, trials)} = {values}^{parameters}")
    formula.scale(min(1.0, box.width / formula.width))
    return formula.shift(
        (box.right - float(formula.get_right()[0]), box.top - float(formula.get_top()[1]), 0.0)
    )


__all__ = ["GridStage", "trial_formula"]
