"""How a view widens with a run that is on its way out."""

from collections.abc import Callable

import numpy as np

from gd_math.accounts.endings import End
from gd_math.accounts.rates import RateComparison, RateRun
from gd_math.accounts.views import View
from gd_math.typing import Floats
from scenes.cast.charts.axes import Range

FASTEST = 12.0, 150.0
"""Most times that a step may widen each axis, for the eye to follow."""
LEAST = 3.0
"""A run that does not get so many times further than its start needs no other view."""
FARTHEST = 1e100
"""Wider views are not drawn."""


WideningView = Callable[[float], tuple[Range, Range]]
"""Returns both ranges at a time ``k + u``."""


def widening_view(comparison: RateComparison, one: RateRun) -> WideningView | None:
    """Return both ranges as functions of the time ``k + u``, or None where no view can follow the run.

    They widen around the valley, from step to step by equal factors in equal times, by as much as the run
    gets further away than its start; at time 0 they are those of the comparison.
    """
    home, view = comparison.home, comparison.view
    if one.end is not End.DIVERGING or one.account.left or home is None or not _shows(view, one, home):
        return None
    ground = float(one.heights.min(initial=float(comparison.objective(home))))
    grown = [_grown(one.xs - home), _grown(one.heights - ground)]
    for factors, fastest in zip(grown, FASTEST, strict=True):
        steps = np.diff(np.log(factors))
        if not LEAST < factors[-1] < FARTHEST or steps.max(initial=0.0) > np.log(fastest):
            return None
    middles = home, ground

    def ranges(time: float) -> tuple[Range, Range]:
        now = [float(np.exp(np.interp(time, np.arange(len(factors)), np.log(factors)))) for factors in grown]
        x_range, y_range = (
            (middle - factor * (middle - low), middle + factor * (high - middle))
            for middle, factor, (low, high) in zip(middles, now, (view.x_range, view.y_range), strict=True)
        )
        return x_range, y_range

    return ranges


def between(view: WideningView, begin: float, end: float) -> WideningView:
    """Return the ranges at a share of the way from one time to another."""
    return lambda share: view(begin + share * (end - begin))


def _shows(view: View, one: RateRun, home: float) -> bool:
    """Whether a view shows the start and the valley."""
    (left, right), (low, high) = view.x_range, view.y_range
    return bool(left < min(home, one.xs[0]) and max(home, one.xs[0]) < right and low < one.heights[0] < high)


def _grown(away: Floats) -> Floats:
    """Return for each step how many times further away the run has been than at its start."""
    reach: Floats = np.maximum.accumulate(np.abs(away))
    if reach[0] == 0.0:
        return np.ones(1)
    shares: Floats = reach / reach[0]
    shares[1:2] = shares[1:3].max(initial=1.0)  # there the second step's arrow has to be seen
    return shares


__all__ = ["WideningView", "between", "widening_view"]
