"""A clip on the background of its deck: no box around it, and every colour still stands out."""

from dataclasses import fields
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from gd_studio.deliver.poster import in_rgb
from gd_studio.engine.master import MASTER, POSTER
from gd_studio.engine.render import render
from scenes.ball_on_parabola import BallOnParabola
from scenes.base.ground import READABLE, fitting, ground_notes, on_ground, read_ground
from scenes.base.look import Look
from scenes.base.theme import THEMES, Theme, contrast

MEANINGS = [
    field.name
    for field in fields(Theme)
    if field.name not in ("name", "background", "panel", "faint", "runs")
]


@settings(max_examples=60, deadline=None)
@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_every_colour_can_be_read_on_any_background(channels: tuple[int, int, int]) -> None:
    background = "#{:02X}{:02X}{:02X}".format(*channels)
    theme = on_ground(THEMES[fitting(background, "dark")], background)
    assert theme.background == background
    for colour in (*(getattr(theme, name) for name in MEANINGS), *theme.runs):
        assert contrast(colour, background) >= READABLE
        assert contrast(colour, theme.panel) >= READABLE


@pytest.mark.parametrize("name", THEMES)
def test_colours_that_stand_out_already_stay(name: str) -> None:
    theme = THEMES[name]
    moved = on_ground(theme, theme.background)
    assert (moved.ink, moved.step, moved.velocity) == (theme.ink, theme.step, theme.velocity)


def test_white_takes_the_light_theme_and_navy_the_dark_one() -> None:
    assert (fitting("#FFFFFF", "dark"), fitting("#14143C", "light")) == ("light", "dark")
    assert Look("light", background="#FFFFFF").colours.background == "#FFFFFF"


@pytest.mark.parametrize("text", ["whiet", "", "#12", "#11223344", "rgb(1,2)"])
def test_background_that_is_no_colour_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match='must be "theme", a colour such as "white"'):
        read_ground(text)


def test_grey_is_noted_and_white_is_not() -> None:
    assert ground_notes("#808080") and not ground_notes("#FFFFFF") and not ground_notes("")


def test_film_on_white_has_no_visible_box(tmp_path: Path) -> None:
    class Short(BallOnParabola):
        def tell(self) -> None:
            with self.beat("White."):
                self.add(self.headline(self.say("No box")))
                self.wait(0.4)

    render(
        Short,
        Short.Params(captions=False, pace=4.0),
        Look("light", background="#FFFFFF"),
        (160, 90),
        5,
        tmp_path,
    )
    with Image.open(tmp_path / "master" / POSTER) as picture:
        assert np.asarray(picture)[[0, -1], :].min() == 255
    with av.open(str(tmp_path / "master" / MASTER)) as container:
        for frame in container.decode(video=0):
            shown = in_rgb(frame)
            assert shown[[0, -1], :].min() == 255
            assert shown.min() < 200
