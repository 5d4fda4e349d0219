"""Where a function is defined, for any objective: at given places, in which intervals, and said in words.

A value that is only too large to hold, as of eˣ far to the right, is defined; 1/x at 0 is not.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import numpy as np

from gd_math.formula.parsing import FormulaObjective
from gd_math.functions.borders import narrowed, rounded
from gd_math.objective import Objective
from gd_math.typing import Bools, Floats, Interval, Points, PointsLike

SAMPLES = 4001
FAR = 1000.0
"""How far from 0 the words on a function tell where it is defined."""
NEAR = 10.0
ISOLATED = (1e-9, 1e-6, 1e-3)
"""Distances, as shares of a place's size, at which a single place without a value has neighbours with one."""
APPROACH = (1e-4, 1e-7, 1e-10)
"""Distances from a place at which f goes on growing where it has a pole, even a logarithmic one."""
MOST_INTERVALS = 3
"""How many intervals words name."""


def defined(objective: Objective, points: PointsLike) -> Bools:
    """Return whether f is defined at points of shape (..., d), shape (...).

    A value that overflows counts as defined. Where one divides by 0 or takes the logarithm of 0, f is not
    defined, unless that holds all around: then a number was too small to hold, as in log(e⁻ˣ) far out.
    """
    places = objective.as_points(points)
    outside, beyond = _missing(objective, places)
    alone = np.zeros(outside.shape, dtype=bool)
    if beyond.any():
        alone[beyond] = _isolated(objective, places[beyond])
    return np.asarray(~(outside | alone))


def defined_intervals(objective: Objective, low: float, high: float) -> tuple[Interval, ...]:
    """Return the largest intervals of [low, high] in which a function of one variable is defined, in order.

    Their ends are found by bisection; a single place without a value, such as 0 for 1/x, ends one interval
    and begins the next. Whether an end belongs to its interval is told by `defined`. Intervals narrower than
    the distance of two of 4001 samples may be missed.
    """
    return _intervals(objective, _samples(low, high))


def where_defined(objective: Objective) -> str:
    """Return in words for which values of its one variable f is defined, as far as ±1000.

    Such as "x > 0", "−1 ≤ x ≤ 1", "x ≠ 0", "every x", "no x"; of many intervals those nearest to 0 are named.
    """
    far, near = _samples(-FAR, FAR, 2 * SAMPLES - 1), _samples(-NEAR, NEAR)
    intervals = _intervals(objective, np.union1d(far, near))
    (name,) = objective.variables
    if not intervals:
        return f"no {name}"
    runs = _runs(intervals)
    if len(runs) == 1 and len(runs[0].holes) <= MOST_INTERVALS:
        return runs[0].words(objective, name)
    nearest = sorted(runs, key=lambda run: min(map(abs, run.ends)))[:MOST_INTERVALS]
    named = [run.words(objective, name) for run in sorted(nearest, key=lambda run: run.ends)]
    return " or ".join(named) + (" …" if len(runs) > MOST_INTERVALS else "")


def undefined_at(objective: Objective, start: PointsLike, field: str = "start") -> str | None:
    """Return one sentence where f is not defined at `start`: that it is not, and where it is; else None.

    Parameters
    ----------
    objective
        The function.
    start
        A number, or shape (d,).
    field
        What the lecturer calls this place.

    Examples
    --------
    >>> from gd_math.formula.parsing import parse_curve
    >>> undefined_at(parse_curve("log(x)"), -1)
    'log(x) is not defined at start = −1; it is defined for x > 0'
    """
    place = objective.as_points(start)
    if defined(objective, place):
        return None
    name = objective.text if isinstance(objective, FormulaObjective) else "the function"
    numbers = ", ".join(map(_written, place.tolist()))
    if objective.dimension > 1:
        return f"{name} is not defined at {field} = ({numbers})"
    words = where_defined(objective)
    if words.startswith("no "):
        return f"{name} is defined nowhere"
    return f"{name} is not defined at {field} = {numbers}; it is defined for {words}"


@dataclass(frozen=True, slots=True)
class _Run:
    """Intervals that touch: from where to where, and the single places between that are left out."""

    ends: Interval
    holes: tuple[float, ...]

    def words(self, objective: Objective, name: str) -> str:
        low, high = self.ends
        ends = np.array(self.ends)
        closed = defined(objective, ends[:, None]) & ~(
            _grows(objective, ends, -1) | _grows(objective, ends, 1)
        )
        if low <= -FAR and high >= FAR:
            bounds = [] if self.holes else [f"every {name}"]
        elif low <= -FAR:
            bounds = [f"{name} {'≤' if closed[1] else '<'} {_written(high)}"]
        elif high >= FAR:
            bounds = [f"{name} {'≥' if closed[0] else '>'} {_written(low)}"]
        else:
            left, right = ("≤" if end else "<" for end in closed)
            bounds = [f"{_written(low)} {left} {name} {right} {_written(high)}"]
        shown = sorted(sorted(self.holes, key=abs)[:MOST_INTERVALS])
        more = " …" if len(shown) < len(self.holes) else ""
        return " and ".join([*bounds, *(f"{name} ≠ {_written(hole)}" for hole in shown)]) + more


