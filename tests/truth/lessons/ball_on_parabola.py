"""What BallOnParabola says, and what must be so."""

import numpy as np
from hypothesis import strategies as st

from tests.truth.claims import agrees, claim, nothing, number
from tests.truth.films import FILMS
from tests.truth.functions import curves, rates, starts, steps
from tests.truth.lessons.one_curve import f, heights, last_step, slopes, width, xs

LESSON = "BallOnParabola"
FILMS[LESSON] = st.fixed_dictionaries(
    {"function": curves, "start": starts, "learning_rate": rates, "steps": steps}
)

nothing(
    LESSON,
    "A ball on a curve looks for the lowest place.",
    "The ball takes the step.",
    "All that the ball can feel is the slope under it.",
    "Predict: where is the ball after {steps} steps?",
    "No slope, no step: the ball stays where it is.",
)


def downhill(told, step=-1):
    """Heights from a point of the run on downhill, ever further out."""
    x, way = xs(told)[step], -np.sign(slopes(told)[step])
    far = width(told) + abs(x)
    return f(
        told, x + way * np.concatenate([np.linspace(0, 3 * far, 20001), np.geomspace(3, 3e3, 300) * far])
    )


def is_steps_loss(told, before, after):
    """Whether two printed heights are those before and after the first step."""
    return agrees(before, heights(told)[0]) and agrees(after, heights(told)[1])


@claim("The gradient points uphill: the steeper, the longer.", lesson=LESSON)
def gradient(told):
    x, slope = xs(told)[0], slopes(told)[0]
    ahead = x + np.sign(slope) * 1e-7 * max(abs(x), 1.0)
    return slope != 0 and not f(told, ahead) < f(told, x)


@claim("Turned round, times the learning rate α = {rate}: the step.", lesson=LESSON)
def turned(told, rate):
    x, step = xs(told)[0], -told.scene.given.learning_rate * slopes(told)[0]
    there = xs(told)[1] if len(xs(told)) > 1 else told.scene.trajectory.beyond[0]
    return agrees(rate, told.scene.given.learning_rate) and x + step == there


@claim(
    "Each step leaves {factor}² {sign} {kept} of the loss: on powers of ten, equal steps down.", lesson=LESSON
)
def decades(told, factor, sign, kept):
    falls = heights(told)[1:] / heights(told)[:-1]
    square = number(factor.strip("()")) ** 2
    right = abs(square - number(kept)) < 1e-9 if sign == "=" else agrees(kept, falls[0], 0.6)
    even = falls.max() < 1 and np.ptp(falls) < 1e-5 and abs(falls[0] - number(kept)) < 0.02
    return right and even and told.scene.loss.plot.log_y


@claim("Nearly level ground: the slope is only {slope}.", lesson=LESSON)
def nearly_level(told, slope):
    x = np.linspace(*told.scene.plot.x_range, 1001)
    steep = np.abs(told.scene.objective.slope(x))
    return agrees(slope, slopes(told)[0]) and abs(slopes(told)[0]) < 0.02 * np.nanmax(steep)


@claim("Its height is the loss: it fell from {before} to {after}.", lesson=LESSON)
def moves(told, before, after):
    return is_steps_loss(told, before, after) and number(after) < number(before)


@claim("The ball hardly moved: the loss fell from {before} to {after}.", lesson=LESSON)
def hardly_moves(told, before, after):
    return moves(told, before, after) and abs(xs(told)[1] - xs(told)[0]) < 2e-3 * width(told)


@claim("The ball overshot: the loss rose from {before} to {after}.", lesson=LESSON)
def overshoots(told, before, after):
    start, end = xs(told)[:2]
    shares = np.concatenate([np.geomspace(1e-12, 1.0, 400), np.linspace(0.0, 1.0, 2001)])
    way = f(told, start + shares * (end - start))
    went_down = np.nanmin(way) < heights(told)[0] or not np.isfinite(way).all()
    return is_steps_loss(told, before, after) and number(after) > number(before) and went_down


