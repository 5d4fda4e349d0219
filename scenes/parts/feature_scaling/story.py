"""What is said of slopes, steps and spreads."""

import numpy as np

from gd_math.data.feature_scaling import FeatureScaling, UnitsDescent
from scenes.base.look import Look
from scenes.cast.writing.arrow_count import ArrowCount
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.number_text import as_number, significant, typst_number

MANY, STRAIGHT = 1_000_000, 0.05
"""Steps from which on they are rounded; a slope leads straight that leads aside by so small a share."""


def direction(look: Look, descent: UnitsDescent) -> str:
    """Return the sentence on where the slope at the start points: across the valley, or along it."""
    slope, center = descent.run.gradients[0], descent.loss.center
    aside = slope[0] * center[1] - slope[1] * center[0]
    if abs(aside) <= STRAIGHT * np.hypot(*slope) * np.hypot(*center):
        return look.say("The slope points straight away from the lowest place.")
    along, across = np.abs(slope @ np.linalg.eigh(descent.loss.matrix)[1]).tolist()
    if across > along:
        return look.say("The slope points across the valley, not along it.")
    return look.say("The slope points more along the valley than across it.")


def product_of(look: Look, count: ArrowCount | None) -> str:
    """Return ``26.50 × 0.0234 = 0.62``, the slope's length times the rate, as Typst math."""
    if count is None:
        return ""
    colours = look.colours
    texts = (
        (count.rate, colours.step),
        (count.lengths[0], colours.gradient),
        (count.text(0, 1.0), colours.step),
    )
    rate, length, step = (paint(colour, typst_number(text)) for text, colour in texts)
    return f"{length} times {rate} = {step}"


def count_text(steps: int) -> str:
    """Return a count of steps: of millions no more digits than rounding leaves."""
    return str(steps) if steps < MANY else significant(steps)


def walked(look: Look, descent: UnitsDescent) -> str:
    """Return how many steps a walk took, or would take."""
    steps, shown = descent.steps, descent.run.steps_taken
    if shown < steps:
        return look.say("{shown} steps are shown; it takes {steps}.", shown=shown, steps=count_text(steps))
    return look.say_count(steps, "{count} step leads into the ring.", "{count} steps lead into the ring.")


def answer(look: Look, found: FeatureScaling) -> str:
    """Return the headline at the end: what scaling was good for."""
    if found.helps and found.scaled.condition < found.raw.condition:
        return look.say("A rounder valley needs fewer steps")
    return look.say("Here scaling saves no steps")


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


__all__ = ["answer", "compared", "count_text", "direction", "elongated", "product_of", "walked"]
