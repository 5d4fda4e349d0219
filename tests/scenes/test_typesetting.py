"""What Typst sets has manim's own outlines, colours and widths, only sooner."""

import numpy as np
import pytest
from manim import Typst, VGroup, tempconfig

from scenes.base.look import Look
from scenes.base.typesetting import Typeset
from scenes.base.words import Words, typst_string
from scenes.cast.writing.formulas import paint

SOURCES = {
    "words": typst_string("The gradient points uphill, so the step goes the other way: x = 2.00."),
    "broken lines": f"#block(width: 60pt, align(center, [{typst_string('One step at a time, downhill')}]))",
    "fractions and roots": f"$ (dif f) / (dif x) = {paint('#ff0000', 'sqrt(x_1^2 + 1)')} + vec(1, 2) $",
    "sums and hats": "$ sum_(i=1)^n (hat(y)_i - y_i)^2 / n $",
    "translucent colours, left to manim": '#text(fill: rgb("#ff000080"))[half seen] #text(fill: blue)[seen]',
    "a line, then what is left to manim": '$ 1/2 $ #text(fill: rgb("#00ff0040"))[x]',
    "a filled box, left to manim": '#box(fill: rgb("#00ff00"), stroke: red, radius: 2pt, inset: 3pt)[x]',
}
READINGS = (
    ("#ffeecc", 320),
    ("#ffeecc", 320),
    ("#3366cc", 320),
    ("#ff0000", 1280),
    (None, 640),
    ("#ffeecc", 320),
)
"""Colours and widths of the picture, one after the other: what was set is taken up again."""
STYLES = ("fill_rgbas", "stroke_rgbas", "stroke_width", "fill_opacity", "stroke_opacity", "color")


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_outlines_and_styles_are_those_of_manim(source):
    for colour, pixels in READINGS:
        with tempconfig({"pixel_width": pixels}):
            ours = Typeset(source, color=colour)
            theirs = Typst(source, color=colour, use_svg_cache=False)
        assert len(ours) == len(theirs) > 0
        for mine, its in zip(ours, theirs, strict=True):
            np.testing.assert_allclose(mine.points, its.points, rtol=0, atol=1e-12)
            for style in STYLES:
                assert np.array_equal(getattr(mine, style), getattr(its, style)), (style, colour, pixels)


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_it_is_as_large_and_stands_where_manim_says(source):
    ours = Typeset(source)
    theirs = VGroup(*ours)
    assert (ours.width, ours.height) == (theirs.width, theirs.height)
    assert np.array_equal(ours.get_points_defining_boundary(), theirs.get_points_defining_boundary())


def test_a_text_without_glyphs_has_no_extent():
    nothing = Words(Look(), "")
    assert (nothing.width, nothing.height) == (0.0, 0.0)
    assert np.array_equal(nothing.get_center(), (0.0, 0.0, 0.0))


def test_words_in_other_places_do_not_share_their_points():
    first, second = Words(Look(), "slope"), Words(Look(), "slope")
    before = second.get_all_points().copy()
    first.shift((1.0, 2.0, 0.0)).scale(2.0)
    assert np.array_equal(second.get_all_points(), before)


def test_a_formula_set_again_keeps_its_own_widths_of_lines():
    first, second = (Typeset("$ x / sqrt(2) $") for _ in range(2))
    before = [shape.stroke_width for shape in second]
    first.scale(3.0)
    assert [shape.stroke_width for shape in second] == before
    second.scale(3.0)
    assert [shape.stroke_width for shape in second] == [shape.stroke_width for shape in first] != before


def test_texts_of_other_sizes_and_colours_are_not_taken_for_each_other():
    small, large = Words(Look(), "slope", size=27.0), Words(Look(), "slope", size=36.0, colour="#ff0000")
    assert large.height == pytest.approx(small.height * 36 / 27)
    assert small[0].get_fill_color() != large[0].get_fill_color()
