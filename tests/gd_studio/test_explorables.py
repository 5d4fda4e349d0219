"""A page that a hand turns computes what gd_math computes, and anybody can use it, without a network."""

import json
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
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
from gd_studio.commands.explain import explain
from gd_studio.commands.explore import explore
from gd_studio.commands.remake import remake
from gd_studio.commands.slides import write_decks
from gd_studio.commands.update import update
from gd_studio.deliver.decks.deck import Deck, HandsOn, Slide
from gd_studio.deliver.decks.registry import targets
from gd_studio.deliver.explorables.explorable import Explorable, Formula, Page
from gd_studio.deliver.explorables.page import explorable_page
from gd_studio.deliver.explorables.registry import explorables
from gd_studio.errors import StudioError
from gd_studio.farm.alone import make
from gd_studio.farm.job import Job
from gd_studio.lecture.memory import recipe_of
from gd_studio.lecture.plan import plan
from gd_studio.lecture.selection import Style, select
from scenes.ball_on_parabola import BallOnParabola
from scenes.base.look import ENGLISH, Look
from scenes.blindfolded_hiker import BlindfoldedHiker
from scenes.optimizer_race import OptimizerRace
from scenes.regression_line_fitting import RegressionLineFitting
from scenes.slope_only import SlopeOnly
from tests.gd_studio.chromium import chromium

AXE = Path(__file__).parents[1] / "data" / "axe-core" / "axe.min.js"
STEPS = 200
EXACT = 1e-12
LESSONS = {
    "BlindfoldedHiker": BlindfoldedHiker,
    "BallOnParabola": BallOnParabola,
    "OptimizerRace": OptimizerRace,
    "RegressionLineFitting": RegressionLineFitting,
    "SlopeOnly": SlopeOnly,
}


class Reader:
    """Somebody who opens explorables in Chromium."""

    def __init__(self, chrome: Any, folder: Path) -> None:
        self.chrome, self.folder, self.opened = chrome, folder, 0

    def open(
        self, lesson: str, look: Look = ENGLISH, *, width: int = 1280, height: int = 800, **params: Any
    ) -> Any:
        """Open a lesson's page and return the parameters."""
        given = LESSONS[lesson].Params.model_validate(params, context={"folder": self.folder})
        content = json.loads(given.model_dump_json())
        self.opened += 1
        path = self.folder / f"page-{self.opened}.html"
        path.write_text(explorable_page(explorables()[lesson], content, look), encoding="utf-8")
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        self.chrome.get(path.as_uri())
        self.chrome.execute_async_script(
            "document.fonts.ready.then(() => requestAnimationFrame(() => setTimeout(arguments[0], 70)))"
        )
        return given

    def ask(self, script: str) -> Any:
        """Return what an expression in the page is."""
        return self.chrome.execute_script(f"return {script}")

    def rest(self) -> None:
        """Wait until pictures are drawn."""
        self.chrome.execute_async_script(
            "requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(arguments[0])))"
        )

    def walk(self, steps: int = STEPS) -> np.ndarray:
        """Press Step so often, and return the points."""
        self.chrome.execute_script(
            f"for (let i = 0; i < {steps}; i++) document.getElementById('step').click()"
        )
        return np.array(self.ask("explorable.walk?.points"))

    def drag(self, selector: str, x: float, y: float) -> None:
        """Drag what is in a picture's middle layer by so many pixels."""
        from selenium.webdriver import ActionChains

        thing = self.chrome.find_element("css selector", selector)
        ActionChains(self.chrome, 20).click_and_hold(thing).move_by_offset(x / 2, y / 2).move_by_offset(
            x / 2, y / 2
        ).release().perform()

    def touch(self, places: Sequence[tuple[float, float]]) -> None:
        """Put a finger down, move it, and take it away."""
        kinds = ["touchStart", *["touchMove"] * (len(places) - 1)]
        ways: list[tuple[str, list[dict[str, float]]]] = [
            (kind, [{"x": x, "y": y}]) for kind, (x, y) in zip(kinds, places, strict=True)
        ]
        for kind, points in [*ways, ("touchEnd", [])]:
            self.chrome.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
            self.rest()  # moves within one frame may become one

    def press(self, *keys: str) -> None:
        """Press keys where no control has the focus."""
        self.chrome.execute_script("document.activeElement.blur()")
        self.chrome.find_element("tag name", "body").send_keys(*keys)

    def faults(self) -> list[str]:
        """Return what axe has to say about the page."""
        self.chrome.execute_script(AXE.read_text(encoding="utf-8"))
        found = self.chrome.execute_async_script("axe.run().then(arguments[arguments.length - 1])")
        return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found["violations"]]

    def read(self, name: str) -> str:
        """Return a text of the page."""
        return str(self.ask(f"document.getElementById('{name}').textContent"))


