"""Formulas: the scatter of batches with its number of the moment, and the step of a batch."""

from collections.abc import Callable

from manim import VGroup

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.cast.writing.formula_zone import fitting
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.live_equations import decimals_for
from scenes.cast.writing.number_rows import Cell
from scenes.cast.writing.number_text import fixed, shortest, typst_number
from scenes.cast.writing.numbers import LiveNumber, number_width
from scenes.parts.batch_sizes.found import Batches

GAP, APART, CLOSEST = 0.12, 0.7, 0.3
"""Way from a formula to its number, and between the two of them, at least the last."""


class ScatterRule:
    """scatter = s₁ / √B = its value now, and left of it B =, how many samples there are in a batch.

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
        The word; the rule; what it comes to now.
    batch
        B = with its number; nothing where it has no room.
    """

    def __init__(self, look: Look, box: Box, found: Batches, size: Callable[[], float]) -> None:
        one, most = found.scatter(1), str(len(found.data))
        decimals = decimals_for(one)

        def count() -> int:
            return int(size() + 1e-9)

        def read() -> str:
            return fixed(found.scatter(count()), decimals)

        word, b = Cell.words(look.say("scatter")).markup, paint(look.colours.data, "B")
        room = max(number_width(fixed(value, decimals), TYPE.formula) for value in (one, 0.0)) + GAP
        count_room = number_width(most, TYPE.formula) + GAP
        start = fitting(look, f"{b} =", width=box.width)
        left = room + count_room + CLOSEST + start.width
        rule = f"{typst_number(fixed(one, decimals))} / sqrt({b}) ="
        self.whole = fitting(look, f"{word} = {rule}", rule, width=box.width - left, height=box.height)
        size_now = self.whole.cap_height / CAP_HEIGHT_PER_FONT_SIZE
        self.name = MathFormula(look, f"{word} =", size=size_now)
        self.whole.shift((0.0, box.centre[1] - self.whole.cap_height / 2 - self.whole.baseline, 0.0))
        line = self.whole.baseline
        for formula in (self.whole, self.name):
            formula.shift((box.right - room - float(formula.get_right()[0]), 0.0, 0.0)).stand_on(line)
        self.number = LiveNumber(look, read, (box.right, line, 0.0), anchor="right", size=TYPE.formula)
        free = float(self.whole.get_left()[0]) - box.left - count_room - float(start.width)
        ends = float(self.whole.get_left()[0]) - min(APART, free)
        start.shift((ends - count_room - float(start.get_right()[0]), 0.0, 0.0)).stand_on(line)
        many = LiveNumber(
            look,
            lambda: str(count()),
            (ends, line, 0.0),
            anchor="right",
            colour=look.colours.data,
            size=TYPE.formula,
        )
        self.batch = VGroup(start, many) if free >= CLOSEST else VGroup()


def step_formula(look: Look, box: Box, rate: float) -> MathFormula:
    """Return (w, b) ← (w, b) − α ∇f_B with the number of α, or in its place, at the upper right of a box."""
    colours, number = look.colours, typst_number(shortest(rate))
    place, slope = paint(colours.parameter, "(w, b)"), paint(colours.gradient, "nabla f_B")
    letter, short = (
        f"{place} arrow.l {place} - {paint(colours.step, alpha)} {slope}" for alpha in ("alpha", number)
    )
    valued = f"{letter}, quad {paint(colours.step, f'alpha = {number}')}"
    formula = fitting(look, valued, short, width=box.width, height=box.height)
    right, top = float(formula.get_right()[0]), float(formula.get_top()[1])
    return formula.shift((box.right - right, box.top - top, 0.0))


__all__ = ["ScatterRule", "step_formula"]
