"""Formulas look the same however often they are set."""

from scenes.base.look import Look
from scenes.cast.writing.formulas import MathFormula


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
