"""How quickly the steps of several runs are told, so that nothing flickers and the clip stays short."""

import math
from collections.abc import Sequence

from gd_math.accounts.rates import RateRun
from scenes.cast.curves.rate_story import SLOW_STEPS

SECONDS_PER_SLOW_STEP, SECONDS_PER_FAST_STEP = 0.6, 0.2
LONGEST_SLIDE, LONGEST_BOUNCE = 2.6, 4.0
"""Seconds for the fast steps of a run that slides down, and of one that jumps to and fro."""
UNHURRIED_RUNS = 4
"""Each of more runs than this gets less time."""
STEADY_JUMPS = 6.0
"""Most positions a second that a ball jumping to and fro may show: three flashes at each place."""


def fast_seconds(one: RateRun, count: int) -> float:
    """Return how long the steps after the slow ones take, for one of `count` runs."""
    longest = (LONGEST_BOUNCE if one.jumps else LONGEST_SLIDE) * min(1.0, UNHURRIED_RUNS / count)
    return min((one.last - SLOW_STEPS) * SECONDS_PER_FAST_STEP, longest)


def together_seconds(runs: Sequence[RateRun]) -> float:
    """Return how long the steps after the slow ones take when all runs are told at once."""
    longest = LONGEST_BOUNCE if any(one.jumps for one in runs) else LONGEST_SLIDE
    return min((max(one.last for one in runs) - SLOW_STEPS) * SECONDS_PER_FAST_STEP, longest)


def stride(one: RateRun, count: int) -> int:
    """Return how many steps a jumping ball takes at once: 1, or an even number if they are quick."""
    rest = one.last - SLOW_STEPS
    if not one.jumps or rest <= 0:
        return 1
    speed = rest / min(fast_seconds(one, count), together_seconds((one,)))
    return 1 if speed <= STEADY_JUMPS + 1e-9 else 2 * math.ceil(speed / STEADY_JUMPS / 2)
