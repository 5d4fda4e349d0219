"""The master is what the lesson draws: every frame of it, in a file that plays anywhere."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc
from PIL import Image

from gd_studio.engine.encoder import PART_NAME, Encoder
from gd_studio.engine.joining import join
from gd_studio.engine.master import BEATS, MASTER, POSTER, STILL
from gd_studio.engine.render import render
from gd_studio.engine.stills import take_stills
from gd_studio.lecture.catalog import Catalog
from scenes.base.look import Look

SIZE, RATE = (160, 90), 10
Drawn = tuple[Path, int]


def moving_square(**parameters: Any) -> tuple[Any, Any]:
    lesson = Catalog().find("MovingSquare").load()
    return lesson, lesson.Params(**parameters)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GD_LESSONS", str(Path(__file__).parent / "lessons"))
        lesson, parameters = moving_square()
    master = render(lesson, parameters, Look(), SIZE, RATE, tmp_path_factory.mktemp("drawn"))
    return master.folder, master.frames


def test_master_is_h264_high_with_even_size_and_constant_rate(drawn: Drawn) -> None:
    folder, frames = drawn
    with av.open(str(folder / MASTER)) as container:
        stream = container.streams.video[0]
        context = stream.codec_context
        assert (context.name, context.profile, context.pix_fmt) == ("h264", "High", "yuv420p")
        assert (context.width, context.height) == SIZE
        times = [frame.pts for frame in container.decode(stream)]
        assert stream.average_rate == stream.guessed_rate == RATE
    assert len(times) == frames
    assert len(set(np.diff(times))) == 1


def test_index_comes_before_the_pictures(drawn: Drawn) -> None:
    content = (drawn[0] / MASTER).read_bytes()
    assert 0 < content.find(b"moov") < content.find(b"mdat")


def test_colour_tags_are_those_of_bt709(drawn: Drawn) -> None:
    with av.open(str(drawn[0] / MASTER)) as container:
        context = container.streams.video[0].codec_context
    assert context.color_range == ColorRange.MPEG
    assert context.colorspace == Colorspace.ITU709
    assert context.color_primaries == ColorPrimaries.BT709
    assert context.color_trc == ColorTrc.BT709


def first_picture(path: Path) -> np.ndarray:
    with av.open(str(path)) as container:
        return next(container.decode(video=0)).to_ndarray(format="rgb24").astype(int)


@pytest.mark.parametrize(
    "colour", [(14, 17, 22), (250, 248, 243), (230, 159, 0), (86, 180, 233), (255, 107, 74)]
)
def test_colours_come_back_within_two_levels(tmp_path: Path, colour: tuple[int, int, int]) -> None:
    encoder = Encoder(tmp_path, *SIZE, RATE)
    encoder.begin(0)
    encoder.put([(0, 0, np.full((90, 160, 4), (*colour, 255), np.uint8))], repeat=3)
    encoder.close()
    assert join([tmp_path / PART_NAME.format(0)], tmp_path / "a.mp4", RATE) == 3
    assert np.abs(first_picture(tmp_path / "a.mp4") - colour).max() <= 2


def test_patches_change_only_what_they_cover(tmp_path: Path) -> None:
    encoder = Encoder(tmp_path, *SIZE, RATE)
    encoder.begin(0)
    encoder.put([(0, 0, np.full((90, 160, 4), (14, 17, 22, 255), np.uint8))])
    encoder.begin(1)
    encoder.put([(64, 32, np.full((32, 32, 4), (230, 159, 0, 255), np.uint8))])
    encoder.close()
    picture = first_picture(tmp_path / PART_NAME.format(1))
    expected = np.full((90, 160, 3), (14, 17, 22))
    expected[32:64, 64:96] = (230, 159, 0)
    assert np.abs(picture - expected)[8:30].max() <= 2
    assert np.abs(picture - expected)[36:60, 68:92].max() <= 3


def test_chunk_is_the_same_whatever_was_encoded_before_it(tmp_path: Path) -> None:
    noise = np.random.default_rng(0).integers(0, 255, (90, 160, 4), dtype=np.uint8)
    last = np.full((90, 160, 4), (86, 180, 233, 255), np.uint8)
    made = []
    for before in ([], [noise]):
        folder = tmp_path / str(len(before))
        folder.mkdir()
        encoder = Encoder(folder, *SIZE, RATE)
        for picture in before:
            encoder.begin(0)
            encoder.put([(0, 0, picture)], repeat=5)
        encoder.begin(1)
        encoder.put([(0, 0, last)], repeat=4)
        encoder.close()
        made.append((folder / PART_NAME.format(1)).read_bytes())
    assert made[0] == made[1]


def in_rgb(planes: np.ndarray) -> np.ndarray:
    """Return a decoded picture in RGB by the formulas of BT.709: players round on the way, this does not."""
    across, down = SIZE
    y = (planes[:down].astype(float) - 16) / 219 * 255
    u, v = (
        np.kron((half.reshape(down // 2, across // 2).astype(float) - 128) / 224 * 255, np.ones((2, 2)))
        for half in planes[down:].reshape(2, -1)
    )
    return np.stack([y + 1.5748 * v, y - 0.1873 * u - 0.4681 * v, y + 1.8556 * u], axis=2)


def test_poster_and_still_are_the_first_and_last_frame_as_painted(drawn: Drawn) -> None:
    folder, _ = drawn
    with av.open(str(folder / MASTER)) as container:
        decoded = [in_rgb(frame.to_ndarray()) for frame in container.decode(video=0)]
    poster, still = (np.asarray(Image.open(folder / name)).astype(int) for name in (POSTER, STILL))
    assert np.abs(decoded[0] - poster).mean() < 1.5
    assert np.abs(decoded[-1] - still).mean() < 1.5
    assert np.abs(poster - still).mean() > 5


def test_beats_are_recorded_and_fill_the_clip(drawn: Drawn) -> None:
    folder, frames = drawn
    beats = json.loads((folder / BEATS).read_text(encoding="utf-8"))
    assert [beat["caption"] for beat in beats] == ["Goes."]
    assert beats[0]["start"] == 0
    assert beats[-1]["end"] == pytest.approx(frames / RATE)


def test_same_recipe_gives_the_same_file_bit_for_bit(drawn: Drawn, tmp_path: Path) -> None:
    lesson, parameters = moving_square()
    again = render(lesson, parameters, Look(), SIZE, RATE, tmp_path)
    for name in (MASTER, POSTER, STILL, BEATS):
        assert (again.folder / name).read_bytes() == (drawn[0] / name).read_bytes()


def test_still_is_the_very_frame_of_the_video(drawn: Drawn, tmp_path: Path) -> None:
    folder, frames = drawn
    lesson, parameters = moving_square()
    for name, at in ((POSTER, 0.0), (STILL, (frames - 1) / RATE)):
        stills = take_stills(lesson, parameters, Look(), SIZE, RATE, tmp_path, at=at)
        [(time, picture)] = stills.pictures
        assert time == pytest.approx(at)
        assert np.array_equal(picture[:, :, :3], np.asarray(Image.open(folder / name)))


def test_stills_at_regular_times_are_all_there(drawn: Drawn, tmp_path: Path) -> None:
    lesson, parameters = moving_square()
    stills = take_stills(lesson, parameters, Look(), SIZE, RATE, tmp_path, every=0.3)
    assert stills.seconds == pytest.approx(drawn[1] / RATE)
    assert [time for time, _ in stills.pictures] == pytest.approx(np.arange(0, stills.seconds, 0.3))


def test_progress_counts_up_to_every_frame(tmp_path: Path) -> None:
    seen: list[int] = []
    lesson, parameters = moving_square()
    master = render(lesson, parameters, Look(), SIZE, RATE, tmp_path, seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == master.frames


def test_lesson_without_frames_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lesson, parameters = moving_square()
    monkeypatch.setattr(lesson, "tell", lambda self: None)
    with pytest.raises((ValueError, RuntimeError), match=r"no frames|no play calls"):
        render(lesson, parameters, Look(), SIZE, RATE, tmp_path)


def test_manim_cfg_of_the_folder_does_not_change_the_frames(
    drawn: Drawn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from manim import config

    for key, value in {
        "frame_rate": 24,
        "pixel_width": 100,
        "from_animation_number": 1,
        "dry_run": True,
    }.items():
        monkeypatch.setitem(config, key, value)
    lesson, parameters = moving_square()
    master = render(lesson, parameters, Look(), SIZE, RATE, tmp_path)
    assert (master.folder / MASTER).read_bytes() == (drawn[0] / MASTER).read_bytes()


def test_failure_of_the_encoder_reaches_the_painter(tmp_path: Path) -> None:
    encoder = Encoder(tmp_path / "no such folder", *SIZE, RATE)
    picture = np.zeros((90, 160, 4), np.uint8)

    def paint() -> None:
        encoder.begin(0)
        for _ in range(50):
            encoder.put([(0, 0, picture)])
        encoder.close()

    with pytest.raises(OSError, match="No such file"):
        paint()


def test_aborted_lesson_leaves_no_running_thread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    lesson, parameters = moving_square(trouble="exception")
    before: Callable[[], int] = threading.active_count
    count = before()
    with pytest.raises(ZeroDivisionError):
        render(lesson, parameters, Look(), SIZE, RATE, tmp_path)
    assert threading.active_count() == count
