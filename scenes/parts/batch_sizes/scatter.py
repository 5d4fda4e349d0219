"""The scatter of a batch's gradient as a formula with its number of the moment."""

from collections.abc import Callable

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.cast.writing.formula_zone import fitting
from scenes.cast.writing.formulas import MathFormula
from scenes.cast.writing.live_equations import decimals_for
from scenes.cast.writing.number_text import fixed, typst_number
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


__all__ = ["ScatterRule"]
