"""To which loss each rate of the grid leads within the budget, and which one is best."""

import numpy as np
from manim import ValueTracker, VGroup
from manim.mobject.mobject import _AnimationBuilder

from gd_math.accounts.tuning import Tuned
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
    """Final losses of one optimizer over the rates of the grid.

    Parameters
    ----------
    look
        Theme and language.
    box
        Room for everything.
    tuned
        What the rates led to.
    style
        Of the optimizer's runs.
    start
        The loss at the start.
    quantity
        Translated name of the final loss.

    Attributes
    ----------
    best
        The mark of the best rate, to be added when it is told; nothing where no rate is in the picture.
    """

    def __init__(
        self, look: Look, box: Box, tuned: Tuned, style: RunStyle, start: float, quantity: str
    ) -> None:
        self.count, self.clock = len(tuned.rates), ValueTracker(0.0)
        shown = np.where(tuned.finals <= WITHIN * abs(start), tuned.finals, np.inf)
        stride = PER_DECADE if box.width > WIDE else 2 * PER_DECADE
        decades = range(0, self.count, stride)
        self.chart = SeriesChart(
            look,
            box,
            [Series(shown, style, self.clock.get_value, tip=0.0)],
            words=(quantity, "α"),
            x_ticks=decades,
            x_texts=[shortest(float(tuned.rates[k])) for k in decades],
            names=False,
        )
        place = int(np.argmin(tuned.finals))
        self.best = VGroup(*self.chart.mark(place)[:1]) if np.isfinite(shown[place]) else VGroup()
        super().__init__(self.chart)
        self.name = "losses over rates"

    def draw(self) -> _AnimationBuilder:
        """Return the animation that draws the line."""
        return ride(self.clock, float(self.count - 1))


__all__ = ["RateChart"]
