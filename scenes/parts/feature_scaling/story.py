"""What is said of slopes, steps and spreads."""

from gd_math.data.feature_scaling import UnitsDescent
from scenes.base.look import Look
from scenes.cast.writing.number_text import as_number, significant

ALIKE, NO_SLOPE = 1.5, 1e6
"""Ratios of slopes below which they are alike, and above which one of them is none."""


def steepness(look: Look, slopes: list[float]) -> str:
    """Return the sentence on both slopes at the start."""
    one, other = map(abs, slopes)
    less, more = min(one, other), max(one, other)
    first, second = ("w₁", "w₂") if one > other else ("w₂", "w₁")
    if less * NO_SLOPE <= more:
        return look.say("Here the slope is along {one} alone.", one=first)
    ratio = significant(more / less, 2)
    if float(ratio) < ALIKE:
        return look.say("Both slopes are about alike here.")
    return look.say(
        "The slope is {more} along {one}, {less} along {other}: {ratio} times.",
        more=significant(more),
        one=first,
        less=significant(less),
        other=second,
        ratio=ratio,
    )


def walked(look: Look, descent: UnitsDescent) -> str:
    """Return how many steps a walk took, or would take."""
    steps, shown = descent.steps, descent.run.steps_taken
    if shown < steps:
        return look.say("{shown} steps are shown; it takes {steps}.", shown=shown, steps=steps)
    return look.say_count(steps, "{count} step: 99 % of the fall.", "{count} steps: 99 % of the fall.")


def compared(look: Look, spreads: list[float]) -> str:
    """Return how much further one feature spreads than the other, and what that does to the valley."""
    one, other = spreads
    wide = "₁" if one > other else "₂"
    ratio = significant(max(one, other) / min(one, other))
    if as_number(ratio) == 1.0:
        return look.say("Both features spread alike.")
    return look.say(
        "{wide} spreads {ratio} times as far: the valley narrows along {weight}.",
        wide=f"x{wide}",
        ratio=ratio,
        weight=f"w{wide}",
    )


__all__ = ["compared", "steepness", "walked"]
