"""A lecturer's own formula, differentiated exactly.

The text is read as Python's syntax, but only numbers, variables, + − * / **, brackets and a few functions are
let through (`gd_math.syntax`); sympy differentiates what is left (`gd_math.symbols`). The text is never run.
"""

from typing import Any

import numpy as np

from gd_math.minima import local_minima
from gd_math.objective import Objective
from gd_math.syntax import CONSTANTS, FUNCTIONS, FormulaError, Reading, read
from gd_math.typing import Floats, Hessians, Interval, Points

__all__ = ["CONSTANTS", "FUNCTIONS", "FormulaError", "FormulaObjective", "parse_formula"]

REACH = 10.0


def parse_formula(text: str, variables: tuple[str, ...] | None = None) -> "FormulaObjective":
    """Return the function that a formula such as ``x**4 - 3*x**2 + x`` or ``sin(x) + cos(y)`` describes.

    Parameters
    ----------
    text
        The formula in Python's notation, at most 200 characters.
    variables
        The names of the coordinates in their order; by default those that occur, sorted (x where none does).

    Raises
    ------
    FormulaError
        With one sentence that names what is wrong and what is allowed.

    Examples
    --------
    >>> f = parse_formula("x**2 + 3*x")
    >>> float(f(2.0)), float(f.slope(2.0)), f.formula
    (10.0, 7.0, 'x^2 + 3 x')
    """
    reading = read(text, variables)
    return FormulaObjective(text, reading, variables if variables is not None else reading.names or ("x",))


class FormulaObjective(Objective):
    """A function given by a formula; made by `parse_formula`.

    Where the formula has no real value, such as a logarithm left of 0, f is nan. Two of them are equal where
    their source forms and variables are.
    """

    __slots__ = ("_expression", "_minima", "_variables", "source_form", "text")

    def __init__(self, text: str, reading: Reading, variables: tuple[str, ...]) -> None:
        from gd_math.symbols import Expression

        self.text = text
        self.source_form = reading.source_form
        self._variables = tuple(variables)
        self._expression = Expression(reading, self._variables)
        self._minima: Points | None = None

    @property
    def dimension(self) -> int:
        """The number of variables."""
        return len(self._variables)

    @property
    def variables(self) -> tuple[str, ...]:
        """The names of the coordinates."""
        return self._variables

    @property
    def formula(self) -> str:
        """The formula as Typst math markup, in the order in which it was written."""
        return self._expression.formula

    @property
    def gradient_formulas(self) -> tuple[str, ...]:
        """The partial derivatives as Typst math markup, d of them."""
        return self._expression.gradient_formulas

    @property
    def minima(self) -> Points:
        """The local minima of a function of one variable between −10 and 10; none are known of others."""
        if self._minima is None:
            one = self.dimension == 1
            self._minima = local_minima(self, -REACH, REACH) if one else np.empty((0, self.dimension))
        return self._minima.copy()

    @property
    def domain(self) -> tuple[Interval, ...]:
        """From −10 to 10 with one valley or none, else around the valleys; from −5 to 5 in more variables."""
        if self.dimension > 1:
            return ((-REACH / 2, REACH / 2),) * self.dimension
        valleys = self.minima
        if len(valleys) < 2:
            return ((-REACH, REACH),)
        low, high = float(valleys.min()), float(valleys.max())
        return ((low - 0.4 * (high - low), high + 0.4 * (high - low)),)

    def _value(self, points: Points) -> Floats:
        return self._expression.value(points)

    def _gradient(self, points: Points) -> Points:
        return self._expression.gradient(points)

    def _curvature(self, points: Points) -> Hessians:
        return self._expression.curvature(points)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FormulaObjective) and self._identity() == other._identity()

    def __hash__(self) -> int:
        return hash(self._identity())

    def __repr__(self) -> str:
        return f"parse_formula({self.text!r}, {self._variables!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return parse_formula, (self.text, self._variables)

    def _identity(self) -> tuple[str, tuple[str, ...]]:
        return self.source_form, self._variables