@pytest.fixture(scope="module")
def chrome() -> Iterator[Any]:
    """Chromium without a window."""
    with chromium("the explorables were") as browser:
        yield browser


@pytest.fixture
def reader(chrome: Any, tmp_path: Path) -> Iterator[Reader]:
    """A reader of a page, after whom the console is empty and no other file has been asked for."""
    reading = Reader(chrome, tmp_path)
    yield reading
    chrome.get("about:blank")
    assert chrome.get_log("browser") == []
    messages = [json.loads(entry["message"])["message"] for entry in chrome.get_log("performance")]
    asked = {
        told["params"]["request"]["url"] for told in messages if told["method"] == "Network.requestWillBeSent"
    }
    others = {url for url in asked if not url.startswith(("data:", "about:", tmp_path.as_uri()))}
    assert others == set()
    assert len(asked - others) >= reading.opened


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


def numbers_of(reader: Reader) -> list[float]:
    """Return the numbers of the table of the score, row by row."""
    cells = reader.ask("[...document.querySelectorAll('#score td[data-number]')].map(one => one.textContent)")
    return [float(text.replace(",", ".").replace("−", "-")) for text in cells]


def test_fog_lifts_when_the_hiker_says_so(reader: Reader) -> None:
    given = reader.open("BlindfoldedHiker", Look("light", "de"), width=360)
    found = BlindfoldedHiker.compute(given).in_wide_frames
    ground, [(low, high)] = found.objective, found.region
    drawn = "board.objectsList.filter(one => one.elType === 'curve' && one.visPropCalc.visible)"
    drawn = f"{drawn}.flatMap(one => one.points.map(({{usrCoords}}) => usrCoords[1]))"
    windows = []
    for length in (0.5, 2.0, 5.2):
        reader.chrome.execute_script("explorable.length.value = arguments[0]; draw()", length)
        reader.walk(1)
        reader.rest()
        [here], (left, top, right, bottom) = reader.ask("[explorable.walk.point, board.getBoundingBox()]")
        seen = [x for x in reader.ask(drawn) if x is not None]
        assert 0 < max(seen) - min(seen) < 0.12 * (high - low)
        assert min(seen) < here < max(seen)
        middle = float(ground(here))
        assert (left < here < right, bottom < middle < top) == (True, True)
        windows.append((right - left, top - bottom, (middle - bottom) / (top - bottom)))
    assert np.ptp(windows, axis=0) == pytest.approx(0.0, abs=1e-9)
    assert reader.ask("document.getElementById('score').hidden")
    reader.walk(1)
    assert reader.read("verdict").startswith("Dort endet das Land")
    reader.chrome.execute_script("document.getElementById('lift').click()")
    reader.rest()
    seen = [x for x in reader.ask(drawn) if x is not None]
    assert (min(seen), max(seen)) == (pytest.approx(low), pytest.approx(high))
    lowest = float(ground.value(np.linspace(low, high, 1_000_001)[:, None]).min())
    mine, run = float(ground(here)), found.run
    expected = [3, mine - lowest, run.steps_taken, float(run.values[-1]) - lowest]
    assert numbers_of(reader) == pytest.approx(expected, rel=6e-3)
    by = f"{abs(mine - float(run.values[-1])):.3g}".replace(".", ",")
    lower = f"Du kamst {by} tiefer" in reader.read("verdict")
    assert lower == (mine < float(run.values[-1]))
    assert reader.faults() == []
    assert reader.ask("document.documentElement.scrollWidth") <= 360
    reader.press(" ", "\ue003")
    assert len(reader.ask("explorable.walk.points")) == 4
    reader.press("\ue00c")
    assert reader.ask("[explorable.walk.points, document.getElementById('score').hidden]") == [[[13.0]], True]


