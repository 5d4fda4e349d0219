"""Schedules of the learning rate by how quickly they halve it: their functions and their formulas."""

from collections.abc import Sequence
from typing import Literal

from gd_math.runs.schedules import cosine, exponential, inverse_time, step
from gd_math.typing import Schedule
from scenes.base.look import Look
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.number_rows import Cell

Falling = Literal["inverse time", "step", "exponential", "cosine"]


def schedule_of(name: Falling, rate: float, halving: int) -> Schedule:
    """Return the schedule that begins with a rate, and has halved it after so many steps.

    >>> [round(schedule_of(name, 1.0, 10)(10), 9) for name in ("inverse time", "step", "exponential")]
    [0.5, 0.5, 0.5]
    >>> round(schedule_of("cosine", 1.0, 10)(10), 9)
    0.5
    """
    match name:
        case "inverse time":
            return inverse_time(rate, 1 / halving)
        case "step":
            return step(rate, halving, 0.5)
        case "exponential":
            return exponential(rate, 0.5 ** (1 / halving))
        case "cosine":
            return cosine(rate, 2 * halving)


def formulas(
    look: Look, name: Falling, halving: int, fast: int, names: Sequence[str]
) -> list[tuple[str, str, str]]:
    """Return Typst math of the constant rate, of the schedule, and of the exponential one that is fast.

    Each is an equation after what the rate is called, the equation, and its right side alone.
    """
    alpha, now = (paint(look.colours.step, symbol) for symbol in ("alpha", "alpha_k"))
    share, over = (f"k\\/{count}" if count > 1 else "k" for count in (fast, halving))
    falling = {
        "inverse time": f"{alpha} \\/ (1 + {over})",
        "step": f"{alpha} dot 0.5^(floor({over}))",
        "exponential": f"{alpha} dot 0.5^({over})",
        "cosine": f"{alpha} dot cos^2(pi k \\/ {4 * halving})",
    }
    sides = alpha, falling[name], f"{alpha} dot 0.5^({share})"
    called = [Cell.words(f"{name}:").markup for name in names]
    return [
        (f"{word} quad {now} = {side}", f"{now} = {side}", side)
        for word, side in zip(called, sides, strict=True)
    ]


__all__ = ["Falling", "formulas", "schedule_of"]
