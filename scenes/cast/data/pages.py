"""What the formula zone says while a line is fitted: the gradient, a step's arithmetic, the comparison."""

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np

from gd_math.data.line_fitting import Fitting
from gd_math.typing import Points
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import TYPE
from scenes.cast.moving.moments import SLOW_STEPS
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.number_rows import Cell, NumberRows
from scenes.cast.writing.numbers import as_number, fixed, honest_decimals, not_hidden, shortest, significant

WITHOUT_RESULT, WITHOUT_LOSS = 7, 5
"""Columns that are left where the box is narrow."""
APART = 0.35


class FittingPages:
    """Makes the pages of one fitting.

    Parameters
    ----------
    look
        Theme and language.
    fitting
        The run.
    box
        Formula zone.
    decimals
        Decimals of w and of b that suit the picture.
    """

    def __init__(self, look: Look, fitting: Fitting, box: Box, decimals: tuple[int, int]) -> None:
        self.look, self.fitting, self.box, self.decimals = look, fitting, box, decimals
        self.told = min(SLOW_STEPS, fitting.steps_taken)
        self.exactly = self._honest()

    def gradient(self) -> NumberRows:
        """Return the two partial derivatives as formulas with their values at the start."""
        colours, fitting = self.look.colours, self.fitting
        gap = f"({paint(colours.prediction, 'hat(y)_i')} - y_i)"
        rows, short = [], []
        for place, (name, factor) in enumerate((("w", f" {fitting.feature.name}_i"), ("b", ""))):
            slope = paint(colours.gradient, f'partial"MSE"\\/partial {name}')
            value = self._slope(0, place, self.exactly[0])
            formula = f"{slope} = inline(2\\/n thin sum {gap}{factor}) ="
            number = Cell(read=partial(str, value), role="gradient", before=APART / 3)
            rows.append([Cell(formula), number])
            short.append([Cell(f"{slope} ="), number])
        return self._first_that_fits(rows, short)

    @property
    def gradient_is_zero(self) -> bool:
        """Whether both partial derivatives at the start are printed as 0."""
        return all(as_number(self._slope(0, place, self.exactly[0])) == 0.0 for place in range(2))

    @property
    def decimals_compared(self) -> tuple[int, int]:
        """With how many decimals w and b stand beside the exact solution."""
        w, b = self.decimals
        return w + 1, b + 1

    def step(self, now: Callable[[], int]) -> NumberRows:
        """Return the update of both parameters with the numbers of step `now`, one of those told slowly."""
        honest = self._updates(now, self.exactly)
        coarse = self._updates(now, [min(self.decimals)] * self.told)
        brief = [[*row[:1], Cell(":"), *row[3:WITHOUT_RESULT]] for row in coarse]
        return self._first_that_fits(
            honest,
            [row[:WITHOUT_RESULT] for row in honest],
            [row[:WITHOUT_RESULT] for row in coarse],
            brief,
        )

    def _slope(self, step: int, place: int, decimals: int) -> str:
        """Return a partial derivative: 0 where it is but a rounding of the sums that it is made of."""
        return not_hidden(
            float(self.fitting.run.gradients[step, place]), decimals, self.fitting.size_of_slopes(step)
        )

    def _updates(self, now: Callable[[], int], decimals: Sequence[int]) -> list[list[Cell]]:
        run, rate = self.fitting.run, shortest(self.fitting.rate)
        told = list(enumerate(decimals))
        rows = []

        def read(texts: Sequence[str]) -> str:
            return texts[min(now(), self.told - 1)]

        for place, name in enumerate("wb"):
            old = [fixed(float(run.points[k, place]), d) for k, d in told]
            new = [fixed(float(run.points[k + 1, place]), d) for k, d in told]
            slopes = [bracketed(self._slope(k, place, d)) for k, d in told]
            rows.append(
                [
                    Cell(paint(self.look.colours.parameter, name)),
                    Cell("arrow.l", before=APART / 3),
                    Cell(read=partial(read, old), samples=old, role="parameter"),
                    Cell("-"),
                    Cell(read=partial(str, rate), role="step"),
                    Cell("times"),
                    Cell(read=partial(read, slopes), samples=slopes, role="gradient"),
                    Cell("="),
                    Cell(read=partial(read, new), samples=new, role="parameter"),
                ]
            )
        return rows

    def comparison(self, steps: str, exact: str, truth: str) -> NumberRows:
        """Return what the run found beside the exact solution and, where it is known, the truth.

        Parameters
        ----------
        steps, exact, truth
            Translated labels of the rows.
        """
        fitting, colours = self.fitting, self.look.colours
        found = [(steps, fitting.run.points[-1]), (exact, fitting.best)]
        if fitting.true_line is not None:
            found.append((truth, np.array(fitting.true_line)))
        names = [paint(colours.parameter, "w"), paint(colours.parameter, "b"), paint(colours.loss, '"MSE"')]
        fine = self._compared(found, names, 1)
        short = [row[:WITHOUT_LOSS] for row in fine]
        coarse = [row[:WITHOUT_LOSS] for row in self._compared(found, names, 0)]
        return self._first_that_fits(fine, short, coarse, coarse[1:], size=TYPE.label)

    def _compared(
        self, found: Sequence[tuple[str, Points]], names: Sequence[str], more: int
    ) -> list[list[Cell]]:
        """Return a row for each label and point, with some decimals more than the picture needs."""
        rows = []
        for label, point in found:
            values = [fixed(float(v), d + more) for v, d in zip(point, self.decimals, strict=True)]
            values.append(significant(float(self.fitting.loss.value(point)), 4))
            row = [Cell.words(label)]
            for name, value, role in zip(names, values, ("parameter", "parameter", "loss"), strict=True):
                row += [Cell(f"{name} =", before=APART), Cell(read=partial(str, value), role=role)]
            rows.append(row)
        return rows

    def _first_that_fits(self, *choices: Sequence[Sequence[Cell]], size: float = TYPE.caption) -> NumberRows:
        """Return the first of some rows that the box has room for, or the last."""
        made = (NumberRows(self.look, rows, self.box, size=size) for rows in choices)
        return next(
            (rows for rows in made if rows.fits), NumberRows(self.look, choices[-1], self.box, size=size)
        )

    def _honest(self) -> list[int]:
        """Return with how many decimals each of the printed updates of the steps told slowly is true."""
        run, n = self.fitting.run, self.told
        both = [
            honest_decimals(
                run.points[:n, place],
                self.fitting.rate,
                run.gradients[:n, place],
                run.points[1 : n + 1, place],
                least=min(self.decimals),
            )
            for place in range(2)
        ]
        return [max(pair) for pair in zip(*both, strict=True)] or [min(self.decimals)]


def bracketed(text: str) -> str:
    """Return a number's text, in brackets if it is negative.

    >>> bracketed("−1.5"), bracketed("1.5")
    ('(−1.5)', '1.5')
    """
    return f"({text})" if text.startswith("−") else text


__all__ = ["FittingPages", "bracketed"]
