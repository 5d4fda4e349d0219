"""Which part of a function of two variables to show: its valleys and passes, or runs and where they go."""

from collections.abc import Sequence

import numpy as np

from gd_math.functions.critical_points import critical_points
from gd_math.functions.landscapes import height_grid
from gd_math.objective import Objective
from gd_math.runs.trajectory import Ending, Trajectory
from gd_math.shape.curve_profile import Downhill
from gd_math.shape.ground import below
from gd_math.typing import Interval, Points

MARGINS = (0.5, 0.35, 0.25, 0.15)
"""Room around the valleys and passes, as a share of their extent: the widest that does not dwarf them."""
DWARFED = 6.0
"""Heights at the rim beyond so many times those of valleys, passes and peaks dwarf them."""
LEAST = 0.2
"""Width of what is shown, as a share of the domain's."""
GRID = 61
MOSTLY = 0.25
"""A function that is defined on a smaller share of its domain is shown where it is defined."""
BESIDE = 0.15
"""Room around that part, or around a valley outside the domain, as a share of the width."""


FAR, FAR_END = 2.0, 4.0
"""How far from a minimum points of runs are shown, and places where runs rest, in units of the way to it."""
AROUND = 0.3
"""What is shown around a minimum, in the same units."""
AIR = 0.15
"""Room around runs, as a share of their extent."""
NARROWEST = 0.4
"""One range is at least this share of the other."""
AT_REST = 1e-2
"""A run rests where its slope is below this share of its first one."""


def land_view(objective: Objective) -> tuple[Interval, Interval]:
    """Return the part of a land that shows its valleys and passes: the domain where there is but one valley.

    A function that is defined in a small part of its domain is shown there. Where the domain holds no valley,
    but the slope from its middle leads to one outside, the view reaches as far as that.

    Examples
    --------
    >>> from gd_math.formula.parsing import parse_formula
    >>> land_view(parse_formula("x**2 + y**2"))
    ((-5.0, 5.0), (-5.0, 5.0))
    """
    x_range, y_range = _defined_part(objective, objective.domain)
    found = critical_points(objective, x_range, y_range)
    if not len(found.valleys):
        return _with_valley(objective, (x_range, y_range))
    if len(found.valleys) < 2:
        return x_range, y_range
    places = np.concatenate([found.valleys, found.passes])
    seen = np.concatenate([places, found.peaks])
    heights = objective.value(seen)
    views = [_around(places, (x_range, y_range), margin) for margin in MARGINS]
    for view in views:
        within = objective.value(seen[_inside(seen, view)])
        rise = float(np.ptp(within)) if len(within) else float(np.ptp(heights))
        over = height_grid(objective, *view, GRID).heights
        if float(np.nanmax(over)) - float(heights.min()) <= DWARFED * rise:
            return view
    return views[-1]


