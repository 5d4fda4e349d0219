"""What is said of slopes, steps and spreads."""

import numpy as np

from gd_math.data.feature_scaling import FeatureScaling, UnitsDescent
from scenes.base.look import Look
from scenes.cast.writing.arrow_count import ArrowCount
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.number_text import as_number, significant, typst_number

NO_SLOPE, MANY = 1e6, 1_000_000
"""Ratio of slopes above which one of them is none; steps from which on they are rounded."""


def steepness(look: Look, slopes: list[float], count: ArrowCount | None) -> str:
    """Return the sentence on both slopes at the start, with their length as it is counted at the arrow."""
    one, other = map(abs, slopes)
    less, more = min(one, other), max(one, other)
    first, second = ("w₁", "w₂") if one > other else ("w₂", "w₁")
    if less * NO_SLOPE <= more:
        return look.say("Here the slope is along {one} alone.", one=first)
    return look.say(
        "The slope is {whole}: {more} along {one}, {less} along {other}.",
        whole=significant(float(np.hypot(one, other))) if count is None else count.lengths[0],
        more=significant(more),
        one=first,
        less=significant(less),
        other=second,
    )


def product_of(look: Look, count: ArrowCount | None) -> str:
    """Return ``0.0234 × 26.50 = 0.62``, the rate times the slope's length, as Typst math."""
    if count is None:
        return ""
    colours = look.colours
    texts = (
        (count.rate, colours.step),
        (count.lengths[0], colours.gradient),
        (count.text(0, 1.0), colours.step),
    )
    rate, length, step = (paint(colour, typst_number(text)) for text, colour in texts)
    return f"{rate} times {length} = {step}"


def count_text(steps: int) -> str:
    """Return a count of steps: of millions no more digits than rounding leaves."""
    return str(steps) if steps < MANY else significant(steps)


def walked(look: Look, descent: UnitsDescent) -> str:
    """Return how many steps a walk took, or would take."""
    steps, shown = descent.steps, descent.run.steps_taken
    if shown < steps:
        return look.say("{shown} steps are shown; it takes {steps}.", shown=shown, steps=count_text(steps))
    return look.say_count(steps, "{count} step: 99 % of the fall.", "{count} steps: 99 % of the fall.")


def wider(spreads: list[float]) -> tuple[int, str]:
    """Return which feature spreads further, 1 or 2, and how many times as far, as printed."""
    one, other = spreads
    return (1 if one > other else 2), significant(max(one, other) / min(one, other))


def compared(look: Look, spreads: list[float]) -> str:
    """Return how much further one feature spreads than the other."""
    wide, ratio = wider(spreads)
    if as_number(ratio) == 1.0:
        return look.say("Both features spread alike.")
    far, near = ("x₁", "x₂") if wide == 1 else ("x₂", "x₁")
    return look.say("{wide} spreads {ratio} times as far as {other}.", wide=far, ratio=ratio, other=near)


def elongated(look: Look, scaling: FeatureScaling, *, even: bool) -> str:
    """Return how long the valley is, and what makes it so."""
    ratio, (wide, spread) = significant(scaling.raw.elongation), wider(scaling.spreads.tolist())
    if not even:
        return look.say("The loss over two weights, {ratio} times as long as wide, drawn wider.", ratio=ratio)
    if as_number(spread) == 1.0:
        return look.say("The loss over two weights: {ratio} times as long as wide.", ratio=ratio)
    return look.say(
        "The loss: {ratio} times as long as wide, narrower along {weight}.",
        ratio=ratio,
        weight=("w₁", "w₂")[wide - 1],
    )


__all__ = ["compared", "count_text", "elongated", "product_of", "steepness", "walked"]
