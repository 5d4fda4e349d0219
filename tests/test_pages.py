"""The pages of the cast and of the lint's rules are what the code says now."""

from pathlib import Path

import pytest

from tests.pages import PAGES


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_page_is_current(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == PAGES[path](), "write it again: ./gd test --pages"


def test_the_cast_is_told_with_its_lessons() -> None:
    page = next(iter(PAGES.values()))()
    assert "\n- `Plot(look, box" in page
    assert page.count("\n- `") > 100
