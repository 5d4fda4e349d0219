"""Lines of equal height for a page: a function of two variables, surveyed here and drawn there."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gd_math.objective import Objective
    from gd_math.typing import Interval

GRID, LEVELS = 161, 11
MARGIN = 0.35
"""How far beyond its ranges a land is surveyed, as a share of their widths: as far as a wide window shows."""
PLACES = 5
"""Digits of a place on a line, in units of the picture's width."""


def contours_of(objective: "Objective", x_range: "Interval", y_range: "Interval") -> list[dict[str, Any]]:
    """Return lines of equal height as ``{"level": …, "lines": [[[x, …], [y, …]], …]}``, from low to high.

    Heights are chosen for what the ranges hold; lines go on beyond them.
    """
    import numpy as np
    from contourpy import LineType, contour_generator

    from gd_math.functions.landscapes import contour_levels, height_grid

    seen = height_grid(objective, x_range, y_range, GRID)
    wide = height_grid(objective, _wider(x_range), _wider(y_range), GRID)
    surveyed = contour_generator(
        wide.x, wide.y, np.ma.masked_invalid(wide.heights), line_type=LineType.Separate
    )
    units = np.array([np.ptp(x_range), np.ptp(y_range)]) / 10.0**PLACES
    told = []
    for level in contour_levels(seen.heights, LEVELS).tolist():
        lines = [np.round(np.asarray(line) / units) * units for line in surveyed.lines(level)]
        told.append({"level": level, "lines": [[_short(one) for one in line.T] for line in lines]})
    return told


def _wider(ends: "Interval") -> "Interval":
    low, high = ends
    return low - MARGIN * (high - low), high + MARGIN * (high - low)


def _short(numbers: Any) -> list[float]:
    return [float(f"{number:.7g}") for number in numbers]
