"""What the formula zone says of a long descent: the gradient, a step's arithmetic, the rule."""

from collections.abc import Callable

from manim import VMobject

from gd_math.data.standstill import StandstillRun
from scenes.base.look import Look
from scenes.cast.data.update_rows import (
    WITHOUT_RESULT,
    rule_rows,
    slope_rows,
    slope_text,
    true_decimals,
    update_rows,
)
from scenes.cast.moving.births import Births
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.number_text import as_number, shortest, typst_number

NAMES, COST = ("w", "b"), "J"


class Pages:
    """Makes the pages of one run.

    Parameters
    ----------
    look
        Theme and language.
    fit
        The run.
    zone
        Formula zone.
    decimals
        Decimals of slope and intercept that suit the picture.
    """

    def __init__(self, look: Look, fit: StandstillRun, zone: FormulaZone, decimals: tuple[int, int]) -> None:
        self.look, self.fit, self.zone = look, fit, zone
        self.cost = paint(look.colours.loss, COST)
        self.decimals = [true_decimals(fit, place, decimals[place]) for place in range(2)]
        self.coarse = decimals

    def gradient(self) -> VMobject:
        """Return the two partial derivatives with their values at the start."""
        return self.zone.page(slope_rows(self.look, self.cost, dict(zip(NAMES, self._slopes(), strict=True))))

    @property
    def gradient_is_zero(self) -> bool:
        """Whether both partial derivatives at the start are printed as 0."""
        return all(as_number(text) == 0.0 for text in self._slopes())

    def step(self, births: Callable[[], Births]) -> VMobject:
        """Return the update of both parameters with the numbers of a step that is told slowly."""
        names = [paint(self.look.colours.parameter, name) for name in NAMES]
        rows = update_rows(self.fit, names, self.decimals, births)
        return self.zone.page(
            rows, [row[:WITHOUT_RESULT] for row in rows], [[*row[:2], row[-1]] for row in rows]
        )

    def rule(self) -> VMobject:
        """Return the rule, a line for each parameter."""
        rate = typst_number(shortest(self.fit.rate))
        return self.zone.page(rule_rows(self.look, self.cost, NAMES, rate))

    def _slopes(self) -> list[str]:
        steps = bool(self.decimals[0])
        decimals = [
            each[0] if steps else least for each, least in zip(self.decimals, self.coarse, strict=True)
        ]
        return [slope_text(self.fit, 0, place, decimals[place]) for place in range(2)]


__all__ = ["Pages"]
