"""How quickly the steps of several runs are told, so that nothing flickers and the clip stays short."""

from gd_math.accounts.rates import RateRun
from scenes.base.pace import EVERY_STEP, Stride, seconds_for, stride_over

FIRST_STEP, SECOND_STEP = 1.0, 0.6
"""Seconds for the steps that are told with their arrows."""
SLOW_STEPS = 2
SECONDS_PER_FAST_STEP, SECONDS_PER_WIDENING_STEP = 0.2, 0.36
LONGEST_SLIDE, LONGEST_BOUNCE, LONGEST_WIDENING, LONGEST_SMALL_WIDENING = 1.6, 4.2, 5.6, 9.0
"""Seconds for the fast steps of a run that slides down, of one that jumps to and fro, and of one that the
view widens with."""
SWEEP = 2.0
"""Seconds for all losses at once."""
UNHURRIED_RUNS = 4
"""Each of more runs than this gets less time."""


def slow_steps(one: RateRun) -> int:
    """Return how many steps are told with their arrows."""
    return min(SLOW_STEPS, one.last)


def slow_seconds(step: int, count: int) -> float:
    """Return how long one of these steps takes, for one of `count` runs."""
    return (SECOND_STEP if step else FIRST_STEP) * min(1.0, UNHURRIED_RUNS / count)


def fast_seconds(one: RateRun, count: int, *, widening: bool = False, small: bool = False) -> float:
    """Return how long the steps after the slow ones take, for one of `count` runs.

    Where the view widens with the run, a ball in a small picture takes more time: it is large there.
    """
    steps, hurry = one.last - slow_steps(one), min(1.0, UNHURRIED_RUNS / count)
    if widening:
        longest = (LONGEST_SMALL_WIDENING if small else LONGEST_WIDENING) * hurry
        return seconds_for(steps, SECONDS_PER_WIDENING_STEP, longest)
    longest = (LONGEST_BOUNCE if one.jumps else LONGEST_SLIDE) * hurry
    return seconds_for(steps, SECONDS_PER_FAST_STEP, longest)


def stride(one: RateRun, count: int, *, widening: bool = False, small: bool = False) -> Stride:
    """Return which positions the ball of one of `count` runs shows after the slow steps."""
    rest = one.last - slow_steps(one)
    if not one.jumps or rest <= 0:
        return EVERY_STEP
    seconds = fast_seconds(one, count, widening=widening, small=small)
    return Stride(SLOW_STEPS, stride_over(rest, seconds), whole=False)
