"""A page that a hand turns says and shows what happens, and anybody can use it."""

import re
from typing import Any

import numpy as np
import pytest

from gd_math.formula.parsing import parse_curve
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from scenes.base.look import Look
from scenes.blindfolded_hiker import BlindfoldedHiker
from tests.gd_studio.explorables.reader import LESSONS, STEPS, Reader


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
