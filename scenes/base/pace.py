"""How quickly steps are told, and which of them a ball shows that would flicker otherwise."""

import math
from dataclasses import dataclass

from scenes.base.theme import TIMING

STEADY_JUMPS = 6.0
"""Most positions a second that what jumps to and fro may show: three flashes at each place."""


def seconds_for(
    steps: float, per_step: float, longest: float = TIMING.longest_fast_run, shortest: float = 0.0
) -> float:
    """Return how long some steps take on one clock: so much each, but no longer than all together may.

    >>> seconds_for(10, 0.6), seconds_for(100, 0.6), seconds_for(1, 0.6, shortest=2.0)
    (6.0, 12.0, 2.0)
    """
    return min(max(steps * per_step, shortest), longest)


@dataclass(frozen=True, slots=True)
class Stride:
    """Which positions of a run are shown: every so many-th between a step and the last one.

    Parameters
    ----------
    after
        The step from which on it holds.
    steps
        From one shown position to the next.
    whole
        Whether the path behind grows by whole steps meanwhile.
    behind
        Whether it ends at the position that is shown.
    """

    after: int = 0
    steps: int = 1
    whole: bool = True
    behind: bool = False

    def shown(self, time: float, last: int) -> float:
        """Return the time of the position that is shown at `time` of a run with so many steps."""
        if not self._holds(time, last):
            return time
        return self.after + self.steps * ((time + 1e-9 - self.after) // self.steps)

    def drawn(self, time: float, last: int) -> float:
        """Return up to which time the path is drawn."""
        if self.behind:
            return self.shown(time, last)
        return math.floor(time + 1e-9) if self.whole and self._holds(time, last) else time

    def _holds(self, time: float, last: int) -> bool:
        return self.steps > 1 and self.after < time < last


EVERY_STEP = Stride()


def stride_over(steps: float, seconds: float, steady: float = STEADY_JUMPS, *, odd: bool = False) -> int:
    """Return how many steps a jumping ball takes at once, told so quickly: 1 while all can be seen.

    An even number shows one side of what is jumped over, an odd one shows both in turn.

    >>> stride_over(20, 4.0), stride_over(40, 4.0), stride_over(40, 4.0, odd=True)
    (1, 2, 3)
    """
    speed = steps / seconds if seconds else 0.0
    if speed <= steady + 1e-9:
        return 1
    return math.ceil(speed / steady) | 1 if odd else 2 * math.ceil(speed / steady / 2)


__all__ = ["EVERY_STEP", "STEADY_JUMPS", "Stride", "seconds_for", "stride_over"]
