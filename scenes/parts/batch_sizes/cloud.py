"""The cloud of gradients that batches measure at one place, and how it turns into a cloud of steps."""

from collections.abc import Callable

import numpy as np
from manim import ManimColor, ValueTracker, VGroup, VMobject, interpolate_color, smooth

from gd_math.typing import Points
from scenes.base.look import Look
from scenes.base.theme import STROKES
from scenes.cast.charts.axes import Plot
from scenes.cast.maps.gradient_fan import SHAFT_OPACITY, GradientFan, RingLine, circle_on
from scenes.parts.batch_sizes.found import Batches, rotated

HALO = 5.0
"""Width of the dark line around the exact gradient, so that it stands out from those of batches."""
CONTEXT, FACTOR = 0.25, 4
"""Strength of the cloud while it is context; how many times as many samples halve the scatter."""


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
    back
        From 0, at full strength, to 1, as context of one batch.
    """

    def __init__(self, look: Look, plot: Plot, found: Batches, size: Callable[[], float]) -> None:
        self.turn, self.back, self.exact = ValueTracker(0.0), ValueTracker(0.0), found.gradient
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
        strength = 1.0 - (1.0 - CONTEXT) * float(self.back.get_value())
        self.shafts.set_stroke(color=colour, opacity=strength * SHAFT_OPACITY)
        self.tips.set_fill(color=colour, opacity=strength)
        self.arrow.set_fill(color=colour)
        super().redraw()


def kept_ring(look: Look, fan: StepCloud, size: int, *clear_of: VMobject) -> VGroup:
    """Return the ring of the scatter as it is now, to stay there, and how many samples it belongs to."""
    ring = RingLine(look.colours.ink, STROKES.hair, name=f"scatter of {size}")
    ring.set_corners(*circle_on(fan.plot, fan.tip, fan.factor * fan.spread, ()))
    return VGroup(ring, fan.name_ring(look, f"B = {size}", *clear_of))


def sizes_to(size: int) -> list[int]:
    """Return 1, then four times as many samples each time, and last a size itself.

    >>> sizes_to(16), sizes_to(10), sizes_to(3)
    ([1, 4, 16], [1, 4, 10], [1, 3])
    """
    sizes = [1]
    while sizes[-1] * FACTOR < size:
        sizes.append(sizes[-1] * FACTOR)
    return [*sizes, size]


__all__ = ["FACTOR", "StepCloud", "kept_ring", "sizes_to"]
