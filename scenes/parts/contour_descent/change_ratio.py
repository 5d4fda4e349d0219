"""What a step leaves of the change before it: two measured changes, one over the other, as the clock runs."""

import itertools
from collections.abc import Callable

import numpy as np
from manim import VGroup

from gd_math.data.standstill import StandstillRun
from gd_math.typing import Floats
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, STROKES, TYPE
from scenes.cast.marks.lines import Polyline
from scenes.cast.moving.following import follow
from scenes.cast.writing.formulas import MathFormula
from scenes.cast.writing.number_text import as_number, plain, powers_of_ten
from scenes.cast.writing.numbers import Number, number_width
from scenes.parts.contour_descent.change_curve import FACTOR_DECIMALS

DIGITS = range(4, 9)
"""Decimals of the changes: as few as let what is printed give the factor."""
GAP, AIR = 0.16, 0.11
"""Between fraction and factor; between the fraction's bar and the numbers."""
RAISED = 1.45
"""Height of a number with its power of ten, in capital heights."""


def lasting_factor(fit: StandstillRun, start: int, end: int) -> str | None:
    """Return how much of the change before it each step leaves, from a step to another, as it is printed.

    None where it goes on varying, or is not what each step leaves in the long run.
    """
    if not fit.crawls or start < 2 or end > fit.steps_taken:
        return None
    seen = fit.changes[start - 2 : end]
    if (seen <= 0.0).any():
        return None
    lasting = plain(fit.long_run_factor, FACTOR_DECIMALS)
    alike = all(plain(float(one), FACTOR_DECIMALS) == lasting for one in seen[1:] / seen[:-1])
    return lasting if alike and as_number(lasting) < 1.0 else None


class ChangeRatio(VGroup):
    """The change of the step that is told, over that of the step before, and the factor that this is.

    Parameters
    ----------
    look
        Theme and language.
    box
        At whose right end it stands.
    changes
        The change that each step made, shape (n,).
    step
        Tells the step.
    start, end
        The first and the last step whose ratio is told; after it the numbers stand.
    factor
        What all these ratios are, as it is printed.
    """

    def __init__(
        self,
        look: Look,
        box: Box,
        changes: Floats,
        step: Callable[[], int],
        start: int,
        end: int,
        factor: str,
    ) -> None:
        self.changes, self.step, self.start, self.end = changes, step, start, end
        self.decimals = self._decimals(factor)
        size, colour = TYPE.caption, look.colours.step
        cap = CAP_HEIGHT_PER_FONT_SIZE * size
        middle = min(float(box.centre[1]), box.top - AIR - RAISED * cap)
        result = MathFormula(look, f"= {factor}", size=size).stand_on(middle - cap / 2)
        result.shift((box.right - float(result.get_right()[0]), 0.0, 0.0))
        width = max(number_width(self._text(k), size) for k in range(start - 1, end + 1))
        right = float(result.get_left()[0]) - GAP
        self.bar = Polyline(look.colours.ink, STROKES.axis, name="bar").set_corners(
            np.array([[right - width, middle, 0.0], [right, middle, 0.0]])
        )
        baselines = middle + AIR, middle - AIR - RAISED * cap
        self.after, self.before = (
            Number(look, "", (right - width / 2, y, 0.0), anchor="center", colour=colour, size=size)
            for y in baselines
        )
        super().__init__(self.after, self.bar, self.before, result)
        self.name = "ratio of changes"
        follow(self, self.redraw)

    def _text(self, step: int) -> str:
        return powers_of_ten(float(self.changes[step - 1]), self.decimals)

    def _decimals(self, factor: str) -> int:
        for decimals in DIGITS:
            seen = [
                as_number(powers_of_ten(float(change), decimals))
                for change in self.changes[self.start - 2 : self.end]
            ]
            ratios = (after / before for before, after in itertools.pairwise(seen))
            if all(plain(ratio, FACTOR_DECIMALS) == factor for ratio in ratios):
                break
        return decimals

    def redraw(self) -> None:
        """Set the numbers from the clock."""
        step = min(max(self.step(), self.start), self.end)
        self.after.set_text(self._text(step))
        self.before.set_text(self._text(step - 1))


__all__ = ["ChangeRatio", "lasting_factor"]
