"""Balls that arrive in one valley stack up there, so that their number is seen."""

import numpy as np

from gd_math.accounts.account import NOWHERE
from gd_math.accounts.many_starts import ManyStarts
from gd_math.typing import Floats
from scenes.cast.charts.axes import Plot

NEAR = 0.8
"""From so many radii beside its minimum on, for good, a ball has arrived."""
APART = 1.75
"""From ball to ball in a stack, in radii, where there is room."""
HEAD = 0.6
"""Room above a stack for its count, in scene units."""
HOP = 2.0
"""Steps that a ball takes to its place in the stack."""


class Stacks:
    """How high above the curve balls stand that have arrived.

    Parameters
    ----------
    plot
        Axes, in the view that shows all.
    many
        The runs.
    radius
        Of a ball, in scene units.

    Attributes
    ----------
    heights
        Of each valley's stack, from its lowest ball to its highest, in scene units.
    """

    def __init__(self, plot: Plot, many: ManyStarts, radius: float) -> None:
        points = many.run.points[:, :, 0]
        balls = points.shape[1]
        self.arrivals, self.lifts = np.zeros(balls), np.zeros(balls)
        self.heights: list[float] = []
        for home, valley in enumerate(many.valleys):
            here = np.flatnonzero(many.homes == home)
            reach = NEAR * radius / plot.length(1.0)
            away = np.abs(points[:, here] - points[-1, here]) > reach
            last_away = np.where(away.any(axis=0), len(points) - np.argmax(away[::-1], axis=0), 0)
            self.arrivals[here] = np.minimum(last_away, max(many.steps - HOP, 0.0))
            room = plot.area.top - HEAD - float(plot.at(valley.place, valley.height)[1])
            apart = max(min(APART * radius, room / max(len(here) - 1, 1)), 0.0)
            order = np.argsort(last_away, kind="stable")
            self.lifts[here[order]] = apart * np.arange(len(here))
            self.heights.append(apart * max(len(here) - 1, 0))
        self.lifts[many.homes == NOWHERE] = 0.0

    def at(self, time: float) -> Floats:
        """Return how far each ball ``(balls,)`` is above the curve at time ``k + u``, in scene units."""
        share = np.clip((time - self.arrivals) / HOP, 0.0, 1.0)
        lifted: Floats = self.lifts * share * share * (3.0 - 2.0 * share)
        return lifted


__all__ = ["Stacks"]
