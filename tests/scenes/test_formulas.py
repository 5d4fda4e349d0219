"""Formulas look the same however often they are set."""

from scenes.base.look import Look
from scenes.cast.writing.formulas import MathFormula, paint


def test_fraction_bars_are_as_thick_the_second_time():
    widths = [
        [
            glyph.get_stroke_width()
            for glyph in MathFormula(Look(), "x^6 / 6 + 1").family_members_with_points()
        ]
        for _ in range(3)
    ]
    assert max(widths[0]) > 0
    assert widths[0] == widths[1] == widths[2]


def test_pieces_are_neighbours_of_one_colour():
    formula = MathFormula(
        Look(), f"{paint('#E69F00', '(x, y)')} - {paint('#2FBF8F', '0.1')} {paint('#F0E442', 'f')}"
    )
    pieces = formula.pieces
    assert [len(piece) for piece in pieces] == [5, 1, 3, 1]
    assert [glyph for piece in pieces for glyph in piece] == list(formula)
