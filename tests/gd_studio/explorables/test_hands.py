"""A page that a hand turns is turned by mouse, keys and fingers."""

import time

import numpy as np
import pytest

from scenes.regression_line_fitting import RegressionLineFitting
from tests.gd_studio.explorables.reader import Reader


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
