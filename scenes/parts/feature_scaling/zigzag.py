"""The walk in a valley, in whatever units: a zigzag that straightens as the units become alike."""

from collections.abc import Callable

import numpy as np
from manim import ValueTracker
from manim.typing import Point3D_Array

from gd_math.data.feature_scaling import FeatureScaling, places_after, steps_to
from gd_math.runs.theory import best_rate, condition_number
from gd_math.typing import Floats
from scenes.base.look import Look
from scenes.base.theme import STROKES
from scenes.cast.charts.axes import Plot
from scenes.cast.marks.lines import Polyline, clip_polyline
from scenes.cast.moving.following import follow

MOST_LEGS = 160
"""Longer walks show the two walls that they leap between, and some leaps."""
MOST_CORNERS, LEAPS_DRAWN = 160, 40
"""Corners of a wall, and leaps that are drawn between the walls, evenly chosen."""


class Zigzag(Polyline):
    """Descent at the best rate in units sⱼ^share, drawn on a map of the table's weights.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The map.
    scaling
        Both descents.

    Attributes
    ----------
    share
        0 is the walk in the table's units, 1 that in spreads.
    told
        Returns the step ``k + u`` up to which it is drawn; None draws all that it takes.
    strength
        Its opacity.
    """

    def __init__(
        self, look: Look, plot: Plot, scaling: FeatureScaling, told: Callable[[], float] | None = None
    ) -> None:
        super().__init__(look.colours.parameter, STROKES.axis, name="zigzag")
        self.plot, self.scaling, self.told = plot, scaling, told
        self.share, self.strength = ValueTracker(0.0), ValueTracker(1.0)
        self.lint_ignore = frozenset({"grown-to-nothing"})
        self.loss, self._known = scaling.between(0.0), 0.0
        follow(self, self.redraw)

    @property
    def condition(self) -> float:
        """The condition number in the units of the moment."""
        self._look_again()
        return condition_number(self.loss.eigenvalues)

    @property
    def steps(self) -> int:
        """How many steps leave one percent in the units of the moment."""
        self._look_again()
        low, high = self.loss.eigenvalues.tolist()
        return steps_to(self.loss, best_rate(low, high))

    def _look_again(self) -> None:
        share = self.share.get_value()
        if share != self._known:
            self.loss, self._known = self.scaling.between(share), share

    def _on_screen(self, steps: Floats) -> Point3D_Array:
        weights = places_after(self.loss, steps) / self.scaling.spreads**self._known
        return self.plot.points_at(*weights.T)

    def redraw(self) -> None:
        """Draw as far as the walk is told."""
        self._look_again()
        time = float(self.steps) if self.told is None else self.told()
        self.set_corners(*(piece for way in self._ways(time) for piece in clip_polyline(way, self.plot.area)))
        self.set_stroke(opacity=self.strength.get_value())

    def _ways(self, time: float) -> list[Point3D_Array]:
        last, part = int(time), time - int(time)
        if last <= MOST_LEGS:
            way = self._on_screen(np.arange(last + 2.0))
            way[-1] = way[-2] + part * (way[-1] - way[-2])
            return [way[: None if part else -1]]
        walls = []
        for first in (0, 1):
            some = np.unique(np.linspace(0, (last - first) // 2, MOST_CORNERS).astype(int))
            walls.append(self._on_screen(first + 2.0 * some))
        leaps = np.unique(np.linspace(0, last - 1, LEAPS_DRAWN).astype(int))
        return [*walls, *(self._on_screen(np.array([leap, leap + 1.0])) for leap in leaps)]


__all__ = ["Zigzag"]
