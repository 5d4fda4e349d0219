"""A curve as a whole: from where to where it is shown when no single run tells what matters."""

import numpy as np

from gd_math.accounts.views import View
from gd_math.formula.definedness import defined_intervals
from gd_math.functions.minima import local_minima
from gd_math.objective import Objective
from gd_math.typing import Bools, Floats, Interval, Points

SAMPLES = 2001
FLAT = 1e-9
"""Rise of a curve, as a share of its height, below which it is level."""
BELOW = 0.14
"""Room below the lowest place, as a share of the rise."""
BORDER = 0.16
"""How much of the axis is shown where the curve is not defined, as a share of where it is."""
USUAL = (0.02, 0.25, 0.75, 0.98)
"""Shares of the places below which a curve's usual heights lie: lowest, lower bulk, upper bulk, highest."""
ABOVE_TOPS = 0.8
"""How much higher than the highest top between two minima the picture reaches, in units of its rise."""
BETWEEN = 800
EDGE = 0.03
"""Distance of the outermost starts from the curve's ends, as a share of the picture's width."""
EDGE_OF_PIECE = 0.1
"""The same for a piece of a curve with gaps, as a share of the piece, if that is less."""
DWARFED = 0.05
"""Tops and valleys whose heights spread over less than this share of the picture's are looked at closely."""
BOUNDED, KEPT = 6.0, 2.0
"""Heights that reach more than so many times as far as the bulk are cut off at so many times its reach."""
GENTLE = 0.2
"""Tops and valleys at which the curve is less steep than this share of its steepest place are no poles."""
NEAR_BORDER = 0.35
"""The curve's end is shown where it is no further than this from what is seen, as a share of it."""
AROUND = 0.6
"""Room beside the outermost of them, as a share of their extent."""


def overview(
    objective: Objective,
    most: float = np.inf,
    *,
    x_range: Interval | None = None,
    y_range: Interval | None = None,
    border: float = BORDER,
) -> View:
    """Return the part of a curve that shows it over its domain, as far as it has values.

    A pole or a steep end does not make the rest flat: heights far beyond those of the bulk are cut off, and
    a little of what is not defined is shown beside the curve's ends.

    Parameters
    ----------
    objective
        A function of one variable.
    most
        The greatest height shown.
    x_range, y_range
        Ranges that the lecturer asked for.
    border
        How much of the axis is shown where the curve is not defined, as a share of where it is seen.

    Examples
    --------
    >>> from gd_math.functions.objectives import Parabola
    >>> overview(Parabola())
    View(x_range=(-10.0, 10.0), y_range=(0.0, 100.0))
    """
    across = x_range or _looked_at(objective)
    x = np.linspace(*across, SAMPLES)
    heights = objective(x)
    seen = np.isfinite(heights) & (heights <= most)
    if not seen.any():
        return View(across, y_range or (0.0, 1.0))
    seen = _usual(objective, x, heights, seen)
    if x_range is None:
        first, last = np.flatnonzero(seen)[[0, -1]]
        across = _with_borders(objective, across, (float(x[first]), float(x[last])), border)
    ends = objective(np.array(defined_intervals(objective, *across)).ravel())
    low, high = heights[seen].min(), heights[seen].max()
    near = np.isfinite(ends) & (np.abs(ends - (low + high) / 2) <= high - low)
    return View(across, y_range or _upwards(np.concatenate([heights[seen], ends[near]])))


def valleys_overview(
    objective: Objective, *, x_range: Interval | None = None, y_range: Interval | None = None
) -> View:
    """Return the part of a curve that shows all its minima and the tops between them, without what towers.

    Parameters as for `overview`.
    """
    if x_range is not None:
        return overview(objective, x_range=x_range, y_range=y_range)
    wells = np.sort(local_minima(objective, *objective.domain[0])[:, 0])
    if len(wells) < 2:
        return overview(objective, y_range=y_range)
    between = objective(np.linspace(wells[0], wells[-1], BETWEEN))
    between = between[np.isfinite(between)]
    low, top = float(between.min()), float(between.max())
    return overview(objective, top + ABOVE_TOPS * (top - low), y_range=y_range)


