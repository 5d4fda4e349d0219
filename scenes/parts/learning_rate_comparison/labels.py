"""Learning rates as labels, the titles over panels, and losses in one format."""

from collections.abc import Sequence

from manim import VGroup

from scenes.base.look import Look
from scenes.base.theme import TYPE
from scenes.base.words import Words
from scenes.cast.writing.comparing import Compared, compared
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.number_text import LONG, TIMES, powers_of_ten, shortest, steady
from scenes.cast.writing.numbers import Number, number_width

TITLE_GAP = 0.25
"""Way from the rate to the verdict."""
SMALL = 0.1
"""Losses below this, or too long for decimals, may be written as powers of ten."""


def rate_text(rate: float) -> str:
    """Return a learning rate as somebody would write it.

    >>> rate_text(0.02), rate_text(1.5e-05), rate_text(1e6)
    ('0.02', '1.5×10⁻⁵', '10⁶')
    """
    if rate < 1e4:
        return shortest(rate)
    return powers_of_ten(rate, len(f"{rate:.6e}".split("e")[0].rstrip("0").split(".")[1]))


def alike(losses: Sequence[float], shown: Sequence[float] = ()) -> list[str]:
    """Return losses as texts: where one of them needs a power of ten, all as small or as large have one.

    Parameters
    ----------
    losses
        What is written.
    shown
        Others that are to be seen too.

    >>> alike([7.06, 6.7e-11, 0.000374]), alike([7.06, 0.000374]), alike([64.0, 262144.0], [3e8])
    (['7.06', '6.7×10⁻¹¹', '3.7×10⁻⁴'], ['7.06', '0.000374'], ['64.00', '2.6×10⁵'])
    """
    powers = [abs(loss) for loss in (*losses, *shown) if TIMES in steady(loss)]
    small, large = min(powers, default=1.0) < 1.0, max(powers, default=1.0) > 1.0
    return [
        powers_of_ten(loss)
        if (small and 0.0 < abs(loss) < SMALL) or (large and abs(loss) >= LONG)
        else steady(loss)
        for loss in losses
    ]


def compared_losses(before: float, after: float) -> Compared:
    """Return two losses as they stand in the picture, with more digits where they would be printed alike.

    >>> compared_losses(64.0, 40.96), compared_losses(64.0, 64.0001).after
    (Compared(before='64.00', after='40.96', change=-1, digits=3), '64.0001')
    """
    texts = steady(before), steady(after)
    if texts[0] == texts[1]:
        return compared(before, after)
    return Compared(*texts, 1 if after > before else -1)


class RateLabel(VGroup):
    """A learning rate with its symbol, ``α = 0.02``, or the number alone.

    Parameters
    ----------
    look
        Theme and language.
    rate
        The learning rate.
    size
        Font size.
    symbol
        Whether α stands before the number.
    """

    def __init__(self, look: Look, rate: float, *, size: float = TYPE.label, symbol: bool = True) -> None:
        super().__init__()
        colour = look.colours.step
        left, self.alpha = 0.0, VGroup()
        if symbol:
            alpha = MathFormula(look, paint(colour, "alpha ="), colour=colour, size=size).stand_on(0.0)
            alpha.shift((-float(alpha.get_left()[0]), 0.0, 0.0))
            left = alpha.width + 0.5 * number_width("0", size)
            self.alpha = alpha.pieces[0]
            self.add(alpha)
        self.add(Number(look, rate_text(rate), (left, 0.0, 0.0), colour=colour, size=size))
        self.room = left + number_width(rate_text(rate), size)
        self.name = f"rate {rate_text(rate)}"

    def stand_at(self, left: float, baseline: float) -> "RateLabel":
        """Move the label, which is still where it was made, so that it begins at `left`."""
        self.shift((left, baseline, 0.0))
        return self


def title_width(look: Look, rate: float, verdict: str, size: float, *, symbol: bool) -> float:
    """Return the width of a title in one line: the rate and the verdict."""
    label = RateLabel(look, rate, size=size, symbol=symbol)
    return label.room + TITLE_GAP + Words(look, verdict, size=size).width
