"""The studio for everybody: what axe, which looks for barriers, finds in both themes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.gd_studio.studio.test_in_browser import Address, settled, until

AXE = Path(__file__).parents[2] / "data" / "axe-core" / "axe.min.js"


OF_THE_LIBRARY = (
    ("region", "q-portal--menu"),
    ("region", "q-portal--tooltip"),
    ("region", "q-loading-bar"),
    ("aria-progressbar-name", "q-loading-bar"),
)
"""Rules, and where NiceGUI's own elements break them: what stands beside the page's landmarks for a while."""


def barriers(browser: Any) -> list[str]:
    """Return what keeps somebody out, as axe tells it."""
    browser.execute_script(AXE.read_text(encoding="utf-8"))
    found = browser.execute_async_script("axe.run().then(arguments[arguments.length - 1])")
    return [
        f"{one['id']} ({one['impact']}): {node['html'][:200]} {node['failureSummary'][:300]}"
        for one in found["violations"]
        for node in one["nodes"]
        if not any(rule == one["id"] and where in node["html"] for rule, where in OF_THE_LIBRARY)
    ]


@pytest.fixture(params=["dark", "light"])
def eyes(browser: Any, address: Address, request: pytest.FixtureRequest) -> Iterator[Any]:
    """The browser of somebody whose system is dark or light, with the lecture open."""
    scheme = {"features": [{"name": "prefers-color-scheme", "value": request.param}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", scheme)
    browser.get(address[0])
    ready = f"document.querySelector('.gd-card img') && document.body.matches('.body--{request.param}')"
    until(browser, f"return {ready}")
    yield browser
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def press(browser: Any, words: str) -> None:
    browser.find_element("xpath", f"//button[.//span[text()='{words}']]").click()


def at_rest(browser: Any, selector: str) -> None:
    """Wait until something has come, and moves no more."""
    seen = f"document.querySelector({selector!r})"
    until(browser, f"return {seen} && !document.getAnimations().some(one => one.playState === 'running')")


def test_no_barrier_keeps_anybody_out_of_a_page(eyes: Any, address: Address) -> None:
    assert barriers(eyes) == []
    eyes.get(f"{address[0]}/clip/ball-on-parabola")
    settled(eyes, "")
    until(eyes, "return document.body.innerText.includes('Telling')")
    eyes.execute_script("document.querySelectorAll('.gd-fold .q-item').forEach(fold => fold.click())")
    press(eyes, "Compare")
    until(eyes, "return document.body.innerText.includes('as A: change something in the form')")
    until(eyes, "return document.body.innerText.includes('Film lint: ')")
    until(eyes, "return !document.querySelector('.q-expansion-item--collapsed')")
    assert barriers(eyes) == []
    press(eyes, "Explore")
    explorable = eyes.find_element("css selector", "iframe")
    until(eyes, "return document.querySelector('iframe').src")
    assert barriers(eyes) == []
    eyes.switch_to.frame(explorable)
    until(eyes, "return window.explorable")
    assert barriers(eyes) == []
    eyes.switch_to.default_content()


def test_no_barrier_keeps_anybody_out_of_what_opens(eyes: Any) -> None:
    from selenium.webdriver.common.keys import Keys

    press(eyes, "Add a clip")
    at_rest(eyes, "[role=dialog] .gd-card")
    assert barriers(eyes) == []
    eyes.switch_to.active_element.send_keys(Keys.ESCAPE)
    until(eyes, "return document.activeElement.closest('button').innerText.includes('Add a clip')")
    eyes.switch_to.active_element.send_keys(Keys.TAB)

    more = eyes.find_element("css selector", "[aria-label='more about ball-on-parabola']")
    more.send_keys(Keys.ENTER)
    at_rest(eyes, "[role=menu]")
    items = "[...document.querySelectorAll('[role=menuitem]')].map(one => one.innerText)"
    assert eyes.execute_script(f"return {items}") == ["Duplicate", "Rename", "Move up", "Move down", "Remove"]
    assert barriers(eyes) == []
    eyes.find_element("xpath", "//*[@role='menuitem'][contains(., 'Rename')]").send_keys(Keys.ENTER)
    at_rest(eyes, "[role=dialog] input")
    assert barriers(eyes) == []
    until(eyes, "return document.activeElement.ariaLabel == 'name'")
    eyes.switch_to.active_element.send_keys(Keys.ESCAPE)
    until(eyes, "return !document.querySelector('[role=dialog]')")
