"""To which loss each rate of the grid leads within the budget, and which one is best."""

from collections.abc import Sequence

import numpy as np
from manim import Animation, ValueTracker, VGroup
from manim.mobject.mobject import _AnimationBuilder

from gd_math.accounts.tuning import Tuned
from scenes.base.appearing import Appear
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.cast.charts.series import Series, SeriesChart
from scenes.cast.marks.run_style import RunStyle
from scenes.cast.moving.following import ride
from scenes.cast.writing.number_text import shortest

PER_DECADE, WIDE = 3, 5.0
"""Rates of the grid, and the width in scene units in which every power of ten has room for its number."""
WITHIN = 10.0
"""So many times the loss at the start is the most that the axis shows."""


class RateChart(VGroup):
    """Final losses over the rates of the grid, one line for each optimizer, drawn one after the other.

    Parameters
    ----------
    look
        Theme and language.
    box
        Room for everything.
    tuned
        Of each optimizer, with one grid.
    styles
        Of their runs.
    start
        The loss at the start.
    quantity
        Translated name of the final loss.
    """

    def __init__(
        self,
        look: Look,
        box: Box,
        tuned: Sequence[Tuned],
        styles: Sequence[RunStyle],
        start: float,
        quantity: str,
    ) -> None:
        self.count = len(tuned[0].rates)
        self.clocks = [ValueTracker(0.0) for _ in tuned]
        shown = [np.where(one.finals <= WITHIN * abs(start), one.finals, np.inf) for one in tuned]
        stride = PER_DECADE if box.width > WIDE else 2 * PER_DECADE
        decades = range(0, self.count, stride)
        self.chart = SeriesChart(
            look,
            box,
            [
                Series(values, style, clock.get_value, tip=0.0)
                for values, style, clock in zip(shown, styles, self.clocks, strict=True)
            ],
            words=(quantity, "α"),
            x_ticks=decades,
            x_texts=[shortest(float(tuned[0].rates[k])) for k in decades],
            names=False,
        )
        places = [int(np.argmin(one.finals)) for one in tuned]
        self.bests = [
            VGroup(*self.chart.mark(place, index=k)[:1]) if np.isfinite(shown[k][place]) else VGroup()
            for k, place in enumerate(places)
        ]
        super().__init__(self.chart)
        self.name = "losses over rates"

    def draw(self, *runs: int) -> list[_AnimationBuilder]:
        """Return the animations that draw the lines of some optimizers."""
        return [ride(self.clocks[k], float(self.count - 1)) for k in runs]

    def mark(self, *runs: int) -> list[Animation]:
        """Return the animations that mark their best rates."""
        return [Appear(self.bests[k]) for k in runs if len(self.bests[k])]


__all__ = ["RateChart"]
