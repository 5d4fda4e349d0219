"""What BallOnParabola says, and what must be so."""

import numpy as np
from hypothesis import strategies as st

from tests.truth.claims import agrees, claim, nothing, number
from tests.truth.films import FILMS
from tests.truth.functions import curves, rates, starts, steps
from tests.truth.ground import no_minimum_downhill

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


def xs(told):
    return told.scene.trajectory.points[:, 0]


def losses(told):
    return told.scene.trajectory.values


def slopes(told):
    return told.scene.trajectory.gradients[:, 0]


def f(told, x):
    return told.scene.objective(np.asarray(x, dtype=float))


def width(told):
    low, high = told.scene.plot.x_range
    return high - low


def beyond(told):
    """Where the next step leads, by the rule alone."""
    x = xs(told)[-1] - told.scene.given.learning_rate * slopes(told)[-1]
    assert x == told.scene.trajectory.beyond[0]
    return x


def last_step(told):
    return len(xs(told)) - 1


def downhill(told, step=-1):
    """Heights from a point of the run on downhill, ever further out."""
    x, way = xs(told)[step], -np.sign(slopes(told)[step])
    far = width(told) + abs(x)
    return f(
        told, x + way * np.concatenate([np.linspace(0, 3 * far, 20001), np.geomspace(3, 3e3, 300) * far])
    )


def is_steps_loss(told, before, after):
    """Whether two printed losses are those before and after the first step."""
    return agrees(before, losses(told)[0]) and agrees(after, losses(told)[1])


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
    falls = losses(told)[1:] / losses(told)[:-1]
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
    went_down = np.nanmin(way) < losses(told)[0] or not np.isfinite(way).all()
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


@claim("Again: the slope is as steep, so the step is as long.", lesson=LESSON)
def as_steep(told):
    printed = [text.strip("(−)") for text in told.scene.rule.samples["gradient"][:2]]
    same = number(printed[0]) == number(printed[1])
    return same and all(map(agrees, printed, abs(slopes(told)[:2])))


@claim("Here the slope is zero: no slope, no step.", lesson=LESSON)
def no_second_slope(told):
    return slopes(told)[1] == 0


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


@claim("Step {step} leads to {name} = {x}, where f is not defined.", lesson=LESSON)
def out_of_domain(told, step, name, x):
    there = beyond(told)
    return step == last_step(told) + 1 and agrees(x, there) and not np.isfinite(f(told, there))


@claim("Step {step} leads to {name} = {x}, where f has no slope.", lesson=LESSON)
def without_slope(told, step, name, x):
    there = beyond(told)
    slope = told.scene.objective.slope(there)
    known = np.isfinite(f(told, there)) and not np.isfinite(slope)
    return step == last_step(told) + 1 and agrees(x, there) and known


@claim("Step {step} falls off every scale: there is no lowest point.", lesson=LESSON)
def falls_off(told, step):
    way = f(told, np.linspace(xs(told)[-1], np.clip(beyond(told), -1e100, 1e100), 1001)[1:])
    low = np.nanmin(np.nan_to_num(way, nan=np.inf, neginf=-np.inf))
    return step == last_step(told) + 1 and low < -1e20


@claim("Step {step} leads off every scale: this learning rate is too large.", lesson=LESSON)
def leads_off(told, step):
    there = f(told, beyond(told))
    return step == last_step(told) + 1 and (not np.isfinite(there) or there > 1e30)


@claim("Step {step} leads off every scale.", lesson=LESSON)
def leads_off_somehow(told, step):
    there = f(told, beyond(told))
    return step == last_step(told) + 1 and (not np.isfinite(there) or abs(there) > 1e30)


@claim("The run ends. Small enough steps would stay where f is defined.", lesson=LESSON)
def small_steps_stay(told):
    heights = downhill(told, 0)
    turn = np.flatnonzero(np.diff(heights) > 0)
    return len(turn) > 0 and np.isfinite(heights[: turn[0] + 1]).all()


@claim("The run ends. Downhill, the curve itself ends at {name} = {x}.", lesson=LESSON)
def curve_ends(told, name, x):
    edge, start = number(x), xs(told)[0]
    inside = f(told, np.linspace(start, edge, 1001)[:-1])
    outside = f(told, edge + np.sign(edge - start) * np.array([1e-2, 1e-1]) * max(abs(edge), 1.0))
    return np.isfinite(inside).all() and np.diff(inside).max() <= 1e-12 and not np.isfinite(outside).any()


@claim("The run ends: nothing there tells where to go.", lesson=LESSON)
def run_ends(told):
    there = beyond(told)
    return not (np.isfinite(f(told, there)) and np.isfinite(told.scene.objective.slope(there)))


@claim("The ball jumps between {one} and {other} and comes no closer.", lesson=LESSON)
def jumps(told, one, other):
    x = xs(told)
    repeats = len(x) > 2 and abs(x[-1] - x[-3]) < 1e-6 * width(told)
    near = [any(agrees(place, float(at)) for at in x[-2:]) for place in (one, other)]
    return repeats and one != other and all(near)


@claim("The ball goes round {count} places and comes no closer.", lesson=LESSON)
def goes_round(told, count):
    x = xs(told)
    return abs(x[-1] - x[-1 - count]) < 1e-6 * width(told) and np.ptp(x[-count:]) > 1e-3 * width(told)


@claim("Every step lands higher: this learning rate is too large.", lesson=LESSON)
def every_step_higher(told):
    values = losses(told)
    return len(values) > 2 and bool((np.diff(values) > 0).all())