def test_gradient_descent_may_leave_the_land(reader: Reader) -> None:
    given = reader.open("BlindfoldedHiker", terrain="x**2", start=2.0, learning_rate=1.1, steps=STEPS)
    found = BlindfoldedHiker.compute(given).in_wide_frames
    reader.chrome.execute_script("document.getElementById('lift').click()")
    cells = reader.ask("[...document.querySelectorAll('#score td[data-number]')].map(one => one.textContent)")
    walked, [(low, high)] = found.run.points[:, 0], found.region
    out = (walked < low) | (walked > high)
    assert cells == ["0", "4.00", str(int(np.argmax(out))), "left the land"]
    assert reader.read("verdict") == "The lowest place lies 4.00 further down."


def test_hiker_goes_by_keys(reader: Reader) -> None:
    from selenium.webdriver.common.keys import Keys

    reader.open("BlindfoldedHiker")
    length = float(reader.ask("explorable.length.value"))
    reader.press(Keys.ARROW_RIGHT, Keys.ARROW_UP, " ")
    [first], [second] = reader.ask("explorable.walk.points")
    assert second - first == pytest.approx(reader.ask("explorable.length.value"))
    assert second - first > length
    stops = []
    for _ in range(5):
        reader.chrome.switch_to.active_element.send_keys(Keys.TAB)
        stops.append(reader.ask("document.activeElement.id"))
    assert stops == ["right", "length", "step", "lift", "reset"]
    reader.chrome.find_element("id", "lift").send_keys(" ")
    assert reader.ask("document.activeElement.id") == "reset"
    assert "Gradient descent came" in reader.read("verdict")


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


def test_hand_moves_a_line_by_its_ends_and_on_its_map(reader: Reader) -> None:
    from selenium.webdriver import ActionChains

    given = reader.open("RegressionLineFitting")
    x = RegressionLineFitting.compute(given).data.x
    low, high = float(x.min()), float(x.max())
    left, right = reader.ask(f"[line({low}), line({high})]")
    reader.drag("#data ellipse[fill='#D98CB8']", 0, 60)
    lifted = -60 / reader.ask("data.unitY")
    reader.rest()
    assert reader.ask(f"line({low})") == pytest.approx(left + lifted, rel=0.1)
    assert reader.ask(f"line({high})") == pytest.approx(right, abs=1e-9)
    plane = reader.chrome.find_element("id", "map")
    reader.chrome.execute_script("addEventListener('pointerdown', event => { pressed = event; }, true)")
    ActionChains(reader.chrome, 20).move_to_element_with_offset(plane, 50, -30).click().perform()
    box = "map.board.containerObj.getBoundingClientRect()"
    expected = reader.ask(
        f"[(pressed.clientX - {box}.x - map.board.origin.scrCoords[1]) / map.board.unitX,"
        f" (map.board.origin.scrCoords[2] + {box}.y - pressed.clientY) / map.board.unitY]"
    )
    [point], units = reader.ask("[explorable.walk.points, [map.board.unitX, map.board.unitY]]")
    assert (np.abs(np.subtract(point, expected)) * units <= 1).all()  # a mouse goes by whole pixels
    reader.rest()
    assert reader.ask("ends[0].Y()") == pytest.approx(reader.ask(f"line({low})"), rel=1e-9)


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


