"""The line of equal height through a place of a land."""

import numpy as np

from gd_math.objective import Objective
from gd_math.typing import Interval, Points, PointsLike

PIECES = 300
"""Pieces in which a line would cross the region, from side to side."""
LONGEST = 4 * PIECES
CORRECTIONS = 8
EXACT = 1e-3
"""How far beside its height a point of the line may lie, as a share of a piece."""


def level_line(
    objective: Objective, place: PointsLike, region: tuple[Interval, Interval]
) -> tuple[Points, int]:
    """Return points of equal height ``(n, 2)`` on both sides of a place, and which of them is the place.

    From point to point the line goes at a right angle to ∇f, and Newton's steps along ∇f bring it back to
    f = f(place). It ends where it leaves the region, where it has come round, and where f has no height or
    no slope to follow.

    Parameters
    ----------
    objective
        A function of two variables.
    place
        Where ∇f is finite and not 0, shape (2,).
    region
        One (low, high) for each variable.

    Examples
    --------
    >>> from gd_math.formula.parsing import parse_land
    >>> line, middle = level_line(parse_land("x^2 + y^2"), (3.0, 4.0), ((-9, 9), (-9, 9)))
    >>> np.ptp(np.hypot(*line.T)).round(6).item(), line[middle].tolist()
    (0.0, [3.0, 4.0])
    """
    here = objective.as_points(place)
    ahead, round_trip = _followed(objective, here, region, 1.0)
    if round_trip:
        half = len(ahead) // 2
        return np.array([*ahead[half:], *ahead[: half + 1]]), len(ahead) - half - 1
    behind = _followed(objective, here, region, -1.0)[0]
    return np.array([*reversed(behind), here, *ahead]), len(behind)


def _followed(
    objective: Objective, start: Points, region: tuple[Interval, Interval], side: float
) -> tuple[list[Points], bool]:
    """Return the points on one side of a place, and whether the line has come round to it."""
    low, high = np.transpose(region)
    piece = float((high - low).max()) / PIECES
    height, here, line = float(objective.value(start)), start, list[Points]()
    for count in range(LONGEST):
        slope = objective.gradient(here)
        steepness = float(np.hypot(*slope))
        if not 0.0 < steepness < np.inf:
            break
        ahead = here + side * piece / steepness * slope[::-1] * (1.0, -1.0)
        there = on_level(objective, ahead, height, EXACT * piece)
        if there is None or np.hypot(*(there - ahead)) > piece:
            break
        line.append(there)
        if ((there < low) | (there > high)).any():
            break
        if count > 2 and np.hypot(*(there - start)) < 0.75 * piece:
            line[-1] = start
            return line, True
        here = there
    return line, False


def on_level(objective: Objective, near: PointsLike, height: float, exact: float = 1e-9) -> Points | None:
    """Return the point of a height that Newton's steps along ∇f lead to; None where they come to none.

    Parameters
    ----------
    objective
        A function of two variables.
    near
        Where they begin, shape (2,).
    height
        The f that is looked for.
    exact
        How far beside the line of this height the point may lie.
    """
    there = objective.as_points(near)
    for _ in range(CORRECTIONS):
        slope, above = objective.gradient(there), float(objective.value(there)) - height
        square = float(slope @ slope)
        if not (np.isfinite(above) and 0.0 < square < np.inf):
            return None
        if abs(above) <= exact * square**0.5:
            return there
        there = there - above / square * slope
    return None


__all__ = ["level_line", "on_level"]