@claim("The step lands higher: this learning rate is too large.", lesson=LESSON)
def step_higher(told):
    return len(losses(told)) == 2 and losses(told)[1] > losses(told)[0]


@claim("From step {step} on, every step lands higher: the learning rate is too large.", lesson=LESSON)
def higher_from(told, step):
    rises = np.diff(losses(told)) > 0
    return 1 < step < len(rises) and rises[step - 1 :].all() and not rises[step - 2]


@claim(
    "After {count} step the loss is {loss}: downhill there is no minimum.",
    "After {count} steps the loss is {loss}: downhill there is no minimum.",
    lesson=LESSON,
)
def no_minimum(told, count, loss):
    x, slope = xs(told)[-1], slopes(told)[-1]
    falls = no_minimum_downhill(told.scene.objective, x, slope, width(told) + abs(x))
    return count == last_step(told) and agrees(loss, losses(told)[-1]) and falls


@claim(
    "After {count} step the ball has hardly moved: the slope is only {slope}.",
    "After {count} steps the ball has hardly moved: the slope is only {slope}.",
    lesson=LESSON,
)
def crept(told, count, slope):
    moved = abs(xs(told)[-1] - xs(told)[0])
    steep = np.abs(told.scene.objective.slope(np.linspace(*told.scene.plot.x_range, 1001)))
    small = abs(slopes(told)[-1]) < 0.02 * np.nanmax(steep)
    return (
        count == last_step(told) and agrees(slope, slopes(told)[-1]) and moved < 0.1 * width(told) and small
    )


@claim(
    "After {count} step the slope is only {slope}: from here, steps hardly move the ball.",
    "After {count} steps the slope is only {slope}: from here, steps hardly move the ball.",
    lesson=LESSON,
)
def fades(told, count, slope):
    step = abs(told.scene.given.learning_rate * slopes(told)[-1])
    return count == last_step(told) and agrees(slope, slopes(told)[-1]) and step < 1e-3 * width(told)


@claim("Here the slope is zero: the ball stays, but this is no minimum.", lesson=LESSON)
def rests_on_no_minimum(told):
    x = xs(told)[-1]
    around = f(told, x + width(told) * np.array([-1e-3, 1e-3, -1e-5, 1e-5]))
    return slopes(told)[-1] == 0 and not (around > losses(told)[-1]).all()


@claim(
    "After {count} step the loss is {loss}, as at the start.",
    "After {count} steps the loss is {loss}, as at the start.",
    lesson=LESSON,
)
def as_at_the_start(told, count, loss):
    values = losses(told)
    return count == last_step(told) and agrees(loss, values[0]) and agrees(loss, values[-1])


@claim("The loss went up and down, from {first} to {final} in {count} steps.", lesson=LESSON)
def up_and_down(told, first, final, count):
    values = losses(told)
    ways = np.diff(values)
    both = ways.max() > 0 > ways.min()
    return count == last_step(told) and agrees(first, values[0]) and agrees(final, values[-1]) and both


@claim(
    "After {count} step the loss rose from {first} to {final}.",
    "After {count} steps the loss rose from {first} to {final}.",
    lesson=LESSON,
)
def rose(told, count, first, final):
    values = losses(told)
    printed = agrees(first, values[0]) and agrees(final, values[-1])
    return count == last_step(told) and printed and number(final) > number(first)


@claim(
    "After {count} step {name} = {x}: the loss fell from {first} to {final}.",
    "After {count} steps {name} = {x}: the loss fell from {first} to {final}.",
    lesson=LESSON,
)
def fell(told, count, name, x, first, final):
    values = losses(told)
    printed = agrees(first, values[0]) and agrees(final, values[-1])
    there = agrees(x, xs(told)[-1]) or (x == "0" and abs(xs(told)[-1]) < 1e-11 * width(told))
    return count == last_step(told) and printed and there and number(final) < number(first)


@claim("The slope under the ball is zero.", lesson=LESSON)
def no_slope(told):
    return slopes(told)[0] == 0


def around_start(told):
    x = xs(told)[0]
    return f(told, x + width(told) * np.array([-1e-3, 1e-3])) - losses(told)[0]


@claim("The curve has a kink here: the slope is taken as zero.", lesson=LESSON)
def kink(told):
    x, d = xs(told)[0], 1e-8 * width(told)
    left, right = (losses(told)[0] - f(told, x - d)) / d, (f(told, x + d) - losses(told)[0]) / d
    return slopes(told)[0] == 0 and abs(right - left) > 1e-6


@claim("This is a minimum: close by, nothing is lower.", lesson=LESSON)
def minimum(told):
    return (around_start(told) > 0).all()


@claim("Level ground: close by, nothing is lower.", lesson=LESSON)
def level(told):
    return (around_start(told) >= 0).all() and (around_start(told) == 0).any()


@claim("This is a summit, no valley. The slope alone cannot tell.", lesson=LESSON)
def summit(told):
    return (around_start(told) < 0).all()


@claim("Beside it, the ground falls. The slope alone cannot tell.", lesson=LESSON)
def falls_beside(told):
    return (around_start(told) < 0).any()


@claim("A kink has no one slope: the loss rose from {before} to {after}.", lesson=LESSON)
def kink_misleads(told, before, after):
    x, d = xs(told)[0], 1e-8 * width(told)
    sides = (losses(told)[0] - f(told, x - d)) / d, (f(told, x + d) - losses(told)[0]) / d
    turned = abs(sides[1] - sides[0]) > 1e-3 * max(map(abs, sides))
    return is_steps_loss(told, before, after) and number(after) > number(before) and turned
