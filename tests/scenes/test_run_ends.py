"""What became of a run is said in one sentence that its numbers bear, on a curve and on a map."""

import re

import numpy as np
import pytest

from gd_math.accounts.account import account
from gd_math.accounts.endings import End
from gd_math.accounts.land_view import run_view
from gd_math.accounts.told_runs import ToldRun
from gd_math.formula.parsing import parse_formula
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import Adam, GradientDescent, Momentum
from scenes.base.look import ENGLISH
from scenes.cast.writing.comparing import compared
from scenes.cast.writing.number_text import as_number
from scenes.cast.writing.run_ends import end_of, outcome_of, point_text, word_of


def told(text, start, optimizer, steps):
    objective = parse_formula(text)
    run = descend(objective, start, optimizer, steps)
    return ToldRun(account(objective, run, run_view(objective, [run])))


def said(*case):
    return outcome_of(told(*case), "Adam", ENGLISH, compared).replace("\u00a0", " ")


BOWL = "(x - 1)**2 + 20*(y + 2)**2"
CASES = {
    "arrived": (
        (BOWL, (4.0, 1.0), GradientDescent(0.04), 80),
        "Adam: has come to the minimum at (x, y) = (1.00, −2.00).",
    ),
    "momentum arrived": (
        (BOWL, (4.0, 1.0), Momentum(0.01, 0.8), 120),
        "Adam: has come to the minimum at (x, y) = (1.00, −2.00).",
    ),
    "a floor": (
        ("(x - y)**2", (2.0, 0.0), GradientDescent(0.1), 60),
        "floor of a valley at (x, y) = (1.00, 1.00).",
    ),
    "out of the domain": (
        ("x*log(x) + y**2", (2.0, 1.0), GradientDescent(1.5), 10),
        "Adam: step 1 leads to (x, y) = (−0.540, −2.00), where f is not defined.",
    ),
    "diverging": ((BOWL, (4.0, 1.0), GradientDescent(0.5), 200), "the loss leaves every scale."),
    "falling": (
        ("x - y", (0.0, 0.0), GradientDescent(1.0), 20),
        "falls from 0 to −40.0, and no minimum stops it.",
    ),
    "to and fro": (
        ("x**2 + y**2", (1.0, 2.0), GradientDescent(1.0), 20),
        "ends going round 2 places, and never settles.",
    ),
    "saddle": (("x**2 - y**2", (1.0, 0.0), GradientDescent(0.5), 9), "Adam: stops at (x, y) = (0, 0),"),
    "on its way": ((BOWL, (4.0, 1.0), Adam(0.01), 20), "Adam: down from 189 to "),
}


@pytest.mark.parametrize(("case", "sentence"), CASES.values(), ids=CASES)
def test_a_run_on_a_map_has_its_sentence(case, sentence):
    assert sentence in said(*case)


def test_the_step_at_which_the_loss_leaves_is_the_one_after_the_last():
    one = told(BOWL, (4.0, 1.0), GradientDescent(0.5), 200)
    step = int(re.search(r"at step (\d+)", outcome_of(one, "Adam", ENGLISH, compared)).group(1))
    assert one.account.left
    assert step == one.last == len(one.run.points)


def test_losses_are_told_as_they_are_printed():
    one = told(BOWL, (4.0, 1.0), Adam(0.01), 20)
    texts = re.search(r"from (\S+) to (\S+) at step 20\.", outcome_of(one, "Adam", ENGLISH, compared))
    numbers = [as_number(text) for text in texts.groups()]
    assert numbers == pytest.approx([one.run.values[0], one.run.values[-1]], rel=5e-3)


def test_a_run_that_rises_is_not_said_to_come_down():
    one = told("x**2 + y**2", (1.0, 0.0), GradientDescent(1.01), 4)
    assert one.end is End.DIVERGING
    assert end_of(one, "Adam", ENGLISH, compared) is None
    assert "up from 1.00 to" in outcome_of(one, "Adam", ENGLISH, compared)
    assert word_of(one, ENGLISH) == "unstable"


def test_a_place_is_written_with_the_lecturers_names():
    one = told("w**2 + theta_0**2", (1.0, 2.0), GradientDescent(0.1), 4)
    text = point_text(one, np.array([1.5, -0.25])).replace("\u00a0", " ")
    assert text in ("(w, θ₀) = (1.50, −0.250)", "(θ₀, w) = (1.50, −0.250)")


def test_what_is_only_a_rounding_is_written_as_0():
    one = told("x**2 + y**2", (4.0, 1.0), GradientDescent(0.3), 10)
    assert point_text(one, np.array([-2.3e-33, 0.5])).endswith("(0,\u00a00.500)")
