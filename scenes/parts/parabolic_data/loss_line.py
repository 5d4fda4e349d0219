"""The mean squared error as a number that lives with the model; what it is, and what the model is."""

from manim import VGroup

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.cast.moving.following import follow
from scenes.cast.writing.formula_zone import fitting
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.number_text import steady
from scenes.cast.writing.numbers import LiveNumber
from scenes.parts.parabolic_data.models import Scene

MSE = '"MSE"'
GAP, DOWN = 0.12, 2.4
"""Before the number; from one line to the next, in capital heights."""


class LossLine(VGroup):
    """MSE = the number of the moment.

    Parameters
    ----------
    look, box
        Theme and language, and the formula zone.
    now
        What is told.
    """

    def __init__(self, look: Look, box: Box, now: Scene) -> None:
        self.look, self.box = look, box
        size, colour = TYPE.formula, look.colours.loss
        cap = CAP_HEIGHT_PER_FONT_SIZE * size
        self.baseline = box.top - 1.3 * cap
        head = MathFormula(look, f"{paint(colour, MSE)} =", size=size)
        head.stand_on(self.baseline)
        number = LiveNumber(
            look,
            lambda: steady(now.error()),
            (box.right, self.baseline, 0.0),
            anchor="right",
            colour=colour,
            size=size,
        )

        def lean() -> None:
            head.shift((float(number.get_left()[0] - head.get_right()[0]) - GAP, 0.0, 0.0))

        super().__init__(number, head)
        follow(head, lean)
        self.name = "loss"

    def formula(self) -> MathFormula:
        """Return what MSE is for a line, below its number."""
        colours = self.look.colours
        said, seen = paint(colours.prediction, "(b + w x)"), paint(colours.data, "y")
        return self._below(f"{paint(colours.loss, MSE)} = 1\\/n dot sum ({seen} - {said})^2")

    def model(self, degree: int, *, alone: bool = False) -> MathFormula:
        """Return the model with powers of x up to a degree, below the number, or `alone` in its place."""
        terms = [paint(self.look.colours.parameter, "b")]
        terms += [self._term(k, degree) for k in ([1, 2] if degree == 2 else [1])]
        terms += ["dots.c", self._term(degree, degree)] if degree > 2 else []
        formula = f"{paint(self.look.colours.prediction, 'hat(y)')} = {' + '.join(terms)}"
        return self._placed(formula, TYPE.formula, 0.0) if alone else self._below(formula)

    def _term(self, power: int, degree: int) -> str:
        weight, x = "w" if degree == 1 else f"w_{power}", "x" if power == 1 else f"x^{power}"
        return f"{paint(self.look.colours.parameter, weight)} {paint(self.look.colours.data, x)}"

    def _below(self, markup: str) -> MathFormula:
        return self._placed(markup, TYPE.caption, DOWN)

    def _placed(self, markup: str, size: float, down: float) -> MathFormula:
        made = fitting(self.look, markup, width=self.box.width, largest=size)
        made.stand_on(self.baseline - down * self.look_cap)
        return made.shift((self.box.right - float(made.get_right()[0]), 0.0, 0.0))

    @property
    def look_cap(self) -> float:
        """Height of capitals."""
        return CAP_HEIGHT_PER_FONT_SIZE * TYPE.formula


__all__ = ["LossLine"]
