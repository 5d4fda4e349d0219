"""A page that a hand turns takes the steps of gd_math, in its own mathematics."""

from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gd_math.formula.javascript import OWN
from gd_math.formula.numeric import NUMERIC
from gd_math.formula.parsing import parse_curve
from gd_math.runs.descent import descend
from gd_math.runs.normalized_descent import NormalizedGradientDescent
from gd_math.runs.optimizers import Adam, GradientDescent
from scenes.blindfolded_hiker import BlindfoldedHiker
from scenes.optimizer_race import OptimizerRace
from scenes.regression_line_fitting import RegressionLineFitting
from scenes.slope_only import SlopeOnly
from tests.gd_studio.explorables.reader import STEPS, Reader

EXACT = 1e-12


def same(seen: np.ndarray, computed: np.ndarray) -> bool:
    """Tell whether points are those that were computed, for the first one's size or their own."""
    scale = np.maximum(np.abs(computed), np.abs(computed[0]).max())
    return seen.shape == computed.shape and bool((np.abs(seen - computed) <= EXACT * scale).all())


@pytest.mark.parametrize(
    ("function", "start", "rate"),
    [
        ("x**2", 8.0, 0.1),
        ("x**2", 8.0, 1.1),
        ("x**4 - 3x**2 + x", -2.0, 0.05),
        ("abs(x) + x**2/10", 4.0, 0.3),
        ("max(w, min(w, w**2)) + w**2", 3.0, 0.1),
        ("where(0 < x < 1, x**3, huber(x, 2))", 5.0, 0.3),
        ("log(x) + 1/x", 3.0, 0.4),
        ("log(x)", 1.0, 3.0),
        ("e^(x/3) + 2^(-x) + log2(x^2 + 1) + relu(x)", 3.0, 0.4),
    ],
)
def test_ball_takes_the_steps_of_gd_math(reader: Reader, function: str, start: float, rate: float) -> None:
    reader.open("BallOnParabola", function=function, start=start, learning_rate=rate)
    curve = parse_curve(function)
    run = descend(curve, start, GradientDescent(rate), STEPS)
    assert same(reader.walk(), run.points)
    assert same(np.array(reader.ask("explorable.walk.values"))[:, None], run.values[:, None])
    assert bool(reader.ask("explorable.walk.gone")) == (run.steps_taken < STEPS)


def own_table(folder: Path) -> dict[str, Any]:
    """Write a lecturer's table, and return the parameters that read it."""
    rows = "\n".join(f"{1950 + 7 * i},{31.5 * i - 3 * (i % 3)}" for i in range(9))
    (folder / "own.csv").write_text(f"year,height\n{rows}\n", encoding="utf-8")
    return {"data": "own.csv"}


@pytest.mark.parametrize("params", [{"learning_rate": 0.45}, {"count": 300, "noise": 4.0}, own_table])
def test_slope_takes_the_steps_of_gd_math(
    reader: Reader, tmp_path: Path, params: Mapping[str, Any] | Callable[[Path], dict[str, Any]]
) -> None:
    given = reader.open("SlopeOnly", **(params(tmp_path) if callable(params) else params))
    found = SlopeOnly.compute(given)
    run = descend(found.loss, found.start, GradientDescent(found.rate), STEPS)
    assert same(reader.walk(), run.points)
    assert same(np.array(reader.ask("explorable.walk.values"))[:, None], run.values[:, None])
    length = float(reader.ask("explorable.length.value"))
    reader.chrome.execute_script(
        "document.getElementById('reset').click(); document.getElementById('fixed').click()"
    )
    fixed = descend(found.loss, found.start, NormalizedGradientDescent(length), STEPS)
    assert same(reader.walk(), fixed.points)


@pytest.mark.parametrize("params", [{}, {"learning_rate": 0.4}, own_table])
def test_line_takes_the_steps_of_gd_math(
    reader: Reader, tmp_path: Path, params: Mapping[str, Any] | Callable[[Path], dict[str, Any]]
) -> None:
    given = reader.open("RegressionLineFitting", **(params(tmp_path) if callable(params) else params))
    found = RegressionLineFitting.compute(given)
    run = descend(found.loss, found.run.points[0], GradientDescent(found.rate), STEPS)
    assert same(reader.walk(), run.points)
    assert same(np.array(reader.ask("explorable.walk.values"))[:, None], run.values[:, None])
    reader.chrome.execute_script("document.getElementById('reset').click()")
    reader.rest()
    lines = [reader.ask(f"line({x})") for x in found.data.x]
    assert np.allclose(lines, found.loss.predict(found.run.points[0]), rtol=EXACT)


