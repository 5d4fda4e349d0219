"""The valleys of a curve: its minima, flat floors, cusps, and the ends at which it is lowest."""

from dataclasses import dataclass

import numpy as np

from gd_math.formula.definedness import defined_intervals
from gd_math.functions.borders import rounded
from gd_math.functions.minima import local_minima
from gd_math.objective import Objective
from gd_math.typing import Bools, Floats, Integers

SAMPLES = 4001
BESIDE = 1e-6
"""How far inside a curve's end its slope is asked, as a share of the interval."""
EQUAL = 1e-9
"""Places closer than this share of the region's width are one."""
NEAR_TOP = (1e-7, 1e-5)
"""Distances from a top at which the curve is not higher, as shares of the region's width."""
ROUNDING = 1e-12
FAR_OUT = 10.0
"""How far beyond a region further valleys are looked for, in its widths."""


@dataclass(frozen=True, slots=True)
class Valley:
    """A place from which a curve does not fall to either side.

    Parameters
    ----------
    low, high
        The ends of its floor; equal where it has but one lowest place.
    height
        f there.
    end
        Whether the curve ends here on a slope: to one side it has no value, and no run comes to rest.
    """

    low: float
    high: float
    height: float
    end: bool = False

    @property
    def place(self) -> float:
        """The middle of the floor."""
        return self.low if self.low == self.high else (self.low + self.high) / 2

    @property
    def flat(self) -> bool:
        """Whether it has many lowest places side by side."""
        return self.high > self.low


def valleys_of(objective: Objective, low: float, high: float) -> tuple[Valley, ...]:
    """Return the valleys of a function of one variable in [low, high], the lowest first.

    Minima are the places where the slope turns from falling to rising, floors those where it is 0 between
    the two, or up to where one looks. An end of the curve is a valley if f has a value there and falls
    towards it.

    Examples
    --------
    >>> from gd_math.formula.parsing import parse_curve
    >>> [valley.place for valley in valleys_of(parse_curve("x**3 - 3*x"), -10, 10)]
    [1.0]
    >>> valleys_of(parse_curve("max(x**2 - 4, 0)"), -10, 10)
    (Valley(low=-2.0, high=2.0, height=0.0, end=False),)
    >>> [(valley.place, valley.end) for valley in valleys_of(parse_curve("sqrt(x)"), -10, 10)]
    [(0.0, True)]
    """
    floors = _floors(objective, low, high)
    found = [*floors]
    for place in local_minima(objective, low, high)[:, 0].tolist():
        if not any(floor.low <= place <= floor.high for floor in floors):
            found.append(Valley(place, place, float(objective(place))))
    found += [
        end
        for end in _ends(objective, low, high)
        if not any(abs(end.place - other.place) <= EQUAL * (high - low) for other in found)
    ]
    return tuple(sorted(found, key=lambda valley: (valley.height, valley.low)))


def are_all(objective: Objective, low: float, high: float) -> bool:
    """Tell whether a curve has no minima but those in [low, high], as far as ten widths around it."""
    reach = FAR_OUT * (high - low)
    return not len(local_minima(objective, low - reach, low)) and not len(
        local_minima(objective, high, high + reach)
    )


def is_flat(objective: Objective, low: float, high: float) -> bool:
    """Tell whether a function of one variable is level wherever it is defined in [low, high]."""
    slopes = objective.slope(np.linspace(low, high, SAMPLES))
    known = slopes[np.isfinite(slopes)]
    return bool(len(known)) and not known.any()


def nearest(valleys: tuple[Valley, ...], places: Floats) -> tuple[Integers, Floats]:
    """Return the index of the valley nearest to each of the places ``(n,)``, and how far it is."""
    lows, highs = (np.array([getattr(valley, name) for valley in valleys]) for name in ("low", "high"))
    x = np.nan_to_num(places, nan=np.inf)[:, None]
    away = np.maximum(np.maximum(lows - x, x - highs), 0.0)
    return away.argmin(axis=1).astype(np.intp), away.min(axis=1)


def _floors(objective: Objective, low: float, high: float) -> list[Valley]:
    """Return where the slope is 0 at several samples side by side, and falls into it from both sides."""
    grid = np.linspace(low, high, SAMPLES)
    slopes = objective.slope(grid)
    level = np.concatenate([[False], slopes == 0.0, [False]])
    edges = np.flatnonzero(level[1:] != level[:-1])
    floors = []
    for first, last in zip(edges[::2], edges[1::2] - 1, strict=True):
        falls_in = first == 0 or not slopes[first - 1] > 0.0
        rises_out = last == SAMPLES - 1 or not slopes[last + 1] < 0.0
        if last - first < 2 or not (falls_in and rises_out):
            continue
        left = float(grid[first]) if first == 0 else _rim(objective, grid[first], grid[first - 1])
        right = float(grid[last]) if last == SAMPLES - 1 else _rim(objective, grid[last], grid[last + 1])
        if left > low or right < high:
            floors.append(Valley(left, right, float(objective((left + right) / 2))))
    return floors


def _rim(objective: Objective, level: float, rising: float) -> float:
    """Return where the slope stops being 0, by bisection."""
    for _ in range(80):
        middle = level + (rising - level) / 2
        if float(objective.slope(middle)) == 0.0:
            level = middle
        else:
            rising = middle
    return rounded(float(level))


def _ends(objective: Objective, low: float, high: float) -> list[Valley]:
    """Return the ends of the curve towards which it falls."""
    pieces = defined_intervals(objective, low, high)
    found = []
    for piece in pieces:
        for end, other in (piece, piece[::-1]):
            height, inwards = float(objective(end)), BESIDE * (other - end)
            slope = float(objective.slope(end + inwards))
            falls = slope * inwards > 0.0 and height < float(objective(end + inwards))
            if falls and np.isfinite(height) and not np.isfinite(float(objective(end - inwards))):
                found.append(Valley(end, end, height, end=float(objective.slope(end)) != 0.0))
    return found


def are_tops(objective: Objective, places: Floats, extent: float) -> Bools:
    """Tell which of the places ``(n,)`` are tops: close to them the curve is higher on neither side."""
    heights = objective(places)
    tops = np.isfinite(heights)
    for share in NEAR_TOP:
        for side in (-1.0, 1.0):
            beside = objective(places + side * share * extent)
            tops &= beside <= heights + ROUNDING * np.abs(heights)
    return np.asarray(tops)
