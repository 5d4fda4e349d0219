"""How soon the studio shows the picture of another value: in Chromium, from the key to the pixels.

Each lesson is opened at its middle beat, and the first slider that changes it goes one place to the right.
Prints, as rows of a table, the median of some goes and what the warm process needs of it.

Run with ``python -m benchmarks.studio [LESSON ...]``.
"""

import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from gd_studio.lecture.catalog import Catalog

GOES = 3
SECONDS_AT_MOST = 120
SECONDS_WITHOUT_CHANGE = 8
"""A slider that changes nothing in so long does not change this beat: the next one is taken."""
PICTURE = "document.querySelector('.gd-still:not(.kept)')"
REMEMBER = f"window.before = {PICTURE}.src"
ANOTHER = f"const p = {PICTURE}; return p.complete && p.src.startsWith('data:') && p.src !== window.before"
CAPTION = "return document.querySelector('.gd-caption')?.innerText"


def main() -> None:
    catalog = Catalog()
    lessons = sys.argv[1:] or list(catalog.entries)
    with tempfile.TemporaryDirectory() as folder:
        text = "".join(f'[[clip]]\nlesson = "{name}"\n\n' for name in lessons)
        (Path(folder) / "lecture.toml").write_text(text, encoding="utf-8")
        command = [sys.executable, "-P", "-m", "gd_studio", "studio", "--quiet"]
        process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        found = re.match(r"(http://[\d.:]+)/", process.stdout.readline())
        assert found is not None
        time.sleep(5)  # until the warm processes are warm
        browser = _browser()
        try:
            print("| lesson | to the screen, s | drawing, s |\n|---|---|---|")
            every = [
                _lesson(browser, f"{found[1]}/clip/{catalog.entries[name].clip_name}", name)
                for name in lessons
            ]
            print(f"| median of all | {statistics.median(filter(None, every)):.2f} | |")
        finally:
            browser.quit()
            process.terminate()
            process.wait()


def _lesson(browser: Any, page: str, name: str) -> float | None:
    """Measure a lesson, print its row, and return the median; None where no slider changes the beat."""
    browser.get(page)
    _until(browser, CAPTION)
    time.sleep(1)
    seen, drawn = [], []
    sliders = browser.find_elements(By.CSS_SELECTOR, ".gd-form .q-slider [tabindex]")
    turning = (slider for slider in sliders if slider.is_displayed() and _turns(browser, slider))
    if (slider := next(turning, None)) is None:
        print(f"| {name} | no slider changes this beat | |", flush=True)
        return None
    for _ in range(GOES):
        browser.execute_script(REMEMBER)
        began = time.perf_counter()
        _press(browser, slider)
        _until(browser, ANOTHER)
        seen.append(time.perf_counter() - began)
        said = browser.find_element(By.CSS_SELECTOR, ".gd-stage").text
        drawn += [float(number) for number in re.findall(r"drawn in ([\d.]+) s", said)]
        _until(browser, CAPTION)
    took = statistics.median(seen)
    print(f"| {name} | {took:.2f} | {statistics.median(drawn):.2f} |", flush=True)
    return took


def _press(browser: Any, slider: Any) -> None:
    browser.execute_script("arguments[0].focus()", slider)
    ActionChains(browser).send_keys(Keys.ARROW_RIGHT).perform()


def _turns(browser: Any, slider: Any) -> bool:
    """Tell whether a slider changes the picture of this beat."""
    browser.execute_script(REMEMBER)
    _press(browser, slider)
    try:
        _until(browser, ANOTHER, SECONDS_WITHOUT_CHANGE)
    except TimeoutError:
        return False
    return True


def _until(browser: Any, script: str, seconds: float = SECONDS_AT_MOST) -> None:
    end = time.monotonic() + seconds
    while not browser.execute_script(script):
        if time.monotonic() > end:
            raise TimeoutError(f"not so after {seconds} s: {script}")
        time.sleep(0.01)


def _browser() -> Any:
    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--window-size=1366,860"):
        options.add_argument(argument)
    options.binary_location = shutil.which("chromium") or shutil.which("google-chrome") or ""
    return webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))


if __name__ == "__main__":
    main()
