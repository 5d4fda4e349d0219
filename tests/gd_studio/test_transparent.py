"""A clip without a background, laid over a colour, is the clip that was drawn on that colour."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from PIL import Image

from gd_studio.engine.master import MASTER, POSTER, STILL
from gd_studio.engine.render import render
from gd_studio.errors import StudioError
from gd_studio.farm.alone import make
from gd_studio.farm.job import Job, Result
from gd_studio.lecture.catalog import Catalog
from gd_studio.lecture.clips import read_lecture
from gd_studio.lecture.plan import plan
from scenes.base.look import Look
from scenes.base.theme import THEMES

LESSONS = Path(__file__).parent / "lessons"
PARAMETERS: dict[str, Any] = {"pace": 4.0, "offset": 0.33, "colour": "green"}
LECTURE = """\
[[clip]]
lesson = "MovingSquare"
quality = "90p10"
pace = 4.0
offset = 0.33
colour = "green"
"""
SIZE, RATE = (160, 90), 10
Pictures = list[np.ndarray]


def ask(folder: Path, keys: str) -> Job:
    (folder / "lecture.toml").write_text(LECTURE + keys, encoding="utf-8")
    [planned] = plan(read_lecture(folder / "lecture.toml", Catalog()))
    return Job(planned, folder / "clips")


@pytest.fixture(scope="module")
def own() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GD_LESSONS", str(LESSONS))
        yield


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, own: None) -> Result:
    """The clip without a background, in all formats that can show it."""
    folder = tmp_path_factory.mktemp("transparent")
    result = make(ask(folder, 'background = "transparent"\nformats = ["webm", "mov", "png"]\n'))
    assert result.status == "rendered", result.error
    return result


@pytest.fixture(scope="module")
def opaque(tmp_path_factory: pytest.TempPathFactory, own: None) -> dict[str, Path]:
    """The same clip on the backgrounds of both themes."""
    lesson = Catalog().find("MovingSquare").load()
    return {
        theme: render(
            lesson, lesson.Params(**PARAMETERS), Look(theme), SIZE, RATE, tmp_path_factory.mktemp(theme)
        ).folder
        for theme in ("dark", "light")
    }


def decoded(path: Path) -> Pictures:
    """Return straight RGBA pictures; only libvpx itself decodes how opaque VP9 is."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        if stream.codec_context.name != "vp9":
            return [frame.to_ndarray(format="rgba") for frame in container.decode(stream)]
        context: Any = av.CodecContext.create("libvpx-vp9", "r")
        packets = [packet if packet.size else None for packet in container.demux(stream)]
        return [frame.to_ndarray(format="rgba") for packet in packets for frame in context.decode(packet)]


def over(picture: np.ndarray, colour: str) -> np.ndarray:
    ground = np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)])
    share = picture[:, :, 3:] / 255
    return picture[:, :, :3] * share + ground * (1 - share)


@pytest.mark.parametrize("theme", THEMES)
def test_poster_over_a_colour_is_drawn_on_it(made: Result, opaque: dict[str, Path], theme: str) -> None:
    with Image.open(made.files["png"]) as picture, Image.open(opaque[theme] / POSTER) as expected:
        assert picture.mode == "RGBA"
        laid = over(np.asarray(picture), THEMES[theme].background)
        assert np.abs(laid - np.asarray(expected)).max() <= 3


@pytest.mark.parametrize(("form", "most"), [("webm", 2.0), ("mov", 1.0)])
@pytest.mark.parametrize("theme", THEMES)
def test_film_over_a_colour_is_the_one_drawn_on_it(
    made: Result, opaque: dict[str, Path], form: str, most: float, theme: str
) -> None:
    pictures, expected = decoded(made.files[form]), decoded(opaque[theme] / MASTER)
    assert len(pictures) == len(expected) == made.frames
    for picture, whole in zip(pictures, expected, strict=True):
        assert np.abs(over(picture, THEMES[theme].background) - whole[:, :, :3]).mean() < most + 2
    with Image.open(opaque[theme] / STILL) as still:
        assert np.abs(over(pictures[-1], THEMES[theme].background) - np.asarray(still)).mean() < most


def test_films_say_that_they_have_no_background(made: Result) -> None:
    with av.open(str(made.files["webm"])) as film:
        assert film.streams.video[0].metadata["alpha_mode"] == "1"
    with av.open(str(made.files["mov"])) as film:
        context = film.streams.video[0].codec_context
        assert (context.name, context.codec_tag) == ("prores", "ap4h")
        assert context.pix_fmt is not None and context.pix_fmt.startswith("yuva444")


def test_piece_and_loop_have_no_background_either(made: Result, own: None, tmp_path: Path) -> None:
    keys = 'background = "transparent"\nbeats = 1\nloop = true\nformats = ["mov", "png"]\nposter = 0.3\n'
    result = make(ask(tmp_path, keys))
    assert result.error == ""
    pictures, told = decoded(result.files["mov"]), decoded(made.files["mov"])
    assert np.array_equal(pictures[: len(told)], told)
    assert np.abs(pictures[-1].astype(int) - pictures[0]).max() <= 2
    with Image.open(result.files["png"]) as picture:
        assert (picture.mode, picture.getpixel((0, 0))) == ("RGBA", (0, 0, 0, 0))


@pytest.mark.parametrize("form", ["mp4", "gif"])
def test_format_that_needs_a_background_is_refused(own: None, tmp_path: Path, form: str) -> None:
    with pytest.raises(StudioError, match=f"{form} cannot be transparent; .* the formats are .*mov, png"):
        ask(tmp_path, f'background = "transparent"\nformats = ["png", "{form}"]\n')


def test_background_that_is_no_colour_is_refused_with_its_line(own: None, tmp_path: Path) -> None:
    with pytest.raises(StudioError, match=r'line 7, .*background = "whiet" must be "theme", a colour such'):
        ask(tmp_path, 'background = "whiet"\n')


@pytest.mark.parametrize("wish", ["in the lecture", "on the command line"])
@pytest.mark.parametrize("command", ["slides", "film"])
def test_what_has_no_alpha_takes_no_transparent_clips(
    gd: Callable[..., Any], tmp_path: Path, command: str, wish: str
) -> None:
    lecture = LECTURE + 'background = "transparent"\n' * (wish == "in the lecture")
    (tmp_path / "lecture.toml").write_text(lecture, encoding="utf-8")
    refused = gd(command, *["--set", "background=transparent"] * (wish != "in the lecture"))
    assert refused.returncode == 2
    assert "takes no transparent clips; write its colour, such as background" in refused.stderr
    assert not (tmp_path / "media").exists()
