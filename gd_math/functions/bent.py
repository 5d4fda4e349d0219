"""A function on its way to another one: the share s of the way, (1 − s) f + s g."""

from dataclasses import dataclass

from gd_math.objective import Objective
from gd_math.typing import Floats, Hessians, Interval, Points


@dataclass(frozen=True, slots=True)
class Bent(Objective):
    """The function (1 − s) f + s g of as many variables as f and g have, with its exact derivatives.

    Parameters
    ----------
    one, other
        f and g.
    share
        s, from 0 for f to 1 for g.

    Examples
    --------
    >>> from gd_math.formula.parsing import parse_curve
    >>> float(Bent(parse_curve("x**2"), parse_curve("4*x"), 0.25)(2.0))
    5.0
    """

    one: Objective
    other: Objective
    share: float

    @property
    def dimension(self) -> int:
        """The number of variables of both."""
        return self.one.dimension

    @property
    def domain(self) -> tuple[Interval, ...]:
        """The domain of f."""
        return self.one.domain

    @property
    def minima(self) -> Points:
        """None is known."""
        return self.one.minima[:0]

    @property
    def variables(self) -> tuple[str, ...]:
        """The names of f's variables."""
        return self.one.variables

    @property
    def formula(self) -> str:
        """The mixture, as Typst math markup."""
        return f"{1.0 - self.share:g} ({self.one.formula}) + {self.share:g} ({self.other.formula})"

    def _value(self, points: Points) -> Floats:
        mixed: Floats = (1.0 - self.share) * self.one.value(points) + self.share * self.other.value(points)
        return mixed

    def _gradient(self, points: Points) -> Points:
        one, other = self.one.gradient(points), self.other.gradient(points)
        mixed: Points = (1.0 - self.share) * one + self.share * other
        return mixed

    def _curvature(self, points: Points) -> Hessians:
        one, other = self.one.curvature(points), self.other.curvature(points)
        mixed: Hessians = (1.0 - self.share) * one + self.share * other
        return mixed


__all__ = ["Bent"]
