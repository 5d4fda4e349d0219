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
from scenes.cast.moving.moments import SLOW_STEPS
from scenes.cast.writing.comparing import telling_decimals
from scenes.cast.writing.formulas import Term, UpdateRule, paint
from scenes.cast.writing.number_text import (
    MINUS,
    TIMES,
    honest_decimals,
    plain,
    powers_of_ten,
    shortest,
    significant,
)

MOST_DECIMALS = 6


def rule_markup(look: Look, variable: str) -> str:
    """Return x_{t+1} = x_t − α f′(x_t) as Typst math, with the lecturer's name for x."""
    colours = look.colours
    letter, _, index = variable_markup(variable).partition("_")
    now, then = f"{letter}_t", f"{letter}_(t+1)"
    if index:
        now, then = f"{letter}_({index},t)", f"{letter}_({index},t+1)"
    return (
        f"{paint(colours.parameter, then)} = {paint(colours.parameter, now)} - "
        f"{paint(colours.step, 'alpha')} {paint(colours.gradient, f'f′({now})')}"
    )


def gradient_rule(look: Look, run: Trajectory, rate: float, step: Callable[[], int], box: Box) -> UpdateRule:
    """Return x_{t+1} = x_t − α f′(x_t) as symbols, and beneath it with the numbers of the present step.

    The step by which a run left has its line as well.

    Parameters
    ----------
    look
        Theme and language.
    run
        One trajectory in one variable.
    rate
        The learning rate α.
    step
        Returns the number of the step on screen.
    box
        Formula zone.
    """
    lines = _lines_of(run)

    def now() -> int:
        return min(step(), len(lines[0]) - 1)

    rows = [_terms(lines, rate, now, write) for write in _writings(lines, rate)]
    fitting = (row for row in rows if UpdateRule.row_width(row, TYPE.label) <= box.width)
    return UpdateRule(look, rule_markup(look, run.variables[0]), next(fitting, rows[-1]), box)


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


def _terms(lines: Lines, rate: float, now: Callable[[], int], write: Write) -> list[Term]:
    def bracketed(text: str) -> str:
        return f"({text})" if text.startswith(MINUS) else text

    olds, slopes, news = ([write(float(value), k) for k, value in enumerate(part)] for part in lines)
    gradients = [bracketed(text) for text in slopes]
    return [
        Term("parameter", lambda: news[now()], news),
        Term("parameter", lambda: olds[now()], olds, before="="),
        Term("step", lambda: shortest(rate, 2), [shortest(rate, 2)], before=MINUS),
        Term("gradient", lambda: gradients[now()], gradients, before=TIMES),
    ]
