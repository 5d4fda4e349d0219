"""What the summaries of runs claim, in whatever lesson: of one run, or of several from one start."""

import re

import numpy as np

from tests.truth.claims import agrees, claim, number


def run_of(told):
    found = told.scene.found
    return found.account.run if hasattr(found, "account") else found.run


def rate_of(told):
    return told.scene.given.learning_rate or told.scene.found.rate


def numbers_in(text):
    return [part for part in text.strip("()").split(", ") if part]


def are(text, values, slack=0.51):
    parts = numbers_in(text)
    return len(parts) == len(values) and all(
        map(lambda part, value: agrees(part, value, slack), parts, values)
    )


def near(told, text):
    """Whether a place is printed as finely as the way lets one see."""
    run = run_of(told)
    ways = np.maximum(abs(run.points[0]), abs(run.points[-1]))
    told_places = zip(numbers_in(text), run.points[-1], ways, strict=True)
    return all(abs(number(part) - there) <= way / 150 + 1e-12 for part, there, way in told_places)


def begins_and_ends(told, start, rate, name, place):
    run = run_of(told)
    named = name == "(w, b)" if run.points.shape[1] == 2 else len(name.rstrip("₀₁₂₃₄₅₆₇₈₉")) == 1
    return named and are(start, run.points[0]) and agrees(rate, rate_of(told)) and near(told, place)


WORDS = re.findall(
    r"\w+",
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty",
)


def counts(told, number, count):
    said = 2 + WORDS.index(number) if number in WORDS else int(number)
    return said == count == len(run_of(told).points) - 1


def takes(told, number, count, start, rate, name, place):
    return counts(told, number, count) and begins_and_ends(told, start, rate, name, place)


def loss_goes(told, first, final):
    values = run_of(told).values
    return agrees(first, values[0]) and agrees(final, values[-1])


MANY = "Starting at {start}, {number} steps of gradient descent at rate {rate} bring {name} to {place}; "
ONE = "Starting at {start}, one step of gradient descent at rate {rate} brings {name} to {place}; "


@claim(MANY + "the loss falls from {first} to {final}.", ONE + "the loss falls from {first} to {final}.")
def falls(told, first, final, **said):
    return takes(told, **said) and loss_goes(told, first, final) and number(final) < number(first)


@claim(MANY + "the loss rises from {first} to {final}.", ONE + "the loss rises from {first} to {final}.")
def rises(told, first, final, **said):
    return takes(told, **said) and loss_goes(told, first, final) and number(final) > number(first)


@claim(MANY + "the loss is {first} as before.", ONE + "the loss stays {first}.")
def stays(told, first, final, **said):
    return takes(told, **said) and loss_goes(told, first, final) and first == final


@claim("At {start} no step is taken; the loss is {first}.")
def no_step(told, start, first, **said):
    run = run_of(told)
    return len(run.steps) == 0 and are(start, run.points[0]) and agrees(first, run.values[0])


def runs_of(told):
    found = told.scene.found
    return [one if hasattr(one, "values") else one.run for one in getattr(found, "race", found).runs]


@claim("All start at {start}, where the loss is {first}.")
def all_start(told, start, first):
    return all(are(start, run.points[0]) and agrees(first, run.values[0]) for run in runs_of(told))


@claim("{who}: after {count} step the loss is {final}.", "{who}: after {count} steps the loss is {final}.")
def ends(told, who, count, final):
    given = told.scene.given
    if hasattr(given, "optimizers"):
        place = [name.casefold() for name in given.optimizers].index(who.casefold())
    elif hasattr(given, "learning_rates"):
        place = [agrees(who.removeprefix("Rate "), rate) for rate in given.learning_rates].index(True)
    elif hasattr(given, "too_much"):
        place = ["Without memory", f"β = {given.beta:g}", f"β = {given.too_much:g}"].index(who)
    elif hasattr(given, "beta2"):
        place = ["Corrected", "Not corrected"].index(who)
    else:
        printed = who.removeprefix("Steps of ").removeprefix("length ").removesuffix(" × the slope")
        sizes = (given.small_step, given.large_step, given.learning_rate)
        place = [
            agrees(printed, size) and ("slope" in who) == (place == 2) for place, size in enumerate(sizes)
        ].index(True)
    run = runs_of(told)[place]
    return count == len(run.points) - 1 and agrees(final, run.values[-1])
