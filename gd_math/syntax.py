"""What a formula may say: a whitelist over Python's syntax tree, with one sentence for everything else.

The limits keep every text harmless: no number that sympy would have to compute can become long, so that each
answer comes within milliseconds.
"""

import ast
import difflib
import math
import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from typing import cast

CONSTANTS: dict[str, float] = {"pi": math.pi, "e": math.e}
"""The names of numbers."""

FUNCTIONS: dict[str, Callable[[float], float]] = {
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "asin": math.asin,
    "acos": math.acos,
    "atan": math.atan,
    "sinh": math.sinh,
    "cosh": math.cosh,
    "tanh": math.tanh,
    "exp": math.exp,
    "log": math.log,
    "ln": math.log,
    "sqrt": math.sqrt,
    "abs": abs,
}
"""The functions that a formula may call, each of one argument; log and ln are the natural logarithm."""

LONGEST = 200
DEEPEST = 16
MOST_VARIABLES = 6
LARGEST_NUMBER = 1e12
LARGEST_EXPONENT = 100
LARGEST_POWER = 1000
LARGEST_CONSTANT = 1e100

_VARIABLE = re.compile(r"[A-Za-z](_?[0-9]{1,2})?")
_INSTEAD = {
    "^": "write ** for a power",
    "=": "write only the right-hand side",
    "²": "write **2",
    "³": "write **3",
    "×": "write *",
    "·": "write *",
    "÷": "write /",
    "−": "write -",
    "–": "write -",
    "√": "write sqrt(…)",
    "π": "write pi",
}
_ALLOWED = "a formula has numbers, variables, + - * / **, round brackets and functions such as sin"


class FormulaError(ValueError):
    """A formula that cannot be used, and why, in one sentence."""


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
        The names that may occur; by default single letters, also with a number as in x1 or x_1.
    """
    tree = _parse(text)
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


def _parse(text: str) -> ast.expr:
    if not isinstance(text, str):
        raise FormulaError(f"a formula must be text, not {type(text).__name__}")
    if not text.strip():
        raise FormulaError("the formula is empty; write for instance x**2")
    if len(text) > LONGEST:
        raise FormulaError(f"the formula is {len(text)} characters long; at most {LONGEST} are allowed")
    for position, character in enumerate(text, 1):
        if not (character.isascii() and (character.isalnum() or character in "_.+-*/(), ")):
            hint = _INSTEAD.get(character, _ALLOWED)
            raise FormulaError(f"{ascii_quoted(character)} at position {position} is not allowed; {hint}")
    depths = list(accumulate((c == "(") - (c == ")") for c in text))
    if max(depths) > DEEPEST:
        raise FormulaError(f"the brackets are nested {max(depths)} deep; at most {DEEPEST} are allowed")
    if min(depths) < 0:
        raise FormulaError(f"the closing bracket at position {depths.index(-1) + 1} was never opened")
    if depths[-1] > 0:
        raise FormulaError(f"{depths[-1]} of the brackets in '{text.strip()}' are opened but never closed")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError) as error:
        raise FormulaError(_unreadable(text.strip(), error)) from None
    except (RecursionError, MemoryError):
        raise FormulaError("the formula is nested too deeply") from None


def ascii_quoted(character: str) -> str:
    """Return a character in quotes, by its number where it cannot be printed."""
    return f"'{character}'" if character.isprintable() else repr(character)


def _unreadable(text: str, error: Exception) -> str:
    product = re.search(r"(?<![A-Za-z0-9_.])([0-9][0-9.]*)\s*([A-Za-z]\w*)", text)
    if product:
        return f"'{product[0]}' cannot be read; write the product with a sign, {product[1]}*{product[2]}"
    bare = re.search(rf"\b({'|'.join(FUNCTIONS)})\s+\w+", text)
    if bare:
        return f"'{bare[0]}' cannot be read; write the argument in brackets, {bare[1]}(…)"
    apart = re.search(r"([\w.]+)\s+([\w.]+)", text)
    if apart:
        between = f"between '{apart[1]}' and '{apart[2]}'"
        return f"'{text}' cannot be read; a sign such as * is missing {between}"
    place = getattr(error, "offset", None)
    rest = text[place - 1 :] if place else ""
    if not rest:
        return f"'{text}' cannot be read: something is missing at its end"
    return f"'{text}' cannot be read at position {place}, '{rest[:12]}'"


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
            raise FormulaError(f"the formula is nested more than {DEEPEST} deep")
        match node:
            case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
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
            case ast.Call():
                return self._call(node, depth)
            case ast.Attribute():
                raise _refusal(node, "a dot may only stand inside a number")
            case ast.Tuple():
                raise _refusal(node, "a comma may not stand here; decimal numbers are written with a point")
            case ast.BinOp(op=ast.FloorDiv()):
                raise _refusal(node, "write / for a quotient")
            case _:
                raise _refusal(node, _ALLOWED)

    def _name(self, name: str) -> _Size:
        if self.variables is not None and name in self.variables:
            self.found.add(name)
            return _Size(None, 1)
        if name in CONSTANTS:
            return _Size(CONSTANTS[name], 1)
        if name in FUNCTIONS:
            raise FormulaError(f"'{name}' is a function and needs its argument in brackets, {name}(…)")
        if self.variables is None and _VARIABLE.fullmatch(name):
            self.found.add(name)
            return _Size(None, 1)
        usable = "single letters such as x" if self.variables is None else " and ".join(self.variables)
        raise FormulaError(f"'{name}' is not known; variables are {usable}, numbers are pi and e")

    def _call(self, node: ast.Call, depth: int) -> _Size:
        if not isinstance(node.func, ast.Name) or _VARIABLE.fullmatch(node.func.id):
            factor = _shown(node.func)
            if isinstance(node.func, ast.Attribute):
                raise _refusal(node.func, "a dot may only stand inside a number")
            raise FormulaError(f"'{factor}' is not a function; for a product write {factor}*(…)")
        name = node.func.id
        if name not in FUNCTIONS:
            close = difflib.get_close_matches(name, FUNCTIONS, 1)
            meant = f" (did you mean {close[0]}?)" if close else ""
            raise FormulaError(f"'{name}' is not a known function{meant}; there are {', '.join(FUNCTIONS)}")
        if len(node.args) != 1:
            raise FormulaError(f"{name} takes one argument, not {len(node.args)}")
        inner = self.check(node.args[0], depth + 1)
        return _Size(self._number(node, FUNCTIONS[name], inner.constant), 1)

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


def _refusal(node: ast.expr, instead: str) -> FormulaError:
    return FormulaError(f"'{_shown(node)}' is not allowed; {instead}")


def _shown(node: ast.expr) -> str:
    try:
        text = ast.unparse(node)
    except (RecursionError, ValueError):
        return "this part"
    return text if len(text) <= 40 else text[:37] + "…"
