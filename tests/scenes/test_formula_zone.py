"""The zone of formulas shows the first page that fits, as large as it fits, at its side and edge."""

import pytest
from manim import VGroup

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import TYPE
from scenes.cast.writing.formula_zone import FormulaZone, fitting
from scenes.cast.writing.formulas import MathFormula
from scenes.cast.writing.number_rows import Cell, NumberRows

LOOK = Look()
LONG, SHORT = "f(x) = x^4 - 3 x^2 + x", "f(x)"


def width(markup, size):
    return float(MathFormula(LOOK, markup, size=size).width)


@pytest.mark.parametrize("size", [TYPE.formula, 33.0, TYPE.label])
def test_a_formula_is_as_large_as_fits(size):
    found = fitting(LOOK, LONG, SHORT, width=width(LONG, size) + 1e-6)
    assert found.width == pytest.approx(width(LONG, size))


def test_a_formula_that_fits_at_no_readable_size_gives_way_to_the_next():
    assert fitting(LOOK, LONG, SHORT, width=0.9 * width(LONG, TYPE.label)).width == width(SHORT, TYPE.formula)
    assert fitting(LOOK, LONG, SHORT, width=0.01).width == width(SHORT, TYPE.label)
    low = 1.01 * MathFormula(LOOK, LONG, size=TYPE.caption).height
    assert fitting(LOOK, LONG, width=99.0, height=low).width == pytest.approx(width(LONG, TYPE.caption))


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("edge", ["top", "bottom"])
def test_a_formula_stands_at_its_side_and_edge(side, edge):
    box = Box(-1.0, 5.0, 1.0, 3.0)
    page = FormulaZone(LOOK, box, side, edge).show(LONG)
    ends = {"left": page.get_left()[0], "right": page.get_right()[0]}
    heights = {"top": page.get_top()[1], "bottom": page.get_bottom()[1]}
    assert (ends[side], heights[edge]) == pytest.approx((getattr(box, side), getattr(box, edge)))


def test_rows_that_are_too_wide_give_way_to_shorter_ones():
    cells = [Cell("x"), Cell("="), Cell("y"), Cell(LONG)]
    zone = FormulaZone(LOOK, Box(0.0, 1.0, 0.0, 1.0))
    assert len(zone.page([cells], [cells[:2]]).rows[0]) == 2
    wide = FormulaZone(LOOK, Box(0.0, 9.0, 0.0, 1.0))
    assert len(wide.page([cells], [cells[:2]]).rows[0]) == 4


@pytest.mark.parametrize("rule", ["v", LONG, f"{LONG} + {LONG} + {LONG}"])
def test_a_rule_stands_over_rows_and_leaves_their_columns_as_they_are(rule):
    box = Box(0.0, 16.0, 0.0, 2.0)
    row = [Cell("v"), Cell("="), Cell(read=lambda: "1.50"), Cell.blank(), Cell("x")]
    bare = NumberRows(LOOK, [row, row[:3]], box)
    over = NumberRows(LOOK, [[Cell(rule)], row, row[:3]], box)
    assert over.fits and over.whole <= box.width
    left = box.right - over.whole
    first, second, last = over.rows
    assert first.get_left()[0] == pytest.approx(left)
    assert second.get_left()[0] == pytest.approx(left, abs=0.02)
    assert over.get_right()[0] <= box.right + 1e-6
    assert len(first) == 1 and len(second) == 4 and len(last) == 3
    for cell, same in zip(second, bare.rows[0], strict=True):
        shift = same.get_left()[0] - bare.rows[0].get_left()[0]
        assert cell.get_left()[0] - second.get_left()[0] == pytest.approx(shift)


def test_rows_that_are_too_many_for_a_box_do_not_fit_it():
    rows = [[Cell("x"), Cell("="), Cell("y")]] * 5
    high, low = (NumberRows(LOOK, rows, Box(0.0, 9.0, 0.0, height)) for height in (2.5, 0.9))
    assert high.fits and not low.fits
    between = NumberRows(LOOK, rows, Box(0.0, 9.0, 0.0, 1.15))
    assert between.fits
    assert between.rows[0].height < high.rows[0].height
    zone = FormulaZone(LOOK, Box(0.0, 9.0, 0.0, 0.9))
    assert len(zone.page(rows, rows[:3]).rows) == 3


def test_the_zone_turns_from_one_page_to_the_next():
    zone = FormulaZone(LOOK, Box(0.0, 9.0, 0.0, 1.0))
    assert [move.mobject for move in zone.turn_to(LONG)] == [zone.shown]
    first, ready = zone.shown, VGroup()
    assert [move.mobject for move in zone.turn_to(ready)] == [first, ready]
    assert zone.shown is ready
