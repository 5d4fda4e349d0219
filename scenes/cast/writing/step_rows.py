"""The arithmetic of the step that is told as rows of numbers, for any rule."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Literal

import numpy as np

from gd_math.formula.variables import variable_markup
from gd_math.runs.optimizers import Momentum
from gd_math.runs.trajectory import Trajectory
from gd_math.typing import Floats
from scenes.base.look import Look
from scenes.cast.moving.births import Births
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.number_rows import Cell
from scenes.cast.writing.number_text import fixed, honest_decimals, shortest

MOST_DECIMALS = 6
APART = 0.35
"""Free room between the groups of a row."""
FOLD = 5
"""A row of momentum is folded behind so many cells: name, arrow, factor, sign, number."""

RESULT = 8
"""The cell in which the result of a plain step stands, and from which the next place comes."""

Kind = Literal["constant", "place", "slope", "rate", "result"]
"""When a number is born, as `Births` has it; what is constant is always there."""
PLACE: Kind = "place"
Texts = tuple[str, Sequence[str], str, Kind]
"""The sign before a number, as Typst math, its texts, one a step, its colour role, and when it is born."""


def step_row(name: str, numbers: Sequence[Texts], births: Callable[[], Births]) -> list[Cell]:
    """Return ``w ← 2.0 − 0.1 × 3.0 = 1.7`` as cells, each of which is born as the motion produces it.

    Parameters
    ----------
    name
        Typst math of what changes.
    numbers
        From left to right, the first without a sign.
    births
        Returns what stands in the row; the last step that has texts stands for those after it.
    """

    def shown(kind: Kind) -> float:
        return 1.0 if kind in ("constant", "place") else float(getattr(births(), kind))

    def read(texts: Sequence[str], kind: Kind) -> str:
        now = births()
        return texts[min(now.place if kind == "place" else now.step, len(texts) - 1)]

    def both(one: Kind, other: Kind) -> float:
        return min(shown(one), shown(other))

    row, last = [Cell(name), Cell("arrow.l", before=APART / 3)], PLACE
    for sign, texts, role, kind in numbers:
        if sign:
            row.append(Cell(sign, shown=partial(both, last, kind)))
        arrived = (lambda: births().arrived) if kind == "place" else None
        row.append(
            Cell(
                read=partial(read, texts, kind),
                samples=texts,
                role=role,
                shown=partial(shown, kind),
                arrived=arrived,
                comes_from=RESULT,
            )
        )
        last = kind
    return row


def momentum_rows(
    look: Look,
    run: Trajectory,
    optimizer: Momentum,
    births: Callable[[], Births],
    *,
    told: int,
    least: int = 2,
) -> list[list[Cell]]:
    """Return v ← β × v + g = v for each parameter, and below it x ← x − α × v = x: true as they are printed.

    Parameters
    ----------
    look
        Theme and language.
    run
        Made by the heavy ball with a constant rate.
    optimizer
        What made it.
    births
        Returns what stands in the rows.
    told
        How many steps are told with their numbers, at least 1.
    least
        How many decimals the numbers have at least.
    """
    n, colours, rows = min(told, run.steps_taken), look.colours, []
    rate, beta = float(optimizer.rate(0)[0]), float(np.asarray(optimizer.beta))
    for place, variable in enumerate(run.variables):
        x, slopes = run.points[: n + 1, place], run.gradients[:n, place]
        v = run.states["velocity"][: n + 1, place]
        decimals, least_now = [], least
        for k in range(n):
            while least_now < MOST_DECIMALS and not (
                _true(slopes[k], -beta, v[k], v[k + 1], least_now)
                and _true(x[k], rate, v[k + 1], x[k + 1], least_now)
            ):
                least_now += 1
            decimals.append(least_now)

        def written(values: Floats, decimals: Sequence[int] = decimals) -> list[str]:
            return [fixed(float(value), d) for value, d in zip(values, decimals, strict=True)]

        before, after, added = written(v[:-1]), written(v[1:]), written(slopes)
        name = variable_markup(variable)
        velocity: list[Texts] = [
            ("", [shortest(beta)], "velocity", "constant"),
            ("times", [bracketed(text) for text in before], "velocity", "place"),
            ("+", [bracketed(text) for text in added], "gradient", "slope"),
            ("=", after, "velocity", "rate"),
        ]
        moved: list[Texts] = [
            ("", written(x[:-1]), "parameter", "place"),
            ("-", [shortest(rate)], "step", "rate"),
            ("times", [bracketed(text) for text in after], "velocity", "rate"),
            ("=", written(x[1:]), "parameter", "result"),
        ]
        rows.append(step_row(paint(colours.velocity, f"v_({name})"), velocity, births))
        rows.append(step_row(paint(colours.parameter, name), moved, births))
    return rows


def momentum_pages(
    look: Look,
    run: Trajectory,
    optimizer: Momentum,
    births: Callable[[], Births],
    *,
    told: int,
    least: int = 2,
) -> list[list[list[Cell]]]:
    """Return what `FormulaZone.page` chooses from: `momentum_rows`, then narrower and lower ones.

    They are all rows; all rows folded behind their first product; the velocities' rows; these folded.
    Parameters as for `momentum_rows`.
    """
    rows = momentum_rows(look, run, optimizer, births, told=told, least=least)
    folded = [half for row in rows for half in (row[:FOLD], [Cell.blank(), *row[FOLD:]])]
    velocities = [half for row in rows[::2] for half in (row[:FOLD], [Cell.blank(), *row[FOLD:]])]
    return [rows, folded, rows[::2], velocities]


def _true(before: float, rate: float, slope: float, after: float, decimals: int) -> bool:
    """Tell whether before − rate × slope = after is true as it is printed."""
    texts = np.array([before]), rate, np.array([slope]), np.array([after])
    return honest_decimals(*texts, least=decimals, most=decimals + 1) == [decimals]


def bracketed(text: str) -> str:
    """Return a number's text, in brackets if it is negative.

    >>> bracketed("−1.5"), bracketed("1.5")
    ('(−1.5)', '1.5')
    """
    return f"({text})" if text.startswith("−") else text


__all__ = ["APART", "Texts", "bracketed", "momentum_pages", "momentum_rows", "step_row"]