def _runs(intervals: tuple[Interval, ...]) -> list[_Run]:
    runs: list[_Run] = []
    for low, high in intervals:
        if runs and runs[-1].ends[1] == low:
            runs[-1] = _Run((runs[-1].ends[0], high), (*runs[-1].holes, low))
        else:
            runs.append(_Run((low, high), ()))
    return runs


def _written(number: float) -> str:
    return f"{number + 0.0:.4g}".replace("-", "−")


def _samples(low: float, high: float, count: int = SAMPLES) -> Floats:
    """Return places from low to high, the round ones among them."""
    step = 10.0 ** np.floor(np.log10((high - low) / 100))
    rounds = np.arange(np.ceil(low / step), np.floor(high / step) + 1) / (1 / step)
    return np.union1d(np.linspace(low, high, count), np.clip(rounds, low, high))


def _missing(objective: Objective, places: Points) -> tuple[Bools, Bools]:
    """Return where f surely has no value, and where it has none or one that cannot be held."""
    if isinstance(objective, FormulaObjective):
        return objective.parts_missing(places)
    values = objective.value(places)
    return np.isnan(values), np.isinf(values)


def _isolated(objective: Objective, places: Points) -> Bools:
    """Return whether places on a border, shape (n, d), have neighbours along an axis that are not."""
    alone = np.zeros(len(places), dtype=bool)
    for share in ISOLATED:
        for axis in range(objective.dimension):
            step = np.zeros_like(places)
            step[:, axis] = share * np.maximum(1.0, np.abs(places[:, axis]))
            alone |= ~(_missing(objective, places - step)[1] | _missing(objective, places + step)[1])
    return alone


def _intervals(objective: Objective, samples: Floats) -> tuple[Interval, ...]:
    def holds(places: Floats) -> Bools:
        return defined(objective, places[:, None])

    known = holds(samples)
    changes = np.flatnonzero(known[:-1] != known[1:])
    first, second = samples[changes], samples[changes + 1]
    inside, outside = np.where(known[changes], first, second), np.where(known[changes], second, first)
    inside, _ = narrowed(holds, inside, outside)
    ends = [rounded(end) for end in inside.tolist()]
    starts = [float(samples[0])] if known[0] else []
    stops = [float(samples[-1])] if known[-1] else []
    begun = known[changes + 1]
    starts += [end for end, begins in zip(ends, begun, strict=True) if begins]
    stops = [end for end, begins in zip(ends, begun, strict=True) if not begins] + stops
    cuts = _poles(objective, samples, known)
    found: list[Interval] = []
    for low, high in _joined(objective, starts, stops):
        found += pairwise([low, *(cut for cut in cuts if low < cut < high), high])
    return tuple(found)


def _joined(objective: Objective, starts: list[float], stops: list[float]) -> list[Interval]:
    """Return intervals from starts to stops, with a gap that only underflow makes wide drawn to one place."""
    for at, (stop, start) in enumerate(zip(stops, starts[1:], strict=False)):
        middle = stop + (start - stop) / 2
        narrow = start - stop <= 2 * ISOLATED[-1] * max(1.0, abs(middle))
        if narrow and stop < start and not _missing(objective, objective.as_points(middle))[0]:
            stops[at] = starts[at + 1] = rounded(middle) if stop < rounded(middle) < start else middle
    return list(zip(starts, stops, strict=True))


def _poles(objective: Objective, samples: Floats, known: Bools) -> list[float]:
    """Return the places between defined samples where f grows beyond all bounds."""
    values, slopes = objective.value(samples[:, None]), objective.slope(samples)
    poles: list[float] = []
    for numbers, ask in ((values, objective), (slopes, objective.slope)):
        usable = known & np.isfinite(numbers) & (numbers != 0)
        turns = np.flatnonzero(usable[:-1] & usable[1:] & (np.sign(numbers[:-1]) != np.sign(numbers[1:])))
        if len(turns):
            same = partial(_has_sign, ask, np.sign(numbers[turns]))
            left, _ = narrowed(same, samples[turns], samples[turns + 1])
            grows = _grows(objective, left, -1) & _grows(objective, left, 1)
            poles += [rounded(place) for place in left[grows].tolist()]
    return sorted(set(poles))


def _has_sign(ask: Callable[[Floats], Floats], signs: Floats, places: Floats) -> Bools:
    return np.asarray(np.sign(ask(places)) == signs)


def _grows(objective: Objective, places: Floats, side: int) -> Bools:
    """Return whether f grows on and on towards places, shape (n,), from below (−1) or from above (1)."""
    size = np.maximum(1.0, np.abs(places))
    far, near, nearest = (objective.value((places + side * d * size)[:, None]) for d in APPROACH)
    with np.errstate(all="ignore"):
        before, after = np.abs(near - far), np.abs(nearest - near)
        return np.asarray((after > 0.9 * before) & (after > 1e-9 * np.maximum(np.abs(near), np.abs(far))))
