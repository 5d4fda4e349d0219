"""Whether a function is convex where it is defined: no chord dips below its graph, nor leaves its domain."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from gd_math.formula.definedness import defined_intervals
from gd_math.formula.parsing import FormulaError, FormulaObjective, parse_curve
from gd_math.objective import Objective
from gd_math.shape.curve_profile import Downhill
from gd_math.shape.ground import below
from gd_math.shape.lie import Lie, lie_of
from gd_math.typing import Floats, Interval, Points

SAMPLES = 2001
"""Places along the axis of a function of one variable at which the curvature is asked."""
SAMPLES_PER_AXIS = 41
"""The same for functions of two variables."""
ROUNDING = 1e-9
"""Share of the largest curvature by which one may be negative and still count as zero."""
CHORD_ROUNDING, TALL_ROUNDING = 1e-9, 1e-12
"""The same for how far a chord between neighbours may dip, as a share of the heights there and of all."""
AROUND = 5.0
"""How far beyond the domain a function of one variable is looked at as well, in its widths."""
PROBES = (-0.9, -0.37, 0.11, 0.53, 0.9)
"""Where the way down to the bottom begins, in units of half the domain's width on each axis."""
SAME_PLACE = 1e-3
"""Ends of these ways that lie within this share of the width are one lowest point."""


class Bottom(StrEnum):
    """What a convex function is lowest at."""

    POINT = "one lowest point"
    OUTSIDE = "one lowest point outside the domain that is looked at"
    FLOOR = "a level floor"
    LEVEL = "everywhere, since it is level"
    EDGE = "where it ends"
    NONE = "nowhere: it falls without end"


@dataclass(frozen=True, slots=True, eq=False)
class Flaw:
    """What keeps a function from being convex.

    Parameters
    ----------
    place
        Where, shape (d,).
    gap
        Whether it has no value there, between places where it has; else it bends downwards.
    """

    place: Points
    gap: bool


def flaw_of(objective: Objective) -> Flaw | None:
    """Return what keeps a function from being convex on its domain of definition; None if nothing does.

    Where one is found it bends downwards, or its domain has a gap, so that a chord would cross it. A smooth
    function is convex where no eigenvalue of its Hessian is negative (Boyd and Vandenberghe, "Convex
    Optimization" (2004), section 3.1.4); at kinks and jumps the chords between neighbours are asked.

    Parameters
    ----------
    objective
        A function of one or two variables.

    Examples
    --------
    >>> flaw_of(parse_curve("x*log(x)")) is None
    True
    >>> flaw_of(parse_curve("-abs(x)")).place.tolist(), flaw_of(parse_curve("1/x**2")).gap
    ([0.0], True)
    """
    place = bends_downwards(objective)
    if place is not None:
        return Flaw(place, gap=False)
    hole = _gap(objective)
    return None if hole is None else Flaw(hole, gap=True)


def bends_downwards(objective: Objective) -> Points | None:
    """Return the place where f bends downwards most strongly, shape (d,); None if it does so nowhere.

    Places where f or its curvature is not finite are left out.

    Parameters
    ----------
    objective
        A function of one or two variables.

    Examples
    --------
    >>> bends_downwards(parse_curve("x**2")) is None
    True
    >>> bends_downwards(parse_curve("x**3")).tolist()
    [-10.0]
    """
    for axes in _grids(objective):
        places = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1)
        for found in (_most_bent(objective, places), _deepest_chord(objective, places)):
            if found is not None:
                return found
    return None


def is_straight(objective: Objective) -> bool:
    """Tell whether the graph of a function of one variable is a straight line wherever it is defined."""
    slopes = objective.slope(np.linspace(*objective.domain[0], SAMPLES))
    known = slopes[np.isfinite(slopes)]
    return bool(np.ptp(known) <= ROUNDING * np.abs(known).max()) if len(known) else False


def bottom_of(objective: Objective, region: tuple[Interval, ...]) -> Bottom:
    """Return what a convex function is lowest at, as ways down from all over a region tell.

    Examples
    --------
    >>> from gd_math.formula.parsing import parse_land
    >>> [bottom_of(parse_land(f), ((-5, 5), (-5, 5))).name for f in ("x**2 + y**2", "(x - y)**2", "x + 2*y")]
    ['POINT', 'FLOOR', 'NONE']
    """
    axes = [np.array([(low + high + share * (high - low)) / 2 for share in PROBES]) for low, high in region]
    starts = np.stack(np.meshgrid(*axes), axis=-1).reshape(-1, objective.dimension)
    gradients = objective.gradient(starts)
    known = np.isfinite(objective.value(starts)) & np.isfinite(gradients).all(axis=-1)
    if not known.any() or not gradients[known].any():
        return Bottom.LEVEL
    found = below(objective, starts[known], region)
    rests = [
        place
        for kind, place in zip(found.kinds, found.places, strict=True)
        if kind in (Downhill.FLOOR, Downhill.MINIMUM, Downhill.REST)
    ]
    if not rests:
        return Bottom.EDGE if Downhill.EDGE in found.kinds else Bottom.NONE
    width = max(high - low for low, high in region)
    floor = any(lie_of(objective, place, region) in (Lie.FLOOR, Lie.LEVEL) for place in rests)
    if floor or np.ptp(rests, axis=0).max() > SAME_PLACE * width:
        return Bottom.FLOOR
    inside = all(low <= x <= high for x, (low, high) in zip(rests[0], region, strict=True))
    return Bottom.POINT if inside else Bottom.OUTSIDE


