"""Which part of a function to show: the start, the way, the minima that runs reach, the curve as itself."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gd_math.functions.minima import local_minima
from gd_math.objective import Objective
from gd_math.runs.trajectory import Trajectory
from gd_math.shape.curve_profile import Downhill
from gd_math.shape.ground import NEARLY_LEVEL, below
from gd_math.typing import Floats, Interval

SAMPLES = 600
FEWEST_VALLEYS = 5
"""Of a wavy curve at least so many valleys are seen, or all of them."""
BESIDE = 0.6
"""What is added beside the outermost valley, as a share of half the width."""
PLATEAU, BOUNDED, EDGE = 0.05, 4.0, 0.02
"""Most of a curve with plateaus is less steep than this share of its steepest place; its heights spread over
no more than so many times those of its bulk; that place is no nearer to the region's edge than this share."""
NEAR_END = 0.05
"""Distance of a run's end from a minimum, as a share of the width, within which the minimum is shown."""
FAR_OUT = 4.0
"""Minima that runs come to are shown up to so many times the start's way to its own; where there is no
valley, positions further away than so many times the start are left out."""
SAMPLING = 1e-3
"""Valleys that are deeper than the samples by less than this share of the rise are as deep as these."""
LEVEL = 1e-12
"""Rise, as a share of the height, below which a curve is level."""
PLUNGE = 2.0
"""A curve that falls deeper below the lowest place of the runs than so many times their rise is cut there."""
TOPS = 4.0
"""Tops between valleys are shown up to so many times the rise of the runs."""


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


@dataclass(frozen=True, slots=True)
class View:
    """The part of a curve that is shown.

    Parameters
    ----------
    x_range, y_range
        From low to high.
    """

    x_range: Interval
    y_range: Interval

    @property
    def region(self) -> tuple[Interval, ...]:
        """The range of x as a region of one coordinate, the measure of an account."""
        return (self.x_range,)


def curve_view(
    objective: Objective,
    runs: Sequence[Trajectory],
    margins: Margins = Margins(),
    *,
    x_range: Interval | None = None,
    y_range: Interval | None = None,
) -> View:
    """Return the part of a curve that shows runs on it.

    The start, the valley downhill from it and the other side of that valley, the positions of the runs that
    are not too far out, and the minima that they come to are inside. From a plateau the ground that rises or
    falls beyond it is shown as well, so that a sigmoid from 8 is seen as an S; of a wavy curve a few valleys.

    Parameters
    ----------
    objective
        A function of one variable.
    runs
        Single runs from one start.
    margins
        How much room is left.
    x_range, y_range
        Ranges that the lecturer asked for.

    Examples
    --------
    >>> from gd_math.runs.descent import descend
    >>> from gd_math.functions.objectives import Parabola
    >>> from gd_math.runs.optimizers import GradientDescent
    >>> curve_view(Parabola(), [descend(Parabola(), 8.0, GradientDescent(0.1), 20)]).x_range
    (-12.0, 12.0)
    """
    across = x_range or _across(objective, runs, margins)
    return View(across, y_range or _upwards(objective, runs, across, margins))


def _across(objective: Objective, runs: Sequence[Trajectory], margins: Margins) -> Interval:
    """Return the range of x."""
    start = float(runs[0].points[0, 0])
    domain = objective.domain[0]
    region = (min(domain[0], start - 1.0), max(domain[1], start + 1.0))
    found = below(objective, [[start]], (region,))
    kind, place = found.kinds[0], float(found.places[0, 0])
    valleys, xs = _valleys(objective, region), np.concatenate([run.points[:, 0] for run in runs])
    steep = _steepest(objective, start, region)
    if kind is Downhill.NOTHING and steep is None and len(valleys):
        nearest = float(valleys[np.argmin(np.abs(valleys - start))])
        room = BESIDE * abs(start - nearest)
        return min(start, nearest) - room, max(start, nearest) + room
    home = (
        _home(start, kind, place, valleys, runs) if steep is None or kind is not Downhill.NOTHING else steep
    )
    reach = max(abs(start - home), 0.0 if steep is None else abs(start - steep)) or _wander(home, xs)
    seen = xs[np.abs(xs - home) <= margins.far * reach]
    half = margins.side * max(reach, float(np.abs(seen - home).max(initial=0.0)))
    low, high = _with_valleys(valleys, home - half, home + half, half, home)
    return _with_ends(objective, runs, region, low, high, margins, reach, home)


def _valleys(objective: Objective, region: Interval) -> Floats:
    """Return the minima that the function knows, or those that are found in a region."""
    known = objective.minima[:, 0]
    return known if len(known) else local_minima(objective, *region)[:, 0]


def _home(start: float, kind: Downhill, place: float, valleys: Floats, runs: Sequence[Trajectory]) -> float:
    """Return the x around which the picture is centred: the start's valley, or what comes nearest to it."""
    if kind in (Downhill.MINIMUM, Downhill.FLOOR, Downhill.EDGE) and np.isfinite(place):
        near = valleys[np.abs(valleys - place) <= 1e-6 * max(1.0, abs(place))]
        return float(near[0]) if len(near) else place
    if len(valleys):
        return float(valleys[np.argmin(np.abs(valleys - start))])
    lowest = min(runs, key=lambda run: float(run.values.min()))
    best = float(lowest.points[np.argmin(lowest.values), 0])
    return best if abs(best - start) <= max(abs(start), 1.0) else start


def _wander(home: float, xs: Floats) -> float:
    """Return how far runs go that start at home, those left out that go very far."""
    away = np.abs(xs - home)
    return max(float(away[away <= FAR_OUT * max(abs(home), 1.0)].max(initial=0.0)), 1.0)


