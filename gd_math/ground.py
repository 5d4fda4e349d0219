"""What a place of a function is, and what lies downhill from it: a minimum, an edge, or nothing."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from gd_math.minima import plunges
from gd_math.objective import Objective, as_floats
from gd_math.typing import Floats, Interval, Points, PointsLike

NEAR, FAR = 1e-5, 1e-3
"""Radii of the two rings of probes around a place, as shares of the region's width."""
PROBES = 16
ROUNDING = 1e-12
"""Differences in height below this share of the heights around are taken for roundings."""
SAMPLES = 4001
"""Places of the region's axis at which the slope of a curve is asked."""
TAIL, TAIL_REACH = 160, 1e4
"""Places on either side of it, ever further apart, and how far out they reach in widths of the region."""
NEARLY_LEVEL = 0.01
"""A slope below this share of the steepest one is that of ground that is nearly level."""
FADING = 1e-9
"""A slope that is 0 after having been less than this share of the start's has faded; it is no floor."""
SINGULAR, NEWTON_STEPS = 1e-6, 8
"""Share of the other curvature below which there is none, and steps back down to a floor that bends."""
STRIDE = 0.01
"""Longest step on the way down a land, as a share of the region's width."""
STRIDES = 600


class Lie(StrEnum):
    """What a place where the slope vanishes is."""

    MINIMUM = "minimum"
    FLOOR = "floor"
    LEVEL = "level"
    SUMMIT = "summit"
    PASS = "pass"
    SLOPE = "slope"


class Downhill(StrEnum):
    """What descent in steps as small as one likes comes to."""

    MINIMUM = "minimum"
    FLOOR = "floor"
    EDGE = "edge of the domain"
    NOTHING = "nothing"
    REST = "no slope at the start"


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
    >>> from gd_math.objectives import Parabola
    >>> lie_of(Parabola(), 0.0, ((-10, 10),)).value
    'minimum'
    """
    here = objective.as_points(place)
    if np.any(objective.gradient(here) != 0.0):
        return Lie.SLOPE
    return _lie(objective, here, extent_of(region))


def _lie(objective: Objective, here: Points, extent: float) -> Lie:
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
            curved = objective.dimension == 2 and _floor_bends(objective, here, bends, extent)
            return Lie.FLOOR if curved else Lie.MINIMUM
        if down.all() and len(down):
            return Lie.SUMMIT
        if up.any() and down.any():
            return Lie.PASS
        if up.any():
            found = Lie.FLOOR
        elif down.any() and found is Lie.LEVEL:
            found = Lie.PASS
    return found


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


def below(objective: Objective, places: PointsLike, region: tuple[Interval, ...]) -> Below:
    """Return what lies downhill from places of shape (n, d).

    On a curve the slope is followed along samples of the region and far beyond it, and where it turns the
    place is refined by bisection to the last bit. In more variables steps along −∇f and Newton's steps where
    f bends upwards are taken, none longer than a hundredth of the region's width. Valleys that are narrower
    than two samples may be missed. Where the objective is known to be a bowl, nothing is searched.

    Examples
    --------
    >>> from gd_math.formula import parse_formula
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


