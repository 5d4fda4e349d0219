"""A Chromium without a window, for tests of pages."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest


@contextmanager
def chromium(unseen: str, *arguments: str) -> Iterator[Any]:
    """Start a browser that notes what pages say and ask for; skip the tests where there is none.

    Parameters
    ----------
    unseen
        What is left out where there is no Chromium.
    arguments
        For Chromium, besides those that it needs here.
    """
    pytest.importorskip("selenium")
    from selenium import webdriver

    program, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if program is None or driver is None:
        pytest.skip(f"no chromium here: {unseen} not driven in a browser")
    options = webdriver.ChromeOptions()
    options.binary_location = program
    for argument in ("--headless=new", "--no-sandbox", *arguments):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    try:
        yield browser
    finally:
        browser.quit()
