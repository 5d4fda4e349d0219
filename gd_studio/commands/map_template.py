"""What `gd new --on-map` writes: a lesson about a function of two variables, and its test."""

LESSON = '''\
"""A run goes down a landscape, step by step."""

from dataclasses import dataclass
from typing import Self

from manim import ValueTracker
from pydantic import Field, model_validator

from gd_math.accounts.account import Account, account
from gd_math.accounts.land_view import run_view
from gd_math.formula.parsing import parse_land
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from gd_math.typing import Interval
from scenes.base.lesson import Lesson, LessonParams
from scenes.base.look import ENGLISH, Look
from scenes.base.pace import seconds_for
from scenes.base.parameters import FormulaInTwo, LearningRate, Start2, Steps, check_start, run_notes
from scenes.cast.charts.series import Series, SeriesChart
from scenes.cast.maps.contours import ContourPlot
from scenes.cast.maps.map_walk import MapWalk
from scenes.cast.marks.run_style import RunStyle
from scenes.cast.writing.variable_names import axis_names


@dataclass(frozen=True, slots=True)
class Found:
    """What the clip draws: what happens in the run, and the part of the landscape that shows it."""

    account: Account
    view: tuple[Interval, Interval]


class {name}(Lesson):
    """A run goes down a landscape, step by step."""

    class Params(LessonParams):
        """What a lecturer may change."""

        function: FormulaInTwo = Field("x^2 + 4y^2", description="the landscape, a formula in two variables")
        start: Start2 = (-4.0, 2.0)
        learning_rate: LearningRate = 0.1
        steps: Steps = 20

        @property
        def optimizer(self) -> GradientDescent:
            """The rule of the steps."""
            return GradientDescent(self.learning_rate)

        @model_validator(mode="after")
        def _defined(self) -> Self:
            check_start(parse_land(self.function), self.start)
            return self

    given: Params
    found: Found

    @classmethod
    def compute(cls, params: Params) -> Found:
        """Return the run and the part of the landscape that shows it: all mathematics stands here."""
        objective = parse_land(params.function)
        run = descend(objective, params.start, params.optimizer, params.steps)
        view = run_view(objective, [run])
        return Found(account(objective, run, view), view)

    @classmethod
    def notes(cls, params: Params, look: Look = ENGLISH) -> list[str]:
        """Say what keeps the run from coming down."""
        return run_notes(cls.computed(params).account, params.optimizer, look)

    def tell(self) -> None:
        """Set the stage, then play the beats: what is computed is only read here."""
        told, colour = self.found.account, self.colours.parameter
        self.clock = ValueTracker(0.0)
        left, right = self.layout.panels(3, 2)
        x_label, y_label = axis_names(told.objective)
        self.plot = ContourPlot(
            self.look, left, told.objective, *self.found.view, x_label=x_label, y_label=y_label
        )
        self.walk = MapWalk(self.look, self.plot, told.run, self.clock.get_value)
        self.plot.write_heights(self.walk.occupied())
        losses = Series(told.run.values, RunStyle(colour), self.clock.get_value)
        chart = SeriesChart(self.look, right, [losses], words=(self.say("height"), self.say("step")))
        self.add(self.headline(self.say("A run on a landscape")), self.plot, self.walk)
        self.add(chart.scenery, chart.actors)

        with self.beat(self.say("Each step goes against the gradient at that place.")):
            self.advance(self.clock, told.steps, seconds_for(told.steps, 0.4))
        height = f"{{float(told.run.values[-1]):.3g}}"
        with self.beat(
            self.say_count(
                told.steps,
                "After {{count}} step the height is {{height}}.",
                "After {{count}} steps the height is {{height}}.",
                height=height,
            )
        ):
            pass
'''

TEST = '''\
"""{name} draws what gd_math computes."""

import itertools

import pytest

from gd_studio.film_lint.lint import lint_lesson
{imports}

EXTREMES = {{
    "one step": {{"steps": 1}},
    "divergence": {{"learning_rate": 0.3}},
    "start at the minimum": {{"start": (0.0, 0.0)}},
    "a landscape without a valley": {{"function": "exp(x) + y", "start": (1.0, 1.0)}},
}}


def test_run_is_at_the_computed_point_after_every_step(perform):
    lesson = perform({name})
    for k in range(21):
        lesson.clock.set_value(k)
        assert lesson.walk.point == pytest.approx([-4 * 0.8**k, 2 * 0.2**k], abs=1e-9)
        lesson.walk.update()
        x, y = lesson.plot.read(lesson.walk.ball[1].get_center())
        assert (x, y) == pytest.approx(lesson.walk.point, abs=1e-9)


def test_last_caption_tells_the_last_height(perform):
    assert perform({name}, steps=1).beats[-1].caption == "After 1 step the height is 10.9."
    assert perform({name}, steps=2).beats[-1].caption == "After 2 steps the height is 6.58."


def test_run_that_grows_is_noted():
    [note] = {name}.notes({name}.Params(learning_rate=0.3))
    assert "stable below 0.25" in note


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
