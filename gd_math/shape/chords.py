"""Chords of a graph: straight lines between two of its points, and how far the graph lies below them."""

from dataclasses import dataclass

import numpy as np

from gd_math.functions.minima import local_minima
from gd_math.objective import Objective
from gd_math.typing import Floats, Interval

TOUCHING = 1e-9
"""Share of the chord's height by which the graph may be above it from rounding."""
PLACES, SHARES = 61, 19
EDGE_ROOM = 0.06
"""Places and shares between which the deepest dip is looked for, and the room it leaves at the edges."""
SAMPLES = 241


@dataclass(frozen=True, slots=True)
class ChordPoint:
    """A point of a chord, and the graph at the same x: x = t a + (1 − t) b.

    Parameters
    ----------
    x
        Where: a share 1 − t of the way from a to b.
    graph
        f(t a + (1 − t) b).
    chord
        t f(a) + (1 − t) f(b).
    """

    x: float
    graph: float
    chord: float

    @property
    def above(self) -> bool:
        """Tell whether the chord is not below the graph."""
        return self.chord >= self.graph - TOUCHING * max(abs(self.chord), abs(self.graph), 1.0)


def chord_point(objective: Objective, a: float, b: float, share: float) -> ChordPoint:
    """Return the point a `share` of the way from a to b.

    >>> from gd_math.functions.objectives import Parabola
    >>> chord_point(Parabola(), -2.0, 4.0, 0.5)
    ChordPoint(x=1.0, graph=1.0, chord=10.0)
    """
    x = a + share * (b - a)
    one, other = float(objective(a)), float(objective(b))
    return ChordPoint(x, float(objective(x)), one + share * (other - one))


def gap_under(objective: Objective, a: float, b: float) -> float:
    """Return how far the graph lies below the chord from a to b where it does most; 0 where it lies on it."""
    shares = np.linspace(0.0, 1.0, SAMPLES)
    one, other = float(objective(a)), float(objective(b))
    chord: Floats = one + shares * (other - one)
    gap = float(np.max(chord - objective(a + shares * (b - a))))
    return gap if gap > TOUCHING * max(float(np.abs(chord).max()), TOUCHING) else 0.0


def dipping_chord(objective: Objective, x_range: Interval, y_range: Interval) -> tuple[float, float, float]:
    """Return both ends of a chord that dips below the graph, and the share of its length where it does most.

    It joins the two lowest valleys, or where there are fewer, those of evenly spread places between which the
    dip f(t a + (1 − t) b) − (t f(a) + (1 − t) f(b)) is deepest, as far as it can be seen.

    Parameters
    ----------
    objective
        A function of one variable.
    x_range, y_range
        Where to look.
    """
    low, high = x_range
    inset = EDGE_ROOM * (high - low)
    valleys = local_minima(objective, low, high)[:2, 0]
    spread = np.linspace(low + inset, high - inset, PLACES)
    for places, seen in (
        (np.sort(valleys), (-np.inf, np.inf)),
        (spread, y_range),
        (spread, (-np.inf, np.inf)),
    ):
        if len(places) > 1:
            a, b, share, depth = _deepest(objective, places, seen)
            if depth > 0.0:
                break
    return a, b, share


def _deepest(objective: Objective, places: Floats, seen: Interval) -> tuple[float, float, float, float]:
    """Return the chord between two of the places with the deepest dip, where it is, and how deep."""
    heights = objective(places)
    with np.errstate(invalid="ignore"):
        heights = np.where((heights >= seen[0]) & (heights <= seen[1]), heights, np.nan)
    shares = np.linspace(0.0, 1.0, SHARES + 2)[1:-1]
    a, b, t = places[:, None, None], places[None, :, None], shares[None, None, :]
    chords = heights[:, None, None] + t * (heights[None, :, None] - heights[:, None, None])
    graphs = objective(a + t * (b - a))
    rise = float(np.ptp(heights[np.isfinite(heights)])) if np.isfinite(heights).any() else 0.0
    ceiling = float(np.max(heights[np.isfinite(heights)], initial=-np.inf)) + EDGE_ROOM * rise
    kept = np.isfinite(graphs) & np.isfinite(chords) & ((graphs <= ceiling) | (len(places) == 2))
    depth = np.where(kept & (b > a), graphs - chords, -np.inf)
    i, j, k = np.unravel_index(int(np.argmax(depth)), depth.shape)
    return float(places[i]), float(places[j]), float(shares[k]), float(depth[i, j, k])
