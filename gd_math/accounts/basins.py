"""Basins of a curve: from which starts gradient descent comes to which of its valleys."""

from dataclasses import dataclass, replace

import numpy as np

from gd_math.accounts.account import ARRIVED, NOWHERE, accounts
from gd_math.accounts.endings import SAME, End
from gd_math.objective import Objective
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from gd_math.runs.trajectory import Ending
from gd_math.shape.curve_profile import Downhill
from gd_math.shape.ground import below
from gd_math.shape.lie import has_kink
from gd_math.shape.valleys import Valley, nearest
from gd_math.typing import Bools, Floats, Integers, Interval

SAMPLES = 1200
"""Starts from which the borders are looked for."""
CHUNK, MOST_STEPS = 100, 2000
QUICK = 0.9
"""Learning rate in units of one over the largest curvature that finds the borders of smaller ones."""
KINK = 2.0
"""The slope of a curve with kinks changes between two samples by more than so many times f″ · dx."""
BETWEEN = 2400
"""Further starts that tell whether what was found holds between the first ones."""
BISECTIONS, COSTLY_BISECTIONS = 40, 16
MOST_BORDERS = 4
"""More borders than this that are no tops are left where the samples found them."""
ASKED = 0.41
"""Where in each interval a run starts that shows how its runs end, as a share of the interval."""
ABOUT = 1.0
"""How far from a kink a ball that stays about it may jump to and fro, in units of the tolerance."""
WAY, LONGEST_WAY = 400, 1e5
"""Samples of a way downhill, and the number of steps from which on it is no way but a plateau."""
FAR_ENOUGH = 400
"""Steps after which it is asked why a start comes to no valley."""


@dataclass(frozen=True, slots=True, eq=False)
class Basins:
    """Intervals of starts, from left to right.

    Parameters
    ----------
    edges
        Ends of the intervals ``(n + 1,)``.
    homes
        For each interval the index of the valley that its starts come to ``(n,)``, or `NOWHERE`.
    ends
        For each interval how a run that starts in it ends ``(n,)``.
    known
        In which intervals the curve is defined ``(n,)``.
    scattered
        Whether starts between those that were looked at come to other valleys than these.
    """

    edges: Floats
    homes: Integers
    ends: tuple[End, ...]
    known: Bools
    scattered: bool

    @classmethod
    def of(
        cls, objective: Objective, valleys: tuple[Valley, ...], rate: float, x_range: Interval
    ) -> "Basins":
        """Return the basins of gradient descent with a learning rate.

        Where α f″ < 1 all along, the step x ↦ x − α f′(x) rises with x, so no ball overtakes another or
        crosses a top: the borders are the maxima whatever the rate, so the balls are sent with a quick one.

        Parameters
        ----------
        objective
            A function of one variable.
        valleys
            Its valleys.
        rate
            The learning rate.
        x_range
            The starts that are looked at.

        Examples
        --------
        >>> from gd_math.shape.valleys import valleys_of
        >>> from gd_math.functions.wells import TripleWell
        >>> well = TripleWell()
        >>> found = Basins.of(well, valleys_of(well, -2.4, 2.4), 0.03, (-2.4, 2.4))
        >>> found.borders.round(9).tolist(), found.homes.tolist()
        ([-1.0, 1.0], [0, 2, 1])
        """
        starts = np.linspace(*x_range, SAMPLES + 1)
        starts = (starts[1:] + starts[:-1]) / 2
        steepest = _steepest_bend(objective, starts)
        quick = rate if steepest is None else max(rate, QUICK / steepest)
        homes = homes_of(objective, valleys, quick, starts, x_range)
        if steepest is not None and rate * steepest < 1.0:
            homes = _downhill(objective, valleys, quick, starts, homes, x_range)
        jumps = np.flatnonzero(np.diff(homes))
        low, high = starts[jumps], starts[jumps + 1]
        tops = (objective.slope(low) > 0.0) & (objective.slope(high) < 0.0) & np.isfinite(objective(low))
        for _ in range(BISECTIONS):
            middle = (low + high) / 2
            left = tops & (objective.slope(middle) >= 0.0)
            right = tops & (objective.slope(middle) <= 0.0)
            low, high = np.where(left, middle, low), np.where(right, middle, high)
        others = np.flatnonzero(~tops)
        if 0 < len(others) <= MOST_BORDERS:
            for _ in range(COSTLY_BISECTIONS):
                middle = (low[others] + high[others]) / 2
                left = homes_of(objective, valleys, quick, middle, x_range) == homes[jumps[others]]
                low[others] = np.where(left, middle, low[others])
                high[others] = np.where(left, high[others], middle)
        borders = (low + high) / 2
        edges = np.concatenate([[x_range[0]], borders, [x_range[1]]])
        homes = homes[np.concatenate([[0], jumps + 1])]
        asked = edges[:-1] + ASKED * (edges[1:] - edges[:-1])
        runs = descend(objective, asked[:, None], GradientDescent(rate), FAR_ENOUGH)
        ends = tuple(one.end for one in accounts(objective, runs, (x_range,)))
        found = cls(edges, homes, ends, np.isfinite(objective(asked)), scattered=False)
        if tops.all():
            return found
        between = np.random.default_rng(0).uniform(*x_range, BETWEEN)
        clear = np.abs(between[:, None] - edges).min(axis=1) > (x_range[1] - x_range[0]) / SAMPLES
        there = homes_of(objective, valleys, quick, between[clear], x_range)
        return replace(found, scattered=bool((there != found.home(between[clear])).any()))

    @property
    def borders(self) -> Floats:
        """The places between two basins where the curve is defined."""
        return self.edges[1:-1][self.known[1:] & self.known[:-1]]

    @property
    def strays(self) -> set[End]:
        """How runs end from starts that come to no valley."""
        each = zip(self.ends, self.homes, self.known, strict=True)
        return {end for end, home, known in each if known and home == NOWHERE}

    @property
    def bands(self) -> int:
        """How many intervals belong to a valley."""
        return int((self.homes != NOWHERE).sum())

    def home(self, x: Floats) -> Integers:
        """Return the index of the valley to which the places of ``x (n,)`` belong, or `NOWHERE`."""
        return self.homes[np.searchsorted(self.edges[1:-1], x)]


