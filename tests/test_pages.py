"""The pages of the cast, the lesson, the mathematics and the lint's rules are what the code says now."""

import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.pages import DRAWN, PAGES
from tests.pages.pictures import HEIGHT, PICTURES, WIDTH, draw, file_of
from tests.pages.sources import lessons_with, modules

TEXTS = {path.name: page for path, page in PAGES.items()}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_page_is_current(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == PAGES[path](), "write it again: ./gd test --pages"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_on_a_page_lead_to_its_titles(path: Path) -> None:
    text, anchors = PAGES[path](), []
    for title in re.findall(r"^#+ (.*)$", text, re.MULTILINE):
        anchor = title.lower().replace(" ", "-")
        count = sum(re.fullmatch(rf"{anchor}(-\d+)?", other) is not None for other in anchors)
        anchors.append(f"{anchor}-{count}" if count else anchor)
    assert set(re.findall(r"\]\(#(.*?)\)", text)) <= set(anchors)


def test_an_instrument_is_told_with_types_parameters_and_what_it_has() -> None:
    entry = TEXTS["cast.md"]().partition("\n### MapWalk\n")[2].partition("\n### ")[0]
    assert "ContourDescent, " in entry
    assert "run: Trajectory, time: Callable[[], float]" in entry
    assert "- `run`: One trajectory" in entry
    assert "- `.track`: The path with its dots." in entry
    assert "- `.point -> Points`: Return where the ball is now" in entry
    assert "MapWalk(" in entry.partition("# scenes/")[2]


def test_whatever_lessons_take_from_the_cast_has_an_entry() -> None:
    page = TEXTS["cast.md"]()
    taken = [
        public
        for name, module in modules().items()
        if name.startswith("scenes.cast.")
        for public in module.publics.values()
        if lessons_with(public) and not public.constant
    ]
    assert len(taken) > 100
    assert [public.name for public in taken if f"\n### {public.name}\n\n`{public.module}`" not in page] == []


def test_types_of_parameters_are_told_with_their_bounds() -> None:
    page = TEXTS["lesson.md"]()
    assert "`float`, above 0, at most 1e+06: how much of the gradient becomes the step (α)." in page
    assert "- `.advance(clock: ValueTracker, to: float, seconds: float, *others: Any)`" in page
    assert "End.ARRIVED = " in TEXTS["gd_math.md"]()


def test_mathematics_is_told_with_its_formulas() -> None:
    entry = TEXTS["gd_math.md"]().partition("\n### Momentum\n")[2].partition("\n### ")[0]
    assert "v ← β v + g, then x ← x − α v" in entry
    assert "Momentum(learning_rate: Rate | Schedule, beta: Rate = 0.9)" in entry


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_small_and_stands_on_the_page(name: str) -> None:
    file = DRAWN / file_of(name)
    assert file.stat().st_size <= 15_000
    assert Image.open(file).size == (WIDTH, HEIGHT)
    assert f"\n### {name}\n" in TEXTS["cast.md"]()
    assert f'src="pictures/{file.name}"' in TEXTS["cast.md"]()


def test_pictures_are_what_the_instruments_draw_now(tmp_path: Path) -> None:
    for file in draw(tmp_path):
        now, then = (np.asarray(Image.open(one).convert("L"), float) for one in (file, DRAWN / file.name))
        blurred = [one.reshape(HEIGHT // 10, 10, WIDTH // 10, 10).mean(axis=(1, 3)) for one in (now, then)]
        assert np.abs(blurred[0] - blurred[1]).max() < 12, f"{file.name}: ./gd test --pages"
    assert {file.name for file in DRAWN.iterdir()} == {file_of(name) for name in PICTURES}
