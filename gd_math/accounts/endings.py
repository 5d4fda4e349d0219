"""How a run ends: told from its last points, the heights around them, and what lies downhill."""

from enum import StrEnum

import numpy as np

from gd_math.formula.definedness import defined
from gd_math.objective import Objective
from gd_math.runs.trajectory import Ending, Trajectory
from gd_math.shape.curve_profile import Downhill
from gd_math.shape.ground import NEARLY_LEVEL
from gd_math.shape.lie import Lie, has_kink
from gd_math.typing import Floats, Integers, Interval, Points

LONGEST_PERIOD = 8
SAME = 1e-9
"""Two places closer than this share of the way between them and others of the cycle are the same."""
STEADY = 3
"""A run that rises with each of so many last steps (of two, where there are no more) is on its way out."""
LATELY = 8
"""What a run with memory did in the last of so many parts of it tells whether it has arrived."""
CREEP = 0.05
"""A run that has gone less than this share of its way to the minimum creeps, if the ground is nearly flat."""


class End(StrEnum):
    """How a run ended."""

    ARRIVED = "arrived"
    ON_ITS_WAY = "steps used up"
    LEFT_DOMAIN = "left the domain"
    NO_SLOPE = "came to a place without a slope"
    LEFT_MAP = "left the map"
    DIVERGING = "diverging"
    FALLING = "falling without end"
    CYCLE = "caught in a cycle"
    CREEPING = "creeping on a plateau"
    KINK = "stopped on a kink"
    STANDING = "stands where there is no slope"


def way_out(objective: Objective, run: Trajectory) -> End | None:
    """Tell how a run left, if it did: into the undefined, upwards, or downwards without end."""
    if run.endings < Ending.NOT_FINITE:
        return None
    if not len(run.steps) and not np.isfinite(run.beyond).any() and not np.isfinite(run.values[0]):
        return End.LEFT_DOMAIN
    here, there = run.points[-1], np.clip(run.beyond, -1e150, 1e150)
    there = np.where(np.isfinite(there), there, here)
    shares = np.concatenate([np.geomspace(1e-12, 1.0, 240), np.linspace(0.005, 1.0, 200)])
    shares.sort()
    way = here + shares[:, None] * (there - here)
    heights = objective.value(way)
    ends = np.flatnonzero(~np.isfinite(heights))
    if len(ends) and np.isinf(heights[ends[0]]) and bool(defined(objective, way[ends[0]])):
        return End.DIVERGING if heights[ends[0]] > 0.0 else End.FALLING
    inside = heights[: ends[0]] if len(ends) else heights
    before = float(inside[-1]) if len(inside) else float(run.values[-1])
    if len(ends) and abs(before) < 1e100 and np.abs(way[ends[0]]).max() < 1e100:
        return End.LEFT_DOMAIN
    if run.endings == Ending.NOT_FINITE and not len(ends) and abs(before) < 1e100:
        return End.NO_SLOPE
    return End.FALLING if before < run.values[-1] else End.DIVERGING


def rest(
    objective: Objective,
    run: Trajectory,
    region: tuple[Interval, ...],
    lie: Lie,
    kind: Downhill,
    minimum: Points | None,
    tolerance: float,
    period: int,
    bounded: bool,
) -> End | None:
    """Tell whether a run rests, or goes round and round."""
    last = run.points[-1]
    moves = np.linalg.norm(run.points[1:] - run.points[:-1], axis=-1)
    if bounded and not all(low <= x <= high for x, (low, high) in zip(last, region, strict=True)):
        return End.LEFT_MAP
    if period and np.linalg.norm(np.ptp(run.points[-period:], axis=0)) > tolerance:
        return End.CYCLE
    if not np.any(run.gradients[-1]):
        if lie in (Lie.MINIMUM, Lie.FLOOR):
            return End.ARRIVED
        return End.KINK if has_kink(objective, last, region) else End.STANDING
    if minimum is None or kind not in (Downhill.MINIMUM, Downhill.FLOOR):
        return None
    away = np.linalg.norm(run.points - minimum, axis=-1)
    slow = not len(moves) or moves[-1] <= tolerance
    if away[-1] > tolerance or not slow:
        return None
    nearer = len(away) < 2 or away[-1] <= away[-2] * (1 + SAME) + SAME * tolerance or bool(period)
    if run.states:
        nearer = nearer or _swings_in(away, tolerance)
    return End.ARRIVED if nearer or _about_a_kink(objective, run, minimum, region) else None


def _swings_in(away: Floats, tolerance: float) -> bool:
    """Tell whether a run with memory swings about a minimum ever less widely, though not step by step."""
    lately = max(len(away) // LATELY, 3)
    last, before = away[-lately:].max(), away[-2 * lately : -lately].max(initial=0.0)
    return bool(last <= min(before, tolerance))


def _about_a_kink(
    objective: Objective, run: Trajectory, minimum: Points, region: tuple[Interval, ...]
) -> bool:
    """Tell whether the last step leads over a minimum that is a kink: there steps never become shorter."""
    there, back = run.points[-1] - minimum, run.points[-2] - minimum
    return bool(there @ back <= 0.0) and has_kink(objective, minimum, region)


def course(
    objective: Objective,
    run: Trajectory,
    region: tuple[Interval, ...],
    kind: Downhill,
    minimum: Points | None,
    changes: Integers,
) -> End:
    """Tell what a run was about when its steps were used up."""
    steady = min(STEADY, len(changes))
    before = run.values[:-1].max() if run.states and len(changes) else run.values[0]
    if steady >= 2 and (changes[-steady:] > 0).all() and run.values[-1] > before:
        return End.DIVERGING
    goal = minimum
    if goal is None and len(region) == 1:
        goal = np.array([region[0][0] if run.gradients[-1, 0] > 0 else region[0][1]])
    if goal is not None and _on_plateau(objective, run, goal):
        return End.CREEPING
    if kind is Downhill.NOTHING and (changes[-STEADY:] < 0).all():
        return End.FALLING
    if len(run.points) > 1 and np.array_equal(run.points[-1], run.points[-2]):
        return End.CREEPING
    return End.ON_ITS_WAY


def _on_plateau(objective: Objective, run: Trajectory, goal: Points) -> bool:
    """Tell whether a run has hardly begun, on ground that is nearly flat beside what lies before it."""
    way = run.points[0] + np.linspace(0.0, 1.0, 201)[:, None] * (goal - run.points[0])
    slopes = np.linalg.norm(objective.gradient(way), axis=-1)
    steepest = float(np.max(slopes[np.isfinite(slopes)], initial=0.0))
    gone = float(np.linalg.norm(run.points - run.points[0], axis=-1).max())
    here = float(np.linalg.norm(run.gradients[-1]))
    return here <= NEARLY_LEVEL * steepest and gone <= CREEP * float(np.linalg.norm(goal - run.points[0]))


def period_of(points: Points) -> int:
    """Return the least p with x_k = x_{k−p} for the last p points; 0 without one or at a standstill."""
    count = len(points)
    for p in range(2, min(LONGEST_PERIOD, count - 1) + 1):
        compared = min(p, count - p)
        now, then = points[count - compared :], points[count - compared - p : count - p]
        spread = float(np.linalg.norm(np.ptp(points[count - p - 1 :], axis=0)))
        if spread > 0.0 and np.abs(now - then).max() <= SAME * spread:
            return p
    return 0
