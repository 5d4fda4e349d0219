"""The arithmetic of a walker's first step: the rule, and beneath it the same with this step's numbers."""

from manim import VGroup

from gd_math.objective import Objective
from gd_math.runs.trajectory import Trajectory
from gd_math.typing import Floats
from scenes.base.look import Look
from scenes.base.theme import TYPE
from scenes.cast.writing.descent_rule import descent_rule
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.number_text import honest_decimals, not_hidden, shortest, typst_number

LEAST = 2
"""Decimals."""
LEADING = 0.16
"""Between the lines, in scene units."""
SIGN, RATE, SLOPE, PIECES = 3, 4, 5, 6
"""Pieces of a line, from the left: after new place, arrow and old place the sign, the rate, the gradient."""


class StepLines:
    """(x, y) ← (x, y) − α ∇f(x, y), and its numbers beneath: they come as the picture shows them.

    Where both lines have no room, the gradient and the step stand there, each with its numbers.

    Parameters
    ----------
    look
        Theme and language.
    zone
        Where they stand.
    objective
        Whose variables are named.
    run
        Points ``(steps + 1, walkers, 2)``.
    walker
        Whose step.
    rate
        The learning rate α.

    Attributes
    ----------
    slope, scaled, landed
        What comes with the gradient, with the step, and with the place to which that leads.
    """

    def __init__(
        self, look: Look, zone: FormulaZone, objective: Objective, run: Trajectory, walker: int, rate: float
    ) -> None:
        colours, slope, before = look.colours, run.gradients[0, walker], run.points[0, walker]
        after = run.points[1, walker] if run.lengths[walker] > 1 else run.beyond[walker]
        decimals = max(honest_decimals(before, rate, slope, before - rate * slope, LEAST))
        old, new, uphill = (
            paint(colour, _vector(numbers, decimals))
            for colour, numbers in (
                (colours.parameter, before),
                (colours.parameter, after),
                (colours.gradient, slope),
            )
        )
        alpha = paint(colours.step, typst_number(shortest(rate, LEAST)))
        numbers = zone.page(f"{new} = {old} - {alpha} thin {uphill}", largest=TYPE.caption)
        assert isinstance(numbers, MathFormula)
        symbols = MathFormula(look, descent_rule(look, objective), size=TYPE.caption)
        above, beneath = symbols.pieces, numbers.pieces
        low = zone.box.top - symbols.height - LEADING - numbers.height
        fits = numbers.width <= zone.box.width and zone.box.bottom <= low
        if fits and len(above) == len(beneath) == PIECES:
            symbols.shift((0.0, zone.box.top - float(symbols.get_top()[1]), 0.0))
            numbers.shift((0.0, low - float(numbers.get_bottom()[1]), 0.0))
            for symbol, number in zip(above, beneath, strict=True):
                symbol.shift((float(number.get_center()[0] - symbol.get_center()[0]), 0.0, 0.0))
            self.slope, self.scaled, self.landed = (
                VGroup(*(line[piece] for line in (above, beneath) for piece in stage))
                for stage in ((SLOPE,), (SIGN, RATE), range(SIGN))
            )
            return
        nabla, alpha = paint(colours.gradient, "nabla f"), paint(colours.step, "alpha")
        ahead = paint(colours.step, _vector(-rate * slope, decimals))
        first, second = f"{nabla} &= {uphill}", f"-{alpha} {nabla} &= {ahead}"
        small = zone.page(f"{first} \\ {second}", largest=TYPE.caption)
        count = len(MathFormula(look, first))
        self.slope, self.scaled, self.landed = VGroup(*small[:count]), VGroup(*small[count:]), VGroup()


def walk_rule(look: Look, objective: Objective, rate: str) -> tuple[str, str]:
    """Return Typst math of the rule with the number of α below it, and of the rule with that number in it."""
    value = typst_number(rate)
    number = paint(look.colours.step, f"alpha = {value}")
    short = descent_rule(look, objective, "-", f"{value} thin")
    return f"{descent_rule(look, objective)} & \\ {number} &", short


def _vector(numbers: Floats, decimals: int) -> str:
    largest = float(abs(numbers).max())
    texts = (not_hidden(float(number), decimals, largest) for number in numbers)
    return f"({', '.join(typst_number(text) for text in texts)})"


__all__ = ["LEAST", "StepLines", "walk_rule"]
