"""What a formula may say: a whitelist over its syntax tree, with one sentence for everything else.

The limits keep every text harmless: no number that sympy would have to compute can become long, so that each
answer comes within milliseconds.
"""

import ast
import difflib
import keyword
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import cast

from gd_math.formula.functions import CONSTANTS, FUNCTIONS
from gd_math.formula.grammar import TOO_DEEP, parse
from gd_math.formula.notation import ALLOWED, DEEPEST, FormulaError
from gd_math.formula.variables import is_variable

__all__ = ["CONSTANTS", "FUNCTIONS", "FormulaError", "Reading", "exact", "read"]

MOST_VARIABLES = 6
LARGEST_NUMBER = 1e12
LARGEST_EXPONENT = 100
LARGEST_POWER = 1000
LARGEST_CONSTANT = 1e100

_FUNCTION_FIRST = re.compile("|".join(sorted(FUNCTIONS, key=len, reverse=True)))


@dataclass(frozen=True, slots=True)
class Reading:
    """A formula that passed: its syntax tree, its tidy text, and the names of the variables in it, sorted."""

    tree: ast.expr
    source_form: str
    names: tuple[str, ...]


def read(text: str, variables: tuple[str, ...] | None = None) -> Reading:
    """Return the syntax tree of a formula in which everything is allowed, or raise FormulaError.

    Parameters
    ----------
    text
        The formula.
    variables
        The names that may occur; by default letters, Latin or Greek, also with a number as in x1 or x_1.
    """
    tree = parse(text)
    checker = _Checker(variables)
    checker.check(tree, 1)
    if len(checker.found) > MOST_VARIABLES:
        raise FormulaError(
            f"the formula has {len(checker.found)} variables; at most {MOST_VARIABLES} are allowed"
        )
    return Reading(tree, ast.unparse(tree), tuple(sorted(checker.found)))


def exact(constant: ast.Constant) -> Fraction:
    """Return a number of the tree exactly as it was written: 0.1 is one tenth."""
    return Fraction(repr(constant.value))


@dataclass(frozen=True, slots=True)
class _Size:
    """What a part may grow to: its number where it is constant, and the powers that it may stand for."""

    constant: float | None
    power: float