def _steepest(objective: Objective, start: float, region: Interval) -> float | None:
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


def _with_valleys(valleys: Floats, low: float, high: float, half: float, home: float) -> tuple[float, float]:
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


def _with_ends(
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


def _upwards(
    objective: Objective, runs: Sequence[Trajectory], across: Interval, margins: Margins
) -> Interval:
    """Return the range of heights: of the runs, and of the curve as far as it does not plunge below them."""
    x = np.linspace(*across, SAMPLES)
    drawn = objective(x)
    known = np.isfinite(drawn)
    x, drawn = x[known], drawn[known]
    inside = [run.values[(run.points[:, 0] >= across[0]) & (run.points[:, 0] <= across[1])] for run in runs]
    shown = np.concatenate(inside)
    if not drawn.size and not shown.size:
        return (0.0, 1.0)
    if not shown.size:
        shown = np.quantile(drawn, [0.0, 0.9])
    if not drawn.size:
        drawn, x = shown, np.full(len(shown), across[0])
    base = _base(objective, runs, across, float(shown.min()))
    floor, ceiling = min(float(drawn.min()), float(shown.min())), float(shown.max())
    if base < floor - SAMPLING * (ceiling - floor):
        floor = base
    usual = np.quantile(drawn, [0.02, 0.75, 0.98])
    if ceiling - base <= NEARLY_LEVEL * float(usual[2] - usual[0]):
        ceiling = max(ceiling, _unless_pole(float(drawn.max()), float(usual[1]), float(usual[0])))
        floor = min(base, -_unless_pole(-floor, -float(usual[0]), -float(usual[2])))
    else:
        floor = max(floor, base - PLUNGE * (ceiling - base))
    ceiling = max(ceiling, _top(objective, x, drawn, across, floor, ceiling))
    scale = max(abs(floor), abs(ceiling))
    if ceiling - floor <= LEVEL * scale or scale == 0.0:
        half = max(1.0, scale / 2)
        floor, ceiling = floor - half, ceiling + half
    rise = ceiling - floor
    bottom = 0.0 if margins.grounded and 0.0 <= floor <= 0.3 * ceiling else floor - margins.foot * rise
    return float(bottom), float(ceiling + margins.head * rise)


def _base(objective: Objective, runs: Sequence[Trajectory], across: Interval, lowest: float) -> float:
    """Return the lowest height that has to be seen: of the runs, and of the valleys downhill from them."""
    places = np.array([run.points[k] for run in runs for k in (0, -1)])
    found = below(objective, places, (across,)).places[:, 0]
    heights = objective(found[(found >= across[0]) & (found <= across[1])])
    return min(lowest, float(np.min(heights[np.isfinite(heights)], initial=lowest)))


def _unless_pole(most: float, usual: float, other: float) -> float:
    """Return how high a curve goes, or where its bulk ends if it goes far beyond that."""
    return most if most - other <= BOUNDED * (usual - other) else usual


def _top(
    objective: Objective, x: Floats, drawn: Floats, across: Interval, floor: float, ceiling: float
) -> float:
    """Return the highest top between valleys in the picture, as far as it does not dwarf the runs."""
    valleys = _valleys(objective, across)
    valleys = valleys[(valleys > across[0]) & (valleys < across[1])]
    if len(valleys) < 2:
        return ceiling
    between = drawn[(x >= valleys.min()) & (x <= valleys.max())]
    top = float(between.max(initial=ceiling))
    return top if top - floor <= TOPS * max(ceiling - floor, 1e-300) else ceiling


def walk_view(objective: Objective, run: Trajectory, margin: float) -> Interval:
    """Return the range of x that shows a walk, the valley it goes to and the lowest one not far from there.

    From a plateau the steep ground beyond it is shown as well. Positions further away than twice the way to
    the valley are left outside.

    Parameters
    ----------
    objective
        A function of one variable.
    run
        A single run.
    margin
        What is added at both ends, as a share of the range.
    """
    xs, start = run.points[:, 0], float(run.points[0, 0])
    domain = objective.domain[0]
    region = (min(domain[0], start - 1.0), max(domain[1], start + 1.0))
    found = below(objective, [[start]], (region,))
    valleys, steep = _valleys(objective, region), _steepest(objective, start, region)
    kind, place = found.kinds[0], float(found.places[0, 0])
    if len(valleys) or np.isfinite(place):
        home = _home(start, kind, place, valleys, [run])
        reach = abs(start - home)
    else:
        home, reach = start, min(float(np.abs(xs - start).max()), max(1.0, abs(start)))
    beside: list[float] = []
    if steep is not None:
        reach = max(reach, abs(start - steep))
        beside = [steep + BESIDE * (steep - start)]
    if reach < 1e-9 * max(1.0, abs(home)):
        others = np.abs(valleys - home)
        others = others[others > 1e-9 * max(1.0, abs(home))]
        reach = 0.4 * float(others.min()) if len(others) else max(1.0, 0.5 * abs(home))
    seen = xs[np.abs(xs - home) <= 2.0 * reach]
    places = [start, home - 0.5 * reach, home + 0.5 * reach, *seen, *beside]
    near = valleys[np.abs(valleys - home) <= FAR_OUT * reach]
    if len(near):
        places.append(float(near[0]))
    beyond = float(run.beyond[0])
    if np.isfinite(beyond) and abs(beyond - home) <= 2.0 * reach:
        places.append(beyond)
    low, high = float(min(places)), float(max(places))
    return low - margin * (high - low), high + margin * (high - low)
