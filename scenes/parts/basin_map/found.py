"""What BasinMap finds: the study of a landscape's basins, a border to look at closely, and a few runs."""

from dataclasses import dataclass

import numpy as np

from gd_math.accounts.attraction import grid_of
from gd_math.accounts.basin_study import DECADES, LINE, BasinStudy, rates_for
from gd_math.functions.critical_points import critical_points
from gd_math.runs.descent import descend
from gd_math.runs.march import GONE, UNDER_WAY
from gd_math.runs.optimizers import GradientDescent
from gd_math.runs.trajectory import Trajectory
from gd_math.typing import Bools, Floats, Points
from scenes.cast.maps.named_landscapes import NamedLandscape

WIDER = 1.9, 1.45
"""How many times as wide and as high as a landscape's usual part the map is: large steps lead far."""
COLOURED = 6
"""The most minima that have colours of their own."""
FEW = 5
"""Balls beside the first one."""
SWEPT = 150
"""Starts along each side of the grid over which bars are measured while the rate rises."""
ALIKE = 0.0005
"""Shares that print as 0.0 %."""

Region = tuple[tuple[float, float], tuple[float, float]]


def region_of(shown: NamedLandscape) -> Region:
    """Return the part of a landscape that the map shows."""
    middles, halves = np.mean(shown.region, axis=1), np.ptp(shown.region, axis=1) / 2 * WIDER
    (left, right), (bottom, top) = (
        (float(m - h), float(m + h)) for m, h in zip(middles, halves, strict=True)
    )
    return (left, right), (bottom, top)


def check_basins(shown: NamedLandscape, rates: tuple[float | None, float | None]) -> None:
    """Raise ValueError with one sentence where the map has fewer than two minima, or no rate is larger."""
    valleys = critical_points(shown.objective, *region_of(shown)).valleys
    count = len(valleys)
    if count < 2:
        number = "one minimum" if count else "no minimum"
        raise ValueError(f"the function has {number} in the map, where starts need two at least to part")
    _, small, large = rates_for(shown.objective, valleys, rates)
    if not small < large:
        raise ValueError(f"learning_rate = {small:g} must be less than large_rate = {large:g}")


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """All that the film shows.

    Parameters
    ----------
    study
        The basins.
    focus
        The place on a border that is looked at closely ``(2,)``.
    lengths
        How long the borders are there at each power of ten, in sides of the view.
    runs
        The first ball's run, and those of a few more.
    """

    study: BasinStudy
    focus: Points
    lengths: list[float]
    runs: list[Trajectory]

    @classmethod
    def of(cls, shown: NamedLandscape, rates: tuple[float | None, float | None], per_side: int) -> "Found":
        """Return it for a landscape, a small and a large rate, and so many starts along each side."""
        study = BasinStudy.of(shown.objective, region_of(shown), rates, per_side, COLOURED)
        focus = study.focus()
        return cls(study, focus, study.tangled(focus), _few_runs(study))

    @property
    def coloured(self) -> int:
        """How many minima have a colour of their own."""
        return min(len(self.study.minima), COLOURED)

    @property
    def inside(self) -> Bools:
        """Which of the coloured minima the map shows."""
        low, high = np.transpose(self.study.region)
        minima = self.study.minima[: self.coloured]
        return np.asarray(((minima > low) & (minima < high)).all(axis=1))

    @property
    def reached(self) -> set[int]:
        """The numbers of the minima that the balls come to; of one that comes to none, `UNDER_WAY`."""
        starts = np.array([run.points[0] for run in self.runs])
        return set(self.study.attraction(self.study.rates[0]).arrivals(starts).homes.tolist())

    @property
    def tangled(self) -> bool:
        """Whether the borders are more than a line at every power of ten."""
        return min(self.lengths) > LINE

    @property
    def moves(self) -> bool:
        """Whether large steps bring some starts elsewhere than small ones."""
        return self.study.moved >= ALIKE

    @property
    def strays(self) -> float:
        """The share of the starts that Newton's method brings to passes and peaks."""
        return self.study.newton.share(slice(len(self.study.minima), None))

    def shares(self, rate: float | None, step: int | None = None) -> Floats:
        """Return the shares of the coloured minima, of the other ones, of passes and peaks, and of no place.

        Parameters
        ----------
        rate
            One of the two rates, or None for Newton's method.
        step
            After how many steps; at the end by default. Before the first one, at −1, there is nothing.
        """
        study, n, k = self.study, len(self.study.minima), self.coloured
        if step is not None and step < 0:
            return np.zeros(k + 3)
        census = {study.rates[0]: study.small, study.rates[1]: study.large, None: study.newton}[rate]
        last = len(census.gone) - 1
        told = last if step is None else min(step, last)
        reached, gone = census.by_step[:, told] / census.total, census.gone[told] / census.total
        nowhere = gone + (float((census.homes == UNDER_WAY).mean()) if told == last else 0.0)
        return np.array([*reached[:k], reached[k:n].sum(), reached[n:].sum(), nowhere])

    def shares_between(self, rate: float) -> Floats:
        """Return the shares for a rate between the two over a coarser grid: enough for bars."""
        study, n, k = self.study, len(self.study.minima), self.coloured
        if rate in study.rates:
            return self.shares(rate)
        homes = study.attraction(rate).arrivals(grid_of(study.region, SWEPT, SWEPT)).homes
        reached = np.array([(homes == home).mean() for home in range(n)])
        return np.array([*reached[:k], reached[k:].sum(), 0.0, (homes < 0).mean()])


def _few_runs(study: BasinStudy) -> list[Trajectory]:
    """Return runs with the small rate from places well apart, each to another minimum as far as there are."""
    attraction = study.attraction(study.rates[0])
    cells = grid_of(study.region, 8, 8)[1:-1, 1:-1].reshape(-1, 2)
    found = attraction.arrivals(cells)
    far = np.linalg.norm(cells - study.minima[np.maximum(found.homes, 0)], axis=1)
    arrived = (found.homes >= 0) & (found.homes < COLOURED)
    usable = arrived if arrived.any() else found.homes != GONE
    chosen: list[int] = []
    for _ in range(FEW + 1):
        spread = np.min([np.linalg.norm(cells - cells[k], axis=1) for k in chosen] or [far], axis=0)
        told = np.array([(found.homes[chosen] == home).sum() for home in found.homes])
        score = np.where(usable, spread - 100.0 * far.max() * told, -np.inf)
        score[chosen] = -np.inf
        best = int(np.argmax(score))
        if not np.isfinite(score[best]):
            break
        chosen.append(best)
    rule, chosen = GradientDescent(study.rates[0]), chosen or [0]
    return [descend(study.objective, cells[k], rule, int(found.steps[k])) for k in chosen]


__all__ = ["ALIKE", "COLOURED", "DECADES", "Found", "check_basins", "region_of"]
