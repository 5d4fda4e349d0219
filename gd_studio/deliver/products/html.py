"""The explorable: a page in which a hand turns what the clip shows."""

import json
from pathlib import Path
from typing import Any

from gd_studio.deliver.explorables.page import explorable_page, require_page
from gd_studio.deliver.explorables.registry import explorables, refusal
from gd_studio.deliver.product import Contents, Product, Report
from gd_studio.store.clip_store import Entry


class Html(Product):
    """What the clip shows, to be turned by hand: one HTML file that needs no network."""

    name = "html"
    summary = "a page to explore the lesson by hand, in one file"

    def refusal(self, lesson: str) -> str:
        """Return which lessons have a page."""
        return refusal(lesson)

    def make(self, clip: Entry, target: Path, drawn: Contents, options: Any, report: Report) -> Contents:
        """Write the page from the clip's parameters."""
        from scenes.base.look import Look

        recipe = clip.facts["recipe"]
        look = Look(recipe["theme"], recipe["language"], background=recipe["background"])
        content = json.loads(recipe["parameters"]) | json.loads(recipe["contents"])
        page = explorable_page(explorables()[recipe["lesson"]], content, look)
        target.write_text(page, encoding="utf-8", newline="\n")
        return drawn

    def verify(self, path: Path, expected: Contents) -> None:
        """Read the page to its end."""
        require_page(path)
