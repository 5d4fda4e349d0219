"""What FeatureScaling says, and what must be so."""

import csv

import numpy as np
from hypothesis import strategies as st

from tests.truth.claims import agrees, claim, nothing, number
from tests.truth.films import FILMS
from tests.truth.tables import folder

LESSON = "FeatureScaling"
PENGUINS = ["bill length (mm)", "bill depth (mm)", "flipper (mm)", "body mass (g)"]


@st.composite
def two_features(draw: st.DrawFn) -> str:
    """Draw a table with two features and return the name of its file."""
    rows, seed = draw(st.sampled_from([3, 5, 20, 60])), draw(st.integers(0, 9))
    scale, together = draw(st.sampled_from([1e-3, 1.0, 40.0, 1e5])), draw(st.sampled_from([0.0, 0.5, 0.99]))
    generator = np.random.default_rng(seed)
    one, noise = generator.normal(size=rows), generator.normal(size=rows)
    other = together * one + np.sqrt(1 - together**2) * generator.normal(size=rows)
    label = 2 * one - other + noise
    name = folder() / f"features_{rows}_{seed}_{scale:g}_{together:g}.csv"
    with name.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["one", "other", "label"])
        writer.writerows(zip(one.tolist(), (scale * other + 7).tolist(), label.tolist(), strict=True))
    return str(name)


FILMS[LESSON] = st.one_of(
    st.permutations(PENGUINS).map(lambda names: {"x_columns": tuple(names[:2]), "y_column": names[2]}),
    st.fixed_dictionaries({"data": two_features()}),
)
nothing(
    LESSON,
    "Why train on scaled features?",
    "Predict: how many steps into the ring?",
    "Now measure each feature in its own spread.",
    "x − mean, as measured",
    "z = (x − mean) / s",
    "mean",
)


class Walk:
    """Descent on one table in one choice of units, recomputed."""

    def __init__(self, told, *, scaled: bool):
        rows = told.scene.given.rows
        x, y = np.array(rows.features), np.array(rows.labels)
        self.spreads = x.std(axis=0)
        x, self.y = x - x.mean(axis=0), y - y.mean()
        self.x = x / self.spreads if scaled else x
        self.hessian = 2 / len(y) * self.x.T @ self.x
        self.low, self.high = np.linalg.eigvalsh(self.hessian)
        self.rate = 2 / (self.low + self.high)
        self.best = np.linalg.solve(self.hessian, 2 / len(y) * self.x.T @ self.y)

    @property
    def length(self):
        return np.sqrt(self.high / self.low)

    @property
    def slopes(self):
        return -2 / len(self.y) * self.x.T @ self.y

    def left(self, steps):
        """Return the share of the start's loss above the minimum that is left after some steps."""
        axes = np.linalg.eigh(self.hessian)[1]
        parts = [self.low, self.high] * (axes.T @ self.best) ** 2
        factors = np.abs(1 - self.rate * np.array([self.low, self.high]))
        return float(parts @ factors ** (2.0 * steps) / parts.sum())

    def takes(self, steps):
        """Tell whether this is how many steps leave one percent, but for rounding, of millions as printed."""
        rounded, steps = "×" in str(steps), number(str(steps))
        slack = 0.05 * 10 ** np.floor(np.log10(steps)) if rounded else max(1, 1e-6 * steps)
        return self.left(steps + slack) <= 0.01 and (steps <= slack or self.left(steps - slack) > 0.01)


@claim("{wide} spreads {ratio} times as far as {other}.", lesson=LESSON)
def further(told, wide, ratio, other):
    spreads = dict(zip(("x₁", "x₂"), Walk(told, scaled=False).spreads, strict=True))
    return agrees(ratio, spreads[wide] / spreads[other]) and number(ratio) > 1.0


@claim("The loss: {ratio} times as long as wide, narrower along {weight}.", lesson=LESSON)
def narrow(told, ratio, weight):
    """It is drawn as long as it is, and narrower from the minimum along that weight's axis."""
    walk, k = Walk(told, scaled=False), ("w₁", "w₂").index(weight)
    widths = 1 / np.sqrt(np.diag(walk.hessian))
    return valley(told, ratio) and widths[k] < widths[1 - k]


@claim("Both features spread alike.", lesson=LESSON)
def spread_alike(told):
    one, other = Walk(told, scaled=False).spreads
    return abs(one / other - 1) < 0.006


@claim("condition number", lesson=LESSON)
def condition(told):
    return np.isclose(told.scene.found.raw.condition, Walk(told, scaled=False).length ** 2)


@claim("The loss over two weights: {ratio} times as long as wide.", lesson=LESSON)
def valley(told, ratio):
    """And it is drawn as long as it is, with units of equal length."""
    return agrees(ratio, Walk(told, scaled=False).length) and told.scene.valley.drawn == 0.0


