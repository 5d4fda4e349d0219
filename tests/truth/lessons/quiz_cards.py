"""What QuizCards says, and what must be so."""

from hashlib import sha256

import numpy as np
from hypothesis import strategies as st

from tests.truth.claims import agrees, claim, nothing
from tests.truth.films import FILMS
from tests.truth.tables import folder

NAME = "QuizCards"
LETTERS = "ABCD"
NUMBERS = {
    "line": {
        "slope": st.sampled_from([0, 1, -0.25, 1.5, -5]),
        "intercept": st.sampled_from([0, 0.001, -3, 10]),
    },
    "squares": {"gap": st.sampled_from([0.1, 1, 3.3333, 100]), "times": st.integers(2, 4)},
    "limit": {"curvature": st.sampled_from([0.1, 0.7, 2, 7, 8, 100])},
    "starts": {"one": st.floats(-1.8, 1.8), "other": st.floats(-1.8, 1.8)},
    "contour": {"stretch": st.floats(1, 8)},
    "valley": {"condition": st.floats(2, 50)},
    "momentum": {"condition": st.floats(4, 50), "steps": st.integers(5, 40)},
    "batches": {"size": st.integers(1, 16), "times": st.integers(2, 9)},
}


def written(picture: str, numbers: dict[str, float], choices: int, right: int) -> str:
    """Return the name of a file with a question that gives its picture these numbers."""
    texts = [f"answer {k}" for k in range(choices)]
    lines = [
        "[[question]]",
        'question = "Which one is it?"',
        f"choices = {texts}".replace("'", '"'),
        f'answer = "{texts[right % choices]}"',
        'explanation = "For so it is."',
        f'picture = "{picture}"',
        *(f"{name} = {value}" for name, value in numbers.items()),
    ]
    text = "\n".join(lines)
    path = folder() / f"{sha256(text.encode()).hexdigest()[:16]}.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def own(picture: str) -> st.SearchStrategy[str]:
    """Return files with a picture and any numbers for it."""
    numbers = st.fixed_dictionaries({}, optional=NUMBERS[picture])
    return st.builds(written, st.just(picture), numbers, st.integers(2, 4), st.integers(0, 3))


FILMS[NAME] = st.one_of(
    st.fixed_dictionaries({"cards": st.lists(st.integers(1, 10), min_size=1, max_size=2).map(tuple)}),
    *(st.fixed_dictionaries({"questions": own(name), "cards": st.just((1,))}) for name in NUMBERS),
)

nothing(
    NAME,
    "Which one?",
    "b lifts the line: its height at x = 0.",
    "Each ball feels only its own slope.",
)


def given(told, picture):
    """Yield the numbers of each card that has a picture."""
    for question in told.scene.given.deck:
        if question.picture == picture:
            yield dict(question.numbers)


def pictures(told, name):
    """Yield the pictures of a name."""
    for question, picture in zip(told.scene.given.deck, told.scene.pictures, strict=True):
        if question.picture == name:
            yield picture


@claim("{count} answers, one is right.", lesson=NAME)
def _answers(told, count) -> bool:
    return any(len(q.choices) == count and q.choices.count(q.answer) == 1 for q in told.scene.given.deck)


@claim("{letter}: {why}", lesson=NAME)
def _answer(told, letter, why) -> bool:
    return any(
        q.explanation == why and q.choices[LETTERS.index(letter)] == q.answer for q in told.scene.given.deck
    )


@claim("w turns the line: 1 right, {rise} up.", lesson=NAME)
def _up(told, rise) -> bool:
    return any(one["slope"] > 0 and agrees(rise, one["slope"]) for one in given(told, "line"))


@claim("w turns the line: 1 right, {rise} down.", lesson=NAME)
def _down(told, rise) -> bool:
    return any(one["slope"] < 0 and agrees(rise, -one["slope"]) for one in given(told, "line"))


@claim("w turns the line. With w = 0 it is level.", lesson=NAME)
def _level(told) -> bool:
    return any(one["slope"] == 0 for one in given(told, "line"))


def jumps(told, index):
    """Yield the lengths of the jumps of each card's run, and its rate times half the curvature."""
    for picture, one in zip(pictures(told, "limit"), given(told, "limit"), strict=True):
        run = picture.found.runs[index].run
        assert np.allclose(
            run.points[1:], run.points[:-1] * (1 - picture.found.rates[index] * one["curvature"])
        )
        yield np.abs(run.steps[:, 0]), picture.found.rates[index] * one["curvature"] / 2


@claim("α below 2/L: every jump is shorter than the last.", lesson=NAME)
def _below(told) -> bool:
    return all((np.diff(steps) < 0).all() and share < 1 for steps, share in jumps(told, 0))


@claim("α above 2/L: every jump is longer.", lesson=NAME)
def _above(told) -> bool:
    return all((np.diff(steps) > 0).all() and share > 1 for steps, share in jumps(told, 1))


@claim("α = 2/L = {border}: to and fro, for ever.", lesson=NAME)
def _at(told, border) -> bool:
    same = all(np.allclose(np.diff(steps), 0) and np.isclose(share, 1) for steps, share in jumps(told, 2))
    return same and any(agrees(border, 2 / one["curvature"]) for one in given(told, "limit"))


@claim("A gap of {gap} has a square of {area}.", lesson=NAME)
def _square(told, gap, area) -> bool:
    return any(near(gap, one["gap"]) and near(area, one["gap"] ** 2) for one in given(told, "squares"))


@claim("A gap {times} times as long holds {count} of these.", lesson=NAME)
def _squares(told, times, count) -> bool:
    return count == times**2 and any(one["times"] == times for one in given(told, "squares"))


