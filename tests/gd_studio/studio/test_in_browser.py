"""The studio as it is seen: one page for each claim, in Chromium."""

import io
import time
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from gd_studio.engine.stills import take_stills
from scenes.ball_on_parabola import BallOnParabola
from scenes.base.look import Look

Address = tuple[str, Path, Any]

PICTURE = "document.querySelector('.gd-still:not(.kept)')"
TIME = "return document.querySelector('[role=slider][aria-label^=time]').ariaValueNow"


@pytest.fixture
def page(browser: Any, address: Address) -> Iterator[Any]:
    """The page of a clip whose picture stands; no page says anything to the console."""
    browser.get_log("browser")  # what axe has said of other pages is taken away
    browser.get(f"{address[0]}/clip/ball-on-parabola")
    settled(browser, "")
    yield browser
    assert [entry for entry in browser.get_log("browser") if entry["level"] in ("WARNING", "SEVERE")] == []


def until(browser: Any, script: str) -> Any:
    from selenium.common.exceptions import JavascriptException
    from selenium.webdriver.support.ui import WebDriverWait

    def true(_: Any) -> Any:
        with suppress(JavascriptException):
            return browser.execute_script(script)
        return None

    return WebDriverWait(browser, 60, 0.05).until(true)


def settled(browser: Any, before: str) -> str:
    """Return the picture once it is another one than before."""
    picture = PICTURE
    drawn = f"{picture}.src.startsWith('data:') && {picture}.naturalWidth"
    until(browser, f"return {drawn} && {picture}.src != {before!r}")
    return str(browser.execute_script(f"return {picture}.src"))


def pixels(source: str) -> Any:
    import base64

    return np.asarray(Image.open(io.BytesIO(base64.b64decode(source.partition(",")[2]))))


def field(browser: Any, label: str) -> Any:
    return browser.find_element("css selector", f"input[aria-label='{label}']")


def write(browser: Any, label: str, text: str) -> None:
    from selenium.webdriver.common.keys import Keys

    field(browser, label).send_keys(Keys.CONTROL, "a")
    field(browser, label).send_keys(text)


def test_the_picture_follows_the_rate_and_is_the_engines_own(
    page: Any, address: Address, tmp_path: Path
) -> None:
    before = settled(page, "")
    write(page, "learning rate", "0.3")
    after = settled(page, before)
    at = float(
        page.execute_script("return document.querySelector('[role=slider][aria-label^=time]').ariaValueNow")
    )
    stills = take_stills(
        BallOnParabola, BallOnParabola.Params(learning_rate=0.3), Look(), (864, 486), 15, tmp_path, at=at
    )
    assert np.array_equal(pixels(after), stills.pictures[-1][1][:, :, :3])
    assert not np.array_equal(pixels(before), pixels(after))
    written = address[1].read_text(encoding="utf-8")
    assert "learning_rate = 0.1  # calm" in written
    page.find_element("xpath", "//button[.//span[text()='Save']]").click()
    until(page, "return document.body.innerText.includes('saved in lecture.toml')")
    assert address[1].read_text(encoding="utf-8") == written.replace("0.1  # calm", "0.3  # calm")


def test_what_is_wrong_is_said_at_its_field(page: Any, address: Address) -> None:
    before = settled(page, "")
    write(page, "function", "x**2 +")
    until(
        page,
        "return [...document.querySelectorAll('[role=alert]')].some(e => e.innerText.includes('function'))",
    )
    assert page.execute_script(f"return {PICTURE}.src") == before
    assert "function" not in tomllib.loads(address[1].read_text(encoding="utf-8"))["clip"][0]


FILM = "document.querySelector(\"video[aria-label='the film']\")"


def test_a_film_plays_while_it_is_still_being_drawn(page: Any) -> None:
    at = float(page.execute_script(TIME))
    press(page, "play")
    seen = until(
        page,
        f"return {FILM}.currentTime > {at} && !{FILM}.paused && [{FILM}.currentTime, {FILM}.buffered.end(0),"
        f" {FILM}.buffered.start(0), {FILM}.duration, document.querySelector('.gd-stage').innerText]",
    )
    now, drawn, begin, duration, said = seen
    assert begin == pytest.approx(int(at * 15 + 1e-6) / 15, abs=1e-3)
    assert begin < now <= drawn < duration and "drawn up to" in said
    shown = TIME.removeprefix("return ")
    until(page, f"return {shown} > {at} && Math.abs({shown} - {FILM}.currentTime) < 0.5")
    press(page, "pause")
    until(page, f"return {FILM}.paused && getComputedStyle({FILM}).display == 'none'")
    assert float(page.execute_script(TIME)) > at
    write(page, "learning rate", "0.2")
    until(page, "return !document.querySelector('.gd-stage').innerText.includes('drawn up to')")


def test_two_tabs_see_what_the_other_has_saved(page: Any, address: Address) -> None:
    first = page.current_window_handle
    page.switch_to.new_window("tab")
    page.get(f"{address[0]}/clip/ball-on-parabola")
    before = settled(page, "")
    write(page, "steps", "7")
    settled(page, before)
    page.switch_to.window(first)
    before = settled(page, "")
    write(page, "learning rate", "0.35")
    settled(page, before)
    page.find_element("xpath", "//button[.//span[text()='Save']]").click()
    until(page, "return document.body.innerText.includes('saved in lecture.toml')")
    page.switch_to.window(page.window_handles[1])
    until(page, "return document.body.innerText.includes('was changed elsewhere; what you save is added')")
    page.find_element("xpath", "//button[.//span[text()='Save']]").click()
    until(page, "return document.querySelector('input[aria-label=\"learning rate\"]').value == '0.35'")
    page.close()
    page.switch_to.window(first)
    until(page, "return document.querySelector('input[aria-label=steps]').value == '7'")
    clip = tomllib.loads(address[1].read_text(encoding="utf-8"))["clip"][0]
    assert (clip["learning_rate"], clip["steps"]) == (0.35, 7)


def test_the_explorable_has_the_values_of_the_form(page: Any) -> None:
    page.find_element("xpath", "//button[.//span[text()='Explore']]").click()
    for rate in ("0.25", "0.4"):
        write(page, "learning rate", rate)
        until(page, f"return !{PICTURE}.classList.contains('stale')")
        found = ""
        for _ in range(100):
            page.switch_to.frame(page.find_element("css selector", "iframe"))
            with suppress(Exception):
                found = page.execute_script("return String(explorable.rate.value)")
            if found == rate:
                page.execute_script("document.getElementById('step').click()")
                points = page.execute_script("return explorable.walk.points.length")
            page.switch_to.default_content()
            if found == rate:
                break
            time.sleep(0.05)
        assert found == rate and points == 2


def press(browser: Any, label: str) -> None:
    browser.find_element("css selector", f"button[aria-label='{label}']").click()


def test_it_is_quiet_and_fits_narrow_windows(page: Any) -> None:
    for width in (360, 768, 1920):
        page.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False},
        )
        wide = page.execute_script("return document.documentElement.scrollWidth")
        assert wide <= width
    page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_a_formula_is_printed_under_its_field(page: Any) -> None:
    seen = "return document.querySelector('.gd-formula:has(svg):not(.hidden) svg')?.ariaLabel === "
    until(page, seen + "'x²'")
    write(page, "function", "x**4/4")
    until(page, seen + "'x⁴/4'")
    write(page, "function", "x**4/")
    until(page, "return !document.querySelector('.gd-formula:has(svg)')")
