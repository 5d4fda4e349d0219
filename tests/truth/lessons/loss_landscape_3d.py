"""What LossLandscape3D says, and what must be so; what RegressionLineFitting also says is claimed there."""

import numpy as np
from hypothesis import strategies as st

from tests.truth.claims import agrees, claim, nothing
from tests.truth.films import FILMS
from tests.truth.lessons.regression_line_fitting import Run, at_best, made, step
from tests.truth.lessons.regression_line_fitting import run as runs
from tests.truth.tables import curvatures, tables

LESSON = "LossLandscape3D"
run = {**runs, "steps": st.sampled_from([1, 2, 3, 10, 40, 200])}
run.pop("standardise")
FILMS[LESSON] = st.one_of(
    st.fixed_dictionaries({**run, "data": tables()}),
    st.fixed_dictionaries({"steps": run["steps"], "data": tables()}),
    st.fixed_dictionaries({**run, **made}),
    st.fixed_dictionaries({**run, "data": st.sampled_from([f"anscombe-{k}" for k in (1, 2, 3, 4)])}),
)

nothing(LESSON, "Every place in this bowl is one line.", "Predict: how low does the ball get?")


@claim("Its height is the MSE: the mean of the squared gaps.", lesson=LESSON)
def height(told):
    here, point = Run(told), told.scene.walk.bowl
    at = here.points[0]
    return bool(np.isclose(float(point.objective.value(at)), here.loss(0), rtol=1e-9, atol=here.rounding))


@claim("Slope w tilts the line, intercept b lifts it.", lesson=LESSON)
def asides(told):
    return bool(np.all(told.scene.stage.asides != 0.0))


@claim("The slopes along w and b are the gradient: the steepest way up.", lesson=LESSON)
def steepest(told):
    stage, slope = told.scene.stage, Run(told).gradient(0)
    way = (stage.arrows.uphill - stage.arrows.foot)[:2]
    for line, along in zip(stage.tangents, slope, strict=True):
        across, up = np.diff(line.ends[:, [line.along, 2]], axis=0)[0]
        if not np.isclose(up / across, along, rtol=1e-6, atol=1e-9 * np.hypot(*slope)):
            return False
    return bool(way @ slope >= (1 - 1e-6) * np.hypot(*way) * np.hypot(*slope))


@claim("Turned round, times the learning rate {rate}: too short to be seen.", lesson=LESSON)
def unseen(told, rate):
    return step(told, rate) and not told.scene.stage.arrows.step_seen


@claim("Turned round, times the learning rate {rate}: a step out of this bowl.", lesson=LESSON)
def leaves(told, rate):
    here = Run(told)
    rim = here.least + 1.1 * max(here.loss(0) - here.least, 0.1 * here.spread**2)
    return step(told, rate) and here.loss(1) > rim * (1 - 1e-6)


@claim("One bowl, one lowest place.", lesson=LESSON)
def one_bowl(told):
    (least, _), _ = curvatures(Run(told).z)
    return least > 0


@claim("From every side: one bowl, one lowest place.", lesson=LESSON)
def every_side(told):
    first, last = told.scene.stage.terrain.sweep
    return abs(last - first) >= 360 and one_bowl(told)


@claim("The same path from above: contours join equal heights.", lesson=LESSON)
def same_path(told):
    stage = told.scene.stage
    return stage.above.walk is stage.view.walk


@claim("The same rule, α = {rate}: {steps} steps.", lesson=LESSON)
def same_rule(told, rate, steps):
    return steps == Run(told).steps > 1 and agrees(rate, Run(told).rate)


@claim("The gradient is zero here: no step leads down.", lesson=LESSON)
def zero(told):
    def is_zero(text):
        digits = "".join(c for c in text if c.isdigit())
        return digits != "" and digits.strip("0") == ""

    return at_best(Run(told)) and any(sum(map(is_zero, texts)) >= 2 for texts in told.numbers)