@claim("The loss over two weights, {ratio} times as long as wide, drawn wider.", lesson=LESSON)
def drawn_wider(told, ratio):
    drawn = told.scene.valley.scaling.between(told.scene.valley.drawn)
    low, high = np.linalg.eigvalsh(drawn.matrix)
    length = Walk(told, scaled=False).length
    return agrees(ratio, length) and np.sqrt(high / low) < 0.999 * length


@claim("Weights v = s·w: {ratio} times as long as wide.", lesson=LESSON)
def bowl(told, ratio):
    """And with v = s · w both say the same of every row."""
    raw, scaled = Walk(told, scaled=False), Walk(told, scaled=True)
    same = np.allclose(scaled.x @ (raw.spreads * raw.best), raw.x @ raw.best)
    return agrees(ratio, scaled.length) and same


def turned(told):
    """Return how far the slope leads along the valley, across it, and aside, as shares of it."""
    walk = Walk(told, scaled=False)
    slope = walk.slopes / np.hypot(*walk.slopes)
    along, across = np.abs(slope @ np.linalg.eigh(walk.hessian)[1])
    return along, across, abs(np.linalg.det([slope, walk.best / np.hypot(*walk.best)]))


@claim("The slope points across the valley, not along it.", lesson=LESSON)
def across(told):
    along, across, aside = turned(told)
    return across > along and aside > 0.049


@claim("The slope points more along the valley than across it.", lesson=LESSON)
def along(told):
    along, across, aside = turned(told)
    return along >= across * (1 - 1e-9) and aside > 0.049


@claim("The slope points straight away from the lowest place.", lesson=LESSON)
def straight(told):
    walk = Walk(told, scaled=False)
    return turned(told)[2] < 0.051 and walk.slopes @ walk.best < 0


@claim("1 % of the height", "1 %", lesson=LESSON)
def goal(told):
    """All around the ring one percent of the start's height above the lowest place is left."""
    walk, ring = Walk(told, scaled=False), told.scene.goal
    away = ring.plot.read(ring.plot.points_at(*ring.places.T)) - walk.best
    heights = np.einsum("ni,ij,nj->n", away, walk.hessian, away)
    return np.allclose(heights, 0.01 * walk.best @ walk.hessian @ walk.best, rtol=1e-3)


@claim("A rounder valley needs fewer steps", lesson=LESSON)
def helped(told):
    raw, scaled = Walk(told, scaled=False), Walk(told, scaled=True)
    return scaled.length < raw.length and raw.left(told.scene.found.scaled.steps) > 0.01


@claim("Here scaling saves no steps", lesson=LESSON)
def useless(told):
    found = told.scene.found
    rounder = Walk(told, scaled=True).length < Walk(told, scaled=False).length
    return found.scaled.steps >= found.raw.steps or not rounder


@claim("It leaps across the valley, to and fro.", lesson=LESSON)
def leaps(told):
    walk = Walk(told, scaled=False)
    return 1 - walk.rate * walk.high < -0.5


@claim("Turned round, and times the best rate α = {rate}: the step.", lesson=LESSON)
def first_step(told, rate):
    walk, points = Walk(told, scaled=False), told.scene.found.raw.run.points
    return agrees(rate, walk.rate) and np.allclose(points[1], -walk.rate * walk.slopes)


@claim("{count} step leads into the ring.", "{count} steps lead into the ring.", lesson=LESSON)
def down(told, count):
    return Walk(told, scaled=False).takes(count) and count == told.scene.found.raw.run.steps_taken


@claim("gradient, drawn × α = {factor}", lesson=LESSON)
def drawn(told, factor):
    arrows, walk = told.scene.walk.arrows, Walk(told, scaled=False)
    start, tip = told.scene.map.read(np.array([arrows.screen[0], arrows.tips(0)[0]]))[:, :2]
    told_so = np.allclose(tip - start, number(factor) * walk.slopes, rtol=1e-6, atol=1e-12)
    return told_so and agrees(factor, walk.rate)


@claim("y: {name}, from its mean", lesson=LESSON)
def label(told, name):
    return name == told.scene.given.rows.label_name


@claim("{shown} steps are shown; it takes {steps}.", lesson=LESSON)
def shown(told, shown, steps):
    walk = Walk(told, scaled=False)
    return shown == told.scene.found.raw.run.steps_taken < number(steps) and walk.takes(steps)


@claim("Steps into the ring: {raw} as measured, {scaled} scaled.", lesson=LESSON)
def both(told, raw, scaled):
    return Walk(told, scaled=False).takes(raw) and Walk(told, scaled=True).takes(scaled)