def parse_convex(text: str, parse: Callable[[str], FormulaObjective] = parse_curve) -> FormulaObjective:
    """Return the function, convex where it is defined, that a formula describes, read by `parse`.

    Raises
    ------
    ValueError
        With one sentence, where it is no formula, has no values, or is not convex, and then where.
    """
    objective = _parse_visible(text, parse)
    flaw = flaw_of(objective)
    if flaw is not None:
        place = ", ".join(
            f"{name} = {c + 0.0:.3g}" for name, c in zip(objective.variables, flaw.place, strict=True)
        )
        why = f"it has no value at {place}" if flaw.gap else f"at {place} it bends downwards"
        raise ValueError(f'"{text}" is not convex: {why}')
    return objective


def parse_not_convex(text: str, parse: Callable[[str], FormulaObjective] = parse_curve) -> FormulaObjective:
    """Return the function that a formula describes, which must not be convex; else raise ValueError."""
    objective = _parse_visible(text, parse)
    if flaw_of(objective) is None:
        where = "" if is_whole(objective) else " where it is defined"
        raise ValueError(
            f'"{text}" is convex{where}, but this function must not be: it shows what can go wrong'
        )
    return objective


def is_whole(objective: Objective) -> bool:
    """Tell whether a function has a value everywhere in its domain, as far as samples tell."""
    return bool(np.isfinite(objective.value(_samples(objective))).all())


def _parse_visible(text: str, parse: Callable[[str], FormulaObjective]) -> FormulaObjective:
    try:
        objective = parse(text)
    except FormulaError as error:
        raise ValueError(str(error)) from error
    if not np.isfinite(objective.value(_samples(objective))).any():
        raise ValueError(f'"{text}" has no value anywhere in the picture')
    return objective


def _samples(objective: Objective) -> Points:
    axes = np.meshgrid(*(np.linspace(*interval, SAMPLES_PER_AXIS) for interval in objective.domain))
    return np.stack(axes, axis=-1)


def _grids(objective: Objective) -> Iterator[list[Floats]]:
    """Yield the axes of the grids that are asked: of the domain, and for curves of what lies around it."""
    count = SAMPLES if objective.dimension == 1 else SAMPLES_PER_AXIS
    yield [np.linspace(*interval, count) for interval in objective.domain]
    if objective.dimension == 1:
        yield [np.linspace(*_around(objective.domain[0]), SAMPLES)]


def _around(domain: Interval) -> Interval:
    reach = AROUND * (domain[1] - domain[0])
    return domain[0] - reach, domain[1] + reach


def _most_bent(objective: Objective, places: Points) -> Points | None:
    """Return the place of a grid (..., d) with the most negative curvature."""
    flat = places.reshape(-1, objective.dimension)
    hessians = objective.curvature(flat)
    known = np.isfinite(hessians).all(axis=(-2, -1)) & np.isfinite(objective.value(flat))
    if not known.any():
        return None
    bends = np.linalg.eigvalsh(hessians[known])
    lowest = int(np.argmin(bends[:, 0]))
    if bends[lowest, 0] >= -ROUNDING * max(float(np.abs(bends).max()), 1e-300):
        return None
    place: Points = flat[known][lowest]
    return place


def _deepest_chord(objective: Objective, places: Points) -> Points | None:
    """Return the place of a grid that lies highest above the chord between its neighbours, if one does."""
    heights = objective.value(places)
    tallest = float(np.abs(heights[np.isfinite(heights)]).max(initial=0.0))
    ways = [(1,)] if objective.dimension == 1 else [(1, 0), (0, 1), (1, 1), (1, -1)]
    deepest, found = 0.0, None
    for way in ways:
        before, here, after = (_shifted(heights, way, k) for k in (-1, 0, 1))
        with np.errstate(invalid="ignore"):
            slack = CHORD_ROUNDING * np.maximum(np.maximum(np.abs(before), np.abs(after)), np.abs(here))
            dips = here - (before + after) / 2 - slack - TALL_ROUNDING * tallest
        dips = np.where(np.isfinite(dips), dips, -np.inf)
        if dips.size and dips.max() > deepest:
            deepest = float(dips.max())
            found = np.stack(
                [_shifted(places[..., axis], way, 0) for axis in range(objective.dimension)], axis=-1
            )[np.unravel_index(int(np.argmax(dips)), dips.shape)]
    return found


def _shifted(grid: Floats, way: tuple[int, ...], steps: int) -> Floats:
    """Return the inner part of a grid, moved by some steps along a way."""
    slices = []
    for size, step in zip(grid.shape, way, strict=True):
        first = abs(step) + steps * step
        slices.append(slice(first, size - 2 * abs(step) + first))
    return grid[tuple(slices)]


def _gap(objective: Objective) -> Points | None:
    """Return a place without a value between places that have one; None if there is none."""
    if objective.dimension == 1:
        intervals = defined_intervals(objective, *_around(objective.domain[0]))
        return np.array([intervals[0][1]]) if len(intervals) > 1 else None
    axes = next(_grids(objective))
    places = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1)
    known = np.isfinite(objective.value(places))
    for mask, turned in ((known, places), (known.T, places.swapaxes(0, 1))):
        between = np.logical_or.accumulate(mask, axis=0) & np.logical_or.accumulate(mask[::-1], axis=0)[::-1]
        holes = np.argwhere(between & ~mask)
        if len(holes):
            hole: Points = turned[tuple(holes[0])]
            return hole
    return None
