"""The cloud of gradients that batches measure at one place, and how it turns into a cloud of steps."""

from collections.abc import Callable

import numpy as np
from manim import ManimColor, ValueTracker, interpolate_color, smooth

from gd_math.typing import Points
from scenes.base.look import Look
from scenes.cast.charts.axes import Plot
from scenes.cast.maps.gradient_fan import GradientFan
from scenes.parts.batch_sizes.found import Batches, rotated

HALO = 5.0
"""Width of the dark line around the exact gradient, so that it stands out from those of batches."""


class StepCloud(GradientFan):
    """The exact gradient and those of batches, drawn times the rate: turned round, they are the steps.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The map.
    found
        The gradients and the rate.
    size
        Returns B.

    Attributes
    ----------
    turn
        From 0, gradients, to 1, steps.
    """

    def __init__(self, look: Look, plot: Plot, found: Batches, size: Callable[[], float]) -> None:
        self.turn, self.exact = ValueTracker(0.0), found.gradient
        self.ends = ManimColor(look.colours.gradient), ManimColor(look.colours.step)

        def now() -> tuple[Points, float]:
            return self.turned(found.measured(size())), found.scatter(size())

        super().__init__(
            look, plot, found.start, found.gradient, *now(), factor=found.rate, now=now
        )  # drawn times the rate, a gradient is as long as its step
        self.arrow.set_stroke(look.colours.background, HALO, background=True)

    def turned(self, ways: Points) -> Points:
        """Return ways ``(…, 2)`` as far round as the cloud has turned."""
        return rotated(ways, np.pi * float(smooth(self.turn.get_value())))

    def redraw(self) -> None:
        """Set all points and colours from the trackers."""
        self.gradient = self.turned(self.exact)
        colour = interpolate_color(*self.ends, float(smooth(self.turn.get_value())))
        self.shafts.set_stroke(color=colour)
        self.tips.set_fill(color=colour)
        self.arrow.set_fill(color=colour)
        super().redraw()


__all__ = ["StepCloud"]