@pytest.mark.parametrize(
    ("function", "start"),
    [
        ("beale", (0.5, 1.2)),
        ("saddle", (1.0, 0.1)),
        ("hills", (1.0, 2.0)),
        ("abs(u - 1) + log(1 + v^2) + u*v/9", (3.0, -2.0)),
    ],
)
def test_optimizers_take_the_steps_of_gd_math(
    reader: Reader, function: str, start: tuple[float, float]
) -> None:
    given = reader.open("OptimizerRace", function=function, start=start, steps=10)
    found = OptimizerRace.compute(given)
    reader.walk(STEPS // 2)
    ran = reader.ask("explorable.runners.map(({walk}) => [walk.points, walk.values])")
    for (walked, values), rule in zip(ran, found.race.optimizers, strict=True):
        points, land = np.array(walked), found.race.objective
        assert len(points) == len(descend(land, start, rule, STEPS // 2).points), rule
        assert same(np.array(values)[:, None], land.value(points)[:, None]), rule
        state = rule.init(points[0])
        for here, there in pairwise(points):  # each step by itself: some of these runs magnify roundings
            step, state = rule.update(land.gradient(here), state, here)
            assert np.abs(here + step - there).max() <= EXACT * max(1.0, np.abs(there).max()), rule


@pytest.mark.parametrize(
    ("terrain", "start", "rate"),
    [
        ("mountains", 13.0, 0.55),
        ("x**4 - 3x**2 + x", -2.0, 0.05),
        ("abs(u) + u**2/10", 4.0, 0.3),
        ("x**2", 8.0, 1.1),
    ],
)
def test_hiker_takes_the_steps_of_gd_math(reader: Reader, terrain: str, start: float, rate: float) -> None:
    given = reader.open("BlindfoldedHiker", terrain=terrain, start=start, learning_rate=rate, steps=STEPS)
    found = BlindfoldedHiker.compute(given).in_wide_frames
    run, [(low, high)] = found.run, found.region
    assert same(np.array(reader.ask("explorable.guide.points")), run.points)
    reader.chrome.execute_script("document.getElementById('downhill').click()")
    walked = reader.walk()
    out = np.flatnonzero((run.points[:, 0] < low) | (run.points[:, 0] > high))
    on_land = int(out[0]) if len(out) else len(run.points)
    assert on_land > 3
    assert same(walked, run.points[:on_land])
    assert same(np.array(reader.ask("explorable.walk.values"))[:, None], run.values[:on_land, None])
    assert reader.read("verdict").startswith("The land ends there") == (on_land <= STEPS)


def test_settings_of_one_optimizer_are_its_own(reader: Reader) -> None:
    from selenium.webdriver import ActionChains
    from selenium.webdriver.common.keys import Keys

    given = reader.open("OptimizerRace")
    found = OptimizerRace.compute(given)
    ActionChains(reader.chrome, 20).move_to_element_with_offset(
        reader.chrome.find_element("id", "map"), 60, 40
    ).click().perform()
    reader.walk(20)
    reader.chrome.find_element("id", "runner-5").send_keys(" ")
    for name in ("rate", "beta", "beta2"):
        reader.chrome.find_element("id", name).send_keys(Keys.ARROW_LEFT)
    [start, *_], rate, beta, beta2 = reader.ask(
        "[explorable.runners[5].walk.points, ...['rate', 'beta', 'beta2'].map(one => explorable[one].value)]"
    )
    tuned = found.race.optimizers[5]
    assert (rate < tuned.learning_rate, beta < tuned.beta1, beta2 < tuned.beta2) == (True, True, True)
    changed = descend(found.race.objective, start, Adam(rate, beta, beta2), 20)
    assert same(np.array(reader.ask("explorable.runners[5].walk.points")), changed.points)
    same_rule = descend(found.race.objective, start, found.race.optimizers[0], 20)
    assert same(np.array(reader.ask("explorable.runners[0].walk.points")), same_rule.points)
    reader.press(Keys.BACKSPACE)
    assert reader.ask("explorable.race.steps") == 19


def test_functions_that_a_browser_lacks_are_those_of_numpy(reader: Reader) -> None:
    reader.open("BallOnParabola")
    rng = np.random.default_rng(1)
    arguments = {
        "every": 2,
        "where": 3,
        "maximum": 2,
        "minimum": 2,
        "of_maximum": 4,
        "of_minimum": 4,
        "huber": 2,
    }
    arguments |= dict.fromkeys(("less", "at_most", "greater", "at_least"), 2)
    for name in sorted(set(OWN) & set(NUMERIC)):
        given = np.round(rng.normal(0, 3, (200, arguments.get(name, 1))), rng.integers(0, 3))
        given[:1] = np.nan
        seen = reader.chrome.execute_script(
            f"return arguments[0].map(each => String(mathematics.{name}(...each.map(Number))))",
            [[str(value).replace("nan", "NaN") for value in row] for row in given],
        )
        with np.errstate(all="ignore"):
            known = NUMERIC[name](*given.T)
        numbers = [float(text.replace("Infinity", "inf")) for text in seen]
        assert np.allclose(numbers, known, rtol=4e-15, atol=4e-16, equal_nan=True), name
