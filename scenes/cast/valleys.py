"""Where a walk has ended: in which valley, and whether a lower one is in the picture."""

from dataclasses import dataclass

import numpy as np

from gd_math.minima import downhill_minimum, local_minima
from gd_math.objective import Objective
from gd_math.trajectory import Trajectory
from scenes.cast.plots import Range

NEARLY_FLAT = 0.1
"""Share of the steepest slope of the walk below which a slope counts as almost zero."""

TELLING = 0.01
"""Share of the heights in the picture by which a valley must be lower to be called lower."""


@dataclass(frozen=True, slots=True)
class WalksEnd:
    """What can be said of the end of a walk once the fog has lifted.

    Parameters
    ----------
    x, height, slope
        The last position, the height and the slope there.
    flat
        Whether the slope is almost zero there, compared with the steepest one of the walk.
    valley
        Whether a valley lies downhill, or the walk is in it.
    lowest
        The lowest valley in the picture ``(x, f(x))`` if it is another one and lower; None otherwise.
    """

    x: float
    height: float
    slope: float
    flat: bool
    valley: bool
    lowest: tuple[float, float] | None

    @classmethod
    def of(cls, objective: Objective, run: Trajectory, x_range: Range) -> "WalksEnd":
        """Return the end of a run, seen in the part `x_range` of a function of one variable."""
        slopes = np.abs(run.gradients[:, 0])
        x, height = float(run.points[-1, 0]), float(run.values[-1])
        home = downhill_minimum(objective, x)
        here = height if home is None else min(height, float(objective.value(home)))
        heights = objective(np.linspace(*x_range, 1001))
        extent = float(np.ptp(heights[np.isfinite(heights)]))
        valleys = local_minima(objective, *x_range)[:, 0]
        lowest = None
        if len(valleys):
            low = float(valleys[0]), float(objective(valleys[0]))
            if low[1] < here - TELLING * extent:
                lowest = low
        return cls(
            x=x,
            height=height,
            slope=float(run.gradients[-1, 0]),
            flat=bool(slopes[-1] <= NEARLY_FLAT * slopes.max()),
            valley=home is not None,
            lowest=lowest,
        )
