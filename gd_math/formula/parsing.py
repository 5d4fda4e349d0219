"""A lecturer's own formula, differentiated exactly.

The text is read much as people write (`grammar`); only numbers, variables, + − * / **, brackets and a few
functions are let through (`syntax`); sympy differentiates what is left (`symbols`), once on a machine
(`kept`). The text is never run.
"""

from typing import Any

import numpy as np

from gd_math.formula.expression import Expression
from gd_math.formula.kept import Part
from gd_math.formula.syntax import CONSTANTS, FUNCTIONS, FormulaError, Reading, read
from gd_math.formula.variables import in_order, variable_markup, with_partner
from gd_math.functions.kinks import (
    BRANCH_AT_BORDER,
    MEAN_AT_TIE,
    SEVERAL_CONVENTIONS,
    ZERO_AT_KINK,
    find_kinks,
)
from gd_math.functions.minima import local_minima
from gd_math.objective import Objective
from gd_math.typing import Bools, Floats, Hessians, Interval, Points

__all__ = [
    "CONSTANTS",
    "FUNCTIONS",
    "FormulaError",
    "FormulaObjective",
    "parse_curve",
    "parse_formula",
    "parse_land",
    "variable_markup",
]

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


def parse_curve(text: str) -> "FormulaObjective":
    """Return the function of one variable that a formula describes, whatever its variable is called.

    A formula without a variable is a function of x.

    Raises
    ------
    FormulaError
        With one sentence, also where the formula has several variables.

    Examples
    --------
    >>> parse_curve("(w - 1)(w + 2)").variables, parse_curve("θ²").variables, parse_curve("3").variables
    (('w',), ('theta',), ('x',))
    """
    reading = read(text)
    if len(reading.names) > 1:
        raise FormulaError(f"the formula has the variables {_listed(reading.names)}; a curve has one")
    return FormulaObjective(text, reading, reading.names or ("x",))


def parse_land(text: str) -> "FormulaObjective":
    """Return the function of two variables that a formula describes, whatever they are called.

    The slope w comes before the intercept b, else letters come by the alphabet and then by their number. A
    formula with one of a pair gets its partner: y for x, b for w, v for u, theta_1 for theta_0.

    Raises
    ------
    FormulaError
        With one sentence, also where the formula has more variables.

    Examples
    --------
    >>> parse_land("b + 2w").variables, parse_land("x**2").variables, parse_land("theta_1**2").variables
    (('w', 'b'), ('x', 'y'), ('theta_0', 'theta_1'))
    """
    reading = read(text)
    names = in_order(reading.names)
    if len(names) > 2:
        raise FormulaError(f"the formula has the variables {_listed(names)}; a map has two")
    return FormulaObjective(text, reading, names if len(names) == 2 else with_partner(*names or ("x",)))


def _listed(names: tuple[str, ...]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"


class FormulaObjective(Objective):
    """A function given by a formula; made by `parse_formula`.

    Where the formula has no real value, such as a logarithm left of 0, f is nan. Two of them are equal where
    their source forms and variables are.
    """

    __slots__ = ("_expression", "_minima", "_tree", "_variables", "source_form", "text")

    def __init__(self, text: str, reading: Reading, variables: tuple[str, ...]) -> None:
        self.text = text
        self.source_form = reading.source_form
        self._tree = reading.tree
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

    @property
    def kink_convention(self) -> str | None:
        """The sentence on what the gradient is at kinks, for a formula that may have some."""
        functions = self._expression.kinked
        conventions = [
            sentence
            for names, sentence in (
                ({"absolute", "signum", "relu"}, ZERO_AT_KINK),
                ({"maximum", "minimum"}, MEAN_AT_TIE),
                ({"where"}, BRANCH_AT_BORDER),
            )
            if names & functions
        ]
        if {ZERO_AT_KINK, MEAN_AT_TIE} <= set(conventions):
            return SEVERAL_CONVENTIONS
        return conventions[0] if conventions else None

    def kinks(self, low: float, high: float) -> tuple[float, ...]:
        """Return the places in (low, high) where the slope of a function of one variable jumps, in order."""
        if self.dimension != 1:
            raise ValueError(f"f has {self.dimension} coordinates; kinks are found for a function of one")
        if self.kink_convention is None:
            return ()
        return find_kinks(self, self._expression.gaps, low, high)

    @property
    def is_partial(self) -> bool:
        """Whether f may be undefined where its derivatives are not."""
        return self._expression.partial

    def source(self, part: Part) -> str:
        """Return the text of a numpy function of the coordinates, which returns a list of arrays."""
        return self._expression.source(part)

    def parts_missing(self, points: Points) -> tuple[Bools, Bools]:
        """Return where a part of the formula has no real value, and where one divides by 0 or takes log 0.

        Both have shape (...) for points of shape (..., d); `gd_math.formula.definedness` reads them.
        """
        from gd_math.formula.parts import evaluated

        part = evaluated(self._tree, dict(zip(self._variables, np.moveaxis(points, -1, 0), strict=True)))
        return part.outside, part.border

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
