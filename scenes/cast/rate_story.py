"""What a learning rate does, in one sentence."""

from collections.abc import Callable

from scenes.cast.numbers import shortest, significant
from scenes.cast.rate_labels import rate_text
from scenes.cast.rate_runs import RateRun, Verdict

SLOW_STEPS = 3
"""Steps that are told slowly, and whose losses are named."""


def rounded(value: float) -> str:
    """Return `value` with three or four digits, and none that is a needless zero.

    >>> rounded(64.0), rounded(409.62), rounded(4096.4)
    ('64', '410', '4096')
    """
    return shortest(float(f"{value:.3g}" if abs(value) < 1000 else f"{value:.4g}"))


def story(one: RateRun, say: Callable[..., str]) -> str:
    """Return what a run does, in one sentence that is true of its numbers.

    Parameters
    ----------
    one
        The run.
    say
        Translates a sentence and puts values in its ``{places}``.
    """
    rate = f"α = {rate_text(one.rate)}"
    first, final = (significant(float(one.run.values[k])) for k in (0, -1))
    percent = None if one.way_done is None else f"{100 * float(one.way_done[-1]):.0f}"
    if one.run.outcome.diverged:
        return say("{rate}: at step {step} the loss leaves every scale.", rate=rate, step=one.last)
    if one.last == 1:
        return say("{rate}: the loss goes from {first} to {final}.", rate=rate, first=first, final=final)
    if one.verdict is Verdict.UNSTABLE and one.climbs:
        climb = ", ".join(rounded(float(value)) for value in one.run.values[: SLOW_STEPS + 1])
        return say("{rate}: each step lands higher: {losses} …", rate=rate, losses=climb)
    if one.verdict is Verdict.UNSTABLE:
        return say("{rate}: the loss never settles, and ends at {final}.", rate=rate, final=final)
    if one.verdict is Verdict.BORDERLINE and one.crosses:
        return say("{rate}: it jumps from side to side, and comes no closer.", rate=rate)
    if one.verdict is Verdict.LARGE and one.crosses:
        return say("{rate}: each step jumps across the valley, yet comes closer.", rate=rate)
    if one.arrival is not None and one.arrival > 1 and one.verdict is not Verdict.LARGE:
        return say("{rate}: 99 % of the way is done after {steps} steps.", rate=rate, steps=one.arrival)
    if one.verdict is Verdict.SMALL and one.creeps and percent is not None:
        return say(
            "{rate}: {steps} tiny steps, and only {percent} % of the way is done.",
            rate=rate,
            steps=one.last,
            percent=percent,
        )
    return say("{rate}: the loss goes from {first} to {final}.", rate=rate, first=first, final=final)
