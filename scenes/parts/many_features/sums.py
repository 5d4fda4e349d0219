"""The first step of one weight written out."""

from gd_math.data.many_features import ManyFeatures
from scenes.base.look import Look
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.number_text import as_number, plain, typst_number


def step_sum(look: Look, found: ManyFeatures, rate: float, decimals: int) -> str:
    """Return ``w₁ = 0.000 − 0.05 (−1.338) = 0.067`` as Typst math, nothing where it is not so as printed."""
    slope, weight = (plain(float(values[0]), decimals) for values in (found.slopes(0), found.weights(1.0)))
    printed = plain(-rate * as_number(slope), decimals)
    if printed != weight or not as_number(weight):
        return ""
    colours = look.colours
    zero, end = (paint(colours.parameter, typst_number(text)) for text in (plain(0.0, decimals), weight))
    step = paint(colours.step, typst_number(f"{rate:g}"))
    gradient = paint(colours.gradient, typst_number(slope))
    name = paint(colours.parameter, "w_1")
    return f"{name} = {zero} - {step} dot ({gradient}) = {end}"


__all__ = ["step_sum"]
