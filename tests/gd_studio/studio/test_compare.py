"""Two sets of values side by side: A stays what it was, B is the form's, both at the same beat."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gd_studio.engine.stills import take_stills
from gd_studio.studio.compare import differences
from gd_studio.studio.controls import controls_of
from gd_studio.studio.editing import Editing
from gd_studio.studio.painting import Chapter, Told
from gd_studio.studio.studio import Studio
from gd_studio.studio.timeline import STEP, same_moment
from scenes.ball_on_parabola import BallOnParabola
from scenes.base.lesson import Beat
from scenes.base.look import Look
from tests.gd_studio.lessons.moving_square import MovingSquare
from tests.gd_studio.studio.test_in_browser import page, pixels, press, settled, until, write

__all__ = ["page"]


def told(*ends: float) -> Told:
    starts = [0.0, *ends]
    chapters = (Chapter(n + 1, "", starts[n], end, False) for n, end in enumerate(ends))
    return Told(tuple(chapters), ends[-1])


@pytest.mark.parametrize(
    ("at", "there"), [(0.0, 0.0), (1.0, 2.0), (2.0, 4.0), (3.5, 4.5), (5.0, 5.0), (5.5, 5.5), (6.0, 6.0)]
)
def test_the_same_beat_and_the_same_share_of_it(at: float, there: float) -> None:
    assert same_moment(at, told(2.0, 5.0, 6.0), told(4.0, 5.0, 6.0)) == pytest.approx(there)


def test_where_there_is_no_such_beat_its_end_is_shown() -> None:
    assert same_moment(5.5, told(2.0, 5.0, 6.0), told(4.0, 7.5)) == 7.5
    assert same_moment(1.3, Told(), told(4.0, 7.5)) == same_moment(1.3, told(2.0), Told()) == 1.3


def test_what_differs_has_the_forms_names(studio: Studio) -> None:
    editing = Editing(studio.lecture, "far")
    kept = dict(editing.values)
    controls = controls_of(MovingSquare.Params)
    assert differences(kept, editing, controls) == []
    editing.values |= {"moves": 3, "offset": 1.5, "stops": [1, 2.5], "theme": "light", "colour": "orange"}
    del editing.values["distance"]
    assert differences(kept, editing, controls) == [
        ("theme", "dark", "light"),
        ("distance (units)", "4.5", "2.0"),
        ("moves", "1", "3"),
        ("stops", "1.0, 2.0", "1, 2.5"),
        ("offset", "by itself", "1.5"),
    ]
    assert [control.symbol for control in controls_of(BallOnParabola.Params) if control.symbol] == ["α"]


def test_a_is_kept_swapped_taken_back_and_given_up(studio: Studio, visit: Callable[[Any], None]) -> None:
    async def walk(user: Any) -> None:
        def one(marker: str) -> Any:
            return next(iter(user.find(marker=marker).elements))

        def source(name: str) -> str:
            return str(one(name)._props.get("src", ""))

        async def drawn(name: str, wanted: Callable[[str], bool]) -> str:
            since = 0
            for _ in range(300):
                before = source(name)
                await asyncio.sleep(0.05)
                since = since + 1 if source(name) == before else 0
                if since > 20 and before.startswith("data:") and wanted(before):
                    return before
            raise AssertionError(f"{name} is not drawn")

        await user.open("/clip/far")
        await user.should_see("beat-1", retries=150)
        await user.should_not_see(marker="still-a")
        await user.should_not_see("Swap")
        first = await drawn("still", bool)
        user.find(marker="compare").click()
        await user.should_see("as A: change something in the form")
        assert source("still-a") == first
        user.find("field-distance").clear().type("1.5")
        second = await drawn("still", lambda now: now != first)
        await user.should_see("distance (units) = 4.5")
        await user.should_see("distance (units) = 1.5")
        assert source("still-a") == first

        user.find("Swap").click()
        assert (source("still-a"), source("still")) == (second, first)
        assert one("field-distance").value == "4.5"
        user.find(marker="theme").elements.pop().value = "light"
        light = await drawn("still", lambda now: now not in (first, second))
        await user.should_see("theme = light", retries=20)
        assert source("still-a") == second
        user.find("Back to A").click()
        await drawn("still", lambda now: now == second)
        assert (one("field-distance").value, one("theme").value) == ("1.5", "dark")
        assert source("still-a") == second != light
        await user.should_see("as A: change something in the form")

        user.find("field-distance").clear().type("9")
        await user.should_see("distance = 9 must be at most 5", retries=150)
        assert source("still-a") == second
        user.find(marker="compare").click()
        await user.should_not_see(marker="still-a")
        await user.should_not_see("Swap")
        assert one("field-distance").value == "9"

    visit(walk)


PAIR = "document.querySelectorAll('.gd-still')"


def test_both_pictures_are_the_engines_own_at_the_same_beat(page: Any, tmp_path: Path) -> None:
    before = settled(page, "")
    page.find_element("xpath", "//button[.//span[text()='Compare']]").click()
    write(page, "learning rate", "1.05")
    until(page, f"return {PAIR}[1].src != {before!r} && {PAIR}[1].naturalWidth")
    assert page.execute_script(f"return {PAIR}[0].src") == before
    until(page, "return document.body.innerText.includes('Film lint: ')")
    words = "return [...document.querySelectorAll('figcaption')].map(one => one.innerText)"
    assert page.execute_script(words) == ["A\nlearning rate α = 0.1", "B\nlearning rate α = 1.05"]
    (left, right), beats = page.execute_script(
        f"return [[...{PAIR}].map(one => one.getBoundingClientRect()),"
        " document.querySelectorAll('.gd-chapters button').length]"
    )
    assert (left["y"], left["width"]) == (right["y"], right["width"]) and left["right"] < right["left"]

    page.execute_script("document.querySelectorAll('.gd-chapters button')[arguments[0]].click()", beats - 2)
    until(page, f"return {PAIR}[0].src != {before!r} && {PAIR}[1].src != {PAIR}[0].src")
    kept, tried = (BallOnParabola.Params(learning_rate=rate) for rate in (0.1, 1.05))
    beat_a, beat_b = (beats_of(params, tmp_path)[beats - 2] for params in (kept, tried))
    at_b = beat_b.end - STEP
    share = (at_b - beat_b.start) / (beat_b.end - beat_b.start)
    at_a = beat_a.start + share * (beat_a.end - beat_a.start)
    assert abs(at_a - at_b) > 0.5
    for place, params, at in ((0, kept, at_a), (1, tried, at_b)):
        engines = take_stills(BallOnParabola, params, Look(), (864, 486), 15, tmp_path, at=at).pictures[-1][1]
        shown = settle_at(page, place)
        assert np.array_equal(pixels(shown), engines[:, :, :3])


FILMS = "const [a, b] = document.querySelectorAll('video');"


LATE = """
    const ask = window.fetch, films = [];
    window.fetch = async (address, ...rest) => {
        const film = String(address).replace(/[0-9]+$/, "");
        if (film.includes("/film/") && !films.includes(film)) films.push(film);
        if (films.indexOf(film) === %d) await new Promise((go) => setTimeout(go, 1500));
        return ask(address, ...rest);
    };"""


@pytest.mark.parametrize("late_film", [0, 1], ids=["B comes later", "A comes later"])
def test_both_films_play_at_the_same_beat(page: Any, tmp_path: Path, late_film: int) -> None:
    page.execute_script(LATE % late_film)
    before = settled(page, "")
    page.find_element("xpath", "//button[.//span[text()='Compare']]").click()
    write(page, "learning rate", "1.05")
    until(page, f"return {PAIR}[1].src != {before!r} && document.body.innerText.includes('Film lint: ')")
    page.execute_script("document.querySelectorAll('.gd-chapters button')[7].click()")
    kept, tried = (
        Told(tuple(Chapter(one.number, "", one.start, one.end, False) for one in beats), beats[-1].end)
        for beats in (beats_of(BallOnParabola.Params(learning_rate=rate), tmp_path) for rate in (0.1, 1.05))
    )
    press(page, "play")
    late = tried.chapters[7].end + 1.5
    plays = f"!a.paused && !b.paused && b.currentTime > {late} && !a.seeking"
    a, b = until(page, f"{FILMS} return {plays} && [a.currentTime, b.currentTime]")
    assert a == pytest.approx(same_moment(b, tried, kept), abs=0.3)
    assert abs(a - b) > 0.5, "the same beat is at another time"
    press(page, "pause")
    until(page, f"{FILMS} return [a, b].every(one => one.paused && getComputedStyle(one).display == 'none')")


def beats_of(params: BallOnParabola.Params, folder: Path) -> list[Beat]:
    return take_stills(BallOnParabola, params, Look(), (160, 90), 15, folder).beats


def settle_at(browser: Any, place: int) -> str:
    """Return a picture of the pair once it does not change any more."""
    seen, since = "", time.monotonic()
    while time.monotonic() < since + 3:
        now = str(browser.execute_script(f"return {PAIR}[{place}].src"))
        if now != seen:
            seen, since = now, time.monotonic()
        time.sleep(0.1)
    return seen
