"""What WhyNotTryEverything says, and what must be so."""

import re
from fractions import Fraction

import numpy as np
from hypothesis import strategies as st

from tests.truth.claims import agrees, claim, nothing, number
from tests.truth.films import FILMS

LESSON = "WhyNotTryEverything"
FILMS[LESSON] = st.fixed_dictionaries(
    {
        "parameters": st.sampled_from([1, 2, 3, 4, 5, 6, 7, 13, 14, 100, 1000]),
        "drawn_values": st.sampled_from([2, 3, 10, 10, 12]),
        "values": st.sampled_from([2, 3, 7, 10, 1000, 999_999, 10**6, 10**6, 10**9]),
        "trials_per_second": st.sampled_from([1, 3, 10**9, 10**20]),
        "condition_number": st.sampled_from([1.0, 1.001, 2.0, 10.0, 200.0]),
        "precision": st.sampled_from([0.1, 0.05, 1e-6, 1e-12]),
        "seed": st.sampled_from([0, 1, 78]),
    }
)
YEAR = 365.25 * 24 * 3600

nothing(
    LESSON,
    "Predict: how many parameters give more trials than atoms?",
    "Let each atom be a universe, and so on.",
)


def parameters(told):
    return told.scene.given.parameters


def all_trials(told):
    return told.scene.given.values ** parameters(told)


def about(text, exact):
    """Tell whether a printed count is an exact one, however large, to the digits printed."""
    mantissa, times, _ = str(text).partition("×")
    if not times and not re.fullmatch("10[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+", str(text)):
        return agrees(text, float(exact))
    raised = str(text).rpartition("10")[2].translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-"))
    unit = Fraction(10) ** int(raised)
    return abs(Fraction(mantissa if times else 1) * unit - exact) <= Fraction(51, 1000) * unit


def descended(told):
    """Return the length of the slope before and after the steps: each part shrinks by 1 − α λ."""
    p = told.scene.given
    curvatures = p.condition_number ** (np.arange(p.parameters) / max(p.parameters - 1, 1))
    rate = 2 / (curvatures[0] + curvatures[-1])
    start = np.random.default_rng(p.seed).normal(size=p.parameters) * curvatures
    return lambda steps: np.linalg.norm(start * (1 - rate * curvatures) ** steps) / np.linalg.norm(start)


@claim(
    "Try {n} values of the parameter, keep the best.",
    "Try {n} values of each parameter, keep the best.",
    lesson=LESSON,
)
def each_value(told, n, count):
    return n == told.scene.given.drawn_values and count == min(parameters(told), 6)


@claim("Four parameters: each mark is now a cube.", lesson=LESSON)
def four(told):
    return parameters(told) == 4


@claim("Four, five: each mark is now a cube.", lesson=LESSON)
def five(told):
    return parameters(told) == 5


@claim("Four, five, six: each mark is now a cube.", lesson=LESSON)
def six(told):
    return parameters(told) >= 6


@claim("Now {n} values: each parameter is a whole cube.", lesson=LESSON)
def whole_cube(told, n):
    p = told.scene.given
    return agrees(n, p.values) and p.values == p.drawn_values ** min(p.parameters, 6) and p.parameters >= 3


@claim("Now {n} values.", "Now {n} values for each parameter.", lesson=LESSON)
def each(told, n, count):
    return count == parameters(told) and agrees(n, told.scene.given.values)


@claim(
    "Gradient descent in a bowl: one slope for each step.",
    "Gradient descent in a bowl: {count} slopes for each step.",
    lesson=LESSON,
)
def bowl(told, count):
    values = told.scene.found.descent.values
    moved = (told.scene.found.descent.steps[0] != 0).all()
    slopes = told.scene.found.descent.gradients.shape[1]
    return count == slopes == parameters(told) and moved and (values >= 0).all() and values[-1] < values[0]


@claim("Predict: how many trials for {d} parameters?", lesson=LESSON)
def predict(told, d):
    """Two parameters have been counted on the way, and as many as take the age of the universe."""
    values, per_second = told.scene.given.values, told.scene.given.trials_per_second
    until_now = Fraction(13_800_000_000) * Fraction(YEAR) * per_second
    return d == parameters(told) > 2 and not values ** (d - 1) <= until_now < values**d


@claim("{count} parameters: more trials than atoms.", lesson=LESSON)
def atoms(told, count):
    values = told.scene.given.values
    return 1 < count <= parameters(told) and values ** (count - 1) <= 10**80 < values**count


@claim("{count} parameter: {n} trials.", "{count} parameters: {n} trials.", lesson=LESSON)
def counted(told, count, n):
    return count == parameters(told) and about(n, all_trials(told))


@claim("At {rate} trials a second they take {seconds} s.", lesson=LESSON)
def seconds(told, rate, seconds):
    per_second = told.scene.given.trials_per_second
    return agrees(rate, per_second) and about(seconds, Fraction(all_trials(told), per_second))


@claim("At {rate} trials a second they take {years} years.", lesson=LESSON)
def years(told, rate, years):
    per_second = told.scene.given.trials_per_second
    taken = Fraction(all_trials(told), per_second) / Fraction(YEAR)
    return agrees(rate, per_second) and 1 <= taken <= 13_800_000_000 and about(years, taken)


@claim("At {rate} trials a second: how long does it take?", lesson=LESSON)
def since(told, rate):
    per_second = told.scene.given.trials_per_second
    until_now = Fraction(13_800_000_000) * Fraction(YEAR) * per_second
    values, d = told.scene.given.values, told.scene.found.aged
    return agrees(rate, per_second) and values ** (d - 1) <= until_now < values**d <= all_trials(told)


@claim(
    "{count} step, not {trials} trials.",
    "{count} steps, not {trials} trials.",
    "{count} step of {slopes} slopes, not {trials} trials.",
    "{count} steps of {slopes} slopes, not {trials} trials.",
    lesson=LESSON,
)
def quicker(told, count, trials, slopes=1):
    return about(trials, all_trials(told)) and quicker_by(told, count, slopes)


@claim(
    "{count} step of {slopes} slopes. The trials: a number of {digits} digits.",
    "{count} steps of {slopes} slopes. The trials: a number of {digits} digits.",
    lesson=LESSON,
)
def written_out(told, count, slopes, digits):
    trials = all_trials(told)
    long = 10 ** (int(digits) - 1) <= trials < 10 ** int(digits) and int(digits) > 12
    return long and quicker_by(told, count, slopes)


@claim("Here the grid is small: {trials} trials, {count} steps.", lesson=LESSON)
def slower(told, count, trials):
    few = count * parameters(told) >= all_trials(told)
    return arrives(told, count) and about(trials, all_trials(told)) and few


@claim("Slopes show the way", lesson=LESSON)
def answer(told):
    steps = told.scene.found.descent.steps_taken
    return quicker_by(told, steps, parameters(told))


def quicker_by(told, count, slopes):
    """Whether so many steps arrive, with as many slopes each as there are parameters: less than trials."""
    return arrives(told, count) and slopes == parameters(told) and count * slopes < all_trials(told)


def arrives(told, count):
    """Whether so many steps reach what is asked for, and no fewer."""
    share, goal = descended(told), told.scene.given.precision
    return share(count) <= goal * (1 + 1e-6) and share(count - 1) > goal * (1 - 1e-6)


@claim("{goal} of the first:", lesson=LESSON)
def until(told, goal):
    share, steps = descended(told), told.scene.found.descent.steps_taken
    return share(steps) <= number(goal) * (1 + 1e-6) < share(steps - 1) * (1 + 2e-6)
