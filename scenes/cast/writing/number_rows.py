"""Rows of symbols and live numbers whose columns line up: a calculation, a comparison."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from manim import VGroup
from manim.typing import Point3DLike

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE, WORDS_FONT
from scenes.base.words import typst_string
from scenes.cast.moving.births import present
from scenes.cast.writing.formulas import MathFormula
from scenes.cast.writing.numbers import LiveNumber, number_width

ROW = 2.25
"""Distance of two baselines, in capital heights, where the box is high enough."""
LEAST_ROW = 1.15
"""The same where it is not: rows that are closer touch."""
FIRST_ROW = 1.3
"""Way from the upper edge to the first baseline, in capital heights."""
COLUMN_GAP = 0.1
TIGHT = 0.55
"""Share of the room between columns that is left where it is scarce."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place of a row: markup, or a number that is read.

    Rows are lists of cells, column by column; shorter ones end earlier. One that has but a single cell stands
    over all columns, such as a rule over its arithmetic: ``[[Cell(rule)], *momentum_rows(…)]``.

    Parameters
    ----------
    markup
        Typst math, coloured with `paint`.
    read
        Returns the number's text now.
    samples
        All texts that `read` can return: the widest reserves the room.
    role
        Colour name in the theme.
    before
        Free room before it, in scene units at the size of captions.
    shown
        Returns how visible it is, from 0 to 1.
    arrived, comes_from
        Returns how far a number has come to its place, and from which cell of its row, if that is there.
    """

    markup: str = ""
    read: Callable[[], str] | None = None
    samples: Sequence[str] = ()
    role: str = "ink"
    before: float = COLUMN_GAP
    shown: Callable[[], float] | None = None
    arrived: Callable[[], float] | None = None
    comes_from: int = 0

    @classmethod
    def blank(cls) -> "Cell":
        """Return an empty place."""
        return cls()

    @classmethod
    def words(cls, text: str) -> "Cell":
        """Return a translated label."""
        return cls(markup=f'#text(font: "{WORDS_FONT}")[{typst_string(text)}]')


class NumberRows(VGroup):
    """Rows of cells: numbers end at the right edge of their column, symbols start at its left.

    Parameters
    ----------
    look
        Theme and language.
    rows
        Cells from left to right; a row of one cell stands over all columns.
    box
        The rows end at its right edge, from its top downwards.
    size
        Font size; smaller, down to the readable minimum, where the rows are too wide or too many.

    Attributes
    ----------
    fits
        Whether the box has room for them.
    size
        The font size that they have.
    """

    def __init__(
        self, look: Look, rows: Sequence[Sequence[Cell]], box: Box, *, size: float = TYPE.caption
    ) -> None:
        super().__init__()
        self.look = look
        tight = 1.0
        if _apart(box, len(rows), size) < LEAST_ROW * CAP_HEIGHT_PER_FONT_SIZE * size:
            size = min(size, TYPE.label)
        symbols, widths = self._measured(rows, size)
        if self.whole > box.width and size > TYPE.label:
            size = max(TYPE.label, 0.99 * size * box.width / self.whole)
            symbols, widths = self._measured(rows, size)
        if self.whole > box.width:
            tight = TIGHT
            symbols, widths = self._measured(rows, size, tight)
        cap = CAP_HEIGHT_PER_FONT_SIZE * size
        apart, self.size = _apart(box, len(rows), size), size
        self.fits = self.whole <= box.width and apart >= LEAST_ROW * cap
        self.rows: list[VGroup] = []
        for k, (cells, formulas) in enumerate(zip(rows, symbols, strict=True)):
            baseline = box.top - FIRST_ROW * cap - k * apart
            row, right = VGroup(), box.right - self.whole
            ends = (right + np.cumsum(widths)).tolist()
            for place, (cell, formula) in enumerate(zip(cells, formulas, strict=True)):
                left = right + (tight * cell.before * size / TYPE.caption if place else 0.0)
                right = ends[place]
                if cell.read is not None:
                    colour, where = getattr(look.colours, cell.role), _ending(cell, ends, place, baseline)
                    row.add(LiveNumber(look, cell.read, where, anchor="right", colour=colour, size=size))
                elif formula is not None:
                    row.add(formula.stand_on(baseline).shift((left - float(formula.get_left()[0]), 0.0, 0.0)))
                if cell.shown is not None and (cell.read is not None or formula is not None):
                    present(row[-1], cell.shown)
            self.rows.append(row)
            self.add(row)
        self.name = "rows of numbers"

    def _measured(
        self, rows: Sequence[Sequence[Cell]], size: float, tight: float = 1.0
    ) -> tuple[list[list[MathFormula | None]], list[float]]:
        """Return the rows' formulas, None for numbers, and the columns' widths with the room before them."""
        made: list[list[MathFormula | None]] = []
        count, over = max(map(len, rows)), 0.0
        widths = [0.0] * count
        for row in rows:
            formulas: list[MathFormula | None] = []
            for place, cell in enumerate(row):
                formula, width = None, 0.0
                if cell.read is not None:
                    width = max(number_width(text, size) for text in (cell.read(), *cell.samples))
                elif cell.markup:
                    colour = getattr(self.look.colours, cell.role)
                    formula = MathFormula(self.look, cell.markup, colour=colour, size=size)
                    width = float(formula.width)
                formulas.append(formula)
                before = tight * cell.before * size / TYPE.caption if place else 0.0
                if len(row) == 1 < count:
                    over = max(over, width)
                else:
                    widths[place] = max(widths[place], width + before)
            made.append(formulas)
        self.whole = max(sum(widths), over)
        return made, widths


def _ending(
    cell: Cell, ends: Sequence[float], place: int, baseline: float
) -> Point3DLike | Callable[[], Point3DLike]:
    """Return where a number ends: in its column, or on its way there from another one."""
    arrived, here = cell.arrived, ends[place]
    if arrived is None or cell.comes_from >= len(ends):
        return (here, baseline, 0.0)
    start = ends[cell.comes_from]
    return lambda: (start + arrived() * (here - start), baseline, 0.0)


def _apart(box: Box, count: int, size: float) -> float:
    """Return the distance of two baselines when so many rows share a box."""
    cap = CAP_HEIGHT_PER_FONT_SIZE * size
    return min(ROW * cap, (box.height - FIRST_ROW * cap) / max(count - 1, 1))


__all__ = ["Cell", "NumberRows"]
