"""Which valleys, ends and slopes of a curve belong into a picture of runs on it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gd_math.functions.minima import local_minima
from gd_math.objective import Objective
from gd_math.runs.trajectory import Trajectory
from gd_math.shape.curve_profile import Downhill
from gd_math.shape.ground import below
from gd_math.typing import Floats, Interval

FAR_OUT = 4.0
"""Minima that runs come to are shown up to so many times the start's way to its own; where there is no
valley, positions further away than so many times the start are left out."""
SAMPLES = 600
PLATEAU, BOUNDED, EDGE = 0.05, 4.0, 0.02
"""Most of a curve with plateaus is less steep than this share of its steepest place; its heights spread over
no more than so many times those of its bulk; that place is no nearer to the region's edge than this share."""


FEWEST_VALLEYS = 5
"""Of a wavy curve at least so many valleys are seen, or all of them."""


BESIDE = 0.6
"""What is added beside the outermost valley, as a share of half the width."""


NEAR_END = 0.05
"""Distance of a run's end from a minimum, as a share of the width, within which the minimum is shown."""


@dataclass(frozen=True, slots=True)
class Margins:
    """How much room a picture leaves.

    Parameters
    ----------
    side
        Half the width, in units of the longest way from the valley that is shown.
    head, foot
        Above and below what is shown, as shares of its rise.
    far
        Positions further from the valley than so many times the start are left outside.
    grounded
        Whether the picture begins at height 0 where the lowest place is not far above it.
    """

    side: float = 1.5
    head: float = 0.22
    foot: float = 0.12
    far: float = 2.0
    grounded: bool = True


def valleys_in(objective: Objective, region: Interval) -> Floats:
    """Return the minima that the function knows, or those that are found in a region."""
    known = objective.minima[:, 0]
    return known if len(known) else local_minima(objective, *region)[:, 0]


def home_of(start: float, kind: Downhill, place: float, valleys: Floats, runs: Sequence[Trajectory]) -> float:
    """Return the x around which the picture is centred: the start's valley, or what comes nearest to it."""
    if kind in (Downhill.MINIMUM, Downhill.FLOOR, Downhill.EDGE) and np.isfinite(place):
        near = valleys[np.abs(valleys - place) <= 1e-6 * max(1.0, abs(place))]
        return float(near[0]) if len(near) else place
    if len(valleys):
        return float(valleys[np.argmin(np.abs(valleys - start))])
    lowest = min(runs, key=lambda run: float(run.values.min()))
    best = float(lowest.points[np.argmin(lowest.values), 0])
    return best if abs(best - start) <= max(abs(start), 1.0) else start


def wander(home: float, xs: Floats) -> float:
    """Return how far runs go that start at home, those left out that go very far."""
    away = np.abs(xs - home)
    return max(float(away[away <= FAR_OUT * max(abs(home), 1.0)].max(initial=0.0)), 1.0)


def steepest_around(objective: Objective, start: float, region: Interval) -> float | None:
    """Return where the curve is steepest, if the start is on a plateau: level ground like most of the curve.

    The steepest place is inside and the curve bounded, as for a sigmoid or an inverted bell.
    """
    x = np.linspace(*region, SAMPLES + 1)
    slopes, heights = np.abs(objective.slope(x)), objective(x)
    if not (np.isfinite(slopes).all() and np.isfinite(heights).all()):
        return None
    place, steepest = int(np.argmax(slopes)), float(slopes.max())
    level = abs(float(objective.slope(start))) <= PLATEAU * steepest
    usual = float(np.median(slopes)) <= PLATEAU * steepest
    inside = EDGE * len(x) < place < (1 - EDGE) * len(x)
    bounded = float(np.ptp(heights)) <= BOUNDED * float(np.ptp(np.quantile(heights, [0.05, 0.95])))
    return float(x[place]) if level and usual and inside and bounded and steepest > 0.0 else None


def with_valleys(valleys: Floats, low: float, high: float, half: float, home: float) -> tuple[float, float]:
    """Widen a range to the valleys near it; of many valleys to a few."""
    if len(valleys) < 2:
        return low, high
    inside = valleys[(valleys > low - half) & (valleys < high + half)]
    if len(valleys) > FEWEST_VALLEYS > len(inside):
        inside = valleys[np.argsort(np.abs(valleys - home))[:FEWEST_VALLEYS]]
        half = float(np.ptp(inside)) / 2
    if not len(inside):
        return low, high
    return min(low, float(inside.min()) - BESIDE * half), max(high, float(inside.max()) + BESIDE * half)


def with_ends(
    objective: Objective,
    runs: Sequence[Trajectory],
    region: Interval,
    low: float,
    high: float,
    margins: Margins,
    reach: float,
    home: float,
) -> Interval:
    """Widen a range to the minima that runs come to, and to where a step left the domain, if that is near."""
    room = (margins.side - 1.0) * reach
    ends = np.array([run.points[-1] for run in runs])
    found = below(objective, ends, (region,))
    for place, end in zip(found.places[:, 0], ends[:, 0], strict=True):
        come = np.isfinite(place) and abs(place - end) <= NEAR_END * (high - low)
        if come and abs(place - home) <= FAR_OUT * reach:
            low, high = min(low, place - 0.5 * room), max(high, place + 0.5 * room)
    for run in runs:
        beyond = float(run.beyond[0])
        if np.isfinite(beyond) and abs(beyond - home) <= margins.far * reach:
            low, high = min(low, beyond - 0.5 * room), max(high, beyond + 0.5 * room)
    return float(low), float(high)
