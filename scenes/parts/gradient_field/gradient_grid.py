"""The gradient at the points of a grid, and how long its arrows are drawn."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from gd_math.objective import Objective
from gd_math.shape.level_line import on_level
from gd_math.typing import Floats, Points
from scenes.cast.charts.axes import Range

FULL = 0.85
"""Length of the longest arrow in units of the grid's spacing."""
AIR = 0.75
"""From the outermost points to the edge of the map, in the same units."""
SKEWED, STEEP = 3.0, 0.9
"""If the steepest slope is so many times the one that this share stays below, arrows are cut to that one."""
INNER = 0.6
"""The part of the map, as a share of its width and height, in which slopes must be told apart."""
NEAR = 0.2
"""Share of the points, the nearest to the middle, among which the first one is chosen."""
LEAST_STEP, MOST_STEP = 0.3, 1.4
"""How long steps may be beside their gradients' arrows, for these to become steps."""
MOVED = 0.4
"""How far the grid may be moved, in units of its spacing."""


@dataclass(frozen=True, slots=True, eq=False)
class GradientGrid:
    """Gradients at the points of a square grid.

    Parameters
    ----------
    objective
        The function.
    points
        Where they are measured ``(n, 2)``, row by row: the tails of the arrows.
    gradients
        ∇f there ``(n, 2)``, 0 where it is not finite.
    known
        Where it is finite ``(n,)``.
    spacing
        From point to point, in data units.
    longest
        The slope that the longest arrow stands for.
    cut
        Whether steeper slopes are drawn as long as that one.
    first
        The index of the point that is told from close by.
    """

    objective: Objective
    points: Points
    gradients: Points
    known: npt.NDArray[np.bool_]
    spacing: float
    longest: float
    cut: bool
    first: int

    @classmethod
    def over(
        cls, objective: Objective, x_range: Range, y_range: Range, count: int, levels: Sequence[float] = ()
    ) -> "GradientGrid":
        """Return the grid with `count` points along the longer side of a rectangle.

        It is moved a little, so that its first point lies on one of the `levels`: 0 if on no other one.
        """
        grid = cls._moved(objective, x_range, y_range, count, np.zeros(2))
        where, slope = grid.points[grid.first], grid.gradients[grid.first]
        height = float(objective.value(where))
        for level in (
            sorted(levels, key=lambda level: (level == 0.0, abs(level - height))) if slope.any() else ()
        ):
            foot = on_level(objective, where, level)
            if foot is not None and np.abs(foot - where).max() <= MOVED * grid.spacing:
                moved = cls._moved(objective, x_range, y_range, count, foot - where)
                return replace(moved, first=grid.first) if moved.known[grid.first] else grid
        return grid

    @classmethod
    def _moved(
        cls, objective: Objective, x_range: Range, y_range: Range, count: int, by: Points
    ) -> "GradientGrid":
        extents = np.array([np.ptp(x_range), np.ptp(y_range)])
        spacing = float(extents.max()) / (count - 1 + 2 * AIR)
        columns, rows = (max(int(extent / spacing - 2 * AIR + 1 + 1e-9), 1) for extent in extents)
        x = sum(x_range) / 2 + spacing * (np.arange(columns) - (columns - 1) / 2)
        y = sum(y_range) / 2 + spacing * (np.arange(rows) - (rows - 1) / 2)
        points = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2) + by
        gradients = objective.gradient(points)
        known = np.isfinite(gradients).all(axis=-1) & np.isfinite(objective.value(points))
        gradients = np.where(known[:, None], gradients, 0.0)
        slopes = np.hypot(*gradients.T)
        inner = (np.abs(points - np.mean([x_range, y_range], axis=1)) <= INNER * extents / 2).all(
            axis=-1
        ) & known
        steepest, usual = float(slopes.max()), float(np.quantile(slopes, STEEP))
        if inner.any():
            usual = min(usual, float(np.quantile(slopes[inner], STEEP)) or usual)
        cut = 0.0 < SKEWED * usual < steepest
        longest = usual if cut else steepest
        away = np.hypot(*((points - np.mean([x_range, y_range], axis=1)) / extents).T)
        first = _clearest(away, np.where(known, np.minimum(slopes, longest), -1.0))
        return cls(objective, points, gradients, known, spacing, longest, cut, first)

    @property
    def slopes(self) -> Floats:
        """|∇f| at the points ``(n,)``."""
        slopes: Floats = np.hypot(*self.gradients.T)
        return slopes

    def step_share(self, rate: float) -> float | None:
        """Return how long −α∇f is beside the arrow of ∇f; None where it is much shorter or longer."""
        if self.cut or not self.longest:
            return None
        share = rate * self.longest / (FULL * self.spacing)
        return share if LEAST_STEP <= share <= MOST_STEP else None

    @property
    def vectors(self) -> Points:
        """The arrows in data units ``(n, 2)``: in proportion to the gradient, up to the longest."""
        slopes = self.slopes
        lengths = FULL * self.spacing * np.minimum(slopes / max(self.longest, 1e-300), 1.0)
        vectors: Points = self.gradients * (lengths / np.maximum(slopes, 1e-300))[:, None]
        return vectors


def _clearest(away: Floats, slopes: Floats) -> int:
    """Return the index of the steepest point that is not far from the middle; of all if it is level there."""
    near = away <= max(float(np.quantile(away, NEAR)), float(away.min()))
    if slopes[near].max() > 0.0:
        return int(np.argmax(np.where(near, slopes, -1.0)))
    return int(np.argmax(slopes))


__all__ = ["FULL", "GradientGrid"]