def test_hand_moves_ball_and_line(reader: Reader) -> None:
    reader.open("BallOnParabola")
    before = reader.ask("explorable.walk.point[0]")
    unit = reader.ask("onCurve.board.unitX")
    reader.drag("#curve ellipse[fill='#E69F00']", -120, 20)
    [after] = reader.ask("explorable.walk.point")
    assert after == pytest.approx(before - 120 / unit, abs=12 / unit)
    assert reader.ask("explorable.walk.points.length") == 1
    assert reader.ask("explorable.walk.past.length") == 1
    reader.open("SlopeOnly")
    before, grip = reader.ask("[explorable.walk.point[0], handle.X()]")
    reader.drag("#data ellipse[fill='#D98CB8']", 0, -60)
    reader.rest()
    assert reader.ask("explorable.walk.point[0]") == pytest.approx(
        before + 60 / reader.ask("data.unitY") / grip, rel=0.1
    )
    assert reader.ask("onLoss.ball.X()") == reader.ask("explorable.walk.point[0]")


def test_keys_do_what_one_expects(reader: Reader) -> None:
    from selenium.webdriver.common.keys import Keys

    reader.open("BallOnParabola")
    reader.press(" ", Keys.ENTER, " ")
    assert reader.ask("explorable.walk.steps") == 3
    reader.press(Keys.BACKSPACE)
    assert reader.ask("explorable.walk.steps") == 2
    reader.press(Keys.ESCAPE)
    assert reader.ask("explorable.walk.points") == [[8.0]]
    reader.press(Keys.ARROW_LEFT, Keys.ARROW_LEFT)
    assert reader.ask("explorable.walk.point[0]") < 8.0
    stops = []
    for _ in range(6):
        reader.chrome.switch_to.active_element.send_keys(Keys.TAB)
        stops.append(reader.ask("document.activeElement.id"))
    assert stops == ["place", "rate", "step", "run", "undo", "reset"]
    reader.chrome.find_element("id", "rate").send_keys(Keys.ARROW_RIGHT)
    assert reader.ask("explorable.rate.value") > 0.1
    reader.chrome.find_element("id", "step").send_keys(" ")
    assert reader.ask("explorable.walk.steps") == 1


def test_run_goes_on_until_it_is_stopped(reader: Reader) -> None:
    reader.open("SlopeOnly")
    reader.chrome.find_element("id", "run").click()
    until = time.monotonic() + 10
    while reader.ask("explorable.walk.steps") < 2 and time.monotonic() < until:
        time.sleep(0.05)
    reader.chrome.find_element("id", "run").click()
    steps = reader.ask("explorable.walk.steps")
    time.sleep(0.4)
    assert reader.ask("explorable.walk.steps") == steps >= 2


RATES = {
    0.01: "it creeps",
    0.3: "leaves 40 % of the distance: it settles",
    0.5: "One step leads to the minimum",
    0.9: "overshoots and leaves 80 % of the distance: it settles",
    1.0: "to and fro without end",
    1.1: "multiplies the distance by 1.2: it diverges",
}


def test_what_a_rate_does_is_named(reader: Reader) -> None:
    reader.open("BallOnParabola")
    assert reader.read("rate-limit") == "stable below 1"
    for rate, words in RATES.items():
        reader.chrome.execute_script("explorable.rate.value = arguments[0]; draw('rate')", rate)
        assert words in reader.read("verdict")


def test_where_a_run_ends_is_named(reader: Reader) -> None:
    reader.open("BallOnParabola", learning_rate=1.5)
    reader.walk()
    run = descend(parse_curve("x**2"), 8.0, GradientDescent(1.5), STEPS)
    assert reader.read("verdict").startswith(f"Step {run.steps_taken + 1} leads beyond all bounds")
    assert not reader.chrome.find_element("id", "step").is_enabled()
    reader.open("BallOnParabola", function="log(x) + 1/x", start=3.0, learning_rate=200.0)
    reader.walk(1)
    assert reader.read("verdict").startswith("Step 1 leads to where the function is not defined")


