"""Instructions on rows of numbers, and how the text of a derived function becomes some of them."""

import ast
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from functools import reduce
from typing import Any

import numpy as np

from gd_math.typing import Floats, Integers

MOST_MULTIPLIED = 16
"""The largest whole exponent for which a power is a chain of products."""


class Op(IntEnum):
    """What an instruction does; a condition is 1 or 0, and nan where one of its sides is."""

    ADD = 0
    SUBTRACT = 1
    MULTIPLY = 2
    DIVIDE = 3
    POWER = 4
    MAXIMUM = 5
    MINIMUM = 6
    LESS = 7
    AT_MOST = 8
    EQUAL = 9
    CHOOSE = 10
    NEGATE = 20
    ABSOLUTE = 21
    SIGN = 22
    SQRT = 23
    EXP = 24
    LOG = 25
    SIN = 26
    COS = 27
    TAN = 28
    ARCSIN = 29
    ARCCOS = 30
    ARCTAN = 31
    SINH = 32
    COSH = 33
    TANH = 34
    LOG2 = 35
    LOG10 = 36
    ERF = 37
    SIGMOID = 38
    SIGMOID_SLOPE = 39
    SOFTPLUS = 40


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """Instructions on rows of numbers.

    Parameters
    ----------
    code
        One instruction a line ``(n, 5)``: what to do, the row that it makes, and the rows that it takes; the
        third one is the condition of `Op.CHOOSE`. Rows 0 and 1 are the coordinates, then come the constants.
    constants
        ``(c,)``, in the rows from 2 on.
    rows
        How many rows there are.
    results
        The rows that hold the results at the end.
    """

    code: Integers
    constants: Floats
    rows: int
    results: Integers


_UNARY = {
    "sqrt": Op.SQRT,
    "exp": Op.EXP,
    "log": Op.LOG,
    "sin": Op.SIN,
    "cos": Op.COS,
    "tan": Op.TAN,
    "arcsin": Op.ARCSIN,
    "arccos": Op.ARCCOS,
    "arctan": Op.ARCTAN,
    "sinh": Op.SINH,
    "cosh": Op.COSH,
    "tanh": Op.TANH,
    "absolute": Op.ABSOLUTE,
    "signum": Op.SIGN,
    "sigmoid": Op.SIGMOID,
    "sigmoid_slope": Op.SIGMOID_SLOPE,
    "softplus": Op.SOFTPLUS,
    "log2": Op.LOG2,
    "log10": Op.LOG10,
    "erf": Op.ERF,
}
_BINARY = {
    ast.Add: Op.ADD,
    ast.Sub: Op.SUBTRACT,
    ast.Mult: Op.MULTIPLY,
    ast.Div: Op.DIVIDE,
}
_SWAPPED = {"less": (Op.LESS, False), "at_most": (Op.AT_MOST, False)} | {
    "greater": (Op.LESS, True),
    "at_least": (Op.AT_MOST, True),
}


