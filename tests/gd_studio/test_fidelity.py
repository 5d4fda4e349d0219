"""The engine paints what the stock renderer paints, to the last bit, also when a clip is shared."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import av
import manim
import numpy as np
import pytest
from manim import ImageMobject, Scene, Square, ValueTracker
from manim.renderer.cairo_renderer import CairoRenderer

from gd_studio.engine import yuv
from gd_studio.engine.encoder import Patch, Pixels
from gd_studio.engine.render import RENDERERS, EngineName, render
from gd_studio.engine.renderer import EngineRenderer
from gd_studio.engine.stage import stage
from gd_studio.engine.yuv import Picture
from gd_studio.errors import StudioError
from gd_studio.lecture.catalog import Catalog
from scenes.base.lesson import Lesson
from scenes.base.look import Look
from scenes.base.parameters import LessonParams
from scenes.cast.moving.following import follow, ride

SIZE, RATE = (480, 270), 2
CHUNK = 2 * RATE
ALL_OVER = 0.2
"""Share of a frame's pixels that change in a push-in on a land."""
LESSONS = sorted(Catalog().entries)


class Frames:
    """Keeps every frame, or those of the even or the odd chunks."""

    def __init__(self, share: int | None = None) -> None:
        self.share = share
        self.canvas: Pixels = np.zeros((SIZE[1], SIZE[0], 4), np.uint8)
        self.told = 0
        self.cuts: list[int] = []
        self.frames: dict[int, tuple[Pixels, int]] = {}

    def cut(self) -> None:
        self.cuts.append(self.told)

    def next(self, count: int) -> tuple[int, bool]:
        room = CHUNK - self.told % CHUNK
        return min(count, room), self.share is None or self.told // CHUNK % 2 == self.share

    def show(self, patches: Sequence[Patch]) -> None:
        for left, top, pixels in patches:
            self.canvas[top : top + len(pixels), left : left + pixels.shape[1]] = pixels

    def put(self, patches: Sequence[Patch], repeat: int) -> None:
        self.show(patches)
        self.frames[self.told] = (self.canvas.copy(), repeat)
        self.told += repeat

    def leave_out(self, count: int) -> None:
        self.told += count


def told_fast(lesson: type[Lesson]) -> LessonParams:
    """Return parameters with which everything moves that moves by default, in half of the time."""
    return lesson.Params(pace=2.0)


def shoot(lesson: type[Lesson], name: EngineName, folder: Path, share: int | None = None) -> Frames:
    frames = Frames(share)
    with stage(*SIZE, RATE, folder):
        lesson(told_fast(lesson), Look(), renderer=RENDERERS[name](frames)).render()
    return frames


def assert_same(one: Frames, other: Frames) -> None:
    assert one.told == other.told
    assert one.frames.keys() == other.frames.keys()
    for place, (picture, repeat) in one.frames.items():
        assert repeat == other.frames[place][1]
        assert np.array_equal(picture, other.frames[place][0]), f"frame {place} differs"


