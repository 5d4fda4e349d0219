"""The arithmetic of a step stands in rows whose printed numbers a viewer can check."""

import pytest

from gd_math.functions.quadratic import Quadratic
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import Momentum
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.cast.moving.births import Births
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.cast.writing.number_rows import Cell
from scenes.cast.writing.number_text import as_number
from scenes.cast.writing.step_rows import MOST_DECIMALS, momentum_pages, momentum_rows, step_row


def texts(row: list[Cell]) -> list[str]:
    return [cell.read() if cell.read is not None else cell.markup for cell in row]


def test_a_row_tells_the_step_that_is_told_and_keeps_the_last_one() -> None:
    told = 0
    numbers = [
        ("", ["2.0", "1.7"], "parameter", "place"),
        ("-", ["0.1"], "step", "rate"),
        ("=", ["1.7", "1.4"], "parameter", "result"),
    ]
    row = step_row("w", numbers, lambda: Births.finished(told))
    assert texts(row) == ["w", "arrow.l", "2.0", "-", "0.1", "=", "1.7"]
    assert [cell.role for cell in row if cell.read] == ["parameter", "step", "parameter"]
    told = 5
    assert texts(row) == ["w", "arrow.l", "1.7", "-", "0.1", "=", "1.4"]


@pytest.mark.parametrize(("rate", "beta"), [(0.05, 0.9), (0.137, 0.83), (0.3, 0.0)])
def test_momentum_is_told_with_numbers_that_add_up(rate: float, beta: float) -> None:
    step, optimizer = 0, Momentum(rate, beta)
    run = descend(Quadratic([1.0, 3.0]), (2.5, -1.25), optimizer, 6)
    rows = momentum_rows(Look(), run, optimizer, lambda: Births.finished(step), told=4)
    assert len(rows) == 4
    for step in range(4):
        for place in range(2):
            carried, moved = (
                [as_number(cell.read().strip("()")) for cell in row if cell.read]
                for row in rows[2 * place : 2 * place + 2]
            )
            share, before, slope, after = carried
            decimals = len(texts(rows[2 * place])[-1].partition(".")[2])
            units = 1.5 if decimals == MOST_DECIMALS else 0.5  # no more are printed, true or not
            half = units * 10.0**-decimals + 1e-9
            assert share == beta
            assert share * before + slope == pytest.approx(after, abs=half)
            assert before == pytest.approx(run.states["velocity"][step, place], abs=half)
            assert slope == pytest.approx(run.gradients[step, place], abs=half)
            x, alpha, velocity, there = moved
            assert (alpha, velocity) == (rate, after)
            assert x - alpha * velocity == pytest.approx(there, abs=half)
            assert there == pytest.approx(run.points[step + 1, place], abs=half)


def test_momentum_has_pages_for_narrow_and_for_low_boxes_with_the_same_numbers() -> None:
    optimizer = Momentum(0.1, 0.7)
    run = descend(Quadratic([1.0, 3.0]), (2.5, -1.25), optimizer, 6)
    pages = momentum_pages(Look(), run, optimizer, lambda: Births.finished(1), told=2)
    rows = momentum_rows(Look(), run, optimizer, lambda: Births.finished(1), told=2)
    assert [len(page) for page in pages] == [4, 8, 2, 4]
    assert [texts(row) for row in pages[0]] == [texts(row) for row in rows]
    for page, whole in ((pages[1], rows), (pages[3], rows[::2])):
        folded = [[*first, *rest[1:]] for first, rest in zip(page[::2], page[1::2], strict=True)]
        assert [texts(row) for row in folded] == [texts(row) for row in whole]
        assert all(texts(row)[0] == "" for row in page[1::2])

    def shown(width: float, height: float) -> int:
        zone = FormulaZone(Look(), Box(0.0, width, 0.0, height))
        return pages.index(next(one for one in pages if len(one) == len(zone.page(*pages).rows)))

    assert [shown(9.0, 3.0), shown(2.9, 3.0), shown(9.0, 0.7)] == [0, 1, 2]