@pytest.mark.parametrize("lesson", sorted(LESSONS))
@pytest.mark.parametrize(("width", "theme", "language"), [(360, "light", "de"), (1280, "dark", "en")])
def test_anybody_can_use_it(reader: Reader, lesson: str, width: int, theme: Any, language: str) -> None:
    reader.open(lesson, Look(theme, language), width=width)
    reader.walk(2)
    assert reader.ask("document.documentElement.scrollWidth") <= width
    text = str(reader.ask("document.body.innerText"))
    assert "{" not in text
    assert bool(re.search(r"\d,\d", text)) == (language != "en")
    assert reader.faults() == []


BALL, HANDLE = "ellipse[fill='#E69F00']", "ellipse[fill='#D98CB8']"


@pytest.mark.parametrize(
    ("lesson", "board", "place", "found", "undone"),
    [
        ("BallOnParabola", "onCurve.board", f"#curve {BALL}", "[explorable.walk.point[0], null]", "walk"),
        ("SlopeOnly", "onLoss.board", f"#loss {BALL}", "[explorable.walk.point[0], null]", "walk"),
        ("SlopeOnly", "data", f"#data {HANDLE}", "[null, explorable.walk.point[0] * FINGER]", "walk"),
        ("RegressionLineFitting", "data", f"#data {HANDLE}", "[null, line(FINGER)]", "walk"),
        ("RegressionLineFitting", "map.board", "#map", "explorable.walk.point", "walk"),
        ("OptimizerRace", "map.board", "#map", "explorable.runners[5].walk.point", "race"),
    ],
)
def test_a_finger_drags_as_a_hand_does(
    reader: Reader, lesson: str, board: str, place: str, found: str, undone: str
) -> None:
    reader.open(lesson, width=360)
    box = reader.ask(f"document.querySelector(`{place}`).getBoundingClientRect()")
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    reader.touch([(x - 8 * k, y + 4 * k) for k in range(5)])
    finger = reader.ask(
        f"[({x - 32} - {board}.containerObj.getBoundingClientRect().x - {board}.origin.scrCoords[1]) /"
        f" {board}.unitX, ({board}.origin.scrCoords[2] + {board}.containerObj.getBoundingClientRect().y -"
        f" {y + 16}) / {board}.unitY]"
    )
    for seen, at, unit in zip(
        reader.ask(found.replace("FINGER", str(finger[0]))),
        finger,
        reader.ask(f"[{board}.unitX, {board}.unitY]"),
        strict=True,
    ):
        assert seen is None or seen == pytest.approx(at, abs=2 / unit)
    assert reader.ask(f"explorable.{undone}.past.length") == 1
    assert reader.ask("scrollY") == 0


def test_a_finger_plays_in_the_fog(reader: Reader) -> None:
    reader.open("BlindfoldedHiker", width=360)
    for name in ("right", "step", "step", "lift"):
        box = reader.ask(f"document.getElementById('{name}').getBoundingClientRect()")
        reader.touch([(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)])
    length = float(reader.ask("explorable.length.value"))
    points = [point for (point,) in reader.ask("explorable.walk.points")]
    assert points == pytest.approx([13.0, 13.0 + length, 13.0 + 2 * length])
    assert not reader.ask("document.getElementById('score').hidden")


@pytest.mark.parametrize(
    ("function", "start"),
    [("x**2", 8.0), ("log(x) + 1/x", 3.0), ("x**4 - 3x**2 + x", -2.0), ("x**9 + 40*sin(9*x)", 1.2)],
)
def test_gradient_is_never_cut_and_has_one_scale(reader: Reader, function: str, start: float) -> None:
    reader.open("BallOnParabola", width=360, function=function, start=start)
    low, high = reader.ask("told.view.x")
    left, _, right, _ = reader.ask("onCurve.board.getBoundingBox()")
    curve, drawn = parse_curve(function), 0
    for place in np.linspace(low, high, 11):
        reader.chrome.execute_script("explorable.walk.put([arguments[0]])", float(place))
        reader.rest()
        x, end, factor, shown = reader.ask(
            "[onCurve.shown, onCurve.gradient.point2.X(), onCurve.factor,"
            " onCurve.gradient.visPropCalc.visible]"
        )
        bottom, top = reader.ask("told.view.y")
        if not bottom <= float(curve(x)) <= top:
            continue
        assert left < end < right
        assert end - x == pytest.approx(factor * float(curve.slope(x)), rel=1e-6, abs=1e-9)
        drawn += bool(shown)
    assert drawn > 3


