"""A function and its slopes as JavaScript, printed by sympy from the exact expressions.

A page that a student opens computes what `gd_math` computes: nothing is written a second time by hand but
the functions of `numeric`, which `mathematics.js` has for the browser.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import sympy
from sympy.printing.jscode import JavascriptCodePrinter

from gd_math.formula import kinked
from gd_math.formula.expression import KINKED
from gd_math.formula.parsing import FormulaObjective
from gd_math.formula.symbols import Symbols
from gd_math.formula.syntax import read

OWN = ("erf", *(name for name, kind in vars(kinked).items() if isinstance(kind, type)))
"""The functions that a browser lacks."""


class _Printer(JavascriptCodePrinter):  # type: ignore[misc]
    """sympy's printer, with sums over data and the functions of `kinked`."""

    def __init__(self) -> None:
        super().__init__({"user_functions": {name: f"mathematics.{name}" for name in OWN}})

    def _print_Pow(self, expr: sympy.Pow) -> str:  # noqa: N802
        """Print squares as products and roots as powers, which is what numpy computes."""
        base = self._print(expr.base)
        if expr.exp == 2 and expr.base.is_Symbol:
            return f"({base}*{base})"
        if expr.exp == sympy.Rational(1, 3):
            return f"Math.pow({base}, 1/3)"
        return str(super()._print_Pow(expr))

    def _print_Sum(self, expr: sympy.Sum) -> str:  # noqa: N802
        (index, low, high), *others = expr.limits
        if others or low != 0:
            raise NotImplementedError("a sum over data has one index, which starts at 0")
        return f"mathematics.sum({self._print(high + 1)}, ({index}) => {self._print(expr.function)})"

    def _print_Indexed(self, expr: sympy.Indexed) -> str:  # noqa: N802
        return f"{expr.base.label}[{', '.join(map(self._print, expr.indices))}]"


def javascript(expression: sympy.Expr) -> str:
    """Return an expression as JavaScript.

    Examples
    --------
    >>> x = sympy.Symbol("x")
    >>> javascript(x**2 + sympy.sin(x) / 3), javascript(kinked.relu(x))
    ('(x*x) + (1/3)*Math.sin(x)', 'mathematics.relu(x)')
    """
    return str(_Printer().doprint(expression))


def printed(
    value: sympy.Expr, variables: Sequence[sympy.Symbol], slopes: Sequence[sympy.Expr] | None = None
) -> dict[str, str]:
    """Return a function and its gradient as the texts of JavaScript functions of the coordinates.

    Parameters
    ----------
    value
        f.
    variables
        The d coordinates, in order.
    slopes
        The d partial derivatives; by default those that sympy finds.
    """
    names = f"({', '.join(map(str, variables))})"
    partial = [value.diff(variable) for variable in variables] if slopes is None else slopes
    return {
        "value": f"{names} => {javascript(value)}",
        "gradient": f"{names} => [{', '.join(map(javascript, partial))}]",
    }


class _Formula(Symbols):
    """A formula as sympy sees it, printed for a browser."""

    def printed(self) -> dict[str, Any]:
        told: Mapping[str, str] = printed(self._value, self._variables, self._slopes)
        return {**told, "partial": self.partial, "kinked": bool(KINKED & set(self.kinked))}


def printed_formula(objective: FormulaObjective) -> dict[str, Any]:
    """Return a formula's ``value`` and ``gradient``, and whether it is ``partial`` or ``kinked``.

    `partial`: f may be undefined where its derivatives are not. `kinked`: its slopes may jump, so that the
    sides are asked where they tie. Both are seen to by ``mathematics.objective``.

    Examples
    --------
    >>> from gd_math.formula.parsing import parse_curve
    >>> told = printed_formula(parse_curve("x**4 - 3*x**2 + x"))
    >>> told["gradient"], told["partial"], told["kinked"]
    ('(x) => [4*Math.pow(x, 3) - 6*x + 1]', False, False)
    """
    reading = read(objective.text, objective.variables)
    return _Formula(reading, objective.variables).printed()
