"""Each optimizer's rule says what its update does, each symbol in the colour of what it names."""

import numpy as np
import pytest

from gd_math.formula.parsing import parse_formula
from gd_math.runs.optimizers import AdaGrad, Adam, AdamW, GradientDescent, Momentum, Nesterov, RMSProp
from scenes.base.layout import Layout
from scenes.base.look import Look
from scenes.cast.writing.descent_rule import descent_rule, optimizer_rule
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.cast.writing.formulas import MathFormula

LOOK, BOWL = Look(), parse_formula("w**2 + 3*b**2")
OTHERS = [Momentum(0.1), Nesterov(0.1), AdaGrad(0.1), RMSProp(0.1), Adam(0.1), AdamW(0.1)]


def bare(markup):
    """Return Typst math without its colours."""
    for colour in (LOOK.colours.parameter, LOOK.colours.step, LOOK.colours.gradient, LOOK.colours.velocity):
        markup = markup.replace(f'#text(fill: rgb("{colour}"))', "")
    return markup.replace("[$", "").replace("$]", "").replace("&", "")


def test_momentum_carries_its_velocity_on():
    one_line, lines = optimizer_rule(LOOK, BOWL, Momentum(0.1))
    point = descent_rule(LOOK, BOWL).split(" arrow.l")[0]
    assert bare(lines).split(" \\ ") == [
        "v arrow.l beta v + nabla f",
        f"{bare(point)} arrow.l {bare(point)} - alpha v",
    ]
    assert bare(one_line) == bare(lines).replace(" \\ ", ", quad ")


def test_gradient_descent_has_one_form():
    assert optimizer_rule(LOOK, BOWL, GradientDescent(0.1)) == (descent_rule(LOOK, BOWL),)


@pytest.mark.parametrize("optimizer", OTHERS, ids=lambda one: type(one).__name__)
def test_what_is_remembered_has_the_colour_of_velocity(optimizer):
    for markup in optimizer_rule(LOOK, BOWL, optimizer):
        formula = MathFormula(LOOK, markup)
        for colour in ("velocity", "gradient", "step", "parameter"):
            assert len(formula.parts(getattr(LOOK.colours, colour))), colour
    rule = optimizer_rule(LOOK, BOWL, optimizer)[0]
    state = optimizer.init(np.zeros(2))._asdict()
    letters = {"velocity": "v", "squares": "s", "first": "m", "second": "s"}
    for name in state.keys() & letters.keys():
        assert f"{letters[name]} arrow.l" in bare(rule)


def test_an_unknown_optimizer_is_refused():
    class Mine(GradientDescent.__base__):
        init = update = None

    with pytest.raises(TypeError, match="Mine has no rule"):
        optimizer_rule(LOOK, BOWL, Mine(0.1))


@pytest.mark.parametrize("width", [4.5, 8.0 * 4 / 3, 8.0 * 16 / 9])
def test_panels_begin_below_a_legend_that_needs_more_than_its_zone(width):
    layout = Layout(width=width)
    stage, bottom = layout.stage, layout.stage.top - 0.5
    for whole, cut in zip(layout.panels(1.0, 2.0), layout.panels(1.0, 2.0, below=bottom), strict=True):
        assert (whole.left, whole.right) == (cut.left, cut.right)
        assert cut.top <= bottom
    assert layout.panels(1.0, below=bottom)[0].top == pytest.approx(bottom)
    assert layout.panels(1.0, below=stage.top + 1.0) == layout.panels(1.0)


@pytest.mark.parametrize("width", [4.5, 8.0 * 4 / 3, 8.0 * 16 / 9])
def test_a_rule_has_a_zone_beneath_the_header(width):
    layout = Layout(width=width)
    zone = layout.rule
    assert (zone.left, zone.right) == (layout.safe.left, layout.safe.right)
    assert layout.header.bottom >= zone.top or layout.formula.top == zone.top
    shown = FormulaZone(LOOK, zone, "left", "bottom").show(*optimizer_rule(LOOK, BOWL, Momentum(0.1)))
    assert shown.width <= zone.width
    assert shown.get_bottom()[1] == pytest.approx(zone.bottom)
