"""The arithmetic of a walker's first step: its gradient, and below it what the rate makes of that."""

from manim import VGroup

from gd_math.runs.trajectory import Trajectory
from gd_math.typing import Floats
from scenes.base.look import Look
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.number_text import honest_decimals, not_hidden, shortest, typst_number

LEAST = 2
"""Decimals."""


def step_lines(look: Look, zone: FormulaZone, run: Trajectory, walker: int, rate: float) -> list[VGroup]:
    """Return two lines at their places in a zone: the gradient as a vector, and the step.

    Parameters
    ----------
    look
        Theme and language.
    zone
        Where they stand.
    run
        Points ``(steps + 1, walkers, 2)``.
    walker
        Whose step.
    rate
        The learning rate α.
    """
    colours, slope = look.colours, run.gradients[0, walker]
    decimals = max(honest_decimals(0 * slope, rate, slope, -rate * slope, LEAST))
    nabla, alpha = (
        paint(colours.gradient, "nabla f"),
        paint(colours.step, typst_number(shortest(rate, LEAST))),
    )
    uphill = paint(colours.gradient, _vector(slope, decimals))
    ahead = paint(colours.step, _vector(-rate * slope, decimals))
    first, second = f"{nabla} &= {uphill}", f"-{alpha} dot {nabla} &= {ahead}"
    page = zone.show(f"{first} \\ {second}")
    count = len(MathFormula(look, first))
    return [VGroup(*page[:count]), VGroup(*page[count:])]


def _vector(numbers: Floats, decimals: int) -> str:
    largest = float(abs(numbers).max())
    texts = (not_hidden(float(number), decimals, largest) for number in numbers)
    return f"({', '.join(typst_number(text) for text in texts)})"


__all__ = ["step_lines"]
