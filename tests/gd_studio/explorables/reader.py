"""Somebody who opens explorables, and what they are compared with."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from gd_studio.deliver.explorables.page import explorable_page
from gd_studio.deliver.explorables.registry import explorables
from scenes.ball_on_parabola import BallOnParabola
from scenes.base.look import ENGLISH, Look
from scenes.blindfolded_hiker import BlindfoldedHiker
from scenes.optimizer_race import OptimizerRace
from scenes.regression_line_fitting import RegressionLineFitting
from scenes.slope_only import SlopeOnly

AXE = Path(__file__).parents[2] / "data" / "axe-core" / "axe.min.js"
STEPS = 200
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
