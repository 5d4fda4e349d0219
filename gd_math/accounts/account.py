"""What happened in a run: where it ended and why, and how each step changed the loss.

Every word about a run follows its account, for one run or many, in one or two variables. The account is told
from the numbers of the run, from the heights around the place where it ended, and from what lies downhill.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gd_math.accounts.changes import changes_of
from gd_math.accounts.endings import End, course, period_of, rest, way_out
from gd_math.objective import Objective
from gd_math.runs.theory import largest_stable_rate
from gd_math.runs.trajectory import Ending, Trajectory
from gd_math.shape.curve_profile import Downhill
from gd_math.shape.ground import below
from gd_math.shape.lie import Lie, extent_of, lie_of
from gd_math.shape.steepness import curvature_at
from gd_math.typing import Integers, Interval, Points

ARRIVED = 0.03
"""Distance to a minimum, as a share of the region's width, within which a run has come to it."""
NOWHERE = -1


@dataclass(frozen=True, slots=True, eq=False)
class Account:
    """What happened in one run.

    Parameters
    ----------
    objective
        The function.
    run
        A single run.
    region
        What is looked at, one (low, high) for each coordinate.
    end
        How it ended.
    lie
        What the last place is.
    below, minimum
        What lies downhill from the last place, and where, shape (d,); None where there is nothing.
    tolerance
        Within which distance of a minimum the run has come to it.
    period
        The number of places between which it goes round and round at its end; 0 where it does not.
    changes
        What each step did to the loss: −1 it fell, 0 it is equal up to roundings, 1 it rose, shape (n,).
    """

    objective: Objective
    run: Trajectory
    region: tuple[Interval, ...]
    end: End
    lie: Lie
    below: Downhill
    minimum: Points | None
    tolerance: float
    period: int
    changes: Integers

    @property
    def steps(self) -> int:
        """The number of steps taken."""
        return self.run.steps_taken

    @property
    def view(self) -> tuple[Interval, Interval]:
        """The region of a run in two variables, as plots take it."""
        across, upwards = self.region
        return across, upwards

    @property
    def moved(self) -> bool:
        """Whether any step changed the point."""
        return self.steps > 0 and bool(np.any(self.run.points[1:] != self.run.points[:-1]))

    @property
    def arrived(self) -> bool:
        """Whether the run has come to a minimum, or to the floor of a valley."""
        return self.end is End.ARRIVED

    @property
    def rests(self) -> bool:
        """Whether the run rests in a minimum or on level ground, from where nothing leads down."""
        return self.arrived or (self.end is End.STANDING and self.lie is Lie.LEVEL)

    @property
    def left(self) -> bool:
        """Whether a step led to where the run could not go on, or no picture can follow."""
        return bool(self.run.endings >= Ending.NOT_FINITE)

    @property
    def beyond(self) -> Points | None:
        """Where the step led by which the run left, shape (d,); None where it did not leave."""
        return self.run.beyond if self.left else None

    @property
    def leaving_step(self) -> int | None:
        """The number of the step by which the run left, counted from 1; None where it did not."""
        return self.steps + 1 if self.left else None

    @property
    def falls(self) -> bool:
        """Whether every step lowered the loss."""
        return self.steps > 0 and bool((self.changes < 0).all())

    @property
    def rises(self) -> bool:
        """Whether every step raised the loss."""
        return self.steps > 0 and bool((self.changes > 0).all())

    @property
    def change(self) -> int:
        """What all steps together did to the loss: −1, 0 or 1."""
        return int(changes_of(self.run.values[[0, -1]])[0])

    @property
    def first_rise(self) -> int | None:
        """The first step that raised the loss, counted from 0; None where none did."""
        rises = np.flatnonzero(self.changes > 0)
        return int(rises[0]) if len(rises) else None

    @property
    def rises_from(self) -> int | None:
        """The first step, counted from 0, from which on every step raised the loss; None without one."""
        others = np.flatnonzero(self.changes <= 0)
        first = int(others[-1]) + 1 if len(others) else 0
        return first if first < self.steps else None

    @property
    def grows(self) -> bool:
        """Whether the run is on its way out: it has left upwards, or rises steadily above its start."""
        return self.end is End.DIVERGING

    @property
    def settled(self) -> bool:
        """Whether the loss no longer rises and the run rests, or creeps towards its rest."""
        return self.end in (End.ARRIVED, End.STANDING, End.KINK)

    @property
    def places(self) -> Points:
        """The places of the cycle, shape (p, d), in the order in which they are visited."""
        return self.run.points[len(self.run.points) - self.period :]

    @property
    def curvature(self) -> float | None:
        """The largest curvature L at the minimum downhill from the end; None where it is not known."""
        if self.minimum is None or self.below is not Downhill.MINIMUM:
            return None
        return curvature_at(self.objective, self.minimum)

    @property
    def limit(self) -> float | None:
        """2 / L at that minimum: with a larger rate no run settles there; None where L is not known."""
        curvature = self.curvature
        return None if curvature is None else largest_stable_rate(curvature)