def spread(objective: Objective, view: View, shares: Floats, edge: float = EDGE) -> Points:
    """Return places ``(n, 1)`` at shares ``(n,)`` of where a curve is seen, a little away from its ends."""
    shown = np.array(shown_intervals(objective, view))
    lows, highs = shown[:, 0], shown[:, 1]
    edges = np.minimum(edge * (view.x_range[1] - view.x_range[0]), EDGE_OF_PIECE * (highs - lows))
    rooms = highs - lows - 2 * edges
    along = np.cumsum(rooms)
    piece = np.minimum(np.searchsorted(along, shares * along[-1]), len(rooms) - 1)
    places: Points = lows[piece] + edges[piece] + (shares * along[-1] - (along - rooms)[piece])
    return places[:, None]


def shown_intervals(objective: Objective, view: View) -> tuple[Interval, ...]:
    """Return the parts of the axis over which a curve is seen: defined, and not cut off at the ends."""
    low, high = view.x_range
    x = np.linspace(low, high, SAMPLES)
    heights = objective(x)
    with np.errstate(invalid="ignore"):
        seen = np.flatnonzero((heights <= view.y_range[1]) & (heights >= view.y_range[0]))
    if len(seen):
        first, last = int(seen[0]), int(seen[-1])
        low = float(x[first]) if first > 0 and np.isfinite(heights[first - 1]) else low
        high = float(x[last]) if last < SAMPLES - 1 and np.isfinite(heights[last + 1]) else high
    return defined_intervals(objective, low, high)


def _looked_at(objective: Objective) -> Interval:
    """Return the domain, or where tops and valleys are that would be dwarfed in it."""
    low, high = objective.domain[0]
    x = np.linspace(low, high, SAMPLES)
    heights, slopes = objective(x), objective.slope(x)
    if not (np.isfinite(heights).all() and np.isfinite(slopes).all()):
        return low, high
    sloping = np.flatnonzero(slopes)
    turns = sloping[1:][np.diff(np.sign(slopes[sloping])) != 0]
    if len(turns) < 2:
        return low, high
    first, last = turns[[0, -1]]
    extent = float(x[last] - x[first])
    if np.ptp(heights[first : last + 1]) >= DWARFED * np.ptp(heights):
        return low, high
    return max(low, float(x[first]) - AROUND * extent), min(high, float(x[last]) + AROUND * extent)


def _usual(objective: Objective, x: Floats, heights: Floats, seen: Bools) -> Bools:
    """Tell which heights are not far beyond those of the bulk, of the tops and of the valleys."""
    lowest, lower, upper, highest = np.quantile(heights[seen], USUAL)
    top, bottom = float(heights[seen].max()), float(heights[seen].min())
    turns = heights[_turns(objective, x) & seen]
    ceiling, floor = top, bottom
    if top - lowest > BOUNDED * (upper - lowest):
        ceiling = max(lowest + KEPT * (upper - lowest), float(turns.max(initial=bottom)))
    if highest - bottom > BOUNDED * (highest - lower):
        floor = min(highest - KEPT * (highest - lower), float(turns.min(initial=top)))
    with np.errstate(invalid="ignore"):
        kept = seen & (heights <= ceiling) & (heights >= floor)
    return kept if kept.any() and ceiling > floor else seen


def _turns(objective: Objective, x: Floats) -> Bools:
    """Tell beside which samples the slope turns without being steep."""
    slopes = objective.slope(x)
    steep = np.abs(slopes)
    gentle = steep <= GENTLE * float(steep[np.isfinite(steep)].max(initial=0.0))
    with np.errstate(invalid="ignore"):
        turned = (slopes[:-1] * slopes[1:] <= 0.0) & gentle[:-1] & gentle[1:]
    return np.asarray(np.concatenate([turned, [False]]) | np.concatenate([[False], turned]))


def _with_borders(objective: Objective, domain: Interval, seen: Interval, border: float) -> Interval:
    """Widen what is seen by a little of what is not defined."""
    low, high = seen
    room, near = border * (high - low), NEAR_BORDER * (high - low)
    intervals = defined_intervals(objective, *domain)
    first, last = intervals[0][0], intervals[-1][1]
    if first > domain[0] and low - first <= near:
        low = max(domain[0], first - room)
    if last < domain[1] and last - high <= near:
        high = min(domain[1], last + room)
    return low, high


def _upwards(heights: Floats) -> Interval:
    low, high = float(heights.min()), float(heights.max())
    rise = high - low if high - low > FLAT * max(abs(high), 1.0) else 1.0
    bottom = low if 0.0 <= low <= 0.3 * high and high > low else low - BELOW * rise
    return bottom, max(high, low + rise)
