"""Steps of one fixed length: the gradient gives the direction only."""

from dataclasses import dataclass

import numpy as np

from gd_math.runs.optimizers import Optimizer, Plain
from gd_math.typing import Points

__all__ = ["NormalizedGradientDescent"]


@dataclass(frozen=True, slots=True, eq=False)
class NormalizedGradientDescent(Optimizer[Plain]):
    """Normalized gradient descent: x ← x − α g / ‖g‖₂, and no step where g = 0.

    Every step is exactly α long. With a constant α the points cannot settle: near a minimum of a function of
    one variable they jump to and fro across it, and of two neighbouring points one is at least α/2 away. The
    length has to shrink from step to step for them to converge.

    In one dimension this is sign descent, x ← x − α sgn f′(x).

    Source: Shor, "Minimization Methods for Non-Differentiable Functions" (1985), section 2.1; Nesterov,
    "Lectures on Convex Optimization" (2018), section 3.2.3.

    Examples
    --------
    >>> from gd_math.runs.descent import descend
    >>> from gd_math.functions.objectives import Parabola
    >>> descend(Parabola(), 5.0, NormalizedGradientDescent(4.0), 4).points[:, 0].tolist()
    [5.0, 1.0, -3.0, 1.0, -3.0]
    """

    def init(self, point: Points) -> Plain:
        """Return the count 0."""
        return Plain(0)

    def update(self, gradient: Points, state: Plain, point: Points | None = None) -> tuple[Points, Plain]:
        """Return −α g / ‖g‖."""
        largest = np.abs(gradient).max(axis=-1, keepdims=True)
        # Scaled first, so that the squares of tiny and huge slopes neither vanish nor overflow.
        scaled = np.divide(gradient, largest, out=np.zeros_like(gradient), where=largest > 0)
        length = np.linalg.norm(scaled, axis=-1, keepdims=True)
        direction = np.divide(scaled, length, out=np.zeros_like(gradient), where=length > 0)
        return -self.rate(state.taken) * direction, Plain(state.taken + 1)