@pytest.mark.parametrize("one_file", [False, True])
def test_deck_has_the_page_behind_its_clip(chrome: Any, tmp_path: Path, one_file: bool) -> None:
    from selenium.webdriver.common.keys import Keys

    (tmp_path / "ball.mp4").write_bytes(b"")
    (tmp_path / "ball.png").write_bytes(b"")
    page, look = tmp_path / "ball.html", Look("dark", "en")
    content = json.loads(BallOnParabola.Params().model_dump_json())
    page.write_text(explorable_page(explorables()["BallOnParabola"], content, look), encoding="utf-8")
    words = ("title", "", False, "", "", tmp_path / "ball.mp4", tmp_path / "ball.png", 1.0, False)
    first, second, other = (
        Slide(clip, "BallOnParabola", {}, 1, *words) for clip in ("ball", "ball", "other")
    )
    colours, slides = ("#0e1116", "#ffffff"), (first, second, other)
    deck = Deck("trial", "Trial", "en", 640, 360, *colours, slides, {"ball": HandsOn("Which way?", page)})
    html, markdown = targets()["html"], targets()["quarto"]
    as_html = html.Options.model_validate({"explore": True, "one_file": one_file})
    as_markdown = markdown.Options.model_validate({"explore": True})
    for target, chosen in ((html, as_html), (markdown, as_markdown)):
        folder = tmp_path / target.output(deck, chosen)
        if target.opened(deck, chosen) != target.output(deck, chosen):
            folder.mkdir()
        target.write(deck, folder, chosen)
        target.verify(deck, folder, chosen)
    quarto = (tmp_path / "trial-quarto" / "trial.qmd").read_text(encoding="utf-8")
    assert quarto.index("## Which way?") > quarto.rindex("ball.mp4", 0, quarto.index("## Which way?"))
    assert 'data-src="pages/ball.html"' in quarto

    chrome.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})  # in a narrow window decks scroll
    chrome.get((tmp_path / html.opened(deck, as_html)).as_uri() + "#/2")
    frame = chrome.find_element("css selector", "section.present iframe")
    chrome.switch_to.frame(frame)
    until = time.monotonic() + 10
    while not chrome.execute_script("return window.explorable !== undefined") and time.monotonic() < until:
        time.sleep(0.05)
    assert chrome.execute_script("return innerHeight") == 800
    button = "const {x, y} = document.getElementById('step').getBoundingClientRect()"
    inside = chrome.execute_script(f"{button}; return [x + 9, y + 9]")
    chrome.switch_to.default_content()
    box = chrome.execute_script("return arguments[0].getBoundingClientRect()", frame)
    scale = box["height"] / 800
    at = {"x": box["x"] + scale * inside[0], "y": box["y"] + scale * inside[1]}
    for kind in ("mousePressed", "mouseReleased"):
        pressed = {"type": kind, "button": "left", "clickCount": 1, **at}
        chrome.execute_cdp_cmd("Input.dispatchMouseEvent", pressed)
    chrome.switch_to.frame(frame)
    assert chrome.execute_script("return explorable.walk.steps") == 1
    chrome.find_element("id", "rate").send_keys(Keys.PAGE_DOWN)
    chrome.switch_to.default_content()
    while chrome.execute_script("return Reveal.getIndices().h") != 3 and time.monotonic() < until:
        time.sleep(0.05)
    assert chrome.execute_script("return Reveal.getIndices().h") == 3
    chrome.get("about:blank")
    for log in ("browser", "performance"):
        chrome.get_log(log)  # the films here are none: what is said of them is nobody's business


