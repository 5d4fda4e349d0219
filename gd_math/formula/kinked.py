"""The functions that sympy lacks or differentiates otherwise: their slopes, and how numpy computes them.

At a kink the slope is PyTorch's: that of abs, sign and relu is 0; where arguments of max or min tie, it is
the mean of theirs (as `torch.amax` and, for two arguments, `torch.maximum` share it); where(…) takes that of
the branch which holds there.
"""

import math
from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
import sympy

from gd_math.typing import Floats

Numeric: TypeAlias = Callable[..., Floats]


class signum(sympy.Function):  # type: ignore[misc]  # noqa: N801
    """The sign of a real number, 0 at 0, with slope 0: sympy's own has a delta function for a slope."""

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        """Return the slope 0."""
        return sympy.S.Zero


class absolute(sympy.Function):  # type: ignore[misc]  # noqa: N801
    """The size of a real number: sympy's own is differentiated as if its argument could be complex."""

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        """Return the slope, the sign."""
        return signum(self.args[0])


class comparison(sympy.Function):  # type: ignore[misc]  # noqa: N801
    """A condition on two numbers a and b: 1 or 0, and nan where one of them is nan."""


class less(comparison):  # noqa: N801
    """Whether a < b."""


class at_most(comparison):  # noqa: N801
    """Whether a ≤ b."""


class greater(comparison):  # noqa: N801
    """Whether a > b."""


class at_least(comparison):  # noqa: N801
    """Whether a ≥ b."""


class every(sympy.Function):  # type: ignore[misc]  # noqa: N801
    """Whether all conditions hold, as in 0 < x < 1."""


class some(sympy.Function):  # type: ignore[misc]  # noqa: N801
    """Whether one of several conditions holds; only printed."""


class where(sympy.Function):  # type: ignore[misc]  # noqa: N801
    """One expression where a condition holds, another elsewhere."""

    def _eval_derivative(self, variable: sympy.Symbol) -> sympy.Expr:
        condition, then, otherwise = self.args
        return branches(condition, then.diff(variable), otherwise.diff(variable))


def branches(condition: sympy.Expr, then: sympy.Expr, otherwise: sympy.Expr) -> sympy.Expr:
    """Return where(condition, then, otherwise), or the one expression that both are."""
    return then if then == otherwise else where(condition, then, otherwise)


class maximum(sympy.Function):  # type: ignore[misc]  # noqa: N801
    """The largest of its arguments."""

    def _eval_derivative(self, variable: sympy.Symbol) -> sympy.Expr:
        slopes = [argument.diff(variable) for argument in self.args]
        return slopes[0] if len(set(slopes)) == 1 else of_maximum(*self.args, *slopes)


class minimum(sympy.Function):  # type: ignore[misc]  # noqa: N801
    """The least of its arguments."""

    def _eval_derivative(self, variable: sympy.Symbol) -> sympy.Expr:
        slopes = [argument.diff(variable) for argument in self.args]
        return slopes[0] if len(set(slopes)) == 1 else of_minimum(*self.args, *slopes)


class of_maximum(sympy.Function):  # type: ignore[misc]  # noqa: N801
    """Of n arguments and n numbers the number of the largest argument; where some tie, the mean."""

    def _eval_derivative(self, variable: sympy.Symbol) -> sympy.Expr:
        half = len(self.args) // 2
        slopes = [number.diff(variable) for number in self.args[half:]]
        return slopes[0] if len(set(slopes)) == 1 else type(self)(*self.args[:half], *slopes)


class of_minimum(of_maximum):  # noqa: N801
    """The same for the least argument."""


class relu(sympy.Function):  # type: ignore[misc]  # noqa: N801
    """max(x, 0), with slope 0 at 0."""

    def _eval_derivative(self, variable: sympy.Symbol) -> sympy.Expr:
        return branches(greater(self.args[0], 0), self.args[0].diff(variable), sympy.S.Zero)


class huber(sympy.Function):  # type: ignore[misc]  # noqa: N801
    """½ x² up to |x| = δ, and δ (|x| − δ/2) beyond."""

    def _eval_derivative(self, variable: sympy.Symbol) -> sympy.Expr:
        x, delta = self.args
        slope = x.diff(variable)
        return branches(at_most(absolute(x), delta), x * slope, delta * signum(x) * slope)


class sigmoid(sympy.Function):  # type: ignore[misc]  # noqa: N801
    """σ(x) = 1 / (1 + e⁻ˣ)."""

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        """Return the slope σ(x) (1 − σ(x))."""
        return sigmoid_slope(self.args[0])


class sigmoid_slope(sympy.Function):  # type: ignore[misc]  # noqa: N801
    """σ(x) (1 − σ(x)), computed without the loss of digits where σ is nearly 1."""

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        """Return the slope σ(x) (1 − σ(x)) (1 − 2σ(x))."""
        return sigmoid_slope(self.args[0]) * (1 - 2 * sigmoid(self.args[0]))


class softplus(sympy.Function):  # type: ignore[misc]  # noqa: N801
    """ln(1 + eˣ)."""

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        """Return the slope σ(x)."""
        return sigmoid(self.args[0])


