"""Landscapes that lessons on the gradient know by name, and the part of a lecturer's own that is shown."""

from dataclasses import dataclass
from functools import cache
from typing import Annotated

import numpy as np
from pydantic import AfterValidator, Field

from gd_math.classics import Himmelblau, Rosenbrock, Saddle
from gd_math.formula import FormulaError, parse_land
from gd_math.hills import SineHills
from gd_math.objective import Objective
from gd_math.typing import Points
from scenes.cast.plots import Range

HILLS = "hills"
BOWL, WAVES = "bowl", "waves"
HILLS_SEED = 31
HILLS_FORMULA = "sum_i a_i sin(k_i x + l_i y + phi_i)"
"""The hills as Typst math; all their numbers would fill the picture."""
INNER = 0.9
"""Share of the land in which a point is shown without moving the land."""


@dataclass(frozen=True, slots=True, eq=False)
class NamedLandscape:
    """A function of two variables, the part of it that is shown, and its formula as Typst math."""

    objective: Objective
    x_range: Range
    y_range: Range
    formula: str

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
    }


def find_landscape(text: str) -> NamedLandscape:
    """Return the landscape of a name or of a formula in x and y."""
    named = _named()
    return named[text] if text in named else _seen(parse_land(text))


def _check(text: str) -> str:
    if text not in _named():
        try:
            parse_land(text)
        except FormulaError as error:
            raise ValueError(f"{error}; or one of {', '.join(_named())}") from error
    return text


LandscapeText = Annotated[
    str,
    AfterValidator(_check),
    Field(
        max_length=200,
        description=(
            "the landscape: a formula in x and y, or waves, bowl, hills, saddle, himmelblau, rosenbrock"
        ),
    ),
]
"""A landscape by name, or as a formula written as in Python."""

__all__ = ["BOWL", "HILLS", "WAVES", "LandscapeText", "NamedLandscape", "find_landscape"]
