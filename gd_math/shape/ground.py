"""What lies downhill from a place of a function: a minimum, a floor, an edge, or nothing."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gd_math.objective import Objective, as_floats
from gd_math.shape.curve_profile import CurveProfile, Downhill
from gd_math.shape.lie import Lie, extent_of, kind_of
from gd_math.typing import Interval, Points, PointsLike

NEARLY_LEVEL = 0.01
"""A slope below this share of the steepest one is that of ground that is nearly level."""
STRIDE = 0.01
"""Longest step on the way down a land, as a share of the region's width."""
STRIDES = 600


@dataclass(frozen=True, slots=True, eq=False)
class Below:
    """What lies downhill from some places.

    Parameters
    ----------
    kinds
        One for each place.
    places
        The minimum, the point of the floor or of the edge, shape (n, d); nan where there is nothing.
    """

    kinds: tuple[Downhill, ...]
    places: Points


def below(objective: Objective, places: PointsLike, region: tuple[Interval, ...]) -> Below:
    """Return what lies downhill from places of shape (n, d).

    On a curve the slope is followed along samples of the region and far beyond it, and where it turns the
    place is refined by bisection to the last bit. In more variables steps along −∇f and Newton's steps where
    f bends upwards are taken, none longer than a hundredth of the region's width. Valleys that are narrower
    than two samples may be missed. Where the objective is known to be a bowl, nothing is searched.

    Examples
    --------
    >>> from gd_math.formula.parsing import parse_formula
    >>> found = below(parse_formula("x**3 - 3*x"), [[0.5], [-1.5]], ((-3, 3),))
    >>> found.kinds[0].value, found.places[0].tolist(), found.kinds[1].value
    ('minimum', [1.0], 'nothing')
    """
    points = as_floats(places).reshape(-1, objective.dimension)
    if objective.is_bowl:
        return Below((Downhill.MINIMUM,) * len(points), np.repeat(objective.minima[:1], len(points), axis=0))
    if objective.dimension > 1:
        return _below_in_land(objective, points, region)
    curve = CurveProfile.of(objective, region, points[:, 0])
    found = [curve.below(float(x)) for x in points[:, 0]]
    return Below(tuple(kind for kind, _ in found), np.array([[place] for _, place in found]).reshape(-1, 1))


def _below_in_land(objective: Objective, points: Points, region: tuple[Interval, ...]) -> Below:
    """Walk down from all points at once."""
    extent, x = extent_of(region), points.copy()
    still = np.all(objective.gradient(points) == 0.0, axis=-1)
    going = ~still
    kinds = [Downhill.REST if rest else Downhill.NOTHING for rest in still]
    places = np.where(still[:, None], points, np.nan)
    lost = np.abs(points).max(axis=-1, initial=extent) * 100.0
    with np.errstate(all="ignore"):
        for _ in range(STRIDES):
            index = np.flatnonzero(going)
            if not len(index):
                break
            here = x[index]
            step, edge = _stride(objective, here, STRIDE * extent)
            x[index] = here + step
            small = np.linalg.norm(step, axis=-1) <= 1e-13 * np.maximum(extent, np.abs(here).max(axis=-1))
            for k in np.flatnonzero(small | edge | (np.abs(here).max(axis=-1) > lost[index])):
                run = index[k]
                going[run] = False
                if edge[k]:
                    kinds[run], places[run] = Downhill.EDGE, here[k]
                elif small[k]:
                    lie = kind_of(objective, x[run], extent)
                    floor = lie in (Lie.FLOOR, Lie.LEVEL)
                    if floor or lie is Lie.MINIMUM:
                        kinds[run] = Downhill.FLOOR if floor else Downhill.MINIMUM
                        places[run] = x[run]
    return Below(tuple(kinds), places)


def _stride(objective: Objective, here: Points, longest: float) -> tuple[Points, NDArray[np.bool_]]:
    """Return a step down from each of the points ``(n, d)``, and which of them stand at the domain's edge."""
    gradient, hessian, height = objective.gradient(here), objective.curvature(here), objective.value(here)
    known = np.asarray(np.isfinite(gradient).all(axis=-1) & np.isfinite(hessian).all(axis=(-1, -2)))
    curvatures, axes = np.linalg.eigh(np.where(known[:, None, None], hessian, np.eye(here.shape[-1])))
    sizes = np.abs(curvatures)
    least = np.maximum(1e-9 * sizes.max(axis=-1, keepdims=True), 1e-300)
    along = np.einsum("nji,nj->ni", axes, np.nan_to_num(gradient))
    flat = (np.abs(along) <= 1e-12 * np.abs(along).max(axis=-1, keepdims=True)) | (sizes <= least)
    moves = np.where(
        flat & (sizes <= least),
        np.sign(along) * longest * (np.abs(along) > 0),
        along / np.maximum(sizes, least),
    )
    moves = np.where(np.abs(along) <= 1e-13 * np.abs(along).max(axis=-1, keepdims=True), 0.0, moves)
    step = -np.einsum("nij,nj->ni", axes, moves)
    length = np.linalg.norm(step, axis=-1, keepdims=True)
    step = np.where(length > longest, step * (longest / np.maximum(length, 1e-300)), step)
    slack = 4 * np.spacing(np.abs(height))
    edge = ~known
    for _ in range(60):
        reached = objective.value(here + step)
        bad = np.asarray(~(reached <= height + slack))
        if not bad.any():
            break
        step = np.where(bad[:, None], step / 2, step)
    outside = ~np.isfinite(objective.value(here + np.where(length > 0, step * 4, 0.0)))
    tiny = np.linalg.norm(step, axis=-1) <= 1e-12 * longest
    return step, edge | (outside & tiny)
