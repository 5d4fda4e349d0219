"""How long the first step is: the rate times the slope, in numbers."""

from manim import VGroup

from gd_math.accounts.rates import RateRun
from gd_math.formula.variables import variable_markup
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.number_text import MINUS, as_number, significant
from scenes.cast.writing.numbers import Number, number_width
from scenes.parts.learning_rate_comparison.labels import rate_text

MOST_DIGITS = 7
LINE = 2.4
"""From one baseline to the other, in capital heights."""


class StepProduct(VGroup):
    """``α f′(x₀) =`` and below it ``0.02 × 16.0 = 0.320``; empty where there is no room for it.

    Parameters
    ----------
    look
        Theme and language.
    box
        Its room: it stands on its floor, at its right.
    one
        The run.
    """

    def __init__(self, look: Look, box: Box, one: RateRun) -> None:
        super().__init__()
        colours, size = look.colours, TYPE.label
        slope, product = product_texts(one.rate, float(one.slopes[0]))
        parts = (
            (rate_text(one.rate), colours.step),
            ("×", colours.muted),
            (f"({slope})" if slope.startswith(MINUS) else slope, colours.gradient),
            ("=", colours.muted),
            (product, colours.step),
        )
        gap = 0.4 * number_width("0", size)
        width = sum(number_width(text, size) + gap for text, _ in parts) - gap
        self.name = "length of the first step"
        if width > box.width:
            return
        x, cap = box.right - width, CAP_HEIGHT_PER_FONT_SIZE * size
        name = variable_markup(one.run.variables[0])
        slope_name = paint(colours.gradient, f"f'({name}_0)")
        symbols = f"{paint(colours.step, 'alpha')} thin {slope_name}"
        head = MathFormula(look, symbols, size=size).stand_on(box.bottom + LINE * cap)
        self.add(head.shift((x - float(head.get_left()[0]), 0.0, 0.0)))
        for text, colour in parts:
            self.add(Number(look, text, (x, box.bottom, 0.0), colour=colour, size=size))
            x += number_width(text, size) + gap


def product_texts(rate: float, slope: float) -> tuple[str, str]:
    """Return a slope and its product with a rate, such that whoever multiplies what is printed finds it.

    >>> product_texts(0.02, 16.0), product_texts(0.9, 1.23456)
    (('16.0', '0.320'), ('1.23', '1.11'))
    """
    product = significant(rate * slope)
    for digits in range(3, MOST_DIGITS):
        text = significant(slope, digits)
        if significant(rate * as_number(text)) == product:
            break
    return text, product


__all__ = ["StepProduct", "product_texts"]
