import pytest

from gd_studio.studio.controls import Control, controls_of
from gd_studio.studio.formulas import typeset
from scenes.ball_on_parabola import BallOnParabola
from scenes.convex_bowl import ConvexBowl
from scenes.gradient_field import GradientField
from scenes.learning_rate_decay import LearningRateDecay


def control(name: str, model: type = BallOnParabola.Params) -> Control:
    return next(control for control in controls_of(model) if control.name == name)


def test_rates_go_by_decades_and_counts_by_ones() -> None:
    rate, steps = control("learning_rate"), control("steps")
    assert rate.logarithmic and (rate.low, rate.high) == pytest.approx((0.001, 10))
    assert 0.1 in rate.stops and 0.11 in rate.stops and 1.0 in rate.stops
    assert (steps.low, steps.high, steps.logarithmic) == (1, 200, False)
    assert steps.stops == tuple(range(1, 201)) and isinstance(steps.value(33), int)


@pytest.mark.parametrize("name", ["learning_rate", "steps", "start", "pace", "hold"])
def test_each_place_of_a_slider_is_another_value(name: str) -> None:
    turned = control(name)
    assert 50 < len(turned.stops) <= 1001 and len(set(turned.stops)) == len(turned.stops)
    assert turned.low <= turned.stops[0] < turned.stops[-1] <= turned.high
    assert [turned.position(turned.value(place)) for place in range(len(turned.stops))] == list(
        range(len(turned.stops))
    )
    assert turned.value(turned.position(turned.default)) == pytest.approx(turned.default)


def test_what_is_typed_is_what_the_file_would_say() -> None:
    view, schedule = control("x_range"), control("schedule", LearningRateDecay.Params)
    assert view.read("-2, 3") == view.read("[-2, 3]") == [-2, 3]
    assert view.read(" ") is None and view.shown([-2.0, 3.0]) == "-2.0, 3.0"
    assert control("learning_rate").read("0,1") == "0,1"
    assert schedule.kind == "choice" and "cosine" in schedule.choices
    assert control("captions").kind == "switch"


def test_formulas_are_printed_and_names_of_lands_are_not() -> None:
    told = dict(typeset(ConvexBowl.Params(function="x^4 + 3")))
    assert list(told) == ["function", "bowl", "other"]
    assert 'aria-label="x⁴ + 3"' in told["function"]
    assert typeset(GradientField.Params()) == ()
    assert [name for name, _ in typeset(GradientField.Params(function="x^2 + y^4"))] == ["function"]
