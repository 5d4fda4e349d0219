"""Balls that arrive in one valley pile up there in rows, so that they can be counted."""

import numpy as np
from manim import ValueTracker, VGroup

from gd_math.accounts.many_starts import ManyStarts
from gd_math.shape.valleys import Valley
from gd_math.typing import Floats, Integers, Interval
from scenes.cast.moving.following import follow
from scenes.parts.many_minima.valleys import ValleyNumbers, ValleyPlot

NEAR = 0.8
"""From so many radii beside its minimum on, for good, a ball has arrived."""
TOUCHING = 3.0
"""From so many radii on, for good, it is drawn in the pile, and counted."""
APART = 2.2
"""From ball to ball, in radii, where there is room."""
WALL = 1.1
"""From the outer balls of a row to the walls, in radii."""
WIDEST = 5
"""Most balls in a row: so many are seen at once."""
HEAD = 0.6
"""Room above a pile for its count, in scene units."""
HOP = 2.0
"""Steps that a ball takes to its place in the pile."""


class Piles:
    """How far beside its place on the curve each ball stands that has arrived.

    Parameters
    ----------
    plot
        Axes with the curve, in the view that shows all.
    many
        The runs.
    radius
        Of a ball, in scene units.
    first
        A ball that has arrived before the others go, if there is one.

    Attributes
    ----------
    heights
        Of each valley's pile, from its lowest ball to its highest, in scene units.
    """

    def __init__(self, plot: ValleyPlot, many: ManyStarts, radius: float, first: int | None = None) -> None:
        points = many.run.points[:, :, 0]
        balls = points.shape[1]
        self.homes: Integers = many.homes
        self.arrivals, self.joined, self.ways = np.zeros(balls), np.zeros(balls), np.zeros((balls, 2))
        self.heights: list[float] = []
        for home, valley in enumerate(many.valleys):
            here = np.flatnonzero(many.homes == home)
            reach = radius / plot.length(1.0)
            last_away, self.joined[here] = (
                np.where(here == first, 0, _near_from(points[:, here], share * reach))
                for share in (NEAR, TOUCHING)
            )
            self.arrivals[here] = np.minimum(last_away, max(many.steps - HOP, 0.0))
            seats = _seats(plot, valley, len(here), radius)
            if not valley.flat:
                order = here[np.argsort(last_away, kind="stable")]
                ends = plot.points_at(points[-1, order], many.objective(points[-1, order]))[:, :2]
                self.ways[order] = seats - ends
            self.heights.append(float(np.ptp(seats[:, 1])) if len(here) and not valley.flat else 0.0)

    def shares(self, time: float) -> Floats:
        """Return how far each ball is on its way to its place ``(balls,)``, from 0 to 1."""
        shares: Floats = np.clip((time - self.arrivals) / HOP, 0.0, 1.0)
        return shares

    def at(self, time: float) -> Floats:
        """Return how far each ball is beside its place on the curve ``(balls, 2)``, in scene units."""
        share = self.shares(time)[:, None]
        beside: Floats = self.ways * share * share * (3.0 - 2.0 * share)
        return beside

    def count(self, home: int, time: float) -> int:
        """Return how many balls are drawn in a valley's pile."""
        return int(((self.homes == home) & (time >= self.joined)).sum())


class PileCounts(VGroup):
    """How many balls each pile has by now, above it.

    Parameters
    ----------
    numbers
        What they will be in the end, at their places.
    piles
        What is counted.
    clock
        Tells ``k + u``.
    """

    def __init__(self, numbers: ValleyNumbers, piles: Piles, clock: ValueTracker) -> None:
        super().__init__(*numbers)
        self.homes, self.piles, self.clock = numbers.homes, piles, clock
        self.name = "counts of the piles"
        follow(self, self.redraw)

    def redraw(self) -> None:
        """Count."""
        time = float(self.clock.get_value())
        for number, home in zip(self, self.homes, strict=True):
            count = self.piles.count(home, time)
            number.set_text(str(count) if count else "")


def _near_from(points: Floats, reach: float) -> Integers:
    """Return the step from which each ball ``(steps + 1, balls)`` stays within reach of where it ends."""
    away = np.abs(points - points[-1]) > reach
    steps: Integers = np.where(away.any(axis=0), len(points) - np.argmax(away[::-1], axis=0), 0)
    return steps


def _seats(plot: ValleyPlot, valley: Valley, count: int, radius: float) -> Floats:
    """Return the middles of balls piled up in a valley ``(count, 2)``: from row to row, as wide as it is."""
    middle, bottom = (float(one) for one in plot.at(valley.place, valley.height)[:2])
    room = plot.area.top - HEAD - bottom
    apart, rows = APART * radius, [1]
    centres = [middle]
    while sum(rows) < count:
        rise = len(rows) * apart
        low, high = _walls(plot, middle, bottom + rise - radius / 2)
        free = high - low - 2 * WALL * radius
        rows.append(int(np.clip(np.floor(free / apart) + 1, 1, min(WIDEST, count - sum(rows)))))
        half = (rows[-1] - 1) / 2 * apart + WALL * radius
        centres.append(min(max(middle, low + half), high - half) if rows[-1] > 1 else middle)
    up = min(apart, room / max(len(rows) - 1, 1))
    seats = [
        (centre + apart * (seat - (row - 1) / 2), bottom + up * level)
        for level, (row, centre) in enumerate(zip(rows, centres, strict=True))
        for seat in range(row)
    ]
    return np.array(seats[:count], dtype=np.float64).reshape(-1, 2)


def _walls(plot: ValleyPlot, middle: float, height: float) -> Interval:
    """Return from where to where a valley is open at a height, on screen: no further than its tops."""
    x, y = plot.on_curve[:, 0], plot.on_curve[:, 1]
    bottom = int(np.argmin(np.abs(x - middle)))
    right = _shore(x[bottom:], y[bottom:], height)
    return -_shore(-x[bottom::-1], y[bottom::-1], height), right


def _shore(x: Floats, y: Floats, height: float) -> float:
    """Return where rising ground reaches a height, or its top."""
    with np.errstate(invalid="ignore"):
        over = ~(y < height) | (np.diff(y, append=np.inf) < 0.0) & (np.arange(len(y)) > 0)
    return float(x[np.argmax(over)])


__all__ = ["PileCounts", "Piles"]