def similarity(one: Any, other: Any) -> float:
    """Return the structural similarity (Wang et al. 2004, doi:10.1109/TIP.2003.819861) of two grey pictures.

    The mean over blocks of 8 x 8 pixels, with the constants of the paper.
    """

    def blocks(picture: Any) -> Any:
        rows, columns = (side // 8 for side in picture.shape)
        return picture[: 8 * rows, : 8 * columns].astype(float).reshape(rows, 8, columns, 8)

    a, b = blocks(one), blocks(other)
    mean_a, mean_b = a.mean((1, 3)), b.mean((1, 3))
    var_a, var_b = (a * a).mean((1, 3)) - mean_a**2, (b * b).mean((1, 3)) - mean_b**2
    both = (a * b).mean((1, 3)) - mean_a * mean_b
    c, d = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    score = (2 * mean_a * mean_b + c) * (2 * both + d)
    return float((score / ((mean_a**2 + mean_b**2 + c) * (var_a + var_b + d))).mean())


def assert_alike(painted: Frames, film: Path) -> None:
    """Compare the decoded film with the painted frames.

    A frame that has changed all over, as in a push-in, is encoded more coarsely at this small size.
    """
    with av.open(str(film)) as container:
        decoded = [frame.to_ndarray()[: SIZE[1]] for frame in container.decode(video=0)]
    assert len(decoded) == painted.told
    weights = np.array([0.2126, 0.7152, 0.0722])
    before = next(iter(painted.frames.values()))[0]
    for place, (picture, repeat) in painted.frames.items():
        luma = 16 + (picture[:, :, :3] @ weights) * 219 / 255
        least = 0.995 if (picture != before).any(axis=2).mean() < ALL_OVER else 0.99
        assert similarity(luma, decoded[place + repeat - 1]) >= least, f"frame {place}"
        before = picture


class Unwritten:
    """A file writer that the second renderer never calls."""


class Twice(EngineRenderer):
    """Tells a lesson once, and has every picture painted a second time as the stock renderer paints it."""

    def __init__(self) -> None:
        self.frames = Frames()
        super().__init__(self.frames)
        self.stock = CairoRenderer(file_writer_class=Unwritten)
        self.painted, self.standing = 0, False

    def play(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        self.standing = False
        super().play(scene, *args, **kwargs)

    def paint(self, scene: Scene) -> list[Patch]:
        patches = super().paint(scene)
        self.stock.camera.background = self.camera.background
        if not self.standing:
            self.stock.save_static_frame_data(scene, scene.static_mobjects)
            self.standing = True
        self.stock.update_frame(scene, mobjects=scene.moving_mobjects)
        self.frames.show(patches)
        assert np.array_equal(self.frames.canvas, self.stock.camera.pixel_array), f"{self.time:.2f} s differs"
        self.painted += 1
        return patches


@pytest.mark.parametrize("name", LESSONS)
def test_every_picture_of_every_lesson_is_the_stock_renderers(name: str, tmp_path: Path) -> None:
    lesson = Catalog().find(name).load()
    with stage(*SIZE, RATE, tmp_path):
        renderer = Twice()
        lesson(told_fast(lesson), Look(), renderer=renderer).render()
    assert renderer.painted > 40


class Odd(Lesson):
    """Kinds of mobjects that layers cannot paint, and some that need care."""

    def tell(self) -> None:
        tracker = ValueTracker(0.0)
        picture = ImageMobject(np.full((8, 8, 3), (200, 80, 40), np.uint8)).rotate(0.3)
        square = Square(color=["#ff0000", "#0000ff"], fill_opacity=0.5).set_z_index(-1)
        follow(square, lambda: square.move_to((tracker.get_value(), 0.0, 0.0)))
        self.add(picture, square)
        with self.beat("It goes."):
            self.play(ride(tracker, 3.0), run_time=1.0)
        self.remove(picture)
        with self.beat("It goes on, alone."):
            self.play(ride(tracker, -2.0), run_time=1.0)
            square.clear_updaters()
            self.play(square.animate.set_fill("#00ff00", opacity=1.0), run_time=1.0)


@pytest.mark.parametrize("lesson", [Odd, "BallOnParabola", "HillDescent"])
def test_shares_and_the_film_have_the_stock_renderers_frames(
    lesson: type[Lesson] | str, tmp_path: Path
) -> None:
    """An odd lesson, one of outlines and one of images: frames as they follow each other, and decoded."""
    if isinstance(lesson, str):
        lesson = Catalog().find(lesson).load()
    stock = shoot(lesson, "stock", tmp_path)
    assert len(stock.frames) > 3
    even, odd = (shoot(lesson, "fast", tmp_path, share) for share in (0, 1))
    assert not even.frames.keys() & odd.frames.keys()
    assert even.cuts == stock.cuts
    both = Frames()
    both.told, both.frames = even.told, dict(sorted((even.frames | odd.frames).items()))
    assert_same(stock, both)
    master = render(lesson, told_fast(lesson), Look(), SIZE, RATE, tmp_path)
    assert master.frames == stock.told
    assert_alike(stock, master.folder / "master.mp4")


def test_another_manim_is_refused_with_a_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manim, "__version__", "0.99.0")
    with pytest.raises(StudioError, match=r"manim 0\.99\.0: use --engine stock"):
        EngineRenderer(Frames())


def test_stock_engine_makes_the_same_file(tmp_path: Path) -> None:
    made = [
        render(Odd, Odd.Params(), Look(), (160, 90), RATE, tmp_path / name, engine=name)
        for name in ("fast", "stock")
    ]
    one, other = ((master.folder / "master.mp4").read_bytes() for master in made)
    assert one == other


@pytest.mark.parametrize("size", [(2, 2), (64, 34), (270, 480)])
def test_numpy_and_the_compiled_loop_convert_alike(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    patch = np.random.default_rng(1).integers(0, 256, (*size, 4), np.uint8)
    pictures = []
    for limit in (0, patch.size):
        monkeypatch.setattr(yuv, "PLAIN_SAMPLES", limit)
        pictures.append(Picture(500, 280))
        pictures[-1].change(patch, 6, 4)
    for one, other in zip(*(picture.planes for picture in pictures), strict=True):
        assert np.array_equal(one, other)


def test_encoder_converts_as_bt709_says() -> None:
    colours = np.random.default_rng(1).integers(0, 256, (500, 3))
    kr, kb = 0.2126, 0.0722
    for red, green, blue in colours.tolist():
        picture = Picture(2, 2)
        picture.change(np.full((2, 2, 4), (red, green, blue, 255), np.uint8), 0, 0)
        luma = kr * red + (1 - kr - kb) * green + kb * blue
        exact = (
            16 + luma * 219 / 255,
            128 + (blue - luma) / (2 - 2 * kb) * 224 / 255,
            128 + (red - luma) / (2 - 2 * kr) * 224 / 255,
        )
        assert np.abs(np.array([plane[0, 0] for plane in picture.planes]) - exact).max() <= 0.51
