"""The mean squared error as a number that lives with the model, and what its minimum is made of."""

from manim import VGroup

from gd_math.data.bias_variance import BiasVariance, least_line_error
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.cast.writing.formula_zone import fitting
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.number_text import significant, typst_number
from scenes.cast.writing.numbers import LiveNumber, number_width
from scenes.parts.parabolic_data.models import Scene

MSE = '"MSE"'
SQUARE = "sigma^2"
BEND = "4 a^4 slash 45"
WIDEST, GAP, DOWN = "0.000000", 0.12, 2.4
"""The longest number that is likely; before the number; from one line to the next, in capital heights."""


class LossLine(VGroup):
    """MSE = the number of the moment.

    Parameters
    ----------
    look, box
        Theme and language, and the formula zone.
    now, study
        What is told.
    """

    def __init__(self, look: Look, box: Box, now: Scene, study: BiasVariance) -> None:
        self.look, self.box, self.study = look, box, study
        size, colour = TYPE.formula, look.colours.loss
        cap = CAP_HEIGHT_PER_FONT_SIZE * size
        self.baseline = box.top - 1.3 * cap
        longest = max(
            (significant(study.error(one)) for one in (*study.line_run, *study.parabola_run)), key=len
        )
        room = max(number_width(text, size) for text in (WIDEST, longest))
        head = MathFormula(look, f"{paint(colour, MSE)} =", size=size)
        head.stand_on(self.baseline)
        left = box.right - room
        head.shift((left - GAP - float(head.get_right()[0]), 0.0, 0.0))
        number = LiveNumber(
            look,
            lambda: significant(now.error()),
            (left, self.baseline, 0.0),
            anchor="left",
            colour=colour,
            size=size,
        )
        super().__init__(head, number)
        self.name = "loss"

    def formula(self) -> MathFormula:
        """Return what MSE is for a line, below its number."""
        colours = self.look.colours
        said, seen = paint(colours.prediction, "(b + w x)"), paint(colours.data, "y")
        return self._below(f"{paint(colours.loss, MSE)} = 1\\/n dot sum ({seen} - {said})^2")

    def parts(self, average: str) -> MathFormula:
        """Return what the best line's error is on average: σ² + 4a⁴/45, with its numbers.

        Parameters
        ----------
        average
            The translated words before it, where they have room.
        """
        colours, study = self.look.colours, self.study
        noise = study.noise**2
        whole = least_line_error(study.reach, study.noise)
        texts = [typst_number(significant(value)) for value in (noise, whole - noise, whole)]
        symbols = f"{paint(colours.muted, SQUARE)} + {paint(colours.prediction, BEND)}"
        both = f"{paint(colours.muted, texts[0])} + {paint(colours.prediction, texts[1])}"
        numbers = f"{both} = {paint(colours.loss, texts[2])}"
        head = f"upright({chr(34)}{average}: {chr(34)})"
        return self._below(f"{head} {symbols} = {numbers}", f"{symbols} = {numbers}", numbers)

    def _below(self, *markups: str) -> MathFormula:
        made = fitting(self.look, *markups, width=self.box.width, largest=TYPE.caption)
        made.stand_on(self.baseline - DOWN * self.look_cap)
        return made.shift((self.box.right - float(made.get_right()[0]), 0.0, 0.0))

    @property
    def look_cap(self) -> float:
        """Height of capitals."""
        return CAP_HEIGHT_PER_FONT_SIZE * TYPE.formula


__all__ = ["LossLine"]