class Writer:
    """Writes instructions, each of which makes a row of its own."""

    def __init__(self) -> None:
        self.lines: list[tuple[Op, list[Any]]] = []

    def do(self, op: Op, *taken: Any) -> Any:
        """Write an instruction; return what stands for its row. What is constant is computed at once."""
        self.lines.append((op, list(taken)))
        return _Made(len(self.lines) - 1)

    def translate(self, source: str) -> list[Any]:
        """Write a function of two coordinates; return its results."""
        function = ast.parse(source).body[0]
        assert isinstance(function, ast.FunctionDef)
        names: dict[str, Any] = {function.args.args[i].arg: _Given(i) for i in range(2)}
        for line in function.body:
            match line:
                case ast.Assign(targets=[ast.Name(id=name)], value=value):
                    names[name] = self.row(value, names)
                case ast.Return(value=ast.List(elts=results)):
                    return [self.row(result, names) for result in results]
        raise TypeError("a derived function returns a list")

    def row(self, node: ast.expr, names: dict[str, Any]) -> Any:
        """Write an expression; return its row, or its value where it is a constant."""
        match node:
            case ast.Constant(value=int() | float() as value):
                return float(value)
            case ast.Name(id=name):
                return names[name] if name in names else {"pi": np.pi, "e": np.e}[name]
            case ast.UnaryOp(op=sign, operand=operand):
                inner = self.row(operand, names)
                if isinstance(sign, ast.UAdd):
                    return inner
                return -inner if isinstance(inner, float) else self.do(Op.NEGATE, inner)
            case ast.BinOp(left=left, op=ast.Pow(), right=right):
                return self.power(self.row(left, names), self.row(right, names))
            case ast.BinOp(left=left, op=op, right=right):
                return self.binary(_BINARY[type(op)], self.row(left, names), self.row(right, names))
            case ast.Call(
                func=ast.Name(id="reduce"),
                args=[ast.Name(id=name), ast.List(elts=many) | ast.Tuple(elts=many)],
            ):
                return self.call(name, [self.row(one, names) for one in many])
            case ast.Call(func=ast.Name(id=name), args=arguments):
                return self.call(name, [self.row(argument, names) for argument in arguments])
        raise TypeError(f"a derived function holds no {ast.dump(node)}")

    def binary(self, op: Op, a: Any, b: Any) -> Any:
        """Write an operation of two rows."""
        if isinstance(a, float) and isinstance(b, float):
            with np.errstate(all="ignore"):
                return float(_FOLDED[op](np.float64(a), np.float64(b)))
        return self.do(op, a, b)

    def power(self, base: Any, exponent: Any) -> Any:
        """Write a power: products where the exponent is a small whole number."""
        if isinstance(base, float) and isinstance(exponent, float):
            with np.errstate(all="ignore"):
                return float(np.float64(base) ** exponent)
        whole = (
            isinstance(exponent, float) and exponent.is_integer() and 1 <= abs(exponent) <= MOST_MULTIPLIED
        )
        if not whole:
            return self.do(Op.POWER, base, exponent)
        product, square, left = None, base, int(abs(exponent))
        while left:
            if left & 1:
                product = square if product is None else self.do(Op.MULTIPLY, product, square)
            left >>= 1
            if left:
                square = self.do(Op.MULTIPLY, square, square)
        return product if exponent > 0 else self.do(Op.DIVIDE, 1.0, product)

    def call(self, name: str, taken: list[Any]) -> Any:
        """Write a function of `gd_math.formula.numeric`, or of numpy."""
        if name in _UNARY:
            return self.do(_UNARY[name], *taken)
        match name, taken:
            case (("less" | "at_most" | "greater" | "at_least"), [a, b]):
                op, swapped = _SWAPPED[name]
                return self.do(op, b, a) if swapped else self.do(op, a, b)
            case "maximum", _:
                return reduce(self.joiner(Op.MAXIMUM), taken)
            case (("minimum" | "every"), _):
                return reduce(self.joiner(Op.MINIMUM), taken)
            case "where", [condition, then, otherwise]:
                return self.do(Op.CHOOSE, then, otherwise, condition)
            case "relu", [x]:
                return self.do(Op.MAXIMUM, x, 0.0)
            case "huber", [x, delta]:
                size = self.do(Op.ABSOLUTE, x)
                inner = self.do(Op.DIVIDE, self.do(Op.MULTIPLY, x, x), 2.0)
                far = self.do(Op.SUBTRACT, size, self.binary(Op.DIVIDE, delta, 2.0))
                outer = self.do(Op.MULTIPLY, delta, far)
                return self.do(Op.CHOOSE, inner, outer, self.do(Op.AT_MOST, size, delta))
            case (("of_maximum" | "of_minimum"), _):
                half = len(taken) // 2
                chosen = self.call("maximum" if name == "of_maximum" else "minimum", taken[:half])
                ties = [self.do(Op.EQUAL, argument, chosen) for argument in taken[:half]]
                shares = [
                    self.do(Op.CHOOSE, slope, 0.0, tie) for tie, slope in zip(ties, taken[half:], strict=True)
                ]
                add = self.joiner(Op.ADD)
                return self.do(Op.DIVIDE, reduce(add, shares), reduce(add, ties))
        raise TypeError(f"a derived function calls no {name}")

    def joiner(self, op: Op) -> Callable[[Any, Any], Any]:
        """Return what joins two rows into one."""
        return lambda a, b: self.do(op, a, b)

    def finish(self, results: list[Any]) -> Program:
        """Give every row a place; a place is used again when nobody asks for its row any more."""
        everything = [one for _, taken in self.lines for one in taken] + results
        constants = sorted({one for one in everything if isinstance(one, float)})
        place_of = {value: 2 + k for k, value in enumerate(constants)}
        last = {one: k for k, (_, taken) in enumerate(self.lines) for one in taken if isinstance(one, _Made)}
        last |= {one: len(self.lines) for one in results if isinstance(one, _Made)}
        places: dict[int, int] = {}
        free: list[int] = []
        rows = 2 + len(constants)

        def place(one: Any) -> int:
            if isinstance(one, float):
                return place_of[one]
            return one.number if isinstance(one, _Given) else places[one.number]

        code = np.zeros((len(self.lines), 5), dtype=np.intp)
        for k, (op, taken) in enumerate(self.lines):
            at = [place(one) for one in taken]
            free += {places[one.number] for one in taken if isinstance(one, _Made) and last[one] == k}
            if free:
                made = free.pop()
            else:
                made, rows = rows, rows + 1
            places[k] = made
            code[k] = [op, made, *at, *[0] * (3 - len(at))]
            if _Made(k) not in last:
                free.append(made)
        return Program(code, np.array(constants), rows, np.array([place(one) for one in results]))


@dataclass(frozen=True, slots=True)
class _Given:
    """A coordinate by its number."""

    number: int


@dataclass(frozen=True, slots=True)
class _Made:
    """What an instruction has made, by its number."""

    number: int


_FOLDED: dict[Op, Callable[[Any, Any], Any]] = {
    Op.ADD: np.add,
    Op.SUBTRACT: np.subtract,
    Op.MULTIPLY: np.multiply,
    Op.DIVIDE: np.divide,
}

__all__ = ["Op", "Program", "Writer"]
