"""Several runs are told apart: by styles that no meaning owns, and by a legend that names them."""

import itertools

import numpy as np
import pytest

from scenes.base.layout import Box, Layout
from scenes.base.look import Look
from scenes.base.theme import THEMES, blend, contrast
from scenes.cast.marks.run_style import MARKS, Legend, RunStyle, mark_shape, styles_for

NAMES = ["gradient descent", "momentum", "Nesterov", "AdaGrad", "RMSProp", "Adam"]
MEANINGS = ("ink", "muted", "loss", "parameter", "gradient", "step", "data", "prediction", "warning")
DEEPEST_GROUND = 0.26
"""Share of the loss's colour in the ground of the highest contours."""

# Machado, Oliveira and Fernandes (2009), severity 1: what viewers without one kind of cone see.
SIGHTS = [
    np.eye(3),
    [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
]
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def lab(colour, sight):
    """Return a colour in CIELAB as somebody sees it."""
    values = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
    shares = TO_XYZ @ np.clip(np.asarray(sight) @ linear, 0, 1) / [0.9505, 1.0, 1.089]
    x, y, z = np.where(shares > 0.008856, np.cbrt(shares), 7.787 * shares + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def apart(one, other):
    """Return the least distance of two colours to anybody's eye."""
    return min(float(np.linalg.norm(lab(one, sight) - lab(other, sight))) for sight in SIGHTS)


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_velocity_and_runs_have_colours_of_their_own(theme):
    own = (theme.velocity, *theme.runs)
    for colour in own:
        assert contrast(colour, theme.background) >= 4.5
        assert contrast(colour, blend(theme.loss, theme.background, DEEPEST_GROUND)) >= 3.0
    meanings = {getattr(theme, name) for name in MEANINGS}
    assert min(apart(theme.velocity, one) for one in meanings) >= 15.0
    assert min(apart(one, other) for one in theme.runs for other in meanings) >= 9.0
    assert min(apart(one, other) for one, other in itertools.combinations(own, 2)) >= 15.0


@pytest.mark.parametrize("count", range(1, 7))
def test_styles_keep_runs_apart(count):
    styles = styles_for(Look(), NAMES[:count])
    assert [style.label for style in styles] == NAMES[:count]
    assert len({style.mark for style in styles}) == count
    assert len({style.colour for style in styles}) == count


def test_more_runs_than_marks_are_refused():
    with pytest.raises(ValueError, match="7 runs cannot be told apart"):
        styles_for(Look(), [*NAMES, "AdamW"])


def test_a_cross_is_as_large_as_the_other_marks_and_leaves_its_sides_open():
    cross = mark_shape("cross", 1.0)
    corners = np.unique(cross[::4].round(9), axis=0)
    assert len(corners) == 12
    assert cross[:, :2].mean(axis=0) == pytest.approx([0.0, 0.0], abs=0.05)
    beside = corners[np.abs(corners[:, 1]) < 1e-6]
    assert np.abs(beside[:, 0]).max() < 0.7 < np.hypot(*corners[:, :2].T).max() < 1.5


@pytest.mark.parametrize(("width", "rows"), [(12.0, 2), (6.0, 3), (3.0, 6)])
def test_a_legend_shows_each_run_as_it_is_drawn(width, rows):
    styles, box = styles_for(Look(), NAMES), Box(-6.0, -6.0 + width, -3.0, 3.0)
    legend = Legend(Look(), box, styles)
    assert legend.fits
    for entry, style in zip(legend, styles, strict=True):
        line, mark, name = entry
        assert {part.get_color().to_hex() for part in (line, mark)} == {style.colour}
        assert name.text == style.label
        assert mark.get_center()[1] == pytest.approx(line.get_center()[1], abs=0.05)
        assert line.get_right()[0] < name.get_left()[0]
    assert box.left <= legend.get_left()[0] <= legend.get_right()[0] <= box.right
    assert legend.bottom <= legend.get_bottom()[1]
    heights = {round(float(entry[0].get_center()[1]), 3) for entry in legend}
    assert len(heights) == rows
    for one, other in itertools.combinations(legend, 2):
        across = abs(one.get_center()[0] - other.get_center()[0]) - (one.width + other.width) / 2
        up = abs(one.get_center()[1] - other.get_center()[1]) - (one.height + other.height) / 2
        assert max(across, up) > 0.0


@pytest.mark.parametrize("aspect", [16 / 9, 4 / 3, 9 / 16])
def test_six_names_have_room_below_the_header_of_every_frame(aspect):
    layout = Layout(aspect * 8.0)
    box = layout.below_header
    assert box.top <= layout.header.bottom
    assert layout.stage.top < box.bottom
    styles = styles_for(Look(), NAMES)
    legend = Legend(Look(), box, styles)
    assert legend.fits and legend.short
    assert legend.bottom >= box.bottom and legend.get_bottom()[1] >= box.bottom
    assert box.left <= legend.get_left()[0] and legend.get_right()[0] <= box.right
    for (mark, name), style in zip(legend, styles, strict=True):
        assert mark.get_fill_color().to_hex() == style.colour
        assert mark.get_right()[0] < name.get_left()[0]
    for one, other in itertools.combinations(legend, 2):
        across = abs(one.get_center()[0] - other.get_center()[0]) - (one.width + other.width) / 2
        up = abs(one.get_center()[1] - other.get_center()[1]) - (one.height + other.height) / 2
        assert max(across, up) > 0.0


def test_a_legend_says_where_it_has_no_room():
    styles = styles_for(Look(), NAMES)
    assert not Legend(Look(), Box(0.0, 1.5, -3.0, 3.0), styles).fits
    assert not Legend(Look(), Box(0.0, 3.0, 2.5, 3.0), styles).fits


def test_the_marks_are_all_there():
    assert set(MARKS) == {style.mark for style in styles_for(Look(), NAMES)}
    assert RunStyle("#112233").mark == "disc"
