"""Words stand in the fonts that every machine has, and are cut where they have no room."""

import pytest
import typst

from scenes.base.glyphs import font_families, installed_fonts, missing_glyphs
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.words import Words, shortened
from scenes.cast.charts.axes import Plot
from scenes.regression_line_fitting import RegressionLineFitting
from tests.looking import findings

LONG = "Average number of rooms per dwelling (census tract, owner-occupied, 1970)"


def test_the_fonts_of_words_are_built_in() -> None:
    built_in = typst.Fonts(include_system_fonts=False).families()
    assert set(font_families()) <= set(built_in)


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("plain ASCII", ""),
        ("Größe in m², naïve, Łódź, Ελλάδα, Жар", ""),
        ("θ₀ ŷ α ∂ → − × ≤ ≈ ∞ 10⁻⁷ €", ""),
        ("面积", "面积"),
        ("面面 (m²) 积", "面积"),
        ("price 💰", "💰"),
    ],
)
def test_characters_that_no_font_has_are_named(text: str, lacking: str) -> None:
    assert missing_glyphs(text) == lacking


def test_a_font_that_a_lecturer_names_is_used_for_what_the_others_lack() -> None:
    candidates = [(font, mark) for font in installed_fonts() for mark in "面कაعก𝄞⡿🂡" if missing_glyphs(mark)]
    found = [(font, mark) for font, mark in candidates if not missing_glyphs(mark, font)]
    if not found:
        pytest.skip("no font is installed that has more than the built-in ones")
    font, mark = found[0]
    assert missing_glyphs(f"x{mark}") == mark and missing_glyphs(f"x{mark}", font) == ""


def test_a_font_that_is_not_there_is_refused() -> None:
    with pytest.raises(
        ValueError, match='must be a font that is installed here; did you mean "DejaVu Sans Mono"'
    ):
        RegressionLineFitting.Params(font="Deja Vu Sans Mono")
    assert RegressionLineFitting.Params(font="dejavu sans mono").font == "DejaVu Sans Mono"


@pytest.mark.parametrize("width", [0.6, 2.0, 4.0, 6.0])
def test_a_long_label_is_cut_to_its_room_and_says_so(width: float) -> None:
    words = shortened(Look(), LONG, width)
    assert words.width <= width
    assert words.text.endswith("…") and LONG.startswith(words.text[:-1])


def test_a_label_that_nobody_could_read_is_cut_even_where_there_is_room() -> None:
    assert shortened(Look(), LONG, 100.0).text == "Average number of rooms per…"


def test_a_label_with_room_is_left_alone() -> None:
    assert shortened(Look(), "Median value (thousands of $)", 100.0).text == "Median value (thousands of $)"
    assert shortened(Look(), "miles per gallon", 1.2).text in ("miles per…", "miles pe…")


@pytest.mark.parametrize("width", [2.5, 4.0, 7.0])
def test_the_labels_of_a_plot_stay_inside_its_box(width: float) -> None:
    box = Box(-width / 2, width / 2, -1.5, 1.5)
    plot = Plot(Look(), box, (0.0, 1.0), (0.0, 1.0), x_label=LONG, y_label=LONG)
    for label in plot.labels:
        assert label.get_left()[0] >= box.left - 1e-6 and label.get_right()[0] <= box.right + 1e-6
    assert plot.labels[0].get_top()[1] < plot.numbers[0].get_bottom()[1]


@pytest.mark.parametrize("aspect", ["16:9", "4:3", "9:16"])
def test_a_table_with_long_names_passes_the_lint(aspect: str, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "homes.csv").write_text(
        f'"{LONG}","Median value of owner-occupied homes in thousands of US dollars"\n'
        "6.575,24.0\n6.421,21.6\n7.185,34.7\n6.998,33.4\n5.631,16.5\n"
    )
    params = RegressionLineFitting.Params(data="homes.csv", steps=4)
    assert findings(RegressionLineFitting, params, Look(), aspect) == []
    long, notes = "is cut on its axis", RegressionLineFitting.notes(params)
    assert [key for key in ("x_label", "y_label") for note in notes if long in note and key in note] == [
        "x_label",
        "y_label",
    ]


@pytest.mark.parametrize("width", [2.8, 2.9, 3.0, 3.1, 3.2])
def test_no_line_ends_within_a_fraction(width: float) -> None:
    words = Words(Look(), "It arrives at 1/L", width=width, size=50)
    one, _, last = words.submobjects[-3:]
    assert one.get_bottom()[1] == pytest.approx(last.get_bottom()[1], abs=0.05)
    assert words.text == "It arrives at 1/L"
