"""Where a function of one variable has a kink or a jump: where arguments of abs, max, … change sides."""

from collections.abc import Callable

import numpy as np

from gd_math.functions.borders import narrowed, rounded
from gd_math.objective import Objective
from gd_math.typing import Bools, Floats

SAMPLES = 4001
ASIDE = (1e-8, 1e-9)
"""Distances at which the two sides are compared, as shares of a place's size."""
ROUNDING = 1e-9
"""Differences of slopes or values, as shares of their size, that count as none."""

ZERO_AT_KINK = "At a kink the slope of abs, sign and relu counts as 0, as in PyTorch."
MEAN_AT_TIE = "Where arguments of max or min are equal, the slope is their mean, as in PyTorch."
BRANCH_AT_BORDER = "At the border of two cases, the slope is that of the case which holds there."
SEVERAL_CONVENTIONS = "At kinks the slope is PyTorch's: 0 for abs, sign and relu, the mean for max and min."


def find_kinks(
    objective: Objective, gaps: Callable[[Floats], Floats], low: float, high: float
) -> tuple[float, ...]:
    """Return the places in (low, high) where the slope or the value of f jumps, in order.

    Parameters
    ----------
    objective
        A function of one variable.
    gaps
        What changes its sign at each kink: from places, shape (n,), to shape (n, g).
    low, high
        Where to look. Two kinks closer together than two of 4001 samples may be missed.
    """
    grid = np.linspace(low, high, SAMPLES)
    with np.errstate(all="ignore"):
        sides = np.sign(gaps(grid))
        at, gap = np.nonzero((sides[:-1] != sides[1:]) & np.isfinite(sides[:-1] + sides[1:]))

        def on_this_side(places: Floats) -> Bools:
            return np.asarray(np.sign(gaps(places))[np.arange(len(places)), gap] == sides[at, gap])

        left, right = narrowed(on_this_side, grid[at], grid[at + 1])
        found = sorted({rounded(place) for place in (left + (right - left) / 2).tolist()})
        places = np.array([place for place in found if low < place < high])
        return tuple(places[_jumps(objective, places)].tolist()) if len(places) else ()


def _jumps(objective: Objective, places: Floats) -> Bools:
    """Return whether f is defined and its slope or value differs on the two sides, however near they come."""
    jumps = np.zeros(places.shape, dtype=bool)
    for ask in (objective, objective.slope):
        (wide, _), (close, size) = (_difference(ask, places, share) for share in ASIDE)
        jumps |= (close > 0.5 * wide) & (close > ROUNDING * size)
    return np.asarray(jumps & np.isfinite(objective(places)))


def _difference(ask: Callable[[Floats], Floats], places: Floats, share: float) -> tuple[Floats, Floats]:
    """Return by how much two sides differ, and how large the numbers there are, at least one thousandth."""
    aside = share * np.maximum(1.0, np.abs(places))
    left, right = ask(places - aside), ask(places + aside)
    return np.abs(right - left), np.maximum(np.abs(left) + np.abs(right), 1e-3)
