"""A lesson heard: its beats with the defaults, told without painting and without setting its captions."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from manim import Wait, tempconfig

from gd_studio.lecture.catalog import Catalog
from gd_studio.store.drawing_code import SCENES
from scenes.base.lesson import Beat
from scenes.base.look import Look
from scenes.base.theme import TIMING
from tests.conftest import Unpainted, settings

LESSONS = Catalog([SCENES]).entries


@cache
def beats(lesson: str) -> tuple[Beat, ...]:
    """Return the beats of a lesson."""
    told: Any = LESSONS[lesson].load()

    class Heard(told):  # type: ignore[misc]
        def _replace_caption(self, sentence: str) -> None:
            """Take the time of a caption, and leave out its glyphs."""
            self.play(Wait(), run_time=TIMING.quick)

    with TemporaryDirectory() as folder, tempconfig(settings(Path(folder), "16:9", 36, 5)):
        scene = Heard(told.Params(), Look(), Unpainted())
        scene.render()
    return tuple(scene.beats)
