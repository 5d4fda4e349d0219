"""Several optimizers from one start with one budget: who came where, who is lowest, who was first."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from gd_math.accounts.account import Account, Accounts, account
from gd_math.accounts.endings import End
from gd_math.accounts.land_view import run_view
from gd_math.accounts.told_runs import ToldRun
from gd_math.objective import Objective
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import Optimizer
from gd_math.runs.theory import stable_limit
from gd_math.runs.trajectory import Trajectory
from gd_math.shape.curve_profile import Downhill
from gd_math.shape.ground import below
from gd_math.shape.steepness import curvature_at
from gd_math.typing import Floats, Integers, Interval, Points, PointsLike

ALIKE = 1e-9
"""Losses that differ by less than this share of how far the lowest has come down are alike."""


@dataclass(eq=False)
class Race:
    """Runs of several optimizers on a function of two variables; each is known by its place in the list.

    Parameters
    ----------
    objective
        The function.
    optimizers
        What made the runs.
    told
        What happened in each.
    view
        The part of the land that shows them.
    """

    objective: Objective
    optimizers: tuple[Optimizer[Any], ...]
    told: Accounts
    view: tuple[Interval, Interval]

    @property
    def runs(self) -> tuple[Trajectory, ...]:
        """The runs themselves."""
        return tuple(one.run for one in self.told)

    @property
    def each(self) -> tuple[ToldRun, ...]:
        """The runs as they are told: what sentences on them begin from."""
        return tuple(map(ToldRun, self.told))

    @property
    def steps(self) -> int:
        """The number of steps of the longest run."""
        return max(one.steps for one in self.told)

    @cached_property
    def finals(self) -> Floats:
        """The last losses, shape (n,): −∞ of runs that left downwards, ∞ of the others that left."""
        beyond = {True: np.inf, False: -np.inf}
        return np.array(
            [beyond[one.end is not End.FALLING] if one.left else one.run.values[-1] for one in self.told]
        )

    @property
    def lowest(self) -> int | None:
        """Whose last loss is the lowest; None where all have left upwards, or several are alike."""
        return self.tied[0] if len(self.tied) == 1 else None

    @property
    def slack(self) -> float:
        """By how much losses differ that count as alike: 10⁻⁹ of how far the lowest run has come down.

        On a logarithmic axis such losses may end far apart: a sentence on a tie tells by how much.
        """
        least, first = float(self.finals.min()), float(self.told[0].run.values[0])
        return ALIKE * max(first - least, 0.0) if np.isfinite(least) else 0.0

    @property
    def tied(self) -> tuple[int, ...]:
        """All whose last loss is the lowest up to `slack`; nobody where all have left upwards."""
        least = float(self.finals.min())
        if least == np.inf:
            return ()
        return tuple(int(k) for k in np.flatnonzero(self.finals <= least + self.slack))

    @property
    def places(self) -> tuple[tuple[int, ...], ...]:
        """Return who came first, second and so on, with all who share a place up to `slack`.

        Whoever comes after n others is in place n + 1. Nobody who has left upwards has a place.
        """
        placed, groups = [int(k) for k in np.argsort(self.finals, kind="stable")], list[list[int]]()
        for k in placed:
            if self.finals[k] == np.inf:
                continue
            if groups and self.finals[k] <= self.finals[groups[-1][0]] + self.slack:
                groups[-1].append(k)
            else:
                groups.append([k])
        return tuple(tuple(sorted(group)) for group in groups)

    def leaders(self, steps: int) -> tuple[int, ...]:
        """Return whose loss is the lowest after so many steps; of runs that have left none.

        Losses are alike up to 10⁻⁹ of how far the lowest has fallen until then, and no more than `slack`.

        Runs that fell out of every scale before are lower than all others.
        """
        losses = np.array([self.loss_after(k, steps) for k in range(len(self.told))])
        least = float(losses.min())
        if least == np.inf:
            return ()
        fallen = max(float(self.told[0].run.values[0]) - least, 0.0)
        slack = min(ALIKE * fallen, self.slack) if np.isfinite(least) else 0.0
        return tuple(int(k) for k in np.flatnonzero(losses <= least + slack))

    def loss_after(self, index: int, steps: int) -> float:
        """Return a run's loss after so many steps; of a run that has left, where it stands in the end."""
        one = self.told[index]
        if steps <= one.steps or not one.left:
            return float(one.run.values[min(steps, one.steps)])
        return float(self.finals[index])

    def steps_to(self, loss: float) -> tuple[int | None, ...]:
        """Return after how many steps each run was first at a loss or below; None where it never was."""
        reached = (np.flatnonzero(one.run.values <= loss) for one in self.told)
        return tuple(int(steps[0]) if len(steps) else None for steps in reached)

    def first_to(self, loss: float) -> tuple[int, ...]:
        """Return who came to a loss after the fewest steps: several if they tie, nobody if none did."""
        steps = self.steps_to(loss)
        fewest = min((one for one in steps if one is not None), default=None)
        return tuple(k for k, one in enumerate(steps) if one is not None and one == fewest)

    @cached_property
    def minima(self) -> Points:
        """The minima and floors that runs have come to, each once, the lowest first, shape (m, 2)."""
        places: list[Points] = []
        for one in sorted((one for one in self.told if one.arrived), key=self._height):
            if one.minimum is not None and not any(_near(one, place) for place in places):
                places.append(one.minimum)
        return np.array(places).reshape(-1, 2)

    @property
    def homes(self) -> Integers:
        """Which of `minima` each run has come to, or `NOWHERE`, shape (n,)."""
        return self.told.homes(self.minima)

    def limit(self, index: int) -> float | None:
        """Return below which rate an optimizer settles in the minimum downhill from the start, if known."""
        found = below(self.objective, self.told[index].run.points[:1], self.view)
        if found.kinds[0] is not Downhill.MINIMUM:
            return None
        curvature = curvature_at(self.objective, found.places[0])
        return None if curvature is None else stable_limit(self.optimizers[index], curvature)

    def _height(self, one: Account) -> float:
        return float(self.objective.value(one.minimum)) if one.minimum is not None else np.inf


def _near(one: Account, place: Points) -> bool:
    return one.minimum is not None and bool(np.linalg.norm(one.minimum - place) <= one.tolerance)


def race(objective: Objective, start: PointsLike, optimizers: Sequence[Optimizer[Any]], steps: int) -> Race:
    """Return what several optimizers do from one start.

    Parameters
    ----------
    objective
        A function of two variables.
    start
        Shape (2,).
    optimizers
        One for each run.
    steps
        The budget of each run: every step takes one gradient.

    Examples
    --------
    >>> from gd_math.formula.parsing import parse_formula
    >>> from gd_math.runs.optimizers import GradientDescent, Momentum
    >>> bowl = parse_formula("x**2 + 20*y**2")
    >>> found = race(bowl, (4.0, 1.0), [GradientDescent(0.01), Momentum(0.01, 0.8)], 60)
    >>> found.lowest, found.steps_to(1.0), found.first_to(1.0)
    (1, (None, 15), (1,))
    """
    runs = [descend(objective, start, optimizer, steps) for optimizer in optimizers]
    view = run_view(objective, runs)
    return Race(objective, tuple(optimizers), Accounts([account(objective, run, view) for run in runs]), view)


__all__ = ["Race", "race"]
