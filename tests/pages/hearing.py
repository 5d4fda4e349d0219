"""A lesson heard: what it says with the defaults, told without painting and without setting its captions."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from manim import Wait

from gd_studio.engine.stage import settings_of
from gd_studio.lecture.catalog import Catalog
from gd_studio.store.drawing_code import SCENES
from scenes.base.lesson import Beat
from scenes.base.look import Look
from scenes.base.theme import TIMING
from tests.conftest import Unpainted, settings

LESSONS = Catalog([SCENES]).entries


@dataclass(frozen=True, slots=True)
class Heard:
    """The beats of a lesson, and its notes."""

    beats: tuple[Beat, ...]
    notes: tuple[str, ...]


@cache
def heard(lesson: str) -> Heard:
    """Return what a lesson says."""
    told: Any = LESSONS[lesson].load()

    class Unwritten(told):  # type: ignore[misc]
        def _replace_caption(self, sentence: str) -> None:
            """Take the time of a caption, and leave out its glyphs."""
            self.play(Wait(), run_time=TIMING.quick)

    with TemporaryDirectory() as folder, settings_of(settings(Path(folder), "16:9", 36, 5)):
        scene = Unwritten(told.Params(), Look(), Unpainted())
        scene.render()
    return Heard(tuple(scene.beats), tuple(Unwritten.notes(scene.given)))
