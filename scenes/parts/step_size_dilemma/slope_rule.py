"""The rule for steps that follow the slope, with the numbers of the present step."""

import numpy as np

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import WORDS_FONT
from scenes.base.words import typst_string
from scenes.cast.curves.curve_walk import AIMED, CurveWalk
from scenes.cast.moving.moments import SLOW_STEPS
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.number_text import TIMES, honest_decimals, plain, shortest, significant
from scenes.cast.writing.update_rule import Term, UpdateRule

RATE, SLOPE, STEP = 0, 1, 2
"""The terms of the rule, counted from the left."""
TOO_LONG = 1e6
LEAVING = 0.5
"""Share of the first quick step in which the numbers go."""
MOST_DECIMALS, CLOSE = 6, 0.05
"""A printed product is no further from the true one than this share of it, if decimals can do that."""


def told_steps(walk: CurveWalk, rate: float) -> list[tuple[str, str]]:
    """Return slope and length of every step as they are printed: rate times the one is the other."""
    slopes, moves = (np.abs(of) for of in (walk.run.slopes, walk.run.moves))
    count = min(len(slopes), len(moves))
    slopes, moves = slopes[:count], moves[:count]
    decimals = honest_decimals(np.zeros(count), rate, -slopes, moves)
    for k, (slope, move) in enumerate(zip(slopes.tolist(), moves.tolist(), strict=True)):
        decimals[k] = max(decimals[: k + 1])
        while decimals[k] < MOST_DECIMALS and _rounded_off(rate, slope, move, decimals[k]):
            decimals[k] += 1
    return [
        (_text(float(slope), d), _text(float(move), d))
        for slope, move, d in zip(slopes, moves, decimals, strict=True)
    ]


def slope_rule(look: Look, walk: CurveWalk, rate: float, box: Box) -> UpdateRule:
    """Return ``α × slope = step``, and beneath it the numbers: the product when the step is there.

    Steps that are told quickly have no numbers: these would be too quick to be read.

    Parameters
    ----------
    look
        Theme and language.
    walk
        The run and its clock.
    rate
        The learning rate α.
    box
        Formula zone.
    """
    told = told_steps(walk, rate)
    count = len(told)
    numbered = told[:SLOW_STEPS]

    def step() -> int:
        return min(walk.shown[0], len(numbered) - 1)

    def made() -> float:
        k, u = walk.shown
        if k >= count or not walk.detail():
            return there()
        return (
            there() * float(np.clip((u - AIMED) / (1.0 - AIMED) * 12.0 + 1.0, 0.0, 1.0)) if u > 0.0 else 0.0
        )

    def there() -> float:
        gone = (walk.told - SLOW_STEPS) / LEAVING
        return 1.0 if count <= SLOW_STEPS else float(np.clip(1.0 - gone, 0.0, 1.0))

    words = look.say("slope"), look.say("step")
    slope, length = (f'#text(font: "{WORDS_FONT}")[{typst_string(word)}]' for word in words)
    colours = look.colours
    alpha, product = paint(colours.step, "alpha"), paint(colours.step, length)
    symbols = f"{alpha} times {paint(colours.gradient, slope)} = {product}"
    text = shortest(rate)
    terms = [
        Term("step", lambda: text, (text,), shown=there),
        Term("gradient", lambda: told[step()][0], [one for one, _ in numbered], TIMES, shown=there),
        Term("step", lambda: told[step()][1], [one for _, one in numbered], "=", shown=made),
    ]
    return UpdateRule(look, symbols, terms, box)


def _rounded_off(rate: float, slope: float, move: float, decimals: int) -> bool:
    """Tell whether so few decimals make of ``0.2 × 0.036`` a step of 0.01."""
    product, printed = rate * round(slope, decimals), round(move, decimals)
    return abs(product - printed) > CLOSE * abs(product)


def _text(value: float, decimals: int) -> str:
    return plain(value, decimals) if value < TOO_LONG else significant(value)


__all__ = ["RATE", "SLOPE", "STEP", "slope_rule", "told_steps"]
