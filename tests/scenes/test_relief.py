"""The light on a map is that of the sun on the land, and takes no contrast from what is drawn on it."""

import numpy as np
import pytest

from gd_math.formula.parsing import parse_land
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.cast.charts.axes import Plot
from scenes.cast.land.block import SUN, Land
from scenes.cast.land.relief import STEPS, Relief

BOX = Box(-4.0, 4.0, -3.0, 3.0)
ENDS = (-2.0, 2.0)


def relief(formula, theme="dark"):
    look = Look(theme=theme)
    return Relief(look, Plot(look, BOX, ENDS, ENDS), Land(parse_land(formula), ENDS, ENDS))


def test_slopes_that_face_the_sun_are_lighter_than_level_ground_and_those_behind_darker():
    towards = SUN[:2] / np.hypot(*SUN[:2])
    hill = relief("-x**2 - y**2")
    facing, behind = hill.light(np.array([0.5 * towards, -0.5 * towards]))
    assert facing > 0.1 and behind < -0.1
    assert hill.light(np.zeros((1, 2))) == pytest.approx([0.0])


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_sheets_of_the_background_s_colour_lie_behind_the_hill(theme):
    hill = relief("-x**2 - y**2", theme)
    towards = SUN[:2] / np.hypot(*SUN[:2])
    sheets = [sheet for sheet in hill if len(sheet.points)]
    assert len(hill) == STEPS and sheets
    for sheet in sheets:
        assert sheet.get_fill_color().to_hex() == Look(theme=theme).colours.background
        assert sheet.get_center()[:2] @ towards < 0.0


def test_level_ground_has_no_relief():
    assert not any(len(sheet.points) for sheet in relief("3 + 0*x"))


def test_the_relief_follows_the_view():
    hill = relief("-x**2 - y**2")
    whole = [sheet.points.copy() for sheet in hill]
    plot = hill.plot
    plot.look_at(plot.area, (-0.02, 0.02), (-0.02, 0.02))
    hill.redraw()
    assert any(len(one) for one in whole) and not any(len(sheet.points) for sheet in hill)