def near(text, value) -> bool:
    """Tell whether a number is printed with four digits that tell."""
    return (
        abs(
            float(text.replace("×10", "e").translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−", "0123456789--"))) / value
            - 1
        )
        < 6e-4
    )


def rests(one):
    """Return where balls come to rest from two starts, by small steps downhill."""
    x = np.array([one["one"], one["other"]])
    for _ in range(4000):
        x = x - 0.005 * (4 * x**3 - 4 * x + 0.3)
    return x


@claim("They rest in two valleys: f is {one} and {other}.", lesson=NAME)
def _two(told, one, other) -> bool:
    found = []
    for numbers in given(told, "starts"):
        x = rests(numbers)
        heights = sorted((x**2 - 1) ** 2 + 0.3 * x)
        found.append(np.ptp(x) > 1 and agrees(one, heights[0]) and agrees(other, heights[1]))
    return any(found)


@claim("Both roll into one valley, with its minimum at {place}.", lesson=NAME)
def _one(told, place) -> bool:
    return any(np.ptp(rests(one)) < 0.1 and agrees(place, rests(one)[0]) for one in given(told, "starts"))


@claim("Along the contour the height stays: slope 0.", lesson=NAME)
def _contour(told) -> bool:
    return all(
        abs((picture.proven[0].points[-1] - picture.proven[0].points[0])[:2] @ picture.found.gradient) < 1e-9
        for picture in pictures(told, "contour")
    )


@claim("Turned away, the slope grows. At 90° it is the gradient: {steepest}.", lesson=NAME)
def _steepest(told, steepest) -> bool:
    return any(agrees(steepest, float(np.hypot(1.3, 0.5 * one["stretch"]))) for one in given(told, "contour"))


def count_down(condition):
    """Return the places of gradient descent until a hundredth of the first loss is left."""
    x, curvatures = [np.array([4.0, 1.0])], np.array([1.0, condition])
    while x[-1] ** 2 @ curvatures > 0.01 * (x[0] ** 2 @ curvatures) * (1 + 1e-9):
        x.append(x[-1] - 2 / (1 + condition) * curvatures * x[-1])
    return np.array(x)


@claim(
    "A long valley: {count} step until 1 % of the loss is left.",
    "A long valley: {count} zigzag steps until 1 % of the loss is left.",
    lesson=NAME,
)
def _zigzag(told, count) -> bool:
    ways = [count_down(one["condition"]) for one in given(told, "valley")]
    return any(len(way) - 1 == count and (way[1:, 1] * way[:-1, 1] < 0).all() for way in ways)


@claim("Made round, κ = 1: the same start needs 1 step.", lesson=NAME)
def _round(told) -> bool:
    return len(count_down(1.0)) == 2


@claim("Each at its best rate; momentum keeps some speed.", lesson=NAME)
def _best(told) -> bool:
    betas = np.linspace(0.01, 0.98, 40)
    for one in given(told, "momentum"):
        kappa = one["condition"]
        best = (np.sqrt(kappa) - 1) / (np.sqrt(kappa) + 1)
        for rate in np.linspace(0.05, 3.9, 40) / kappa:
            half = (1 + betas[:, None] - rate * np.array([1.0, kappa])) / 2
            root = np.emath.sqrt(half**2 - betas[:, None])
            factors = np.maximum(abs(half + root), abs(half - root)).max(axis=1)
            if factors.min() < best - 1e-9:
                return False
    return True


@claim("After {count} steps: {plain} without, {fast} with momentum.", lesson=NAME)
def _lower(told, count, plain, fast) -> bool:
    return any(
        one["steps"] == count and all(map(printed, (plain, fast), losses(one)))
        for one in given(told, "momentum")
    )


def losses(one):
    """Return the last losses of plain descent and of momentum, by hand."""
    curvatures = np.array([1.0, one["condition"]])
    low, high = np.sqrt(curvatures)
    x, y, v = np.array([4.0, 1.0]), np.array([4.0, 1.0]), np.zeros(2)
    for _ in range(int(one["steps"])):
        x = x - 2 / (1 + one["condition"]) * curvatures * x
        v = ((high - low) / (high + low)) ** 2 * v + curvatures * y
        y = y - (2 / (low + high)) ** 2 * v
    return [float(place**2 @ curvatures / 2) for place in (x, y)]


def printed(text, value) -> bool:
    return agrees(text, value) or ("×10" in text and agrees(text, value, slack=0.55))


@claim("Each dot is the gradient of {count} samples, the ring their scatter σ/√B.", lesson=NAME)
def _dots(told, count) -> bool:
    return any(
        one["size"] == count and np.allclose(picture.found.orders.shape, (120, count * one["times"] + 1))
        for one, picture in zip(given(told, "batches"), pictures(told, "batches"), strict=True)
    )


@claim("B grows from {small} to {large}: σ/√B falls from {one} to {other}.", lesson=NAME)
def _scatter(told, small, large, one, other) -> bool:
    for picture in pictures(told, "batches"):
        alone = picture.found.alone
        sigma = np.sqrt(((alone - alone.mean(axis=0)) ** 2).sum(axis=1).mean())
        if picture.found.sizes == (small, large):
            return agrees(one, sigma / np.sqrt(small)) and agrees(other, sigma / np.sqrt(large))
    return False


@claim("Samples × {times}, scatter ÷ {root}.", lesson=NAME)
def _root(told, times, root) -> bool:
    return root**2 == times and any(one["times"] == times for one in given(told, "batches"))