@claim("The ball landed at the same height: the loss stays {loss}.", lesson=LESSON)
def same_height(told, loss):
    return is_steps_loss(told, loss, loss) and abs(xs(told)[1] - xs(told)[0]) > 5e-3 * width(told)


@claim("The ball hardly moved: the loss stays {loss}.", lesson=LESSON)
def stays(told, loss):
    return is_steps_loss(told, loss, loss) and abs(xs(told)[1] - xs(told)[0]) < 0.02 * width(told)


def second_slope(told):
    one, other = abs(slopes(told)[:2])
    return other / one


@claim("Again: the slope is gentler, so the step is shorter.", lesson=LESSON)
def gentler(told):
    return 0 < second_slope(told) < 1 - 1e-6


@claim("Again: the slope is steeper, so the step is longer.", lesson=LESSON)
def steeper(told):
    return second_slope(told) > 1 + 1e-6


@claim("The same rule, {steps} steps.", lesson=LESSON)
def steps_taken(told, steps):
    left = told.scene.trajectory.endings >= 3
    return steps == last_step(told) and (left or steps == told.scene.given.steps)


def is_parabola_around(told, c):
    """Whether f(c + t) = f(c − t) and grows like t², all over the picture."""
    x = np.linspace(*told.scene.plot.x_range, 301)
    rise = f(told, x) - f(told, c)
    scale = float(f(told, c + 1.0) - f(told, c))
    return scale > 0 and np.allclose(
        rise,
        scale * (x - c) ** 2,
        rtol=1e-6,
        atol=1e-9 * np.abs(rise).max() + 1e-14 * np.abs(f(told, x)).max(),
    )


def factor_holds(told, factor):
    """Whether the printed factor takes each distance to the next one, as far as its digits go."""
    x = xs(told)
    home = (x[1] - (1 - told.scene.given.learning_rate * curvature_of(told)) * x[0]) / (
        told.scene.given.learning_rate * curvature_of(told)
    )
    if not is_parabola_around(told, home):
        return False
    one, other = (x[:-1] - home)[:3], (x[1:] - home)[:3]
    decimals = len(factor.partition("×")[0].partition(".")[2])
    slack = 0.51 * 10.0**-decimals * (abs(number(factor)) if "×" in factor else 1.0) + 1e-6
    return bool((np.abs(other - number(factor) * one) <= slack * np.abs(one) + 1e-9 * width(told)).all())


def curvature_of(told):
    return float(told.scene.objective.curvature(np.zeros((1, 1)))[0, 0, 0])


def is_slope(told, curvature):
    """Whether the slope is so many times the distance to the minimum, at every point of the run."""
    home = xs(told)[0] - slopes(told)[0] / curvature_of(told)
    away = xs(told) - home
    return np.allclose(slopes(told), number(curvature) * away, rtol=1e-6, atol=1e-7 * np.abs(away).max())


@claim(
    "Slope = {curvature} × distance: each step leaves 1 − {rate} × {curvature} = {factor} of it.",
    lesson=LESSON,
)
def factor(told, rate, curvature, factor):
    exact = 1 - number(rate) * number(curvature)
    printed_sum = abs(exact - number(factor)) < 1e-9 + 5e-3 * abs(number(factor)) * ("×" in factor)
    kept = number(factor) >= 0 and number(factor) != 1.0 and number(rate) == told.scene.given.learning_rate
    return kept and printed_sum and is_slope(told, curvature) and factor_holds(told, factor)


@claim(
    "Slope = {curvature} × distance: each step makes 1 − {rate} × {curvature} = {factor} of it, "
    "on the other side.",
    lesson=LESSON,
)
def negative_factor(told, rate, curvature, factor):
    exact = 1 - number(rate) * number(curvature)
    printed_sum = abs(exact - number(factor)) < 1e-9 + 5e-3 * abs(number(factor)) * ("×" in factor)
    kept = number(factor) < 0 and printed_sum and is_slope(told, curvature)
    return kept and factor_holds(told, factor)


@claim("Each step multiplies the distance to the minimum by about {factor}.", lesson=LESSON)
def rough_factor(told, factor):
    return number(factor) != 1.0 and factor_holds(told, factor)
