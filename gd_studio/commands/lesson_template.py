"""What `gd new` writes: a lesson that tells its story, and a test that holds it to its numbers."""

LESSON = '''\
"""A ball goes down a curve, step by step."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from manim import ValueTracker
from pydantic import Field, model_validator

from gd_math.accounts.account import Account, account
from gd_math.accounts.views import View, curve_view
from gd_math.formula.parsing import parse_curve
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from scenes.base.lesson import Lesson, LessonParams
from scenes.base.look import ENGLISH, Look
from scenes.base.parameters import Coordinate, FormulaInX, LearningRate, Steps, check_start, run_notes
from scenes.cast.charts.axes import Plot
from scenes.cast.curves.graphs import curve_graph
from scenes.cast.marks.balls import Ball
from scenes.cast.moving.following import follow, ride

OUT_OF_SIGHT = np.array([100.0, 0.0, 0.0])


@dataclass(frozen=True, slots=True)
class Found:
    """What the clip draws: what happens in the run, and the part of the curve that shows it."""

    account: Account
    view: View


class {name}(Lesson):
    """A ball goes down a curve, step by step."""

    class Params(LessonParams):
        """What a lecturer may change."""

        function: FormulaInX = Field("x**2", description="the curve, a formula in x")
        start: Coordinate = Field(8.0, description="where the ball is put down")
        learning_rate: LearningRate = 0.1
        steps: Steps = 20

        @property
        def optimizer(self) -> GradientDescent:
            """The rule of the steps."""
            return GradientDescent(self.learning_rate)

        @model_validator(mode="after")
        def _defined(self) -> Self:
            check_start(parse_curve(self.function), self.start)
            return self

    given: Params
    found: Found

    @classmethod
    def compute(cls, params: Params) -> Found:
        """Return the run and the part of the curve that shows it: all mathematics stands here."""
        objective = parse_curve(params.function)
        run = descend(objective, params.start, params.optimizer, params.steps)
        view = curve_view(objective, [run])
        return Found(account(objective, run, view.region), view)

    @classmethod
    def notes(cls, params: Params, look: Look = ENGLISH) -> list[str]:
        """Say what keeps the run from coming down."""
        return run_notes(cls.computed(params).account, params.optimizer, look)

    def tell(self) -> None:
        """Set the stage, then play the beats: what is computed is only read here."""
        told, view = self.found.account, self.found.view
        self.clock = ValueTracker(0.0)
        self.plot = Plot(
            self.look, self.layout.stage, view.x_range, view.y_range, x_label="x", y_label=self.say("height")
        )
        self.ball = Ball(self.look)
        follow(self.ball, self.place_ball)
        curve = curve_graph(self.plot, told.objective, self.colours.loss)
        self.add(self.headline(self.say("A ball on a curve")), self.plot, curve, self.ball)

        with self.beat(self.say("Each step goes against the slope under the ball.")):
            self.play(ride(self.clock, told.run.steps_taken), run_time=8.0)
        loss = f"{{told.run.values[-1]:.3g}}"
        with self.beat(
            self.say_count(
                told.run.steps_taken,
                "After {{count}} step the height is {{loss}}.",
                "After {{count}} steps the height is {{loss}}.",
                loss=loss,
            )
        ):
            pass

    def place_ball(self) -> None:
        """Let the ball stand where the clock says: at a computed point, or on the curve between two."""
        told = self.found.account
        points = told.run.points[:, 0]
        x = float(np.interp(self.clock.get_value(), np.arange(len(points)), points))
        y = float(told.objective(x))
        self.ball.stand_at(self.plot.at(x, y) if self.plot.shows(x, y) else OUT_OF_SIGHT)
'''

TEST = '''\
"""{name} draws what gd_math computes."""

import itertools

import pytest

from gd_studio.film_lint.lint import lint_lesson
{imports}

EXTREMES = {{
    "one step": {{"steps": 1}},
    "divergence": {{"learning_rate": 1.1}},
    "start at the minimum": {{"start": 0.0}},
    "a slope without end": {{"function": "exp(x)", "start": 1.0}},
}}


def test_ball_is_at_the_computed_point_after_every_step(perform):
    lesson = perform({name})
    for k in range(21):
        lesson.clock.set_value(k)
        lesson.ball.update()
        x, y = lesson.plot.read(lesson.ball[1].get_center())
        assert x == pytest.approx(8 * 0.8**k, abs=1e-9)
        assert y == pytest.approx((8 * 0.8**k) ** 2, abs=1e-9)


def test_last_caption_tells_the_last_height(perform):
    assert perform({name}, steps=1).beats[-1].caption == "After 1 step the height is 41."
    assert perform({name}, steps=2).beats[-1].caption == "After 2 steps the height is 26.2."


def test_run_that_grows_is_noted():
    [note] = {name}.notes({name}.Params(learning_rate=1.1))
    assert "stable below 1" in note


@pytest.mark.parametrize("extreme", EXTREMES.values(), ids=EXTREMES)
def test_beats_tile_the_clip_whatever_is_asked(perform, extreme):
    lesson = perform({name}, **extreme)
    assert lesson.beats[0].start == 0.0
    assert all(one.end == other.start for one, other in itertools.pairwise(lesson.beats))


@pytest.mark.parametrize(("theme", "aspect"), [("dark", "16:9"), ("light", "9:16")])
def test_nothing_spoils_the_picture(theme, aspect):
    params, look = {name}.Params(), Look(theme=theme)
    assert lint_lesson({name}, params, look, aspect, samples_per_second=5) == []
'''
