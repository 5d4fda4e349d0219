"""A deck has every beat of its clips, and the programs that show decks open it."""

import json
import re
import shutil
import subprocess
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gd_studio.commands.gathering import as_slides, gather
from gd_studio.commands.slides import write_decks
from gd_studio.deliver.beats import beats_of
from gd_studio.deliver.decks.deck import Deck
from gd_studio.deliver.decks.registry import targets
from gd_studio.deliver.decks.target import Target
from gd_studio.deliver.probe import probe
from gd_studio.engine.returning import RETURN_SECONDS
from gd_studio.errors import StudioError
from gd_studio.farm.alone import make
from gd_studio.farm.job import Job
from gd_studio.lecture.catalog import Catalog
from gd_studio.lecture.clips import read_lecture
from gd_studio.lecture.memory import recipe_of
from gd_studio.lecture.plan import plan, store_of
from tests.gd_studio.chromium import chromium

LESSONS = Path(__file__).parent / "lessons"
LECTURE = """\
title = "Squares & <more>"

[defaults]
quality = "90p10"
background = "white"

[[clip]]
lesson = "MovingSquare"
name = "beats"
questions = 2
hold = 0.2
pace = 4.0

[[clip]]
lesson = "MovingSquare"
name = "whole"
slides = "clip"
loop = true
distance = 4.5
"""
QUESTIONS = [2, 4]
"""The beats in which nothing moves."""


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> Deck:
    """Five beats of one clip, and another clip whole; captions are texts of the slides."""
    folder = tmp_path_factory.mktemp("deck")
    lecture = folder / "lecture.toml"
    lecture.write_text(LECTURE, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GD_LESSONS", str(LESSONS))
        plans = plan([as_slides(clip) for clip in read_lecture(lecture, Catalog())])
        for planned in plans:
            made = make(Job(planned, folder))
            assert made.status == "rendered", made.error
        films = folder / "films"
        films.mkdir()
        whole = gather(plans, "lecture", films, captions=True)
    for planned in plans:
        entry = store_of(planned.clip).get(planned.digest)
        assert entry is not None
        slides = [slide for slide in whole.slides if slide.clip == planned.clip.name]
        seconds = entry.facts["seconds"] + (RETURN_SECONDS if planned.clip.loop else 0.0)
        assert sum(slide.seconds for slide in slides) == pytest.approx(seconds)
        assert len(slides) == (len(beats_of(entry)) if planned.clip.name == "beats" else 1)
    return whole


def written(target: Target, deck: Deck, folder: Path, **options: object) -> Path:
    """Write a deck and read it back."""
    chosen = target.Options(**options)
    path = folder / target.output(deck, chosen)
    if target.opened(deck, chosen) != path.name:
        path.mkdir()
    target.write(deck, path, chosen)
    target.verify(deck, path, chosen)
    return folder / target.opened(deck, chosen)


def test_slides_tell_what_the_beats_tell(deck: Deck) -> None:
    assert [slide.film.name for slide in deck.slides] == [
        *(f"beats-{number:02}.mp4" for number in range(1, 6)),
        "whole.mp4",
    ]
    assert [slide.caption for slide in deck.slides] == [
        *("Goes.", "Where to?", "Goes back.", "Where to?", "Goes on."),
        "",
    ]
    assert [slide.beat for slide in deck.slides if slide.loop] == [*QUESTIONS, 0]
    assert deck.slides[1].title == "A square goes to the right (2/5)"
    first = deck.slides[0].notes.splitlines()
    assert first[0] == "Goes."
    assert first[1].startswith("Numbers: distance = 2, moves = 1, questions = 2, ")
    assert deck.slides[1].notes == "Where to?"
    assert deck.slides[4].notes.endswith("To ask: Where to?")
    assert "In short: Goes as far as 4.5." in deck.slides[5].notes
    assert all(probe(slide.film).seconds == pytest.approx(slide.seconds) for slide in deck.slides)
    assert recipe_of(deck.slides[2].film).piece == {"beats": "3-3"}
    assert deck.slides[5].parameters == {"distance": 4.5, "background": "#FFFFFF", "loop": True}
    assert all(slide.alt and slide.poster.is_file() for slide in deck.slides)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium without a window."""
    with chromium("the deck was", "--window-size=640,360") as browser:
        yield browser


COUNT = """\
for (const film of document.querySelectorAll("video"))
  film.addEventListener("playing", () => film.plays = (film.plays ?? 0) + 1);
"""
NOW = """\
const film = document.querySelector("section.present video");
return [Reveal.getIndices().h, film.currentTime > 0 && film.videoWidth > 0, film.plays ?? 0, film.muted];
"""


def watched(chrome: Any, number: int, plays: int) -> None:
    """Wait until the film of a slide has begun to play so often, and has moved."""
    until, seen = time.monotonic() + 20, None
    while time.monotonic() < until:
        seen = chrome.execute_script(NOW)
        if seen[0] == number and seen[1] and seen[2] >= plays and seen[3]:
            return
        time.sleep(0.05)
    pytest.fail(f"the film of slide {number} stands still: {seen}")


@pytest.mark.parametrize("one_file", [False, True])
def test_browser_plays_a_film_at_every_click(
    deck: Deck, browser: Any, tmp_path: Path, one_file: bool
) -> None:
    page = written(targets()["html"], deck, tmp_path, one_file=one_file)
    shutil.move(tmp_path, elsewhere := tmp_path.with_name(f"{tmp_path.name}-moved"))
    browser.get((elsewhere / page.relative_to(tmp_path)).as_uri())
    assert browser.title == "Squares & <more>"
    body = browser.find_element("tag name", "body")
    watched(browser, 0, plays=0)
    browser.execute_script(COUNT)
    for number in range(1, len(deck.slides)):
        browser.find_element("css selector", "section.present").click()
        if number in (1, 4, 5):
            watched(browser, number, plays=1)
    body.send_keys("\ue012")  # the arrow to the left
    watched(browser, 4, plays=2)
    assert browser.execute_script("return Reveal.getTotalSlides()") == len(deck.slides)
    assert (
        browser.execute_script("return document.querySelectorAll('video[loop]').length") == len(QUESTIONS) + 1
    )
    shown = browser.execute_script("return document.querySelector('section.present > p').innerText")
    assert shown == deck.slides[4].caption

    browser.execute_script("const open = window.open; window.open = (...all) => window.seen = open(...all)")
    body.send_keys("s")
    speaker = "return window.seen && window.seen.document.querySelector('.speaker-controls-notes')?.innerText"
    until = time.monotonic() + 10
    while "Goes on." not in (browser.execute_script(speaker) or "") and time.monotonic() < until:
        time.sleep(0.1)
    assert "Goes on." in browser.execute_script(speaker)
    browser.execute_script("window.seen.close()")

    assert browser.get_log("browser") == []
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = [
        item["params"]["request"]["url"] for item in messages if item["method"] == "Network.requestWillBeSent"
    ]
    assert asked
    assert {url.partition(":")[0] for url in asked} <= {"file", "data", "blob"}


def test_html_carries_the_licence_of_reveal(deck: Deck, tmp_path: Path) -> None:
    folder = written(targets()["html"], deck, tmp_path).parent
    one = written(targets()["html"], deck, tmp_path, one_file=True)
    for text in ((folder / "revealjs" / "LICENSE").read_text("utf-8"), one.read_text("utf-8")):
        assert "Hakim El Hattab" in text
        assert "Permission is hereby granted, free of charge" in text


def test_powerpoint_file_reads_back(deck: Deck, tmp_path: Path) -> None:
    path = written(targets()["pptx"], deck, tmp_path)
    with zipfile.ZipFile(path) as package:
        films = [name for name in package.namelist() if name.endswith(".mp4")]
        assert len(films) == len({slide.film.read_bytes() for slide in deck.slides})
        assert sorted(package.read(name) for name in films) == sorted(
            {slide.film.read_bytes() for slide in deck.slides}
        )
    for change in ({"loop": True}, {"alt": "Another"}, {"notes": ""}, {"title": "Another"}):
        other = replace(deck, slides=(replace(deck.slides[0], **change), *deck.slides[1:]))
        with pytest.raises(ValueError, match=r"slide 1 of lecture\.pptx is not as it was written"):
            targets()["pptx"].verify(other, path, targets()["pptx"].Options())


def test_libreoffice_shows_the_powerpoint_file(deck: Deck, tmp_path: Path) -> None:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("no LibreOffice here: the PowerPoint file was not opened")
    path = written(targets()["pptx"], deck, tmp_path)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [program, profile, "--headless", "--convert-to", "odp", "--outdir", str(tmp_path), str(path)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    with zipfile.ZipFile(tmp_path / "lecture.odp") as package:
        content = package.read("content.xml").decode()
    pages = content.split("<draw:page ")[1:]
    assert len(pages) == len(deck.slides)
    for page, slide in zip(pages, deck.slides, strict=True):
        at_once = r'main-sequence"><anim:par smil:begin="0s".*?anim:command="play"'
        assert re.search(at_once, page), slide.title
        assert (
            '<anim:audio smil:begin="indefinite" smil:fill="hold" smil:repeatCount="indefinite"' in page
        ) is slide.loop
        assert f"<svg:desc>{slide.alt}</svg:desc>" in page
        assert slide.notes.splitlines()[0] in page.split("<presentation:notes")[1]


Run = Callable[..., "subprocess.CompletedProcess[str]"]


def test_command_writes_decks_and_spares_what_was_changed(lecture: Path, gd: Run) -> None:
    done = gd("slides", "near", "--to", "html,pptx", "--captions", "text")
    assert done.returncode == 0, done.stderr
    slides = lecture.parent / "media" / "slides"
    assert re.search(r"^media/slides/lecture-html/index\.html  \(1 slide, 0\.\d MB\)$", done.stdout, re.M)
    assert re.search(r"^media/slides/lecture\.pptx  \(1 slide, ", done.stdout, re.M)
    assert sorted(path.name for path in slides.iterdir()) == ["lecture-html", "lecture.pptx"]
    before = (slides / "lecture-html" / "index.html").read_text("utf-8")
    assert "<p>Goes.</p>" in before
    (slides / "lecture-html" / "index.html").write_text(f"{before}<!-- mine -->", "utf-8")
    refused = gd("slides", "near")
    assert refused.returncode == 2
    assert refused.stderr == (
        "gd: media/slides/lecture-html: has been changed since it was made, and is left alone;"
        " gd update renews the clips in it, --name gives a new deck another name,"
        " --force writes over this one.\n"
    )
    assert "<!-- mine -->" in (slides / "lecture-html" / "index.html").read_text("utf-8")
    assert gd("slides", "near", "--force", "--quiet").stdout == ""
    assert "<!-- mine -->" not in (slides / "lecture-html" / "index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("to", "name", "sentence"),
    [
        ("ppt", None, '--to: unknown kind of deck "ppt"; did you mean "pptx"? The kinds are beamer, html, '),
        ("html:onefile=true", None, '--to: deck "html": unknown key "onefile"; did you mean "one_file"?'),
        ("pptx:one_file=true", None, '--to: deck "pptx" has no options.'),
        (",", None, "--to: name a kind of deck, such as beamer, html, "),
        ("html", "a/b", "--name a/b: must be a file name of letters, digits, - and _."),
    ],
)
def test_bad_call_makes_no_deck(lecture: Path, to: str, name: str | None, sentence: str) -> None:
    clips = read_lecture(lecture, Catalog())
    with pytest.raises(StudioError, match=f"^{re.escape(sentence)}"):
        write_decks(clips, [], to, name=name)
    assert not (lecture.parent / "media").exists()


def test_clips_of_one_deck_have_one_shape(lecture: Path) -> None:
    text = lecture.read_text("utf-8").replace('name = "far"', 'name = "far"\naspect = "4:3"')
    lecture.write_text(text, "utf-8")
    with pytest.raises(StudioError) as refused:
        write_decks(read_lecture(lecture, Catalog()), [], "html")
    assert refused.value.message == (
        'lecture.toml, line 14, clip "far": is 4:3, and "near" is 16:9: slides of a deck are alike;'
        " try --aspect 16:9."
    )
    assert not (lecture.parent / "media").exists()
