"""How lesson tests see a lesson: played without painting, or painted frame by frame in memory."""

import gc
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import settings
from manim import config
from manim.renderer.cairo_renderer import CairoRenderer
from manim.scene.scene_file_writer import SceneFileWriter

from gd_studio.engine.stage import settings_of
from scenes.base import lesson as telling
from scenes.base import typesetting
from scenes.base.lesson import Lesson
from scenes.base.look import Look
from tests import known, looking
from tests.known import pytest_collection_modifyitems

__all__ = ["pytest_collection_modifyitems"]

settings.register_profile("downhill", deadline=None)  # no test is timed
settings.load_profile("downhill")

ASPECTS = {"16:9": (16, 9), "4:3": (4, 3), "9:16": (9, 16)}


class FrameList(SceneFileWriter):
    """Keeps frames instead of encoding them."""

    frames: list[np.ndarray]

    def begin_animation(self, *_: Any, **__: Any) -> None:
        self.frames = getattr(self, "frames", [])

    def write_frame(self, pixels: np.ndarray, *, repeat: int = 1) -> None:
        self.frames.extend([pixels[..., :3]] * repeat)

    def add_partial_movie_file(self, *_: Any) -> None: ...
    def end_animation(self, *_: Any, **__: Any) -> None: ...
    def abort_encode_jobs(self, *_: Any, **__: Any) -> None: ...
    def finish(self) -> None: ...


class Unpainted(CairoRenderer):
    """Plays a lesson to its end without painting: of every play, only its last moment is computed."""

    def __init__(self) -> None:
        super().__init__(file_writer_class=FrameList)

    def play(self, scene: Any, *args: Any, **kwargs: Any) -> None:
        scene.compile_animation_data(*args, **kwargs)
        for animation in scene.animations:
            animation._setup_scene(scene)
            animation.begin()
        self.begun(scene)
        if not scene.is_current_animation_frozen_frame():
            scene.update_to_time(scene.duration)
            for animation in scene.animations:
                animation.finish()
                animation.clean_up_from_scene(scene)
        self.time += scene.duration
        self.num_plays += 1

    def begun(self, scene: Any) -> None:
        """Take note that a play begins."""

    def scene_finished(self, scene: Any) -> None:
        """Write nothing."""


class AtRest(Unpainted):
    """Paints how each play ends, for all of its frames, and the poster."""

    def __init__(self) -> None:
        super().__init__()
        self.frames: list[np.ndarray] = []

    def begun(self, scene: Any) -> None:
        if not self.frames:
            scene.update_to_time(0.0)
            self._paint(scene, 1)

    def play(self, scene: Any, *args: Any, **kwargs: Any) -> None:
        super().play(scene, *args, **kwargs)
        self._paint(scene, round(self.time * config.frame_rate) - len(self.frames))

    def _paint(self, scene: Any, count: int) -> None:
        self.update_frame(scene)
        self.frames.extend([self.get_frame()[..., :3]] * count)


def pytest_configure(config: pytest.Config) -> None:
    """Begin: note how closely films are looked at, and keep what passes."""
    looking.closely = config.getoption("--closely")
    # Films of one lesson have most of their texts in common, and tests begin them often.
    typesetting.MOST_KEPT, telling.MOST_KEPT = 1024, 64
    known.pytest_configure(config)


def pytest_collection_finish() -> None:
    """Let what is imported by now rest: looking through it for garbage again and again takes long."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--films",
        type=int,
        default=87,
        help="how many films of all lessons together are told to look for untruths (long form: 2000)",
    )
    parser.addoption(
        "--closely",
        action="store_true",
        help="also look at extreme films, and at films in 4:3, while something moves",
    )
    parser.addoption(
        "--all",
        action="store_true",
        help="also run checks of lessons that have passed, and whose code has not changed since",
    )


@pytest.fixture(scope="session")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("media")


def settings(media: Path, aspect: str, height: int, rate: int) -> dict[str, Any]:
    across, down = ASPECTS[aspect]
    return {
        "pixel_height": height,
        "pixel_width": round(height * across / down / 2) * 2,
        "frame_height": 8.0,
        "frame_width": 8.0 * across / down,
        "frame_rate": rate,
        "media_dir": str(media),
        "disable_caching": True,
        "verbosity": "ERROR",
        "progress_bar": "none",
    }


@pytest.fixture(scope="session")
def perform(media: Path) -> Callable[..., Lesson]:
    """Play a lesson to its end without painting; `at_beat(lesson)` is called as each beat ends."""

    def play(
        lesson: type[Lesson],
        at_beat: Callable[[Any], None] = lambda _: None,
        *,
        look: Look | None = None,
        aspect: str = "16:9",
        **params: Any,
    ) -> Lesson:
        class Watched(lesson):  # type: ignore[valid-type,misc]
            def end_beat(self, *args: Any) -> None:
                super().end_beat(*args)
                at_beat(self)

        with settings_of(settings(media, aspect, 36, 5)):
            scene = Watched(lesson.Params(**params), look or Look(), Unpainted())
            scene.render()
        return scene

    return play


@pytest.fixture(scope="session")
def told(perform: Callable[..., Lesson]) -> Callable[[type[Lesson]], Lesson]:
    """Return a lesson with its defaults, played to its end once for many tests: set its clocks, then read."""
    return lru_cache(maxsize=4)(perform)


@pytest.fixture
def film(media: Path) -> Callable[..., tuple[Lesson, list[np.ndarray]]]:
    """Paint a lesson in memory; return it with its frames as RGB arrays.

    Each play is painted once, as it ends, for all of its frames; its motion only with ``moving=True``.
    """

    def shoot(
        lesson: type[Lesson],
        *,
        look: Look | None = None,
        aspect: str = "16:9",
        height: int = 270,
        rate: int = 5,
        moving: bool = False,
        **params: Any,
    ) -> tuple[Lesson, list[np.ndarray]]:
        with settings_of(settings(media, aspect, height, rate)):
            painter = CairoRenderer(file_writer_class=FrameList) if moving else AtRest()
            scene = lesson(lesson.Params(**params), look or Look(), painter)
            scene.render()
        return scene, painter.file_writer.frames if moving else painter.frames

    return shoot
