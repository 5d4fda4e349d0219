"""How numpy computes the functions of formulas that it lacks or that sympy differentiates otherwise."""

import math
from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np

from gd_math.typing import Floats

Numeric: TypeAlias = Callable[..., Floats]


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
"""The functions of `kinked`, and erf, for numpy arrays."""
