"""How quickly the steps of several runs are told, so that nothing flickers and the clip stays short."""

from collections.abc import Sequence

from gd_math.accounts.rates import RateRun
from scenes.base.pace import EVERY_STEP, Stride, seconds_for, stride_over
from scenes.parts.learning_rate_comparison.story import NAMED_STEPS

SECONDS_PER_SLOW_STEP, SECONDS_PER_FAST_STEP = 0.6, 0.2
LONGEST_SLIDE, LONGEST_BOUNCE = 2.6, 4.0
"""Seconds for the fast steps of a run that slides down, and of one that jumps to and fro."""
UNHURRIED_RUNS = 4
"""Each of more runs than this gets less time."""


def fast_seconds(one: RateRun, count: int) -> float:
    """Return how long the steps after the slow ones take, for one of `count` runs."""
    longest = (LONGEST_BOUNCE if one.jumps else LONGEST_SLIDE) * min(1.0, UNHURRIED_RUNS / count)
    return seconds_for(one.last - NAMED_STEPS, SECONDS_PER_FAST_STEP, longest)


def together_seconds(runs: Sequence[RateRun]) -> float:
    """Return how long the steps after the slow ones take when all runs are told at once."""
    longest = LONGEST_BOUNCE if any(one.jumps for one in runs) else LONGEST_SLIDE
    return seconds_for(max(one.last for one in runs) - NAMED_STEPS, SECONDS_PER_FAST_STEP, longest)


def stride(one: RateRun, count: int) -> Stride:
    """Return which positions the ball of one of `count` runs shows after the slow steps."""
    rest = one.last - NAMED_STEPS
    if not one.jumps or rest <= 0:
        return EVERY_STEP
    seconds = min(fast_seconds(one, count), together_seconds((one,)))
    return Stride(NAMED_STEPS, stride_over(rest, seconds), whole=False)
