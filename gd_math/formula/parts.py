"""Whether every part of a formula is real: the formula is walked as it was written, each part on its own.

The value alone cannot tell: e⁻ˣ / (1 + e⁻ˣ) is ∞/∞ in floating point far to the left, yet defined there, and
sympy reads √x² and x/x as x, also where they are not defined as they stand.
"""

import ast
from collections.abc import Mapping
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from gd_math.formula.functions import CONSTANTS
from gd_math.formula.numeric import NUMERIC
from gd_math.typing import Bools, Floats

_VANISHING = ("exp", "sigmoid", "softplus")
"""Functions that are never 0, except by underflow."""
_LOGARITHMS = ("log", "ln", "log2", "log10")
_NUMPY: dict[str, Any] = {
    **{name: getattr(np, name) for name in ("sin", "cos", "tan", "sinh", "cosh", "tanh", "exp", "sqrt")},
    **{f"a{name}": getattr(np, f"arc{name}") for name in ("sin", "cos", "tan")},
    **{name: NUMERIC[name] for name in ("relu", "sigmoid", "softplus", "erf", "log2", "log10", "huber")},
    "log": np.log,
    "ln": np.log,
    "abs": np.abs,
    "sign": np.sign,
    "max": NUMERIC["maximum"],
    "min": NUMERIC["minimum"],
}
_COMPARED: dict[type[ast.cmpop], Any] = {
    ast.Lt: np.less,
    ast.LtE: np.less_equal,
    ast.Gt: np.greater,
    ast.GtE: np.greater_equal,
}


class Part(NamedTuple):
    """A part of a formula at many places, or what it is made of up to there.

    Attributes
    ----------
    value
        Its value.
    outside
        Where it, or a part of it, has no real value.
    border
        Where one divides by 0 or takes the logarithm of 0, be it only because a number is too small to tell.
    exact
        Where the value is free of rounding, such as the 0 of relu left of 0.
    """

    value: Floats
    outside: Bools
    border: Bools
    exact: Bools

    def refusing(self, forbidden: Bools) -> "Part":
        """Return this part where it may not be 0: an exact 0 is outside, another one on the border."""
        return self._replace(
            outside=self.outside | (forbidden & self.exact), border=self.border | (forbidden & ~self.exact)
        )


def evaluated(node: ast.expr, values: Mapping[str, Floats]) -> Part:
    """Return a checked formula, part by part, for the values of its variables, which have one shape."""
    shape = next(iter(values.values())).shape
    with np.errstate(all="ignore"):
        return _Walker(values, np.zeros(shape, dtype=bool)).walk(node)


class _Walker:
    def __init__(self, values: Mapping[str, Floats], nowhere: Bools) -> None:
        self.values = values
        self.nowhere = nowhere

    def walk(self, node: ast.expr) -> Part:
        match node:
            case ast.Constant(value=int() | float() as number):
                return self.number(float(number))
            case ast.Name(id=name):
                if name in self.values:
                    return Part(self.values[name], self.nowhere, self.nowhere, ~self.nowhere)
                return self.number(CONSTANTS[name])
            case ast.UnaryOp(op=sign, operand=operand):
                inner = self.walk(operand)
                return inner._replace(value=-inner.value) if isinstance(sign, ast.USub) else inner
            case ast.BinOp(left=left, op=op, right=right):
                return self.operation(op, self.walk(left), self.walk(right))
            case ast.Call(func=ast.Name(id="where"), args=[ast.Compare() as condition, then, otherwise]):
                return self.branch(condition, self.walk(then), self.walk(otherwise))
            case ast.Call(func=ast.Name(id=name), args=arguments):
                return self.call(name, [self.walk(argument) for argument in arguments])
        raise TypeError(f"a formula holds no {type(node).__name__}")

    def number(self, number: float) -> Part:
        return Part(np.full(self.nowhere.shape, number), self.nowhere, self.nowhere, ~self.nowhere)

    def operation(self, op: ast.operator, a: Part, b: Part) -> Part:
        match op:
            case ast.Add() | ast.Sub():
                value = a.value + b.value if isinstance(op, ast.Add) else a.value - b.value
                return _made(value, a.exact & b.exact & (value == 0), a, b)
            case ast.Mult():
                nothing = (a.exact & (a.value == 0)) | (b.exact & (b.value == 0))
                return _made(a.value * b.value, nothing, a, b)
            case ast.Div():
                b = b.refusing(b.value == 0)
                return _made(a.value / b.value, a.exact & (a.value == 0), a, b)
            case _:
                exponents = b.value.ravel()
                whole = bool((exponents == exponents[:1]).all() and (exponents[:1] % 1 == 0).all())
                a = a.refusing((a.value == 0) & (b.value < 0))
                a = a if whole else a._replace(outside=a.outside | (a.value < 0))
                return _made(a.value**b.value, a.exact & (a.value == 0), a, b)

    def branch(self, condition: ast.Compare, then: Part, otherwise: Part) -> Part:
        sides = [self.walk(side) for side in (condition.left, *condition.comparators)]
        holds = ~self.nowhere
        for op, (left, right) in zip(condition.ops, pairwise(sides), strict=True):
            holds = holds & _COMPARED[type(op)](left.value, right.value)
        chosen = Part(*(np.where(holds, a, b) for a, b in zip(then, otherwise, strict=True)))
        return _made(chosen.value, chosen.exact, chosen, *sides)

    def call(self, name: str, parts: list[Part]) -> Part:
        first, exact = parts[0], self.nowhere
        size = first.value
        if name in _LOGARITHMS:
            first = first._replace(outside=first.outside | (size < 0))
            parts[0] = first.refusing(size == 0)
        elif name == "sqrt":
            parts[0] = first._replace(outside=first.outside | (size < 0))
        elif name in ("asin", "acos"):
            parts[0] = first._replace(outside=first.outside | (np.abs(size) > 1))
        elif name == "huber" and len(parts) == 1:
            parts.append(self.number(1.0))
        value = np.asarray(_NUMPY[name](*(part.value for part in parts)))
        if name in ("abs", "sign", "relu"):
            exact = first.exact | ((name == "relu") & (size < 0))
        elif name in ("max", "min"):
            exact = np.logical_or.reduce([part.exact & (part.value == value) for part in parts])
        elif name not in _VANISHING:
            exact = first.exact & (value == 0)
        return _made(value, exact, *parts)


def _made(value: Floats, exact: Bools, *parts: Part) -> Part:
    """Return what is made of parts: undefined where one of them is."""
    outside = np.logical_or.reduce([part.outside for part in parts])
    border = np.logical_or.reduce([part.border for part in parts])
    return Part(value, outside, border, exact)
