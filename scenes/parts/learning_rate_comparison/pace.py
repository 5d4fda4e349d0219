"""How quickly the steps of several runs are told, so that nothing flickers and the clip stays short."""

import numpy as np

from gd_math.accounts.rates import RateRun
from scenes.base.pace import EVERY_STEP, STEADY_JUMPS, Stride, seconds_for, stride_over

SCALING, SCALING_AGAIN, FIRST_STEP = 1.6, 1.2, 0.8
"""Seconds in which the slope becomes the first step, in the first run and in others; for that step."""
SLOW_STEPS = 1
SECONDS_PER_FAST_STEP, SECONDS_PER_WIDENING_STEP = 0.2, 0.45
LONGEST_SLIDE, LONGEST_RACE, LONGEST_BOUNCE = 1.6, 1.8, 3.0
"""Seconds for the fast steps of a run that slides down, of two of them, and of one that jumps to and fro."""
LONGEST_WIDENING, LONGEST_SMALL_WIDENING = 4.0, 4.4
"""Seconds for those of a run that the view widens with, after the first of them."""
CALM_STEPS, CALM, CALM_REST = 3, 0.4, 0.2
"""How many steps such a view widens with calmly, how long each of them takes, and the rest after it."""
STEADY_WIDENING = 3.0
"""Most positions a second that the ball shows while the view widens."""
SMALL, TREMBLING = 0.1, 1.0
"""Jumps below this share of the longest are told quickly: all of them in so many seconds."""
SWEEP, COMPARING = 1.6, 1.0
"""Seconds for all losses at once, and in which they are compared."""
WIDENED = 0.5
"""How much of the first step's widening the view has done when the arrow of that step is drawn."""
UNHURRIED_RUNS = 4
"""Each of more runs than this gets less time."""


def slow_steps(one: RateRun) -> int:
    """Return how many steps are told with their arrows: the first one."""
    return min(SLOW_STEPS, one.last)


def scaling_seconds(again: bool, count: int) -> float:
    """Return how long the slope takes to become the first step, of one of `count` runs."""
    return (SCALING_AGAIN if again else SCALING) * min(1.0, UNHURRIED_RUNS / count)


def fast_seconds(one: RateRun, count: int, *, race: bool = False) -> float:
    """Return how long the steps after the slow ones take, for one of `count` runs."""
    steps, hurry = one.last - slow_steps(one), min(1.0, UNHURRIED_RUNS / count)
    longest = (LONGEST_RACE if race else LONGEST_BOUNCE if one.jumps else LONGEST_SLIDE) * hurry
    return seconds_for(steps, SECONDS_PER_FAST_STEP, longest)


def fast_legs(
    one: RateRun, count: int, *, race: bool = False, widening: bool = False, small: bool = False
) -> list[tuple[int, float]]:
    """Return the steps after the slow ones in legs: up to which step, in how many seconds.

    Where the view widens with the run, the first of them are calm, one by one; a ball in a small picture
    takes more time: it is large there.
    """
    slow, last = slow_steps(one), one.last
    if slow >= last:
        return []
    hurry = min(1.0, UNHURRIED_RUNS / count)
    if not widening:
        small_from = slow + _seen_jumps(one)
        if small_from >= last:
            return [(last, fast_seconds(one, count, race=race))]
        first = seconds_for(small_from - slow, SECONDS_PER_FAST_STEP, LONGEST_BOUNCE * hurry)
        return [(small_from, first), (last, seconds_for(last - small_from, SECONDS_PER_FAST_STEP, TREMBLING))]
    calm = min(slow + CALM_STEPS, last)
    legs = [(k, CALM * hurry) for k in range(slow + 1, calm + 1)]
    if last > calm:
        longest = (LONGEST_SMALL_WIDENING if small else LONGEST_WIDENING) * hurry
        legs.append((last, seconds_for(last - calm, SECONDS_PER_WIDENING_STEP, longest)))
    return legs


def _seen_jumps(one: RateRun) -> int:
    """Return how many jumps after the first one can be seen well; all steps of a run that does not jump."""
    lengths = np.abs(one.moves)
    wide = np.flatnonzero(lengths >= SMALL * lengths.max(initial=0.0))
    return int(wide[-1]) if one.jumps and len(wide) else one.last


def stride(one: RateRun, count: int, *, widening: bool = False, small: bool = False) -> Stride:
    """Return which positions the ball of one of `count` runs shows where its steps are told quickest."""
    begin, found = slow_steps(one), EVERY_STEP
    seen = one.last if widening else begin + _seen_jumps(one)
    for to, seconds in fast_legs(one, count, widening=widening, small=small) if one.jumps else ():
        if begin >= seen:
            break
        steps = stride_over(to - begin, seconds, STEADY_WIDENING if widening else STEADY_JUMPS)
        if steps > found.steps:
            found = Stride(begin, steps, whole=False, behind=widening)
        begin = to
    return found
