"""The clock of a run: at time ``k + u`` it stands in step k, and u tells how far that step has been told.

The slope is measured, becomes the gradient arrow, is scaled into the step, and the step moves the parameter.
"""

import itertools
from dataclasses import dataclass

from manim import smooth

MEASURED = 0.25
"""Share of a step after which the tangent is complete, on maps the arrows of what the step is made of."""
POINTED = 0.5
"""Share of a step after which the gradient arrow, or the sum of parts, is complete; it begins at MEASURED."""
SCALED = 0.7
"""Share of a step after which the arrow of the step is complete; it begins at POINTED, the move at SCALED."""

TURNED, TIMES = 0.45, 0.6
"""Shares of the scaling after which the copy of the gradient has turned round, and it begins to shrink."""

SLOW_STEPS = 2
"""Steps that are told with every number before the others follow on one clock."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Where the telling of a run stands.

    Parameters
    ----------
    step
        The step k that is being told; equal to the number of steps when all are.
    measured, pointed, scaled, moved
        How far the tangent, the gradient arrow, the step arrow and the move have come, from 0 to 1.
    """

    step: int
    measured: float
    pointed: float
    scaled: float
    moved: float

    @property
    def drawn(self) -> float:
        """The time ``k + u`` up to which the way is drawn: a move begins and ends gently."""
        return self.step + float(smooth(self.moved))

    @classmethod
    def at(cls, time: float, steps: int) -> "Moment":
        """Return the moment at clock time ``k + u`` of a run with `steps` steps."""
        time = min(max(time, 0.0), float(steps))
        step = int(time + 1e-9)
        u = max(time - step, 0.0)
        if step >= steps:
            return cls(steps, 0.0, 0.0, 0.0, 0.0)
        edges = (0.0, MEASURED, POINTED, SCALED, 1.0)
        shares = (min(max((u - start) / (end - start), 0.0), 1.0) for start, end in itertools.pairwise(edges))
        return cls(step, *shares)


def turning(scaled: float) -> tuple[float, float]:
    """Return how far the copy of a gradient has turned round, and how far it has shrunk to the step.

    >>> turning(0.0), turning(0.5), turning(1.0)
    ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0))
    """
    turned, shrunk = scaled / TURNED, (scaled - TIMES) / (1.0 - TIMES)
    return float(smooth(min(turned, 1.0))), float(smooth(max(shrunk, 0.0)))