class _Checker:
    """Walks a syntax tree, lets through what is on the list, and keeps the variables it finds."""

    def __init__(self, variables: tuple[str, ...] | None) -> None:
        self.variables = variables
        self.found: set[str] = set()

    def check(self, node: ast.expr, depth: int) -> _Size:
        if depth > DEEPEST:
            raise FormulaError(TOO_DEEP)
        match node:
            case ast.Constant(value=int() | float() as value):
                if not abs(value) <= LARGEST_NUMBER or 0 < abs(value) < 1 / LARGEST_NUMBER:
                    raise _refusal(node, "numbers must lie between 1e-12 and 1e12 in size")
                return _Size(float(value), 1)
            case ast.Name(id=name):
                return self._name(name)
            case ast.UnaryOp(op=ast.UAdd() | ast.USub() as sign, operand=operand):
                inner = self.check(operand, depth + 1)
                flipped = -1.0 if isinstance(sign, ast.USub) else 1.0
                return _Size(None if inner.constant is None else flipped * inner.constant, inner.power)
            case ast.BinOp(op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div() | ast.Pow()):
                return self._operation(node, depth)
            case ast.Call(func=ast.Name(id=name)):
                return self._call(node, name, depth)
            case _:
                raise _refusal(node, ALLOWED)

    def _name(self, name: str) -> _Size:
        given = self.variables
        if given is not None and name in given:
            self.found.add(name)
            return _Size(None, 1)
        if name in CONSTANTS:
            return _Size(CONSTANTS[name], 1)
        if given is None and is_variable(name):
            self.found.add(name)
            return _Size(None, 1)
        if name == "alpha":
            raise FormulaError(
                "'alpha' is the learning rate here; call the variable x, w or theta, for instance"
            )
        usable = "letters such as x, w or theta" if given is None else " and ".join(given)
        advice = _advice(name, given)
        raise FormulaError(
            f"'{name}' is not known; {advice}"
            if advice
            else f"'{name}' is not known; variables are {usable}, numbers are pi and e"
        )

    def _call(self, node: ast.Call, name: str, depth: int) -> _Size:
        function = FUNCTIONS.get(name)
        if function is None:
            close = difflib.get_close_matches(name, FUNCTIONS, 1, 0.7)
            advice = _advice(name, self.variables, called=True)
            meant = f" ({advice})" if advice else f" (did you mean {close[0]}?)" if close else ""
            raise FormulaError(f"'{name}' is not a known function{meant}; there are {', '.join(FUNCTIONS)}")
        count = len(node.args)
        if not function.least <= count <= function.most:
            base = "; the logarithm of x to base b is log(x)/log(b), or log2(x), log10(x)"
            advice = base if name in ("log", "ln", "log2", "log10") and count == 2 else ""
            raise FormulaError(f"{name} takes {function.arguments}, not {count}{advice}")
        arguments = list(node.args)
        compared: list[_Size] = []
        if name == "where":
            condition = arguments.pop(0)
            if not isinstance(condition, ast.Compare):
                raise _refusal(condition, "where begins with a comparison, as in where(x > 0, x, 0)")
            compared = [self.check(part, depth + 1) for part in (condition.left, *condition.comparators)]
        sizes = [self.check(argument, depth + 1) for argument in arguments]
        if name == "huber" and count == 2 and not (sizes[1].constant or 0) > 0:
            raise _refusal(node.args[1], "the width delta of huber(x, delta) is a number greater than 0")
        if compared:
            return _Size(None, 1)
        return _Size(self._number(node, function.number, *(size.constant for size in sizes)), 1)

    def _operation(self, node: ast.BinOp, depth: int) -> _Size:
        # A long sum is nested to the left in the tree, but not in the eyes of the one who wrote it.
        flat = not isinstance(node.op, ast.Pow)
        left, right = self.check(node.left, depth if flat else depth + 1), self.check(node.right, depth + 1)
        match node.op:
            case ast.Pow() if right.constant is not None:
                if abs(right.constant) > LARGEST_EXPONENT:
                    raise _refusal(node.right, f"an exponent may be at most {LARGEST_EXPONENT}")
                power = max(abs(right.constant) * left.power, 1)
                if power > LARGEST_POWER:
                    raise _refusal(node, f"powers of powers may reach {LARGEST_POWER} at most")
            case ast.Add() | ast.Sub():
                power = max(left.power, right.power)
            case _:
                power = left.power + right.power
        return _Size(self._number(node, _ARITHMETIC[type(node.op)], left.constant, right.constant), power)

    def _number(
        self, node: ast.expr, operation: Callable[..., float], *operands: float | None
    ) -> float | None:
        """Return the number that a constant part stands for; None where it is not constant."""
        if any(operand is None for operand in operands):
            return None
        try:
            number = operation(*operands)
        except OverflowError:
            number = math.inf
        except (ZeroDivisionError, ValueError):
            number = math.nan
        if isinstance(number, complex) or math.isnan(number):
            raise _refusal(node, "it has no real value")
        if abs(number) > LARGEST_CONSTANT:
            raise _refusal(node, f"it is larger than {LARGEST_CONSTANT:g}")
        return number


_ARITHMETIC: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
    ast.Pow: lambda a, b: cast(float, a**b),
}


def _advice(name: str, given: tuple[str, ...] | None, called: bool = False) -> str:
    """Return how to write a name that looks like a product or like a function without its brackets."""
    if keyword.iskeyword(name):
        return ""
    factors = [*CONSTANTS, *given] if given is not None else [*CONSTANTS, *filter(is_variable, name)]
    for factor in factors:
        rest = name.removeprefix(factor)
        if rest == name:
            continue
        if rest in FUNCTIONS:
            return f"for a product write {factor}*{rest}(…)"
        if rest in factors and len(name) == len(factor) + len(rest):
            return f"for a product write {factor}*{rest}" + ("*(…)" if called else "")
    match = None if called else _FUNCTION_FIRST.match(name)
    return f"write the argument of {match[0]} in brackets, {match[0]}(…)" if match else ""


def _refusal(node: ast.expr, instead: str) -> FormulaError:
    return FormulaError(f"'{_shown(node)}' is not allowed; {instead}")


def _shown(node: ast.expr) -> str:
    try:
        text = ast.unparse(node)
    except (RecursionError, ValueError):
        return "this part"
    return text if len(text) <= 40 else text[:37] + "…"
