"""The rule of gradient descent in one variable, with the numbers of the step on screen."""

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np

from gd_math.formula.variables import variable_markup
from gd_math.runs.trajectory import Ending, Trajectory
from gd_math.typing import Floats
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import TYPE
from scenes.cast.moving.births import Births, Lights
from scenes.cast.moving.moments import SLOW_STEPS, Moment
from scenes.cast.writing.comparing import telling_decimals
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.number_text import (
    MINUS,
    TIMES,
    honest_decimals,
    plain,
    powers_of_ten,
    shortest,
    significant,
)
from scenes.cast.writing.update_rule import Term, UpdateRule, always

MOST_DECIMALS = 6


def rule_markup(look: Look, variable: str, function: str = "f") -> str:
    """Return x_{t+1} = x_t − α f′(x_t) as Typst math, with the lecturer's name for x, and one for f."""
    colours = look.colours
    letter, _, index = variable_markup(variable).partition("_")
    now, then = f"{letter}_t", f"{letter}_(t+1)"
    if index:
        now, then = f"{letter}_({index},t)", f"{letter}_({index},t+1)"
    return (
        f"{paint(colours.parameter, then)} = {paint(colours.parameter, now)} - "
        f"{paint(colours.step, 'alpha')} {paint(colours.gradient, f'{function}′({now})')}"
    )


def gradient_rule(
    look: Look,
    run: Trajectory,
    rate: float,
    moment: Callable[[], Moment],
    box: Box,
    detail: Callable[[], float] = always,
    function: str = "f",
) -> UpdateRule:
    """Return x_{t+1} = x_t − α f′(x_t) as symbols, and beneath it with the numbers of the present step.

    The numbers of steps that are told slowly are born one by one, as `Births` says, and are lit with their
    symbols. The step by which a run left has its line as well.

    Parameters
    ----------
    look
        Theme and language.
    run
        One trajectory in one variable.
    rate
        The learning rate α.
    moment
        Returns where the telling stands.
    box
        Formula zone.
    detail
        0 where no step is told slowly.
    function
        What the function is called.
    """
    lines = _lines_of(run)
    leaving = run.steps_taken if run.endings >= Ending.NOT_FINITE else None

    def births() -> Births:
        return Births.at(moment(), leaving, slow=detail() > 0.0)

    def lights() -> Lights:
        return Lights.at(moment(), slow=detail() > 0.0)

    rows = [_terms(lines, rate, births, lights, write) for write in _writings(lines, rate)]
    fitting = (row for row in rows if UpdateRule.row_width(row, TYPE.label) <= box.width)
    return UpdateRule(look, rule_markup(look, run.variables[0], function), next(fitting, rows[-1]), box)


Write = Callable[[float, int], str]
"""Returns the text of a number in the line of a step."""


Lines = tuple[Floats, Floats, Floats]
"""For each line: position, slope, next position."""


def _lines_of(run: Trajectory) -> Lines:
    """Return what stands in the lines; of a run without a step, one that leads nowhere."""
    xs, slopes = run.points[:, 0], run.gradients[:, 0]
    nexts = np.append(xs[1:], run.beyond if run.endings >= Ending.NOT_FINITE else [])
    if not len(nexts):
        nexts = xs
    return xs[: len(nexts)], slopes[: len(nexts)], nexts


def _writings(lines: Lines, rate: float) -> Iterator[Write]:
    """Yield ways to write the numbers: with decimals that make every line true, then ever shorter ones."""
    xs, slopes, nexts = lines
    for most in (MOST_DECIMALS, 3):
        decimals = honest_decimals(xs, rate, slopes, nexts, most=most)
        groups = [*np.stack([xs, nexts], axis=-1)[:SLOW_STEPS], np.abs(slopes[:SLOW_STEPS])]
        least = max(telling_decimals(group.tolist(), 2, most) for group in groups)
        yield partial(_plainly, [max(least, count) for count in decimals])
    yield lambda value, step: significant(value, 3)
    yield _briefly


def _briefly(value: float, step: int) -> str:
    if abs(value) >= 1000:
        return powers_of_ten(value, 0)
    return plain(value, 2 if abs(value) < 10 else 1)


def _plainly(decimals: list[int], value: float, step: int) -> str:
    text = plain(value, decimals[step])
    lost = step < SLOW_STEPS and value != 0.0 and text.strip(f"{MINUS}0.") == ""
    return significant(value, 2) if lost else text


def _terms(
    lines: Lines, rate: float, births: Callable[[], Births], lights: Callable[[], Lights], write: Write
) -> list[Term]:
    def bracketed(text: str) -> str:
        return f"({text})" if text.startswith(MINUS) else text

    olds, slopes, news = ([write(float(value), k) for k, value in enumerate(part)] for part in lines)
    gradients, last, alpha = [bracketed(text) for text in slopes], len(olds) - 1, shortest(rate, 2)

    def step() -> int:
        return min(births().step, last)

    return [
        Term(
            "parameter",
            lambda: news[step()],
            news,
            shown=lambda: births().result,
            lit=lambda: lights().result,
        ),
        Term(
            "parameter",
            lambda: olds[min(births().place, last)],
            olds,
            before="=",
            lit=lambda: lights().place,
            arrived=lambda: births().arrived,
        ),
        Term(
            "step",
            lambda: alpha,
            [alpha],
            before=MINUS,
            shown=lambda: births().rate,
            lit=lambda: lights().rate,
        ),
        Term(
            "gradient",
            lambda: gradients[step()],
            gradients,
            before=TIMES,
            shown=lambda: births().slope,
            lit=lambda: lights().slope,
        ),
    ]