def account(
    objective: Objective,
    run: Trajectory,
    region: tuple[Interval, ...],
    *,
    bounded: bool = False,
    arrived: float = ARRIVED,
) -> Account:
    """Tell what happened in one run.

    Parameters
    ----------
    objective
        What was minimised; for a run that climbs, its negative.
    run
        A single run.
    region
        What is looked at: its width is the measure of distances.
    bounded
        Whether a run that ends outside the region has left the map.
    arrived
        Distance to a minimum within which the run has come to it, as a share of the region's width.

    Examples
    --------
    >>> from gd_math.runs.descent import descend
    >>> from gd_math.formula.parsing import parse_formula
    >>> from gd_math.runs.optimizers import GradientDescent
    >>> f = parse_formula("x*log(x)")
    >>> told = account(f, descend(f, 2.0, GradientDescent(1.5), 10), ((0, 3),))
    >>> told.end.value, told.leaving_step, told.beyond.round(3).tolist()
    ('left the domain', 1, [-0.54])
    """
    return accounts(objective, run.as_batch(), region, bounded=bounded, arrived=arrived)[0]


class Accounts:
    """The accounts of many runs, and what can be said of all of them.

    Parameters
    ----------
    told
        One for each run.
    """

    def __init__(self, told: Sequence[Account]) -> None:
        self.told = tuple(told)

    def __len__(self) -> int:
        return len(self.told)

    def __iter__(self) -> Iterator[Account]:
        return iter(self.told)

    def __getitem__(self, index: int) -> Account:
        return self.told[index]

    def count(self, *ends: End) -> int:
        """Return how many runs ended so."""
        return sum(one.end in ends for one in self.told)

    def which(self, *ends: End) -> NDArray[np.bool_]:
        """Tell which runs ended so, shape (n,)."""
        return np.array([one.end in ends for one in self.told], dtype=bool)

    @property
    def arrived(self) -> int:
        """How many have come to a minimum or a floor."""
        return self.count(End.ARRIVED)

    @property
    def last_points(self) -> Points:
        """Where they ended, shape (n, d)."""
        return np.array([one.run.points[-1] for one in self.told])

    def homes(self, minima: Points) -> Integers:
        """Return the index of the minimum ``(m, d)`` that each run has come to, or `NOWHERE`, shape (n,)."""
        found = np.full(len(self), NOWHERE, dtype=np.intp)
        for k, one in enumerate(self.told):
            if one.arrived and one.minimum is not None and len(minima):
                away = np.linalg.norm(minima - one.minimum, axis=-1)
                if away.min() <= one.tolerance:
                    found[k] = int(away.argmin())
        return found

    @property
    def limit(self) -> float | None:
        """The least 2 / L of the minima downhill from the starts that could be found; None without any."""
        known = [limit for one in self.told if (limit := one.limit) is not None]
        return min(known) if known else None


def accounts(
    objective: Objective,
    runs: Trajectory,
    region: tuple[Interval, ...],
    *,
    bounded: bool = False,
    arrived: float = ARRIVED,
) -> Accounts:
    """Tell what happened in each run of a batch of shape (n,). Parameters as for `account`."""
    each = [runs[k] for k in range(runs.batch_shape[0])]
    ends = np.array([run.points[-1] for run in each])
    found = below(objective, ends, region)
    told = []
    for k, run in enumerate(each):
        minimum = found.places[k] if np.isfinite(found.places[k]).all() else None
        told.append(_tell(objective, run, region, found.kinds[k], minimum, bounded, arrived))
    return Accounts(told)


def _tell(
    objective: Objective,
    run: Trajectory,
    region: tuple[Interval, ...],
    kind: Downhill,
    minimum: Points | None,
    bounded: bool,
    arrived: float,
) -> Account:
    last, tolerance = run.points[-1], arrived * extent_of(region)
    lie = lie_of(objective, last, region)
    if kind is Downhill.REST:
        kind = {Lie.MINIMUM: Downhill.MINIMUM, Lie.FLOOR: Downhill.FLOOR}.get(lie, kind)
        minimum = None if kind is Downhill.REST else minimum
    changes, period = changes_of(run.values), period_of(run.points)
    end = way_out(objective, run)
    if end is None:
        end = rest(objective, run, region, lie, kind, minimum, tolerance, period, bounded)
    if end is None:
        end = course(objective, run, region, kind, minimum, changes)
    return Account(objective, run, region, end, lie, kind, minimum, tolerance, period, changes)
