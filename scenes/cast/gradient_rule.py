"""The rule of gradient descent in one variable, with the numbers of the step on screen."""

from collections.abc import Callable, Iterator
from functools import partial

from gd_math.trajectory import Trajectory
from scenes.cast.formulas import Term, UpdateRule, paint
from scenes.cast.numbers import MINUS, TIMES, honest_decimals, plain, powers_of_ten, shortest, significant
from scenes.layout import Box
from scenes.look import Look
from scenes.theme import TYPE


def gradient_rule(look: Look, run: Trajectory, rate: float, step: Callable[[], int], box: Box) -> UpdateRule:
    """Return x_{t+1} = x_t − α f′(x_t) as symbols, and beneath it with the numbers of the present step.

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
    colours, last = look.colours, len(run.values) - 1
    symbols = (
        f"{paint(colours.parameter, 'x_(t+1)')} = {paint(colours.parameter, 'x_t')} - "
        f"{paint(colours.step, 'alpha')} {paint(colours.gradient, 'f′(x_t)')}"
    )

    def now() -> int:
        return min(step(), max(last - 1, 0))

    rows = [_terms(run, rate, now, write) for write in _writings(run, rate)]
    fitting = (row for row in rows if UpdateRule.row_width(row, TYPE.label) <= box.width)
    return UpdateRule(look, symbols, next(fitting, rows[-1]), box)


Write = Callable[[float, int], str]
"""Returns the text of a number in the line of a step."""


def _writings(run: Trajectory, rate: float) -> Iterator[Write]:
    """Yield ways to write the numbers: with decimals that make every line true, then ever shorter ones."""
    xs, slopes = run.points[:, 0], run.gradients[:, 0]
    for most in (6, 3):
        decimals = honest_decimals(xs[:-1], rate, slopes[:-1], xs[1:], most=most) or [2]
        yield partial(_plainly, decimals)
    yield lambda value, step: significant(value, 3)
    yield _briefly


def _briefly(value: float, step: int) -> str:
    if abs(value) >= 1000:
        return powers_of_ten(value, 0)
    return plain(value, 2 if abs(value) < 10 else 1)


def _plainly(decimals: list[int], value: float, step: int) -> str:
    return plain(value, decimals[step])


def _terms(run: Trajectory, rate: float, now: Callable[[], int], write: Write) -> list[Term]:
    xs, slopes = run.points[:, 0], run.gradients[:, 0]
    steps = range(max(len(xs) - 1, 1))

    def bracketed(text: str) -> str:
        return f"({text})" if text.startswith(MINUS) else text

    news = [write(float(xs[min(k + 1, len(xs) - 1)]), k) for k in steps]
    olds = [write(float(xs[k]), k) for k in steps]
    gradients = [bracketed(write(float(slopes[k]), k)) for k in steps]
    return [
        Term("parameter", lambda: news[now()], news),
        Term("parameter", lambda: olds[now()], olds, before="="),
        Term("step", lambda: shortest(rate, 2), [shortest(rate, 2)], before=MINUS),
        Term("gradient", lambda: gradients[now()], gradients, before=TIMES),
    ]
