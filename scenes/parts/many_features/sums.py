"""The first step of one weight written out, and how its weight reads in the table's units."""

import itertools

from gd_math.data.many_features import ManyFeatures
from scenes.base.look import Look
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.number_text import as_number, plain, significant, typst_number

MOST_DIGITS = 7


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


def bridge(look: Look, found: ManyFeatures, decimals: int) -> str:
    """Return ``w₁ s_y / s₁ = 0.0669 · 164 = 10.9`` as Typst math, nothing where no printed factors are so.

    The weight takes up to two decimals more than it had, such that whoever multiplies what is printed finds
    what is printed.
    """
    weight, shown = float(found.weights(1.0)[0]), significant(float(found.in_units(found.weights(1.0))[0]))
    factor = found.spread / float(found.table.features[:, 0].std())
    for more, digits in itertools.product(range(3), range(3, MOST_DIGITS)):
        one, other = plain(weight, decimals + more), significant(factor, digits)
        if as_number(one) and significant(as_number(one) * as_number(other)) == shown:
            orange = look.colours.parameter
            name, start, end = (
                paint(orange, text) for text in ("w_1", typst_number(one), typst_number(shown))
            )
            return f"{name} s_y \\/ s_1 = {start} dot {typst_number(other)} = {end}"
    return ""


__all__ = ["bridge", "step_sum"]
