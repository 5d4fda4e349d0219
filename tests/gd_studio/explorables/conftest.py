"""One browser for all tests of this folder, and who reads in it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.gd_studio.chromium import chromium
from tests.gd_studio.explorables.reader import Reader


@pytest.fixture(scope="session")
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
