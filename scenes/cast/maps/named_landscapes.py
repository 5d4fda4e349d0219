"""Landscapes that lessons on the gradient know by name, and the part of a lecturer's own that is shown."""

from dataclasses import dataclass
from functools import cache
from typing import Annotated

import numpy as np
from pydantic import AfterValidator, Field

from gd_math.accounts.land_view import land_view
from gd_math.formula.parsing import FormulaError, parse_land
from gd_math.functions.classics import Beale, Himmelblau, Rosenbrock, Saddle, SixHumpCamel
from gd_math.functions.critical_points import critical_points
from gd_math.functions.hills import SineHills
from gd_math.functions.landscapes import height_grid
from gd_math.objective import Objective
from gd_math.typing import Points
from scenes.base.parameters import FormulaText
from scenes.cast.charts.axes import Range
from scenes.cast.writing.variable_names import axis_names

HILLS = "hills"
BOWL, WAVES = "bowl", "waves"
HILLS_SEED = 31
HILLS_FORMULA = "sum_i a_i sin(k_i x + l_i y + phi_i)"
"""The hills as Typst math; all their numbers would fill the picture."""
INNER = 0.9
"""Share of the land in which a point is shown without moving the land."""
NARROWEST = 8.0
"""How many times as wide as the other one range may be."""
ASKED = 41
"""Places along each axis that are asked whether the function has a height there."""


@dataclass(frozen=True, slots=True, eq=False)
class NamedLandscape:
    """A function of two variables, the part of it that is shown, and its formula as Typst math.

    `own` tells whether it is the lecturer's own, so that the picture keeps to where its valleys are.
    """

    objective: Objective
    x_range: Range
    y_range: Range
    formula: str
    own: bool = False

    def framed(self, x_range: Range | None, y_range: Range | None) -> "NamedLandscape":
        """Return the landscape as the lecturer frames it; a range not given is as narrow as the other.

        Raises
        ------
        ValueError
            With one sentence, if the picture would be a strip, or the function has no height in it.
        """
        across = _beside(self.x_range, self.y_range, y_range) if x_range is None else x_range
        upwards = _beside(self.y_range, self.x_range, x_range) if y_range is None else y_range
        widths = across[1] - across[0], upwards[1] - upwards[0]
        if x_range and y_range and max(widths) > NARROWEST * min(widths):
            raise ValueError(
                f"x_range is {widths[0]:g} wide and y_range {widths[1]:g}; one may be at most"
                f" {NARROWEST:g} times as wide as the other"
            )
        if not np.isfinite(height_grid(self.objective, across, upwards, ASKED).heights).any():
            one, other = axis_names(self.objective)
            raise ValueError(
                f"the function has no value for {one} from {across[0]:g} to {across[1]:g} and {other} from"
                f" {upwards[0]:g} to {upwards[1]:g}; choose x_range and y_range where it is defined, or"
                " another function"
            )
        return NamedLandscape(self.objective, across, upwards, self.formula, self.own)

    def may_become(self, x_range: Range, y_range: Range) -> bool:
        """Tell whether other ranges serve as well: the usual square around one valley that is in them."""
        if not self.own:
            return True
        if self.region != self.objective.domain:
            return False
        valleys = critical_points(self.objective, *self.region).valleys
        low, high = np.transpose([x_range, y_range])
        return bool(((valleys > low) & (valleys < high)).all())

    @property
    def region(self) -> tuple[Range, Range]:
        """Return both ranges."""
        return self.x_range, self.y_range

    def around(self, point: Points) -> tuple[Range, Range]:
        """Return the ranges, moved so that a point ``(2,)`` near their edge or outside is in the middle."""
        middle = np.array([sum(self.x_range) / 2, sum(self.y_range) / 2])
        half = np.array([np.ptp(self.x_range) / 2, np.ptp(self.y_range) / 2])
        if (np.abs(point - middle) > INNER * half).any():
            middle = np.asarray(point)
        low, high = middle - half, middle + half
        return (float(low[0]), float(high[0])), (float(low[1]), float(high[1]))


def _seen(objective: Objective, formula: str = "") -> NamedLandscape:
    x_range, y_range = objective.domain
    return NamedLandscape(objective, x_range, y_range, formula or objective.formula)


def _beside(own: Range, other: Range, asked: Range | None) -> Range:
    """Return a range around the same middle, as much wider or narrower as the other one was asked to be."""
    if asked is None:
        return own
    middle, half = sum(own) / 2, (own[1] - own[0]) / 2 * (asked[1] - asked[0]) / (other[1] - other[0])
    return middle - half, middle + half


@cache
def _own(text: str) -> NamedLandscape:
    objective = parse_land(text)
    return NamedLandscape(objective, *land_view(objective), objective.formula, own=True)


@cache
def _named() -> dict[str, NamedLandscape]:
    bowl = parse_land("0.2*x**2 + 0.1*x*y + 0.15*y**2")
    waves = parse_land("sin(x) + cos(y) + 0.5*x")
    return {
        WAVES: NamedLandscape(waves, (-3.0, 3.0), (-3.0, 3.0), waves.formula),
        BOWL: NamedLandscape(bowl, (-2.0, 4.0), (-2.0, 4.0), bowl.formula),
        HILLS: _seen(SineHills.seeded(HILLS_SEED), HILLS_FORMULA),
        "saddle": _seen(Saddle()),
        "himmelblau": _seen(Himmelblau()),
        "rosenbrock": _seen(Rosenbrock()),
        "beale": _seen(Beale()),
        "camel": _seen(SixHumpCamel()),
    }


def find_landscape(text: str) -> NamedLandscape:
    """Return the landscape of a name or of a formula in two variables."""
    named = _named()
    return named[text] if text in named else _own(text)


def _check(text: str) -> str:
    if text not in _named():
        try:
            parse_land(text)
        except FormulaError as error:
            raise ValueError(f"{error}; or one of {', '.join(_named())}") from error
    return text


LandscapeText = Annotated[
    FormulaText,
    AfterValidator(_check),
    Field(
        description=(
            "the landscape: a formula in two variables, or waves, bowl, hills, saddle, himmelblau,"
            " rosenbrock, beale, camel"
        ),
    ),
]
"""A landscape by name, or as a formula written as in Python."""

__all__ = ["BOWL", "HILLS", "WAVES", "LandscapeText", "NamedLandscape", "find_landscape"]
