"""Formulas: the line, the step of a batch, and its gradient's scatter with its number of the moment."""

from collections.abc import Callable

from gd_math.data.line_fitting import Feature
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.cast.data.feature_words import mean_text
from scenes.cast.writing.formula_zone import fitting
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.live_equations import decimals_for
from scenes.cast.writing.number_text import fixed, shortest, significant, subtracted, typst_number
from scenes.cast.writing.numbers import LiveNumber, number_width
from scenes.parts.batch_sizes.found import Batches

GAP = 0.12


class ScatterRule:
    """s_B = s₁ / √B · √((n − B) / (n − 1)) = its value now: batches are drawn without replacement.

    Parameters
    ----------
    look
        Theme and language.
    box
        Formula zone; the number ends at its right edge.
    found
        What knows the scatter.
    size
        Returns B.

    Attributes
    ----------
    name, whole, number
        s_B =, alone; the whole rule; what it comes to now.
    """

    def __init__(self, look: Look, box: Box, found: Batches, size: Callable[[], float]) -> None:
        one, count = found.scatter(1), len(found.data)
        decimals = decimals_for(one)

        def read() -> str:
            return fixed(found.scatter(size()), decimals)

        room = max(number_width(fixed(value, decimals), TYPE.formula) for value in (one, 0.0)) + GAP
        rules = [
            f"s_B = {single} / sqrt(B) sqrt(({count} - B) / ({count - 1})) ="
            for single in (typst_number(fixed(one, decimals)), "s_1")
        ]
        self.whole = fitting(look, *rules, width=box.width - room, height=box.height)
        self.name = MathFormula(look, "s_B =", size=self.whole.cap_height / CAP_HEIGHT_PER_FONT_SIZE)
        for formula in (self.whole, self.name):
            formula.shift((box.right - room - float(formula.get_right()[0]), 0.0, 0.0))
            formula.stand_on(box.centre[1] - formula.cap_height / 2)
        where = (box.right, self.whole.baseline, 0.0)
        self.number = LiveNumber(look, read, where, anchor="right", size=TYPE.formula)


def line_formula(look: Look, box: Box, feature: Feature) -> MathFormula:
    """Return ŷ = w z + b with what z is, at the upper right of a box."""
    colours, scale, mean = look.colours, typst_number(significant(feature.scale)), mean_text(feature)
    w, b = (paint(colours.parameter, name) for name in ("w", "b"))
    z, x = paint(colours.data, "z"), paint(colours.data, "x")
    line = f"{paint(colours.prediction, 'hat(y)')} = {w} {z} + {b}"
    means = f"{z} = ({x} {typst_number(subtracted(mean))}) / ({scale})" if mean else f"{z} = {x} / ({scale})"
    formula = fitting(look, f"{line}, quad {means}", width=box.width, height=box.height)
    right, top = float(formula.get_right()[0]), float(formula.get_top()[1])
    return formula.shift((box.right - right, box.top - top, 0.0))


def step_formula(look: Look, box: Box, rate: float) -> MathFormula:
    """Return (w, b) ← (w, b) − α ∇f_B with the number of α, or in its place, at the upper left of a box."""
    colours, number = look.colours, typst_number(shortest(rate))
    place, slope = paint(colours.parameter, "(w, b)"), paint(colours.gradient, "nabla f_B")
    letter, short = (
        f"{place} arrow.l {place} - {paint(colours.step, alpha)} {slope}" for alpha in ("alpha", number)
    )
    valued = f"{letter}, quad {paint(colours.step, f'alpha = {number}')}"
    formula = fitting(look, valued, short, width=box.width, height=box.height)
    left, top = float(formula.get_left()[0]), float(formula.get_top()[1])
    return formula.shift((box.left - left, box.top - top, 0.0))


__all__ = ["ScatterRule", "line_formula", "step_formula"]