def run_view(objective: Objective, runs: Sequence[Trajectory]) -> tuple[Interval, Interval]:
    """Return the part of a land that shows runs on it.

    The starts, the minima downhill from them and those that runs come to are inside, and all points that are
    not too far out: a run that diverges does not make the others small. Where no minimum is known, the starts
    are shown, and the points in the domain.

    Parameters
    ----------
    objective
        A function of two variables.
    runs
        Single runs.

    Examples
    --------
    >>> from gd_math.formula.parsing import parse_formula
    >>> from gd_math.runs.descent import descend
    >>> from gd_math.runs.optimizers import GradientDescent
    >>> f = parse_formula("x**2 + y**2")
    >>> runs = [descend(f, (4.0, 2.0), GradientDescent(rate), 9) for rate in (0.1, 2.0)]
    >>> [[round(end, 2) for end in ends] for ends in run_view(f, runs)]
    [[-2.14, 4.8], [-1.91, 2.57]]
    """
    starts = np.array([run.points[0] for run in runs])
    low, high = np.transpose(objective.domain)
    low, high = np.minimum(low, starts.min(axis=0)), np.maximum(high, starts.max(axis=0))
    region = tuple((float(a), float(b)) for a, b in zip(low, high, strict=True))
    found = below(objective, starts, region)
    rests = np.array([kind in (Downhill.MINIMUM, Downhill.FLOOR) for kind in found.kinds])
    homes, points = found.places[rests], np.concatenate([run.points for run in runs])
    if len(homes):
        reach = float(np.linalg.norm(found.places - starts, axis=1)[rests].max())
        reach = max(reach, LEAST / 2 * float((high - low).max()) if reach == 0.0 else 0.0)
        away = np.linalg.norm(points[:, None] - homes, axis=-1).min(axis=1)
        ends = np.array([run.points[-1] for run in runs if _rests(run)]).reshape(-1, 2)
        near = np.linalg.norm(ends[:, None] - homes, axis=-1).min(axis=1) <= FAR_END * reach
        around = [homes - AROUND * reach, homes + AROUND * reach]
        places = np.concatenate([starts, *around, points[away <= FAR * reach], ends[near]])
    else:
        reach = 0.0
        places = np.concatenate([starts, points[((points >= low) & (points <= high)).all(axis=1)]])
    first, last = places.min(axis=0), places.max(axis=0)
    half = (0.5 + AIR) * (last - first)
    half = np.maximum(half, max(NARROWEST * float(half.max()), reach / 2, 1e-6 * float((high - low).max())))
    (x0, y0), (x1, y1) = ((first + last) / 2 - half).tolist(), ((first + last) / 2 + half).tolist()
    return (x0, x1), (y0, y1)


def _rests(run: Trajectory) -> bool:
    first, last = np.linalg.norm(run.gradients[[0, -1]], axis=-1)
    return bool(run.endings < Ending.NOT_FINITE and last <= AT_REST * first)


def _inside(points: Points, view: tuple[Interval, Interval]) -> np.ndarray:
    low, high = np.transpose(view)
    return np.asarray(((points >= low) & (points <= high)).all(axis=-1))


def _around(places: Points, domain: tuple[Interval, Interval], margin: float) -> tuple[Interval, Interval]:
    """Return the ranges around some places, inside the domain."""
    ranges = []
    for k, (low, high) in enumerate(domain):
        first, last = float(places[:, k].min()), float(places[:, k].max())
        half = max((0.5 + margin) * (last - first), LEAST * (high - low) / 2)
        middle = (first + last) / 2
        ranges.append((max(low, middle - half), min(high, middle + half)))
    return ranges[0], ranges[1]


def _defined_part(objective: Objective, domain: tuple[Interval, ...]) -> tuple[Interval, Interval]:
    """Return the domain, or what surrounds the places with a height where they are few."""
    x_range, y_range = domain
    grid = height_grid(objective, x_range, y_range, GRID)
    known = np.isfinite(grid.heights)
    if not known.any() or float(known.mean()) >= MOSTLY:
        return x_range, y_range
    rows, columns = np.nonzero(known)
    ranges = []
    for axis, index in ((grid.x, columns), (grid.y, rows)):
        cell = float(axis[1] - axis[0])
        low, high = float(axis[index.min()]) - cell, float(axis[index.max()]) + cell
        room = BESIDE * (high - low)
        ranges.append((max(float(axis[0]), low - room), min(float(axis[-1]), high + room)))
    return ranges[0], ranges[1]


def _with_valley(objective: Objective, view: tuple[Interval, Interval]) -> tuple[Interval, Interval]:
    """Return a view that reaches as far as the valley to which the slope leads from its middle."""
    middle = np.mean(view, axis=1)
    found = below(objective, middle[None], view)
    place = found.places[0]
    if found.kinds[0] is not Downhill.MINIMUM or _inside(place[None], view)[0]:
        return view
    reach = (1 + 2 * BESIDE) * float(np.abs(place - middle).max())
    return tuple((float(m) - reach, float(m) + reach) for m in middle)  # type: ignore[return-value]
