"""What is asked: one row of the table at full strength, and a question mark where its label would be."""

import numpy as np
from manim import VGroup

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import TYPE
from scenes.cast.marks.segments import Segments
from scenes.cast.writing.formulas import MathFormula
from scenes.cast.writing.plates import Plate
from scenes.parts.many_features.columns import Columns

ROW, THICK, AIR, LARGE = 0.7, 9.0, 0.12, 1.8
"""Which row, as a share of the rows; its stroke; room around the question mark; its size in a formula's."""


def asked_row(look: Look, columns: Columns) -> VGroup:
    """Return one row's bars, thick, and a question mark over the label's column.

    Parameters
    ----------
    look
        Theme and language.
    columns
        The table as it is now, in its own units.
    """
    row = int(ROW * (len(columns.rows) - 1))
    count = len(columns.features)
    y = float(columns.heights[row])
    starts = np.column_stack([columns.middles[:-1], np.full(count, y), np.zeros(count)])
    ends = starts + np.outer(columns.raw[row, :-1], [1.0, 0.0, 0.0])
    bars = Segments(look.colours.data, THICK, name="one row").set_pieces(starts, ends)
    mark = MathFormula(look, '"?"', colour=look.colours.prediction, size=LARGE * TYPE.formula)
    x = float(columns.middles[-1]) + float(np.sign(columns.raw[row, -1]) or 1.0) * columns.half / 2
    mark.move_to((x, y, 0.0))
    wide, high = float(mark.width) / 2 + AIR, float(mark.height) / 2 + AIR
    behind = Plate(look.colours.background).cover(Box(x - wide, x + wide, y - high, y + high))
    return VGroup(bars, behind, mark)


__all__ = ["asked_row"]
