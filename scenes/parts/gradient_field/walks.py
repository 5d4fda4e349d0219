"""What happens to walkers that go down and up from the same places of a landscape."""

from dataclasses import dataclass

import numpy as np

from gd_math.accounts.land_runs import LandRuns
from gd_math.functions.negated import Negated
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from gd_math.typing import Points
from scenes.cast.maps.named_landscapes import NamedLandscape


@dataclass(frozen=True, slots=True, eq=False)
class Walks:
    """A landscape as it is shown, and what happened to walkers on it that go down and that go up."""

    shown: NamedLandscape
    down: LandRuns
    up: LandRuns

    @classmethod
    def over(cls, shown: NamedLandscape, places: Points, rate: float, steps: int) -> "Walks":
        """Return the walks from places ``(walkers, 2)``: who goes up goes down on −f."""
        down, up = (
            LandRuns(function, descend(function, places, GradientDescent(rate), steps), shown.region)
            for function in (shown.objective, Negated(shown.objective))
        )
        return cls(shown, down, up)

    @property
    def chosen(self) -> int | None:
        """The walker that comes to a valley and to a summit which are farthest apart."""
        if self.down.floor is not None or self.up.floor is not None:
            return None
        both = [
            k for k in range(len(self.down.told)) if self.down.told[k].arrived and self.up.told[k].arrived
        ]
        return max(both, key=self._apart, default=None)

    def _apart(self, walker: int) -> float:
        """Return how far the ends of a walker's two ways are apart."""
        down, up = (runs.told[walker].run.points[-1] for runs in (self.down, self.up))
        return float(np.hypot(*(up - down)))

    def heights(self, walker: int) -> tuple[float, float, float]:
        """Return the heights of a walker's ends on the way down and on the way up, and of its start."""
        down, up = (runs.told[walker].run.points for runs in (self.down, self.up))
        low, high, start = self.shown.objective.value(np.stack([down[-1], up[-1], down[0]])).tolist()
        return low, high, start


__all__ = ["Walks"]
