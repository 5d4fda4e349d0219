"""The studio for everybody: what axe, which looks for barriers, finds in both themes."""

from pathlib import Path
from typing import Any

import pytest

from tests.gd_studio.studio.test_in_browser import Address, settled, until

AXE = Path(__file__).parents[2] / "data" / "axe-core" / "axe.min.js"


def barriers(browser: Any) -> list[str]:
    """Return what keeps somebody out, as axe tells it."""
    browser.execute_script(AXE.read_text(encoding="utf-8"))
    found = browser.execute_async_script("axe.run().then(arguments[arguments.length - 1])")
    return [
        f"{one['id']} ({one['impact']}): {node['html'][:200]} {node['failureSummary'][:300]}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_no_barrier_keeps_anybody_out(browser: Any, address: Address, theme: str) -> None:
    scheme = {"features": [{"name": "prefers-color-scheme", "value": theme}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", scheme)
    browser.get(address[0])
    until(
        browser, f"return document.querySelector('.gd-card img') && document.body.matches('.body--{theme}')"
    )
    assert barriers(browser) == []
    browser.get(f"{address[0]}/clip/ball-on-parabola")
    settled(browser, "")
    until(browser, "return document.body.innerText.includes('Telling')")
    browser.execute_script("document.querySelectorAll('.gd-fold .q-item').forEach(fold => fold.click())")
    until(browser, "return document.body.innerText.includes('Film lint: ')")
    until(browser, "return !document.querySelector('.q-expansion-item--collapsed')")
    assert barriers(browser) == []
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
