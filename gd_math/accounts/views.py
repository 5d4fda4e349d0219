"""Which part of a function to show: the start, the way, the minima that runs reach, the curve as itself."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gd_math.accounts.view_width import (
    BESIDE,
    BOUNDED,
    FAR_OUT,
    SAMPLES,
    Margins,
    home_of,
    steepest_around,
    valleys_in,
    wander,
    with_ends,
    with_valleys,
)
from gd_math.objective import Objective
from gd_math.runs.trajectory import Trajectory
from gd_math.shape.curve_profile import Downhill
from gd_math.shape.ground import NEARLY_LEVEL, below
from gd_math.typing import Floats, Interval

SAMPLING = 1e-3
"""Valleys that are deeper than the samples by less than this share of the rise are as deep as these."""
LEVEL = 1e-12
"""Rise, as a share of the height, below which a curve is level."""
PLUNGE = 2.0
"""A curve that falls deeper below the lowest place of the runs than so many times their rise is cut there."""
TOPS = 4.0
"""Tops between valleys are shown up to so many times the rise of the runs."""
USUAL = Margins()
CLOSE_STEP, CLOSEST, FARTHEST, FILLED = 1 / 6, 0.25, 0.7, 0.8
"""Share of a close view that a step takes; least and largest share of the whole that a close view shows; how
much of its width a curve takes from floor to ceiling."""


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
    margins: Margins = USUAL,
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


def close_view(objective: Objective, view: View, run: Trajectory) -> View | None:
    """Return the part of a view in which the first step of a run is seen from close by.

    The step takes a sixth of its width, if that is no less than a quarter of the whole; the start is in the
    middle of what the curve fills from the floor to the ceiling.

    Parameters
    ----------
    objective
        A function of one variable.
    view
        The whole view.
    run
        A run on it.

    Returns
    -------
    View or None
        None where the step needs most of the view, or begins or ends outside.
    """
    if len(run.points) < 2:
        return None
    (x, after), (y, then) = run.points[:2, 0], run.values[:2]
    (left, right), (low, high) = view.x_range, view.y_range
    share = max(CLOSEST, abs(float(after - x)) / CLOSE_STEP / (right - left))
    if not share <= FARTHEST or not (left <= x <= right and max(y, then) <= high and min(y, then) >= low):
        return None
    half = share * (right - left) / 2
    x_range = float(x) - half, float(x) + half
    around = objective(np.linspace(float(x) - FILLED * half, float(x) + FILLED * half, SAMPLES))
    reach = float(np.nanmax(np.abs(around[np.isfinite(around)] - y), initial=abs(float(then - y)) * 1.2))
    reach = min(reach, (high - low) / 2)
    return View(x_range, (float(y) - reach, float(y) + reach))


def curve_views(
    objective: Objective,
    runs: Sequence[Trajectory],
    margins: Margins,
    *,
    x_range: Interval | None = None,
    y_range: Interval | None = None,
) -> tuple[View, View]:
    """Return the view of the runs themselves, the measure of their accounts, and the one that is shown.

    They differ where the lecturer asked for ranges. Parameters as for `curve_view`.
    """
    whole = curve_view(objective, runs, margins)
    if x_range is None and y_range is None:
        return whole, whole
    return whole, curve_view(objective, runs, margins, x_range=x_range, y_range=y_range)


def _across(objective: Objective, runs: Sequence[Trajectory], margins: Margins) -> Interval:
    """Return the range of x."""
    start = float(runs[0].points[0, 0])
    domain = objective.domain[0]
    region = (min(domain[0], start - 1.0), max(domain[1], start + 1.0))
    found = below(objective, [[start]], (region,))
    kind, place = found.kinds[0], float(found.places[0, 0])
    valleys, xs = valleys_in(objective, region), np.concatenate([run.points[:, 0] for run in runs])
    steep = steepest_around(objective, start, region)
    if kind is Downhill.NOTHING and steep is None and len(valleys):
        nearest = float(valleys[np.argmin(np.abs(valleys - start))])
        room = BESIDE * abs(start - nearest)
        return min(start, nearest) - room, max(start, nearest) + room
    home = (
        home_of(start, kind, place, valleys, runs) if steep is None or kind is not Downhill.NOTHING else steep
    )
    reach = max(abs(start - home), 0.0 if steep is None else abs(start - steep)) or wander(home, xs)
    seen = xs[np.abs(xs - home) <= margins.far * reach]
    half = margins.side * max(reach, float(np.abs(seen - home).max(initial=0.0)))
    low, high = with_valleys(valleys, home - half, home + half, half, home)
    return with_ends(objective, runs, region, low, high, margins, reach, home)


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
    valleys = valleys_in(objective, across)
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
    valleys, steep = valleys_in(objective, region), steepest_around(objective, start, region)
    kind, place = found.kinds[0], float(found.places[0, 0])
    if len(valleys) or np.isfinite(place):
        home = home_of(start, kind, place, valleys, [run])
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