def homes_of(
    objective: Objective, valleys: tuple[Valley, ...], rate: float, starts: Floats, x_range: Interval
) -> Integers:
    """Return the index of the valley that each of the starts ``(n,)`` comes to, or `NOWHERE`.

    A ball can come to rest in a valley at whose place α f″ < 2. It has come there within the distance of an
    account, where its steps are no longer than that and lead no further away, and if it is still there a
    hundred steps later.
    """
    homes = np.full(len(starts), NOWHERE, dtype=np.intp)
    bends = [float(objective.curvature(valley.place)[0, 0]) for valley in valleys]
    rests = np.array([not (v.end or rate * bend >= 2.0) for v, bend in zip(valleys, bends, strict=True)])
    if not rests.any():
        return homes
    kinks = np.array([has_kink(objective, valley.place, (x_range,)) for valley in valleys])
    tolerance = ARRIVED * (x_range[1] - x_range[0])
    x, going = starts.copy(), np.arange(len(starts))
    for _ in range(MOST_STEPS // CHUNK):
        run = descend(objective, x[going][:, None], GradientDescent(rate), CHUNK)
        last, balls = np.asarray(run.lengths) - 1, np.arange(len(going))
        now, before, earlier = (run.points[np.maximum(last - back, 0), balls, 0] for back in (0, 1, 2))
        x[going] = now
        resting = _resting(valleys, rests, kinks, now, before, earlier, tolerance)
        resting = np.where(run.endings == Ending.STEPS_USED_UP, resting, NOWHERE)
        stays = (resting == homes[going]) & (resting != NOWHERE)
        homes[going] = resting
        over = stays | (run.endings != Ending.STEPS_USED_UP)
        going = going[~over]
        if not len(going):
            break
    return homes


def _resting(
    valleys: tuple[Valley, ...],
    rests: Bools,
    kinks: Bools,
    now: Floats,
    before: Floats,
    earlier: Floats,
    tolerance: float,
) -> Integers:
    """Return the valley in which each ball rests, from where it is, and was one and two steps ago."""
    home, away = nearest(valleys, now)
    with np.errstate(invalid="ignore"):
        slow = np.abs(now - before) <= tolerance
        nearer = (away <= nearest(valleys, before)[1] * (1 + SAME)) | (
            np.abs(now - earlier) <= SAME * tolerance
        )
        places = np.array([valley.place for valley in valleys])[home]
        # At a kink the steps never become shorter: the ball stays about it, now on this side, now on that.
        about = kinks[home] & ((now - places) * (before - places) <= 0.0)
        about &= np.maximum(np.abs(now - places), np.abs(before - places)) <= ABOUT * tolerance
    here = ((away <= tolerance) & slow & nearer) | about
    return np.where(here & rests[home], home, NOWHERE).astype(np.intp)


def _steepest_bend(objective: Objective, starts: Floats) -> float | None:
    """Return the largest f″, by which no ball overtakes another if α f″ < 1; None where there is a kink."""
    bends, slopes = objective.curvature(starts[:, None])[:, 0, 0], objective.slope(starts)
    if not (np.isfinite(bends).all() and np.isfinite(slopes).all()):
        return None
    steepest, spacing = float(bends.max(initial=0.0)), float(starts[1] - starts[0])
    smooth = float(np.diff(slopes).max(initial=0.0)) <= KINK * steepest * spacing
    return steepest if smooth and steepest > 0.0 else None


def _downhill(
    objective: Objective,
    valleys: tuple[Valley, ...],
    rate: float,
    starts: Floats,
    homes: Integers,
    x_range: Interval,
) -> Integers:
    """Return the homes, with those of balls that are on a way downhill which is not too long for them.

    From x to its valley it takes about ∫ dx / (α |f′|) steps.
    """
    slow = np.flatnonzero(homes == NOWHERE)
    if not len(slow) or not len(valleys):
        return homes
    found = below(objective, starts[slow][:, None], (x_range,))
    tolerance = ARRIVED * (x_range[1] - x_range[0])
    home, away = nearest(valleys, found.places[:, 0])
    rests = [kind in (Downhill.MINIMUM, Downhill.FLOOR) for kind in found.kinds]
    there = np.asarray(rests) & (away <= tolerance)
    settled: Integers = homes.copy()
    for k in np.flatnonzero(there):
        ends = float(starts[slow[k]]), float(found.places[k, 0])
        way = np.linspace(*ends, WAY)[np.abs(np.linspace(*ends, WAY) - ends[1]) >= tolerance]
        with np.errstate(divide="ignore"):
            needed = (abs(ends[1] - ends[0]) / WAY / (rate * np.abs(objective.slope(way)))).sum()
        settled[slow[k]] = home[k] if needed <= LONGEST_WAY else NOWHERE
    return settled