@dataclass(frozen=True, slots=True, eq=False)
class CurveProfile:
    """A curve as samples of its slope, in the region and far beyond it.

    Parameters
    ----------
    objective
        A function of one variable.
    nodes, heights, slopes
        x, f(x) and f′(x) of the samples, from left to right ``(n,)``.
    extent
        Width of the region.
    """

    objective: Objective
    nodes: Floats
    heights: Floats
    slopes: Floats
    extent: float

    @classmethod
    def of(cls, objective: Objective, region: tuple[Interval, ...], xs: Floats) -> "CurveProfile":
        """Return the samples around a region and the places `xs` ``(n,)``."""
        low = float(min(region[0][0], xs.min(initial=np.inf)))
        high = float(max(region[0][1], xs.max(initial=-np.inf)))
        extent = region[0][1] - region[0][0]
        tail = extent * np.geomspace(1e-3, TAIL_REACH, TAIL)
        core = [np.linspace(*region[0], SAMPLES)]
        if low < region[0][0] or high > region[0][1]:
            core.append(np.linspace(low, high, SAMPLES))
        nodes = np.unique(np.concatenate([low - tail, *core, high + tail]))
        return cls(objective, nodes, objective(nodes), objective.slope(nodes), extent)

    def below(self, x: float) -> tuple[Downhill, float]:
        """Return what lies downhill from x, and where."""
        start = float(self.objective.slope(x))
        if not np.isfinite(start):
            return Downhill.NOTHING, np.nan
        if start == 0.0:
            return Downhill.REST, x
        forwards = start < 0.0
        way = self.nodes > x if forwards else self.nodes < x
        order = slice(None) if forwards else slice(None, None, -1)
        nodes, heights, slopes = (array[way][order] for array in (self.nodes, self.heights, self.slopes))
        height = float(self.objective(x))
        tails = np.concatenate([[height], heights[:-1]])
        falling = np.sign(slopes) == np.sign(start)
        with np.errstate(all="ignore"):
            climbed = heights > tails + ROUNDING * np.maximum(np.abs(heights), np.abs(tails))
        events = np.flatnonzero(~falling | climbed | ~np.isfinite(heights))
        return self._first_rest(x, start, nodes, heights, slopes, events)

    def _first_rest(
        self, x: float, start: float, nodes: Floats, heights: Floats, slopes: Floats, events: np.ndarray
    ) -> tuple[Downhill, float]:
        """Look at the places where the slope is no longer what it was, from near to far."""
        for event in events:
            before = x if event == 0 else float(nodes[event - 1])
            after, slope = float(nodes[event]), float(slopes[event])
            if np.isneginf(heights[event]):
                return Downhill.NOTHING, np.nan
            height = float(heights[event])
            if np.isfinite(height) and np.isnan(slope):
                continue
            if not np.isfinite(height) or np.sign(slope) == np.sign(start):
                return self._edge(before, after)
            if slope == 0.0:
                if event + 1 < len(slopes) and np.sign(slopes[event + 1]) == np.sign(start):
                    continue
                if event + 1 < len(slopes) and slopes[event + 1] == 0.0:
                    last = start if event == 0 else float(slopes[event - 1])
                    if abs(last) < FADING * abs(start) or abs(last) < 1e-200:
                        return Downhill.NOTHING, np.nan
                    return Downhill.FLOOR, self._border(before, after, start)
                return Downhill.MINIMUM, after
            return self._turning(before, after, start)
        return Downhill.NOTHING, np.nan

    def _turning(self, before: float, after: float, start: float) -> tuple[Downhill, float]:
        """Tell a minimum from a pole and from a jump between two samples."""
        place = self._turn(before, after, start)
        height, slope = float(self.objective(place)), abs(float(self.objective.slope(place)))
        ends = self.objective(np.array([before, after]))
        steepest = float(np.abs(self.objective.slope(np.array([before, after]))).max())
        steep = not slope <= 10 * steepest
        if not np.isfinite(height) or (height < ends.min() and steep and self._plunges(place, before)):
            return Downhill.NOTHING, np.nan
        if height > float(ends[0]) + ROUNDING * max(abs(height), float(np.abs(ends).max())):
            return self._edge(before, after)
        return Downhill.MINIMUM, place

    def _turn(self, before: float, after: float, start: float) -> float:
        """Return where the slope turns between two samples, to the last bit."""
        place = self._border(before, after, start)
        # Among places equally flat and low a sampled one is the rounder number: 0 rather than 8e-27.
        candidates = np.array([before, after, place])
        steepness, heights = np.abs(self.objective.slope(candidates)), self.objective(candidates)
        for sampled in (0, 1):
            if not steepness[sampled] > steepness[2] and heights[sampled] <= heights[2]:
                return float(candidates[sampled])
        return place

    def _border(self, before: float, after: float, start: float) -> float:
        """Return where the slope stops having the sign of `start`, by bisection."""
        falling, other = before, after
        for _ in range(120):
            middle = falling + (other - falling) / 2
            if middle in (falling, other):
                break
            if np.sign(float(self.objective.slope(middle))) == np.sign(start):
                falling = middle
            else:
                other = middle
        return other

    def _edge(self, before: float, after: float) -> tuple[Downhill, float]:
        """Return where the curve ends or jumps between two samples; nothing where it plunges there."""
        top, inside, outside = float(self.objective(before)), before, after
        for _ in range(120):
            middle = inside + (outside - inside) / 2
            if middle in (inside, outside):
                break
            height = float(self.objective(middle))
            if np.isfinite(height) and height <= top + ROUNDING * max(abs(top), abs(height)):
                inside = middle
            else:
                outside = middle
        return (Downhill.NOTHING, np.nan) if self._plunges(inside, before) else (Downhill.EDGE, inside)

    def _plunges(self, edge: float, away: float) -> bool:
        """Tell whether the curve falls without end towards an edge."""
        return bool(plunges(self.objective, np.array([edge]), np.array([away]))[0])


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
                    lie = _lie(objective, x[run], extent)
                    floor = lie in (Lie.FLOOR, Lie.LEVEL)
                    if floor or lie is Lie.MINIMUM:
                        kinds[run] = Downhill.FLOOR if floor else Downhill.MINIMUM
                        places[run] = x[run]
    return Below(tuple(kinds), places)


def _stride(objective: Objective, here: Points, longest: float) -> tuple[Points, np.ndarray]:
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
