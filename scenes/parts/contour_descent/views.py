"""What the map of a long descent shows: all of it, the first step, the floor of the valley, the valley."""

from dataclasses import dataclass

import numpy as np

from gd_math.data.standstill import StandstillRun
from scenes.cast.charts.axes import Plot, Range
from scenes.cast.maps.close_step import close_step

View = tuple[Range, Range]
"""Ranges of slope and intercept."""
AT_EDGE, ROOM_AT_EDGE = 0.04, 1.14
"""A start so near to the edge, as a share of the map, makes it so many times as large."""
LEAST_REACH, MOST_REACH, VALLEY_AIR = 0.05, 0.5, 1.5
"""Ways along the valley, as shares of the map, that are looked at from close by, and the air around them."""
MUCH_FLATTER = 3.0
"""The floor of a valley is looked at where the gradient there is so many times shorter than at first."""


def with_room(view: View, fit: StandstillRun) -> View:
    """Return a view in which the start does not stand on an edge."""
    start = fit.run.points[0].tolist()
    shares = [(value - low) / (high - low) for value, (low, high) in zip(start, view, strict=True)]
    inside = all(0.0 <= share <= 1.0 for share in shares)
    crowded = min(min(share, 1.0 - share) for share in shares) < AT_EDGE
    return stretched(view, ROOM_AT_EDGE, ROOM_AT_EDGE) if inside and crowded else view


def stretched(view: View, across: float, up: float) -> View:
    """Return a view around the same middle, so many times as wide and as high.

    >>> stretched(((0.0, 2.0), (0.0, 1.0)), 2.0, 1.0)
    ((-1.0, 3.0), (0.0, 1.0))
    """
    (w_low, w_high), (b_low, b_high) = view
    w, b = (w_high - w_low) / 2 * across, (b_high - b_low) / 2 * up
    return ((w_low + w_high) / 2 - w, (w_low + w_high) / 2 + w), (
        (b_low + b_high) / 2 - b,
        (b_low + b_high) / 2 + b,
    )


def filling(view: View, aspect: float) -> View:
    """Return a view that was made for a square, for a picture so many times as wide as high."""
    return stretched(view, max(aspect, 1.0), max(1.0 / aspect, 1.0))


@dataclass(frozen=True, slots=True)
class MapViews:
    """The views of one run's map; those that would be no closer look are None.

    Parameters
    ----------
    alone
        The first one: the map is the only picture.
    beside
        The same where something else stands beside the map, which is then square.
    first_step
        The first step with its gradient.
    floor
        The first step on the floor of the valley, so close that its gradient looks as long as the first.
    valley
        The way along the valley.
    factor
        How long gradients are drawn; None: as long as there is room.
    """

    alone: View
    beside: View
    first_step: View | None
    floor: View | None
    valley: View | None
    factor: float | None

    @classmethod
    def of(cls, fit: StandstillRun, plot: Plot, beside: View) -> "MapViews":
        """Return the views; `plot` shows the first of them."""
        first, factor = close_step(plot, fit)
        floor = None
        if first is not None and fit.falls and fit.steps_taken > fit.fall and fit.flatter >= MUCH_FLATTER:
            floor = _floor(fit, first, factor or 0.0)
        return cls((plot.x_range, plot.y_range), beside, first, floor, _valley(fit, beside), factor)


def _floor(fit: StandstillRun, first: View, factor: float) -> View:
    step = fit.fall
    ends = fit.run.points[step] + np.outer([factor, -fit.rate], fit.run.gradients[step])
    half = np.ptp(np.array(first), axis=1) / 2 / fit.flatter
    (w_low, b_low), (w_high, b_high) = ((ends.mean(axis=0) + side * half).tolist() for side in (-1.0, 1.0))
    return (w_low, w_high), (b_low, b_high)


def _valley(fit: StandstillRun, whole: View) -> View | None:
    here = fit.run.points[fit.fall]
    extents = np.array([high - low for low, high in whole])
    reach = float((np.abs(here - fit.best) / extents).max())
    shown = all(low <= value <= high for value, (low, high) in zip(here.tolist(), whole, strict=True))
    if fit.leaves or not shown or not LEAST_REACH < reach < MOST_REACH:
        return None
    middle, half = (here + fit.best) / 2, VALLEY_AIR * reach * extents / 2
    (w_low, b_low), (w_high, b_high) = (middle - half).tolist(), (middle + half).tolist()
    return (w_low, w_high), (b_low, b_high)


__all__ = ["MapViews", "View", "filling", "stretched", "with_room"]