class log2(sympy.Function):  # type: ignore[misc]  # noqa: N801
    """The logarithm of base 2."""

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        """Return the slope 1 / (x ln 2)."""
        return 1 / (self.args[0] * sympy.log(2))


class log10(sympy.Function):  # type: ignore[misc]  # noqa: N801
    """The logarithm of base 10."""

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        """Return the slope 1 / (x ln 10)."""
        return 1 / (self.args[0] * sympy.log(10))


def stable(expression: sympy.Expr) -> sympy.Expr:
    """Return an expression with log σ(a) as −softplus(−a) and log(1 − σ(a)) as −softplus(a)."""
    if not expression.has(sigmoid):
        return expression
    a, log = sympy.Wild("a"), sympy.log
    expression = expression.replace(log(sigmoid(a)), -softplus(-a))
    return expression.replace(log(1 - sigmoid(a)), -softplus(a))


def spelled_out(expression: sympy.Expr) -> sympy.Expr:
    """Return an expression as it is printed, with the slope of σ as σ (1 − σ)."""
    if not expression.has(sigmoid_slope):
        return expression
    return expression.replace(sigmoid_slope, lambda a: sigmoid(a) * (1 - sigmoid(a)))


def gaps(expression: sympy.Expr) -> list[sympy.Expr]:
    """Return what is 0 at every kink and jump of an expression."""
    found: dict[sympy.Expr, None] = {}
    for part in expression.atoms(sympy.Function):
        match part:
            case absolute() | signum() | relu():
                found[part.args[0]] = None
            case maximum() | minimum():
                pairs = [(a, b) for i, a in enumerate(part.args) for b in part.args[i + 1 :]]
                found |= {a - b: None for a, b in pairs}
            case comparison():
                found[part.args[0] - part.args[1]] = None
    return sorted((gap for gap in found if gap.free_symbols), key=str)


def _floats(function: Numeric) -> Numeric:
    """Return a function that turns its arguments into float64 arrays first."""
    return lambda *arguments: np.asarray(function(*(np.asarray(a, dtype=np.float64) for a in arguments)))


def _comparing(holds: Callable[[Floats, Floats], Any]) -> Numeric:
    return _floats(lambda a, b: np.where(np.isnan(a) | np.isnan(b), np.nan, holds(a, b)))


def _branch(condition: Floats, then: Floats, otherwise: Floats) -> Floats:
    return np.where(np.isnan(condition), np.nan, np.where(condition > 0, then, otherwise))


def _belonging(choose: Callable[[list[Floats]], Floats]) -> Numeric:
    def mean(*numbers: Floats) -> Floats:
        half = len(numbers) // 2
        arguments, slopes = list(numbers[:half]), numbers[half:]
        chosen = choose(arguments)
        tied = [argument == chosen for argument in arguments]
        total = sum(np.where(tie, slope, 0.0) for tie, slope in zip(tied, slopes, strict=True))
        return np.asarray(total / sum(tie.astype(np.float64) for tie in tied))

    return _floats(mean)


def _largest(arguments: list[Floats]) -> Floats:
    chosen = arguments[0]
    for argument in arguments[1:]:
        chosen = np.maximum(chosen, argument)
    return chosen


def _least(arguments: list[Floats]) -> Floats:
    return -_largest([-argument for argument in arguments])


def _huber(x: Floats, delta: Floats) -> Floats:
    size = np.abs(x)
    return np.where(size <= delta, x * x / 2, delta * (size - delta / 2))


def _sigmoid(x: Floats) -> Floats:
    small = np.exp(-np.abs(x))
    return np.asarray(np.where(x >= 0, 1.0, small) / (1 + small))


def _sigmoid_slope(x: Floats) -> Floats:
    small = np.exp(-np.abs(x))
    return np.asarray(small / (1 + small) ** 2)


_erf: Numeric = np.vectorize(math.erf, otypes=[np.float64])

NUMERIC: dict[str, Numeric] = {
    "absolute": _floats(np.abs),
    "signum": _floats(np.sign),
    "less": _comparing(np.less),
    "at_most": _comparing(np.less_equal),
    "greater": _comparing(np.greater),
    "at_least": _comparing(np.greater_equal),
    "every": _floats(lambda *conditions: _least(list(conditions))),
    "where": _floats(_branch),
    "maximum": _floats(lambda *arguments: _largest(list(arguments))),
    "minimum": _floats(lambda *arguments: _least(list(arguments))),
    "of_maximum": _belonging(_largest),
    "of_minimum": _belonging(_least),
    "relu": _floats(lambda x: np.maximum(x, 0.0)),
    "huber": _floats(_huber),
    "sigmoid": _floats(_sigmoid),
    "sigmoid_slope": _floats(_sigmoid_slope),
    "softplus": _floats(lambda x: np.logaddexp(0.0, x)),
    "log2": _floats(np.log2),
    "log10": _floats(np.log10),
    "erf": _floats(_erf),
}
"""The functions above, and erf, for numpy arrays."""
