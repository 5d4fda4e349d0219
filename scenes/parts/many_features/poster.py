"""What is asked: one row of the table with its numbers, and a question mark where its label would be."""

import numpy as np
from manim import RIGHT, VGroup, VMobject

from gd_math.typing import Floats
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.base.words import Words
from scenes.cast.marks.segments import Segments
from scenes.cast.writing.formulas import MathFormula
from scenes.cast.writing.number_text import significant
from scenes.cast.writing.numbers import Number
from scenes.cast.writing.plates import Plate
from scenes.parts.many_features.columns import Columns
from scenes.parts.many_features.headlines import unit_of

ROW, THICK, AIR, LARGE, GAP = 0.7, 9.0, 0.12, 2.2, 0.2
"""Which row, as a share of the rows; its stroke; room around what stands on a plate; size of the question
mark in a formula's; way from a bar to its number."""


def asked_about(columns: Columns) -> int:
    """Return which of the rows that are drawn is asked about."""
    return int(ROW * (len(columns.rows) - 1))


def asked_row(look: Look, columns: Columns) -> VGroup:
    """Return one row's bars, thick, their numbers, and a question mark over the label's column.

    Parameters
    ----------
    look
        Theme and language.
    columns
        The table as it is now, in its own units.
    """
    row = asked_about(columns)
    count = len(columns.features)
    y = float(columns.heights[row])
    starts = np.column_stack([columns.middles[:-1], np.full(count, y), np.zeros(count)])
    ends = starts + np.outer(columns.raw[row, :-1], [1.0, 0.0, 0.0])
    bars = Segments(look.colours.data, THICK, name="one row").set_pieces(starts, ends)
    numbers = _numbers(look, columns, row, ends)
    mark = MathFormula(look, '"?"', colour=look.colours.prediction, size=LARGE * TYPE.formula)
    x = float(columns.middles[-1]) + float(np.sign(columns.raw[row, -1]) or 1.0) * columns.half / 2
    mark.move_to((x, y, 0.0))
    return VGroup(bars, _behind(look, mark), mark, numbers)


def _numbers(look: Look, columns: Columns, row: int, ends: Floats) -> VGroup:
    """Return a row's numbers beyond the ends of its bars, or above their columns where these are close."""
    table = columns.found.table
    values, lefts = table.features[columns.rows[row]].tolist(), columns.middles + columns.raw.min(axis=0)
    made, fits = VGroup(), bool((table.features >= 0.0).all())
    for value, name, end, until in zip(values, table.feature_names, ends, lefts[1:], strict=True):
        foot = float(end[1]) - CAP_HEIGHT_PER_FONT_SIZE * TYPE.formula / 2
        number = VGroup(Number(look, significant(value), (end[0] + GAP, foot, 0.0), size=TYPE.formula))
        if unit := unit_of(look, name):
            number.add(Words(look, unit, size=TYPE.caption).next_to(number, RIGHT, buff=AIR).stand_on(foot))
        fits &= float(number.get_right()[0]) + GAP < min(until, columns.middles[-1])
        made.add(VGroup(_behind(look, number), *number))
    if fits:
        return made
    over = [(x, columns.head, 0.0) for x in columns.middles[:-1]]
    small = [
        Number(look, significant(value), place, anchor="center")
        for value, place in zip(values, over, strict=True)
    ]
    return VGroup(*(VGroup(number) for number in small if number.width < 2 * columns.half))


def _behind(look: Look, mark: VMobject) -> Plate:
    (x, y, _), wide, high = mark.get_center(), float(mark.width) / 2 + AIR, float(mark.height) / 2 + AIR
    return Plate(look.colours.background).cover(Box(x - wide, x + wide, y - high, y + high))


__all__ = ["asked_about", "asked_row"]
