"""From a checked syntax tree to sympy: the exact gradient and Hessian, written for numpy, and the display.

Only `expression` imports this file, when it meets a new formula: importing sympy takes a while.
"""

import ast
import inspect
from itertools import pairwise
from typing import Any

import sympy

from gd_math.formula import kinked
from gd_math.formula.kept import FUNCTION, Part
from gd_math.formula.numeric import NUMERIC
from gd_math.formula.syntax import FormulaError, Reading, exact
from gd_math.formula.typst_printer import TypstPrinter

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


class Symbols:
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
        self.gradient_formulas = [printer.markup(kinked.spelled_out(slope)) for slope in self._slopes]

    @property
    def partial(self) -> bool:
        """Whether f may be undefined where its derivatives are not."""
        if self._value.has(sympy.log, sympy.asin, sympy.acos, kinked.log2, kinked.log10):
            return True
        return any(not power.exp.is_Integer for power in self._value.atoms(sympy.Pow))

    @property
    def kinked(self) -> list[str]:
        """The names of the functions in it, as `gd_math.formula.kinked` names them."""
        return sorted({type(part).__name__ for part in self._value.atoms(sympy.Function)})

    def source(self, part: Part) -> str:
        """Return the text of a numpy function of the coordinates, which returns a list of arrays."""
        match part:
            case "value":
                results = [self._value]
            case "slopes":
                results = self._slopes
            case "bends":
                results = [self._sound(slope.diff(v)) for slope in self._slopes for v in self._variables]
            case "gaps":
                results = [*kinked.gaps(self._value), sympy.S.One]  # a formula without gaps has a column
        function = sympy.lambdify(self._variables, results, modules=[NUMERIC, "numpy"], cse=True)
        return inspect.getsource(function).replace(function.__name__, FUNCTION, 1)

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
