"""Whether every part of a formula is real: the formula is walked as it was written, each part on its own.

The value alone cannot tell: e⁻ˣ / (1 + e⁻ˣ) is ∞/∞ in floating point far to the left, yet defined there, and
sympy reads √x² and x/x as x, also where they are not defined as they stand.
"""

import ast
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from gd_math.functions import CONSTANTS
from gd_math.kinked import NUMERIC
from gd_math.typing import Bools, Floats

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
    """

    value: Floats
    outside: Bools
    border: Bools


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
                    return Part(self.values[name], self.nowhere, self.nowhere)
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
        return Part(np.full(self.nowhere.shape, number), self.nowhere, self.nowhere)

    def operation(self, op: ast.operator, a: Part, b: Part) -> Part:
        outside, border = a.outside | b.outside, a.border | b.border
        match op:
            case ast.Add():
                return Part(a.value + b.value, outside, border)
            case ast.Sub():
                return Part(a.value - b.value, outside, border)
            case ast.Mult():
                return Part(a.value * b.value, outside, border)
            case ast.Div():
                return Part(a.value / b.value, outside, border | (b.value == 0))
            case _:
                constant = bool(b.value.size) and bool(np.all(b.value == b.value.flat[0]))
                whole = constant and float(b.value.flat[0]).is_integer()
                outside = outside if whole else outside | (a.value < 0)
                return Part(a.value**b.value, outside, border | ((a.value == 0) & (b.value < 0)))

    def branch(self, condition: ast.Compare, then: Part, otherwise: Part) -> Part:
        sides = [self.walk(side) for side in (condition.left, *condition.comparators)]
        holds = ~self.nowhere
        for op, left, right in zip(condition.ops, sides, sides[1:], strict=False):
            holds = holds & _COMPARED[type(op)](left.value, right.value)
        outside, border = np.where(holds, then[1:], otherwise[1:])
        for side in sides:
            outside, border = outside | side.outside, border | side.border
        return Part(np.where(holds, then.value, otherwise.value), outside, border)

    def call(self, name: str, parts: list[Part]) -> Part:
        outside = np.logical_or.reduce([part.outside for part in parts])
        border = np.logical_or.reduce([part.border for part in parts])
        argument = parts[0].value
        if name in _LOGARITHMS:
            outside, border = outside | (argument < 0), border | (argument == 0)
        elif name == "sqrt":
            outside = outside | (argument < 0)
        elif name in ("asin", "acos"):
            outside = outside | (np.abs(argument) > 1)
        values = [part.value for part in parts]
        if name == "huber" and len(values) == 1:
            values.append(np.ones_like(argument))
        return Part(np.asarray(_NUMPY[name](*values)), outside, border)
