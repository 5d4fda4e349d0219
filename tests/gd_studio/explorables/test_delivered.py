"""Pages that a hand turns are products: made by the command, behind clips, made again."""

import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from gd_studio.commands.explain import explain
from gd_studio.commands.explore import explore
from gd_studio.commands.remake import remake
from gd_studio.commands.slides import write_decks
from gd_studio.commands.update import update
from gd_studio.deliver.decks.deck import Deck, HandsOn, Slide
from gd_studio.deliver.decks.registry import targets
from gd_studio.deliver.explorables.explorable import Explorable, Formula, Page
from gd_studio.deliver.explorables.page import explorable_page
from gd_studio.deliver.explorables.registry import explorables
from gd_studio.errors import StudioError
from gd_studio.farm.alone import make
from gd_studio.farm.job import Job
from gd_studio.lecture.memory import recipe_of
from gd_studio.lecture.plan import plan
from gd_studio.lecture.selection import Style, select
from scenes.ball_on_parabola import BallOnParabola
from scenes.base.look import Look
from tests.gd_studio.explorables.reader import LESSONS


@pytest.mark.parametrize("one_file", [False, True])
def test_deck_has_the_page_behind_its_clip(chrome: Any, tmp_path: Path, one_file: bool) -> None:
    from selenium.webdriver.common.keys import Keys

    (tmp_path / "ball.mp4").write_bytes(b"")
    (tmp_path / "ball.png").write_bytes(b"")
    page, look = tmp_path / "ball.html", Look("dark", "en")
    content = json.loads(BallOnParabola.Params().model_dump_json())
    page.write_text(explorable_page(explorables()["BallOnParabola"], content, look), encoding="utf-8")
    words = ("title", "", False, "", "", tmp_path / "ball.mp4", tmp_path / "ball.png", 1.0, False)
    first, second, other = (
        Slide(clip, "BallOnParabola", {}, 1, *words) for clip in ("ball", "ball", "other")
    )
    colours, slides = ("#0e1116", "#ffffff"), (first, second, other)
    deck = Deck("trial", "Trial", "en", 640, 360, *colours, slides, {"ball": HandsOn("Which way?", page)})
    html, markdown = targets()["html"], targets()["quarto"]
    as_html = html.Options.model_validate({"explore": True, "one_file": one_file})
    as_markdown = markdown.Options.model_validate({"explore": True})
    for target, chosen in ((html, as_html), (markdown, as_markdown)):
        folder = tmp_path / target.output(deck, chosen)
        if target.opened(deck, chosen) != target.output(deck, chosen):
            folder.mkdir()
        target.write(deck, folder, chosen)
        target.verify(deck, folder, chosen)
    quarto = (tmp_path / "trial-quarto" / "trial.qmd").read_text(encoding="utf-8")
    assert quarto.index("## Which way?") > quarto.rindex("ball.mp4", 0, quarto.index("## Which way?"))
    assert 'data-src="pages/ball.html"' in quarto

    chrome.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})  # in a narrow window decks scroll
    chrome.get((tmp_path / html.opened(deck, as_html)).as_uri() + "#/2")
    frame = chrome.find_element("css selector", "section.present iframe")
    chrome.switch_to.frame(frame)
    until = time.monotonic() + 10
    while not chrome.execute_script("return window.explorable !== undefined") and time.monotonic() < until:
        time.sleep(0.05)
    assert chrome.execute_script("return innerHeight") == 800
    button = "const {x, y} = document.getElementById('step').getBoundingClientRect()"
    inside = chrome.execute_script(f"{button}; return [x + 9, y + 9]")
    chrome.switch_to.default_content()
    box = chrome.execute_script("return arguments[0].getBoundingClientRect()", frame)
    scale = box["height"] / 800
    at = {"x": box["x"] + scale * inside[0], "y": box["y"] + scale * inside[1]}
    for kind in ("mousePressed", "mouseReleased"):
        pressed = {"type": kind, "button": "left", "clickCount": 1, **at}
        chrome.execute_cdp_cmd("Input.dispatchMouseEvent", pressed)
    chrome.switch_to.frame(frame)
    assert chrome.execute_script("return explorable.walk.steps") == 1
    chrome.find_element("id", "rate").send_keys(Keys.PAGE_DOWN)
    chrome.switch_to.default_content()
    while chrome.execute_script("return Reveal.getIndices().h") != 3 and time.monotonic() < until:
        time.sleep(0.05)
    assert chrome.execute_script("return Reveal.getIndices().h") == 3
    chrome.get("about:blank")
    for log in ("browser", "performance"):
        chrome.get_log(log)  # the films here are none: what is said of them is nobody's business


