"""A calm lesson that breaks no rule, and the lint of what is added to it."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from manim import Rectangle

from gd_studio.film_lint.lint import Aspect, Finding, lint_lesson
from scenes.base.lesson import Lesson
from scenes.base.look import Look, ThemeName
from scenes.base.words import Words
from scenes.cast.charts.axes import Plot
from scenes.cast.marks.lines import Polyline

Act = Callable[[Any], None]


class Calm(Lesson):
    """A header, axes and a caption: nothing to complain of, until `act` adds something.

    With `empty` the first picture shows nothing; with `hasty` no beat rests for longer than a tick.
    """

    act: Act
    empty = False
    hasty = False

    def tell(self) -> None:
        if not self.empty:
            self.add(self.headline("Calm"))
            self.add(Plot(self.look, self.layout.stage, (0.0, 1.0), (0.0, 1.0), x_label="x", y_label="y"))
        with self.beat("Here all is calm."):
            type(self).act(self)

    def wait(self, duration: float = 0.4, *_: Any, **__: Any) -> None:
        super().wait(0.2 if self.hasty else duration)

    def words(self, text: str, x: float = 0.0, y: float = 0.0, **settings: Any) -> Words:
        return Words(self.look, text, **settings).move_to([x, y, 0.0])

    def line(self, *corners: tuple[float, float], colour: str = "") -> Polyline:
        points = np.array([(x, y, 0.0) for x, y in corners])
        return Polyline(colour or self.colours.loss, 4.0).set_corners(points)

    def plate(self, width: float, height: float, opacity: float = 1.0, colour: str = "") -> Rectangle:
        fill = colour or self.colours.background
        return Rectangle(width=width, height=height, stroke_width=0, fill_color=fill, fill_opacity=opacity)


def _lint(act: Act, *, theme: ThemeName = "dark", aspect: Aspect = "16:9", **flags: bool) -> list[Finding]:
    lesson = type("Acted", (Calm,), {"act": staticmethod(act), **flags})
    return lint_lesson(lesson, lesson.Params(), Look(theme=theme), aspect)


def _broken(act: Act, **settings: Any) -> set[str]:
    return {finding.rule for finding in _lint(act, **settings)}


@pytest.fixture
def lint() -> Callable[..., list[Finding]]:
    """Return the lint of the calm lesson with an act."""
    return _lint


@pytest.fixture
def broken() -> Callable[..., set[str]]:
    """Return the names of the rules that an act breaks."""
    return _broken
