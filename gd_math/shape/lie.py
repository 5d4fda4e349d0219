"""What a place of a function is: a minimum, a floor, a summit, a pass, level ground, a slope, a kink."""

from enum import StrEnum

import numpy as np

from gd_math.objective import Objective
from gd_math.typing import Floats, Interval, Points, PointsLike

NEAR, FAR = 1e-5, 1e-3
"""Radii of the two rings of probes around a place, as shares of the region's width."""
PROBES, NARROWINGS = 16, 18
LEVEL = 1e-9
"""The least rise around a place is none if it is less than this share of the greatest."""
ROUNDING = 1e-12
"""Differences in height below this share of the heights around are taken for roundings."""
SINGULAR, NEWTON_STEPS = 1e-6, 8
"""Share of the other curvature below which there is none, and steps back down to a floor that bends."""


class Lie(StrEnum):
    """What a place where the slope vanishes is."""

    MINIMUM = "minimum"
    FLOOR = "floor"
    LEVEL = "level"
    SUMMIT = "summit"
    PASS = "pass"
    SLOPE = "slope"


def extent_of(region: tuple[Interval, ...]) -> float:
    """Return the width of the widest side of a region."""
    return max(high - low for low, high in region)


def lie_of(objective: Objective, place: PointsLike, region: tuple[Interval, ...]) -> Lie:
    """Return what a place is, told from the heights around it.

    The heights on two rings around the place are compared with its own: all higher makes a minimum, none
    lower and some equal a floor, all equal level ground, all lower a summit, some higher and some lower a
    pass; on a curve that is a terrace. `SLOPE` where heights around are not defined or the slope is not 0.

    Parameters
    ----------
    objective
        A function of one or two variables.
    place
        Shape (d,), or a number.
    region
        What is looked at: its width sets the radii.

    Examples
    --------
    >>> from gd_math.functions.objectives import Parabola
    >>> lie_of(Parabola(), 0.0, ((-10, 10),)).value
    'minimum'
    """
    here = objective.as_points(place)
    if np.any(objective.gradient(here) != 0.0):
        return Lie.SLOPE
    return kind_of(objective, here, extent_of(region))


def kind_of(objective: Objective, here: Points, extent: float) -> Lie:
    """Return what a place is, taking for granted that its slope vanishes."""
    height, ring = float(objective.value(here)), _ring(objective.dimension)
    bends = objective.curvature(here)
    if objective.dimension > 1 and np.isfinite(bends).all():
        axes = np.linalg.eigh(bends)[1].T
        ring = np.concatenate([ring, axes, -axes])
    found = Lie.LEVEL
    for radius in (NEAR * extent, FAR * extent):
        around = objective.value(here + radius * ring)
        if not np.isfinite(around).all():
            around = around[np.isfinite(around)]
        scale = max(abs(height), float(np.abs(around).max(initial=0.0)))
        rises = around - height
        up, down = rises > ROUNDING * scale, rises < -ROUNDING * scale
        if up.all() and len(up):
            if objective.dimension != 2:
                return Lie.MINIMUM
            level = _least_rise(objective, here, radius) <= LEVEL * float(rises.max())
            return Lie.FLOOR if level or _floor_bends(objective, here, bends, extent) else Lie.MINIMUM
        if down.all() and len(down):
            return Lie.SUMMIT
        if up.any() and down.any():
            return Lie.PASS
        if up.any():
            found = Lie.FLOOR
        elif down.any() and found is Lie.LEVEL:
            found = Lie.PASS
    return found


def _least_rise(objective: Objective, here: Points, radius: float) -> float:
    """Return the least rise on a circle around a place: 0 along a floor that is a kink, as of |x − y|."""
    turns = np.linspace(0.0, 2 * np.pi, 4 * PROBES, endpoint=False)
    half, height = turns[1], float(objective.value(here))

    def rises(angles: Floats) -> Floats:
        ring = np.stack([np.cos(angles), np.sin(angles)], axis=-1)
        return np.nan_to_num(objective.value(here + radius * ring), nan=np.inf) - height

    for _ in range(NARROWINGS):
        lowest = turns[int(np.argmin(rises(turns)))]
        turns, half = lowest + half * np.linspace(-1.0, 1.0, PROBES + 1), half / 4
    return float(rises(turns).min())


def _floor_bends(objective: Objective, here: Points, bends: Points, extent: float) -> bool:
    """Tell whether a place is on a floor that is not straight, as all around the circle of (x² + y² − 1)².

    Walking along the direction without curvature and down to the floor again leads to places as low as it.
    """
    if not np.isfinite(bends).all():
        return False
    curvatures, axes = np.linalg.eigh(bends)
    if curvatures[1] <= 0.0 or abs(curvatures[0]) > SINGULAR * curvatures[1]:
        return False
    stride = FAR * extent
    places = here + stride * np.stack([axes[:, 0], -axes[:, 0]])
    measure = float(np.abs(objective.value(places + stride * axes[:, 1]) - objective.value(here)).max())
    with np.errstate(all="ignore"):
        for _ in range(NEWTON_STEPS):
            slopes, matrices = objective.gradient(places), objective.curvature(places)
            if not (np.isfinite(slopes).all() and np.isfinite(matrices).all()):
                return False
            inverse = np.linalg.pinv(matrices, rcond=SINGULAR, hermitian=True)
            places = places - np.einsum("nij,nj->ni", inverse, slopes)
    away = np.linalg.norm(places - here, axis=-1)
    as_low = np.abs(objective.value(places) - objective.value(here)) <= 1e-9 * measure
    return bool((away >= 0.5 * stride).all() and (away <= 2 * stride).all() and as_low.all())


def _ring(dimension: int) -> Points:
    if dimension == 1:
        return np.array([[-1.0], [1.0]])
    if dimension == 2:
        turns = np.arange(PROBES) * 2 * np.pi / PROBES + 0.1
        return np.stack([np.cos(turns), np.sin(turns)], axis=-1)
    return np.concatenate([np.eye(dimension), -np.eye(dimension)])


def has_kink(objective: Objective, place: PointsLike, region: tuple[Interval, ...]) -> bool:
    """Tell whether the slope jumps at a place: close to it it is not small beside what it is further out."""
    here, extent = objective.as_points(place), extent_of(region)
    ring = _ring(objective.dimension)
    near, far = (
        np.linalg.norm(objective.gradient(here + radius * ring), axis=-1)
        for radius in (1e-9 * extent, FAR * extent)
    )
    jumps = np.isfinite(near) & np.isfinite(far) & (near > 0.1 * far) & (far > 0.0)
    turned = np.abs(objective.gradient(here + 1e-9 * extent * ring) - objective.gradient(here)).max(axis=-1)
    return bool((jumps & (turned > 0.1 * far)).any())
