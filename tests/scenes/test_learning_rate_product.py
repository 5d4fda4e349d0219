"""LearningRateComparison's arrow of the slope becomes the step, with the numbers of their product."""

import numpy as np
import pytest

from gd_math.formula.parsing import parse_formula
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import TYPE
from scenes.cast.charts.axes import Plot
from scenes.cast.curves.curve_walk import CurveWalk
from scenes.cast.curves.graphs import curve_graph
from scenes.parts.learning_rate_comparison.step_product import GROWN, SCALED, TIMED, StepProduct
from tests.rate_runs import compared


def drawn(product, scaled, time):
    """Return the arrow of the slope and that of the step, as (tail, tip) in data, and what is written."""
    product.scaled, product.walk.time = (lambda: scaled), (lambda: time)
    product.redraw()
    arrows = [
        tuple(product.plot.read(end)[0] for end in (arrow.tail, arrow.tip)) if len(arrow.points) else None
        for arrow in (product.whole, product.arrow)
    ]
    written = [part.text for part in product.numbers if part.get_fill_opacity() > 0.0]
    return *arrows, " ".join(written)


@pytest.mark.parametrize(("rate", "step"), [(0.02, "0.32"), (0.2, "3.20"), (0.9, "14.40"), (1.5, "24.00")])
def test_the_slopes_arrow_has_true_length_and_becomes_the_step_with_its_number(rate, step):
    found = compared("x**2", 8.0, (rate,))
    (one,), view, box = found.runs, found.view, Box(-5.0, 3.0, -2.0, 3.0)
    plot = Plot(Look(), box, (-20.0, 12.0), view.y_range)
    walk = CurveWalk(Look(), plot, one, lambda: 0.0)
    product = StepProduct(Look(), plot, lambda: np.zeros((0, 3)), walk, one, lambda: 0.0)
    assert drawn(product, GROWN, 0.0) == (pytest.approx((8.0, -8.0)), None, "16.00")
    assert drawn(product, TIMED, 0.0)[2] == f"16.00 × {rate:g}"
    slope, arrow, text = drawn(product, 1.0, 0.0)
    assert slope == pytest.approx((8.0, -8.0))
    assert arrow == pytest.approx((8.0, 8.0 - 16.0 * rate))
    assert text == f"16.00 × {rate:g} = {step}"
    tail, tip = drawn(product, 1.0, 0.5)[1]
    assert tip == pytest.approx(8.0 - 16.0 * rate)
    assert 8.0 > tail > tip, "it gets shorter as the ball moves"
    assert drawn(product, 1.0, 1.0)[:2] == (None, None)


def test_no_number_is_an_answer_before_the_arrow_is_the_step():
    found = compared("x**2", 8.0, (0.9,))
    plot = Plot(Look(), Box(-5.0, 3.0, -2.0, 3.0), (-20.0, 12.0), found.view.y_range)
    walk = CurveWalk(Look(), plot, found.runs[0], lambda: 0.0)
    product = StepProduct(Look(), plot, lambda: np.zeros((0, 3)), walk, found.runs[0], lambda: 0.0)
    lengths = []
    for scaled in np.linspace(TIMED, SCALED, 20):
        _, arrow, text = drawn(product, scaled, 0.0)
        assert text == "16.00 × 0.9"
        lengths += [arrow[0] - arrow[1]] if arrow is not None else []
    assert lengths == sorted(lengths, reverse=True) and lengths[-1] == pytest.approx(14.4)


def test_a_slope_whose_arrow_has_no_room_is_drawn_smaller_and_says_so():
    (one,) = compared("100*x**2", 8.0, (0.001,)).runs
    plot = Plot(Look(), Box(-5.0, 3.0, -2.0, 3.0), (-12.0, 12.0), (0.0, 12000.0))
    walk = CurveWalk(Look(), plot, one, lambda: 0.0)
    product = StepProduct(Look(), plot, lambda: np.zeros((0, 3)), walk, one, lambda: 0.0)
    tail, tip = drawn(product, 1.0, 0.0)[0]
    assert tail - tip == pytest.approx(1600.0 * product.factor)
    assert product.scale_word[0].text == "gradient, drawn × 0.01"


def test_the_product_rises_clear_of_a_curve_that_comes_closer_as_the_view_widens():
    (one,) = compared("x**2", 8.0, (1.5,)).runs
    plot = Plot(Look(), Box(-2.0, 2.0, -1.0, 1.5), (-11.0, 11.0), (-10.0, 120.0))
    walk = CurveWalk(Look(), plot, one, lambda: 0.0)
    curve = curve_graph(plot, parse_formula("x**2"), "#FFFFFF")
    product = StepProduct(
        Look(), plot, lambda: curve.points, walk, one, lambda: 1.0, size=TYPE.label, brief=True
    )
    places = []
    for wide in (1.0, 1.4, 1.8):
        plot.look_at(plot.area, (-11.0 * wide, 11.0 * wide), (-10.0, 120.0 * wide**2))
        product.update()
        written = np.concatenate([number.points for number in product.numbers])
        low, high = written.min(axis=0), written.max(axis=0)
        inside = ((curve.points >= low) & (curve.points <= high))[:, :2].all(axis=1)
        assert not inside.any()
        places.append(low[1] - product.tail[1])
    assert places[0] < places[-1]
