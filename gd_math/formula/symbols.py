"""From a checked syntax tree to sympy: the exact gradient and Hessian, compiled for numpy, and the display.

Only `parsing` imports this file, when the first formula is made: importing sympy takes a while.
"""

import ast
from collections.abc import Callable
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import sympy

from gd_math.formula import kinked
from gd_math.formula.syntax import FormulaError, Reading, exact
from gd_math.formula.typst_printer import TypstPrinter
from gd_math.typing import Floats, Hessians, Points

_FUNCTIONS: dict[str, Any] = {
    **{
        name: getattr(sympy, name)
        for name in ("sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "exp", "log", "erf")
    },
    **{name: getattr(kinked, name) for name in ("relu", "sigmoid", "softplus", "log2", "log10")},
    "ln": sympy.log,
    "abs": kinked.absolute,
    "sign": kinked.signum,
    "max": kinked.maximum,
    "min": kinked.minimum,
}
_RELATIONS = {ast.Lt: kinked.less, ast.LtE: kinked.at_most, ast.Gt: kinked.greater, ast.GtE: kinked.at_least}
_UNREAL = (sympy.I, sympy.nan, sympy.zoo, sympy.oo, -sympy.oo)
_LARGEST = 10**300


class Expression:
    """A formula as sympy sees it.

    Parameters
    ----------
    reading
        The checked formula.
    variables
        The names of its d coordinates, in order.
    """

    def __init__(self, reading: Reading, variables: tuple[str, ...]) -> None:
        self._source_form = reading.source_form
        self._variables = [sympy.Symbol(name, real=True) for name in variables]
        self._by_name = dict(zip(variables, self._variables, strict=True))
        value = self._build(reading.tree, True).replace(sympy.Abs, kinked.absolute)
        self._value = self._sound(kinked.stable(value))
        self._slopes = [self._sound(self._value.diff(variable)) for variable in self._variables]
        decimals = "." in reading.source_form
        self.formula: str = TypstPrinter(decimals, as_written=True).markup(self._build(reading.tree, False))
        printer = TypstPrinter(decimals)
        self.gradient_formulas: tuple[str, ...] = tuple(
            printer.markup(kinked.spelled_out(slope)) for slope in self._slopes
        )
        self._compiled_value = self._compile([self._value])
        self._compiled_slopes = self._compile(self._slopes)

    def value(self, points: Points) -> Floats:
        """Return f at points of shape (..., d), shape (...)."""
        return _evaluate(self._compiled_value, points)[..., 0]

    def gradient(self, points: Points) -> Points:
        """Return ∇f at points of shape (..., d), shape (..., d); nan where f is."""
        return self._where_defined(_evaluate(self._compiled_slopes, points), points)

    def curvature(self, points: Points) -> Hessians:
        """Return the Hessian of f at points of shape (..., d), shape (..., d, d); nan where f is."""
        d = len(self._variables)
        bends = self._where_defined(_evaluate(self._compiled_bends, points), points)
        return bends.reshape(*points.shape[:-1], d, d)

    def _where_defined(self, derivatives: Floats, points: Points) -> Floats:
        """Return derivatives of shape (..., n), nan where f is: that of log is 1/x, but not left of 0."""
        if not self._partial:
            return derivatives
        return np.where(np.isnan(self.value(points))[..., None], np.nan, derivatives)

    @cached_property
    def _partial(self) -> bool:
        """Whether f may be undefined where its derivatives are not."""
        if self._value.has(sympy.log, sympy.asin, sympy.acos, kinked.log2, kinked.log10):
            return True
        return any(not power.exp.is_Integer for power in self._value.atoms(sympy.Pow))

    @property
    def kinked(self) -> set[str]:
        """The names of the functions in it, as `gd_math.formula.kinked` names them."""
        return {type(part).__name__ for part in self._value.atoms(sympy.Function)}

    def gaps(self, places: Floats) -> Floats:
        """Return what changes its sign at kinks, for places of shape (n,) on one axis: shape (n, gaps)."""
        return _evaluate(self._compiled_gaps, places[:, None])

    @cached_property
    def _compiled_gaps(self) -> Callable[..., list[Any]]:
        never = sympy.S.One  # A formula without gaps still has a column.
        return self._compile([*kinked.gaps(self._value), never])

    @cached_property
    def _compiled_bends(self) -> Callable[..., list[Any]]:
        bends = [self._sound(slope.diff(variable)) for slope in self._slopes for variable in self._variables]
        return self._compile(bends)

    def _compile(self, expressions: list[sympy.Expr]) -> Callable[..., list[Any]]:
        compiled: Callable[..., list[Any]] = sympy.lambdify(
            self._variables, expressions, modules=[kinked.NUMERIC, "numpy"], cse=True
        )
        return compiled

    def _sound(self, expression: sympy.Expr) -> sympy.Expr:
        if expression.has(*_UNREAL):
            raise FormulaError(f"'{self._source_form}' or its slope has no real value anywhere")
        if any(abs(number) > _LARGEST for number in expression.atoms(sympy.Rational)):
            raise FormulaError(f"'{self._source_form}' or its slope contains a number larger than 1e300")
        return expression

    def _build(self, node: ast.expr, evaluate: bool) -> sympy.Expr:
        """Return the sympy expression of a checked tree; unevaluated, it keeps its order."""
        match node:
            case ast.Constant():
                return sympy.Rational(exact(node))
            case ast.Name(id=name):
                return self._by_name.get(name) or {"pi": sympy.pi, "e": sympy.E}[name]
            case ast.UnaryOp(op=sign, operand=operand):
                inner = self._build(operand, evaluate)
                return sympy.Mul(-1, inner, evaluate=evaluate) if isinstance(sign, ast.USub) else inner
            case ast.Call(func=ast.Name(id="sqrt"), args=[argument]):
                return sympy.Pow(self._build(argument, evaluate), sympy.Rational(1, 2), evaluate=evaluate)
            case ast.Call(func=ast.Name(id="huber"), args=[argument, *width]):
                delta = self._build(width[0], evaluate) if width else sympy.S.One
                return kinked.huber(self._build(argument, evaluate), delta, evaluate=evaluate)
            case ast.Call(func=ast.Name(id="where"), args=[ast.Compare() as condition, then, otherwise]):
                branches = (self._build(branch, evaluate) for branch in (then, otherwise))
                return kinked.where(self._condition(condition, evaluate), *branches, evaluate=evaluate)
            case ast.Call(func=ast.Name(id=name), args=arguments):
                return _FUNCTIONS[name](*(self._build(a, evaluate) for a in arguments), evaluate=evaluate)
            case ast.BinOp(left=left, op=op, right=right):
                a, b = self._build(left, evaluate), self._build(right, evaluate)
                match op:
                    case ast.Add():
                        return sympy.Add(a, b, evaluate=evaluate)
                    case ast.Sub():
                        return sympy.Add(a, sympy.Mul(-1, b, evaluate=evaluate), evaluate=evaluate)
                    case ast.Mult():
                        return sympy.Mul(a, b, evaluate=evaluate)
                    case ast.Div():
                        return sympy.Mul(a, sympy.Pow(b, -1, evaluate=evaluate), evaluate=evaluate)
                    case ast.Pow():
                        return sympy.Pow(a, b, evaluate=evaluate)
        raise TypeError(f"a formula holds no {type(node).__name__}")

    def _condition(self, node: ast.Compare, evaluate: bool) -> sympy.Expr:
        sides = [self._build(side, evaluate) for side in (node.left, *node.comparators)]
        relations = [
            _RELATIONS[type(op)](left, right, evaluate=evaluate)
            for op, (left, right) in zip(node.ops, pairwise(sides), strict=True)
        ]
        return relations[0] if len(relations) == 1 else kinked.every(*relations, evaluate=evaluate)


def _evaluate(function: Callable[..., list[Any]], points: Points) -> Floats:
    """Return the results for points of shape (..., d) as a new last axis; constants are repeated."""
    results = function(*np.moveaxis(points, -1, 0))
    return np.stack(
        [np.broadcast_to(np.asarray(r, dtype=np.float64), points.shape[:-1]) for r in results], axis=-1
    )
