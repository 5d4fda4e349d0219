"""The update of a line's parameters with the numbers of a step, one row for each of them."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import cast

from manim import VGroup, VMobject

from gd_math.data.line_descent import LineDescent
from scenes.base.look import Look
from scenes.cast.moving.births import Births
from scenes.cast.moving.moments import SLOW_STEPS
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.number_rows import Cell
from scenes.cast.writing.number_text import fixed, honest_decimals, not_hidden, shortest
from scenes.cast.writing.numbers import Number
from scenes.cast.writing.step_rows import APART, Texts, bracketed, step_row

WITHOUT_RESULT = 7
"""Cells that are left where the box is narrow."""


def update_rows(
    descent: LineDescent,
    names: Sequence[str],
    decimals: Sequence[Sequence[int]],
    births: Callable[[], Births],
) -> list[list[Cell]]:
    """Return ``w ← 2.0 − 0.1 × 3.0 = 1.7`` for each parameter, as cells, for the steps that are told slowly.

    Parameters
    ----------
    descent
        The run; it has at least one step.
    names
        Typst math of the parameters.
    decimals
        For each parameter, how many decimals its numbers have at each step.
    births
        Returns what stands in the rows.
    """
    run, rate = descent.run, shortest(descent.rate)

    rows = []
    for place, name in enumerate(names):
        steps = list(enumerate(decimals[place]))
        before = [fixed(float(run.points[k, place]), d) for k, d in steps]
        after = [fixed(float(run.points[k + 1, place]), d) for k, d in steps]
        slopes = [bracketed(slope_text(descent, k, place, d)) for k, d in steps]
        numbers: list[Texts] = [
            ("", before, "parameter", "place"),
            ("-", [rate], "step", "rate"),
            ("times", slopes, "gradient", "slope"),
            ("=", after, "parameter", "result"),
        ]
        rows.append(step_row(name, numbers, births))
    return rows


def slope_name(look: Look, loss: str, name: str) -> str:
    """Return the Typst math of a partial derivative: ∂J/∂w."""
    return paint(look.colours.gradient, f"partial {loss}\\/partial {name}")


def slope_rows(look: Look, loss: str, slopes: Mapping[str, str]) -> list[list[Cell]]:
    """Return ``∂J/∂w = 3.0`` for each parameter.

    Parameters
    ----------
    look
        Theme and language.
    loss
        Typst math of the loss.
    slopes
        The parameters' names, and the texts of the partial derivatives.
    """
    return [
        [
            Cell(f"{slope_name(look, loss, name)} ="),
            Cell(read=partial(str, slope), role="gradient", before=APART / 3),
        ]
        for name, slope in slopes.items()
    ]


def rule_rows(look: Look, loss: str, names: Sequence[str], rate: str = "alpha") -> list[list[Cell]]:
    """Return ``w ← w − α ∂J/∂w`` for each parameter; the rate is a letter or the text of a number."""
    colours, rows = look.colours, []
    for name in names:
        place = paint(colours.parameter, name)
        scaled = f"{paint(colours.step, rate)} thin {slope_name(look, loss, name)}"
        rows.append([Cell(f"{place} <- {place} - {scaled}")])
    return rows


def without_results(page: VMobject) -> tuple[VGroup, list[tuple[VMobject, Number]]]:
    """Return what these rows say before the step is taken, and the signs and numbers that follow."""
    rows = [cast(VGroup, row) for row in page]
    asked = VGroup(*(cell for row in rows for cell in row[:WITHOUT_RESULT]))
    return asked, [(row[-2], cast(Number, row[-1])) for row in rows if len(row) > WITHOUT_RESULT]


def told_slowly(descent: LineDescent) -> int:
    """Return how many steps are told with their numbers."""
    return min(SLOW_STEPS, descent.steps_taken)


def true_decimals(descent: LineDescent, place: int, least: int) -> list[int]:
    """Return with how many decimals each printed update of a parameter is true."""
    run, n = descent.run, told_slowly(descent)
    before, slopes, after = run.points[:n, place], run.gradients[:n, place], run.points[1 : n + 1, place]
    return honest_decimals(before, descent.rate, slopes, after, least=least)


def slope_text(descent: LineDescent, step: int, place: int, decimals: int) -> str:
    """Return a partial derivative: 0 where it is but a rounding of the sums that it is made of."""
    return not_hidden(float(descent.run.gradients[step, place]), decimals, descent.size_of_slopes(step))


__all__ = [
    "APART",
    "WITHOUT_RESULT",
    "rule_rows",
    "slope_name",
    "slope_rows",
    "slope_text",
    "told_slowly",
    "true_decimals",
    "update_rows",
    "without_results",
]
