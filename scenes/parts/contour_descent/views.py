"""What the map of a long descent shows: all of it, the first step, the valley."""

from dataclasses import dataclass

import numpy as np

from gd_math.data.standstill import StandstillRun
from gd_math.typing import Points
from scenes.cast.charts.axes import Plot, Range
from scenes.cast.maps.close_step import close_step

View = tuple[Range, Range]
"""Ranges of slope and intercept."""
AT_EDGE, ROOM_AT_EDGE = 0.04, 1.14
"""A start so near to the edge, as a share of the map, makes it so many times as large."""
LEAST_REACH, MOST_REACH, VALLEY_AIR = 0.05, 0.5, 1.5
"""Ways along the valley, as shares of the map, that are looked at from close by, and the air around them."""
WAY_AIR = 1.45
"""The same around a way and its gradient."""


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
    valley
        The way along the valley, where the map is the only picture.
    valley_beside
        The same on a square map.
    factor
        How long gradients are drawn; None: as long as there is room.
    """

    alone: View
    beside: View
    first_step: View | None
    valley: View | None
    valley_beside: View | None
    factor: float | None

    @classmethod
    def of(cls, fit: StandstillRun, plot: Plot, beside: View) -> "MapViews":
        """Return the views; `plot` shows the first of them."""
        first, factor = close_step(plot, fit)
        valley = _valley(fit, beside)
        alone = valley and filling(valley, plot.area.width / plot.area.height)
        if alone is not None and not _shows(alone, fit.run.points[1:]):
            alone = None
        return cls((plot.x_range, plot.y_range), beside, first, alone, valley, factor)

    def closer(self, fit: StandstillRun, step: int, drawn: float) -> View:
        """Return a view of the way left after a step, with its gradient drawn so many times as long."""
        here = fit.run.points[step]
        return around(np.array([here + drawn * fit.run.gradients[step], fit.best]), self.alone, WAY_AIR)


def _shows(view: View, points: Points) -> bool:
    low, high = np.array(view).T
    return bool(((low <= points) & (points <= high)).all())


def _valley(fit: StandstillRun, whole: View) -> View | None:
    here = fit.run.points[fit.fall]
    extents = np.array([high - low for low, high in whole])
    reach = float((np.abs(here - fit.best) / extents).max())
    shown = all(low <= value <= high for value, (low, high) in zip(here.tolist(), whole, strict=True))
    if fit.leaves or not shown or not LEAST_REACH < reach < MOST_REACH:
        return None
    return around(np.array([here, fit.best]), whole, VALLEY_AIR)


def around(ends: Points, whole: View, air: float) -> View:
    """Return a view as wide for its height as `whole`, around a way ``(2, 2)``, so many times as long."""
    extents = np.array([high - low for low, high in whole])
    half = air * float((np.ptp(ends, axis=0) / extents).max()) * extents / 2
    low, high = ends.mean(axis=0) - half, ends.mean(axis=0) + half
    (w_low, b_low), (w_high, b_high) = low.tolist(), high.tolist()
    return (w_low, w_high), (b_low, b_high)


__all__ = ["MapViews", "View", "filling", "stretched", "with_room"]