class Square(Explorable):
    """A page for the lesson of these tests."""

    lesson = "MovingSquare"

    def page(self, content: Mapping[str, Any], look: Look) -> Page:
        shown = f"{content['distance']} in {look.language}"
        return Page(shown, Formula("x", "x"), [], [], [], [], "{}", {"words": {}})


Explorable.known.pop("MovingSquare")


def test_product_is_the_page_of_the_command(
    lecture: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(lecture.parent)
    clips, assignments = select(["far"], Style(formats="html", language="de"))
    with pytest.raises(StudioError, match="the lessons that can are BallOnParabola"):
        plan(clips, assignments)
    with pytest.raises(StudioError, match="MovingSquare cannot be explored"):
        explore(clips, assignments)
    monkeypatch.setitem(Explorable.known, "MovingSquare", Square())
    [planned] = plan(clips, assignments)
    result = make(Job(planned, lecture.parent / "media" / "clips"))
    made = result.files["html"].read_text(encoding="utf-8")
    assert "<h1>4.5 in de</h1>" in made
    result.files["html"].unlink()
    assert explore(clips, assignments) == 0
    assert "\nmedia/clips/far.html  (" in capsys.readouterr().out
    assert result.files["html"].read_text(encoding="utf-8") == made


def test_page_is_made_again_from_its_recipe(
    lecture: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(lecture.parent)
    monkeypatch.setitem(Explorable.known, "MovingSquare", Square())
    assert explore(*select(["far"], Style(language="de"))) == 0
    page = Path("media/clips/far.html")
    before = page.read_bytes()
    memory = recipe_of(page)
    assert (memory.format, memory.recipe.language) == ("html", "de")
    assert memory.recipe.parameters["distance"] == 4.5
    assert explain([str(page)], ()) == 0
    assert 'far.html: would be made again: language was "de", is "en"' in capsys.readouterr().out

    remake(page, ["distance=2.0"], output=Path("other.html"), workers=1)
    assert capsys.readouterr().out.startswith("far.html: distance was 4.5, is 2.0\nother.html  (remade, ")
    assert "<h1>2.0 in de</h1>" in Path("other.html").read_text(encoding="utf-8")
    assert recipe_of(Path("other.html")).recipe.parameters["distance"] == 2.0
    remake(Path("other.html"), ["distance=4.5"], workers=1)
    assert Path("other.html").read_bytes() == before

    Path("course/pages").mkdir(parents=True)
    Path("other.html").rename("course/pages/far.html")
    Path("course/index.html").write_text("<!DOCTYPE html>\n<p>Mine", encoding="utf-8")
    lecture.write_text(lecture.read_text(encoding="utf-8").replace("4.5", "3.5"), encoding="utf-8")
    capsys.readouterr()
    assert update(Path("course"), (), workers=1) == 0
    assert capsys.readouterr().out.startswith("pages/far: far: distance was 4.5, is 3.5\n")
    assert "<h1>3.5 in de</h1>" in Path("course/pages/far.html").read_text(encoding="utf-8")
    assert not list(Path("media/.store").rglob("*.mp4"))


def test_command_sets_pages_behind_clips(
    lecture: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(lecture.parent)
    clips, assignments = select(["far"], Style())
    with pytest.raises(StudioError, match="--to: explore=true: MovingSquare cannot be explored"):
        write_decks(clips, assignments, "html:explore=true", workers=1)
    monkeypatch.setitem(Explorable.known, "MovingSquare", Square())
    assert write_decks(clips, assignments, "html:explore=true", workers=1, quiet=True) == 0
    deck = Path("media/slides/lecture-html")
    assert (deck / "index.html").read_text(encoding="utf-8").count("<iframe") == 1
    assert recipe_of(deck / "pages" / "far.html").recipe.parameters["distance"] == 4.5


def test_every_explorable_is_one_of_a_lesson() -> None:
    assert set(explorables()) == set(LESSONS)
    assert all(explorable.summary for explorable in explorables().values())
