"""The equation that grows with the way: wage = b + w · years + ε, and below it the numbers of one worker."""

from collections.abc import Sequence
from functools import partial

import numpy as np
from manim import VGroup, VMobject

from scenes.base.look import Look
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.number_rows import Cell, NumberRows
from scenes.cast.writing.numbers import Number
from scenes.cast.writing.step_rows import bracketed
from scenes.parts.salary_model.amounts import Amounts

NUMBERS = {"y": (0,), "bias": (1, 2), "weight": (3, 4), "x": (5, 6), "noise": (7, 8)}
SYMBOLS = NUMBERS | {"weight": (3, 4, 5, 6), "x": ()}
"""Which columns a term brings to the rows; what it is itself stands in the last one of its numbers."""
SIZE, SIGN = 36.0, 0.16
"""Font size, and room before signs."""


class WageEquation:
    """Two rows whose columns line up: symbols, and below each its number.

    Parameters
    ----------
    look, zone
        Theme and language, and where it stands.
    amounts
        The numbers.
    names
        Words for y and x; their letters where the words have no room.
    weight_colour
        ``#rrggbb``.
    """

    def __init__(
        self, look: Look, zone: FormulaZone, amounts: Amounts, names: tuple[str, str], weight_colour: str
    ) -> None:
        colours = look.colours
        plus, times = Cell("+", before=SIGN), Cell("dot.op", before=SIGN)

        def symbols(y: Cell, x: Cell) -> list[Cell]:
            b, noise = paint(colours.parameter, "b"), paint(colours.loss, "epsilon")
            row = [
                y,
                Cell("="),
                Cell(b),
                plus,
                Cell(paint(weight_colour, "w")),
                times,
                x,
            ]
            return [*row, plus, Cell(noise)]

        texts = amounts.y, amounts.bias, bracketed(amounts.weight), amounts.x, bracketed(amounts.noise)
        y, bias, weight, x, noise = (
            Cell(read=partial(str, text), role=role)
            for text, role in zip(texts, ("data", "parameter", "parameter", "data", "loss"), strict=True)
        )
        numbers = [
            y,
            Cell("="),
            bias,
            plus,
            weight,
            times,
            x,
            plus,
            noise,
        ]
        named = [Cell.words(name) for name in names]
        letters = [Cell("y"), Cell("x")]
        pages: list[Sequence[Sequence[Cell]]] = [[symbols(*named), numbers], [symbols(*letters), numbers]]
        page = zone.page(*pages, largest=SIZE)
        if not (isinstance(page, NumberRows) and page.fits):
            page = zone.page([symbols(*letters)], largest=SIZE)
        assert isinstance(page, NumberRows)
        self.page = page
        self.row = [row.submobjects for row in page.rows]
        for pair in zip(*self.row, strict=True) if len(self.row) > 1 else ():
            _centre(*pair)
        self.numbers = len(self.row) > 1
        if self.numbers:
            self.row[1][4].set_fill(weight_colour)

    def symbol(self, term: str) -> VMobject:
        """Return the symbol of a term in the upper row."""
        return self.row[0][NUMBERS[term][-1]]

    def upper(self, term: str) -> VGroup:
        """Return what the upper row gains with a term."""
        return VGroup(*(self.row[0][column] for column in SYMBOLS[term]))

    def signs(self, term: str) -> VGroup:
        """Return the signs that the lower row gains with a term."""
        found = [self.row[1][column] for column in NUMBERS[term][:-1]] if self.numbers else []
        return VGroup(*found)

    def number(self, term: str) -> Number | None:
        """Return the number of a term, if there is room for the lower row."""
        found = self.row[1][NUMBERS[term][-1]] if self.numbers else None
        assert found is None or isinstance(found, Number)
        return found


def _centre(upper: VMobject, lower: VMobject) -> None:
    """Let a symbol stand above the middle of its number, or the number below the middle of the symbol."""
    way = np.array([float(lower.get_center()[0] - upper.get_center()[0]), 0.0, 0.0])
    if upper.width < lower.width:
        upper.shift(way)
    elif isinstance(lower, Number):
        lower.clear_updaters()
        lower.set_text(lower.text, lower.at - way)
    else:
        lower.shift(-way)


__all__ = ["WageEquation"]