class Square(Explorable):
    """A page for the lesson of these tests."""

    lesson = "MovingSquare"

    def page(self, content: Mapping[str, Any], look: Look) -> Page:
        shown = f"{content['distance']} in {look.language}"
        return Page(shown, Formula("x", "x"), [], [], [], [], "{}", {"words": {}})


Explorable.known.pop("MovingSquare")


def test_product_is_the_page_of_the_command(
    lecture: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(lecture.parent)
    clips, assignments = select(["far"], Style(formats="html", language="de"))
    with pytest.raises(StudioError, match="the lessons that can are BallOnParabola"):
        plan(clips, assignments)
    with pytest.raises(StudioError, match="MovingSquare cannot be explored"):
        explore(clips, assignments)
    monkeypatch.setitem(Explorable.known, "MovingSquare", Square())
    [planned] = plan(clips, assignments)
    result = make(Job(planned, lecture.parent / "media" / "clips"))
    made = result.files["html"].read_text(encoding="utf-8")
    assert "<h1>4.5 in de</h1>" in made
    result.files["html"].unlink()
    assert explore(clips, assignments) == 0
    assert "\nmedia/clips/far.html  (" in capsys.readouterr().out
    assert result.files["html"].read_text(encoding="utf-8") == made


def test_page_is_made_again_from_its_recipe(
    lecture: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(lecture.parent)
    monkeypatch.setitem(Explorable.known, "MovingSquare", Square())
    assert explore(*select(["far"], Style(language="de"))) == 0
    page = Path("media/clips/far.html")
    before = page.read_bytes()
    memory = recipe_of(page)
    assert (memory.format, memory.recipe.language) == ("html", "de")
    assert memory.recipe.parameters["distance"] == 4.5
    assert explain([str(page)], ()) == 0
    assert 'far.html: would be made again: language was "de", is "en"' in capsys.readouterr().out

    remake(page, ["distance=2.0"], output=Path("other.html"), workers=1)
    assert capsys.readouterr().out.startswith("far.html: distance was 4.5, is 2.0\nother.html  (remade, ")
    assert "<h1>2.0 in de</h1>" in Path("other.html").read_text(encoding="utf-8")
    assert recipe_of(Path("other.html")).recipe.parameters["distance"] == 2.0
    remake(Path("other.html"), ["distance=4.5"], workers=1)
    assert Path("other.html").read_bytes() == before

    Path("course/pages").mkdir(parents=True)
    Path("other.html").rename("course/pages/far.html")
    Path("course/index.html").write_text("<!DOCTYPE html>\n<p>Mine", encoding="utf-8")
    lecture.write_text(lecture.read_text(encoding="utf-8").replace("4.5", "3.5"), encoding="utf-8")
    capsys.readouterr()
    assert update(Path("course"), (), workers=1) == 0
    assert capsys.readouterr().out.startswith("pages/far: far: distance was 4.5, is 3.5\n")
    assert "<h1>3.5 in de</h1>" in Path("course/pages/far.html").read_text(encoding="utf-8")
    assert not list(Path("media/.store").rglob("*.mp4"))


def test_command_sets_pages_behind_clips(
    lecture: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(lecture.parent)
    clips, assignments = select(["far"], Style())
    with pytest.raises(StudioError, match="--to: explore=true: MovingSquare cannot be explored"):
        write_decks(clips, assignments, "html:explore=true", workers=1)
    monkeypatch.setitem(Explorable.known, "MovingSquare", Square())
    assert write_decks(clips, assignments, "html:explore=true", workers=1, quiet=True) == 0
    deck = Path("media/slides/lecture-html")
    assert (deck / "index.html").read_text(encoding="utf-8").count("<iframe") == 1
    assert recipe_of(deck / "pages" / "far.html").recipe.parameters["distance"] == 4.5


def test_every_explorable_is_one_of_a_lesson() -> None:
    assert set(explorables()) == set(LESSONS)
    assert all(explorable.summary for explorable in explorables().values())
