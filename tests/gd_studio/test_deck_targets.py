"""Decks for LaTeX, Quarto, Jupyter and manim-slides hold what the deck holds."""

import base64
import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from gd_studio import show
from gd_studio.deliver.decks.deck import Deck, Slide
from gd_studio.deliver.decks.placing import place, refuse_changed
from gd_studio.deliver.decks.registry import targets
from gd_studio.deliver.probe import probe
from gd_studio.errors import StudioError
from gd_studio.lecture.memory import recipe_of
from gd_studio.store.clip_store import Store

HARD = r"50 % of α² & λ₁ ≈ −1.5 × 10⁻³ {of} #1 $x_t$ ~ \ Größe 'it' \"so\""
"""A sentence with all that some format takes for itself."""
PLAIN = "He walks on."


@pytest.fixture
def deck(tmp_path: Path) -> Deck:
    """Two slides; nobody looks into their films."""
    slides = []
    for number, words in enumerate((HARD, PLAIN), start=1):
        film, poster = tmp_path / f"ball-{number:02}.mp4", tmp_path / f"ball-{number:02}.png"
        film.write_bytes(b"film %d" % number)
        Image.new("RGB", (160, 90), (200, 40 * number, 0)).save(poster)
        slides.append(
            Slide(
                clip="big-ball", lesson="BallOnParabola", parameters={"start": 8.0, "function": "x**2"},
                beat=number, title=f"{words} ({number} of 2)", caption=words, shows_caption=True,
                notes=f"{words}\nAnd?", alt=words, film=film, poster=poster, seconds=1.6, loop=number == 2,
            )
        )  # fmt: skip
    return Deck("lecture", HARD, "en", 160, 90, "#0E1116", "#E8E6E1", tuple(slides))


def written(name: str, deck: Deck, folder: Path) -> Path:
    """Write a deck, read it back, and see that a deck without its last slide would be refused."""
    target = targets()[name]
    options = target.Options()
    path = folder / target.output(deck, options)
    if target.opened(deck, options) != path.name:
        path.mkdir()
    target.write(deck, path, options)
    target.verify(deck, path, options)
    with pytest.raises(ValueError, match="lecture"):
        target.verify(replace(deck, slides=deck.slides[:1]), path, options)
    return folder / target.opened(deck, options)


def test_every_target_is_known_with_a_summary() -> None:
    assert list(targets()) == ["beamer", "html", "manim-slides", "notebook", "pptx", "quarto"]
    assert all(target.summary for target in targets().values())


def test_latex_sets_the_beamer_deck(deck: Deck, tmp_path: Path) -> None:
    path = written("beamer", deck, tmp_path)
    text = path.read_text("utf-8")
    assert re.findall(r"autostart(,loop)?\]", text) == ["", ",loop"]
    assert text.count(r"\href{run:films/ball-0") == 2
    program, reader = shutil.which("pdflatex"), shutil.which("pdftoppm")
    beamer = program and subprocess.run(
        ["kpsewhich", "beamer.cls", "pgfmath.sty"], capture_output=True, check=False
    )
    if not beamer or beamer.returncode or not reader:
        pytest.skip("no pdflatex with beamer here: only braces and films of the .tex were checked")
    done = subprocess.run(
        ["pdflatex", "-interaction=nonstopmode", path.name], cwd=path.parent, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout.decode(errors="replace")[-2000:]
    subprocess.run([reader, "-r", "60", "-png", "lecture.pdf", "page"], cwd=path.parent, check=True)
    pages = sorted(path.parent.glob("page-*.png"))
    assert len(pages) == 2
    for number, page in enumerate(pages, start=1):
        picture = np.asarray(Image.open(page).convert("RGB"))
        edges = np.concatenate([picture[0], picture[-1], picture[:, 0], picture[:, -1]])
        assert np.abs(edges.astype(int) - (200, 40 * number, 0)).max() < 20, "the poster fills the slide"


def test_broken_tex_is_refused(deck: Deck, tmp_path: Path) -> None:
    path = written("beamer", deck, tmp_path)
    path.write_text(path.read_text("utf-8").replace(r"\note{", r"\note{{", 1), "utf-8")
    with pytest.raises(ValueError, match="a brace or a formula without an end"):
        targets()["beamer"].verify(deck, path.parent, targets()["beamer"].Options())


def test_quarto_deck_plays_in_presentations_and_names_films_elsewhere(deck: Deck, tmp_path: Path) -> None:
    path = written("quarto", deck, tmp_path)
    text = path.read_text("utf-8")
    assert json.loads(re.findall("^title: (.*)", text, re.M)[0]) == HARD
    assert re.findall("data-autoplay (loop )?muted", text) == ["", "loop "]
    assert re.findall(r"\{\{< video (\S+) title=", text) == ["films/ball-01.mp4", "films/ball-02.mp4"]
    assert text.count(":::") == 2 * text.count("::: {")
    assert r"\$x\_t\$" in text


def test_notebook_shows_films_and_makes_them_again(deck: Deck, tmp_path: Path) -> None:
    document = json.loads(written("notebook", deck, tmp_path).read_text("utf-8"))
    cells = document["cells"]
    assert len({cell["id"] for cell in cells}) == len(cells)
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert [cell["metadata"].get("tags") for cell in code] == [None, ["parameters"], None, None]
    names: dict[str, object] = {}
    exec(code[1]["source"], names)
    assert names["big_ball"] == {"start": 8.0, "function": "x**2"}
    assert code[3]["source"] == 'show("BallOnParabola", beats=2, **big_ball)'
    [output] = code[3]["outputs"]
    film = re.findall(r'src="data:video/mp4;base64,([^"]+)"', output["data"]["text/html"])
    assert base64.b64decode(film[0]) == b"film 2"
    notes = [cell for cell in cells if cell["metadata"]["slideshow"]["slide_type"] == "notes"]
    assert [cell["source"] for cell in notes] == [f"{HARD}\n\nAnd?", f"{PLAIN}\n\nAnd?"]


def test_manim_slides_finds_films_from_its_working_folder(deck: Deck, tmp_path: Path) -> None:
    path = written("manim-slides", deck, tmp_path)
    slides = json.loads(path.read_text("utf-8"))["slides"]
    assert [(path.parents[1] / slide["file"]).read_bytes() for slide in slides] == [b"film 1", b"film 2"]
    assert [slide["loop"] for slide in slides] == [False, True]


def test_what_was_added_to_a_deck_stays(tmp_path: Path) -> None:
    store, target = Store(tmp_path / "store"), tmp_path / "slides" / "deck"

    def make(text: str) -> None:
        (tmp_path / "draft" / "films").mkdir(parents=True)
        (tmp_path / "draft" / "deck.tex").write_text(text)
        work = tmp_path / f"work-{text}"
        work.mkdir()
        place(tmp_path / "draft", target, store, work)

    make("one")
    (target / "films" / "deck.pdf").write_text("made by LaTeX")
    refuse_changed(target, store, target)
    make("two")
    assert (target / "deck.tex").read_text() == "two"
    assert (target / "films" / "deck.pdf").read_text() == "made by LaTeX"
    (target / "deck.tex").write_text("mine")
    with pytest.raises(StudioError, match="has been changed since it was made"):
        refuse_changed(target, store, target)


def test_notebook_function_shows_a_clip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shown = show("MovingSquare", quality="90p10", distance=np.float64(1.5), stops=(0.5,), theme="light")
    film = re.findall(r'src="data:video/mp4;base64,([^"]+)"', shown._repr_html_())
    (tmp_path / "film.mp4").write_bytes(base64.b64decode(film[0]))
    assert probe(tmp_path / "film.mp4").seconds == pytest.approx(1.6)
    recipe = recipe_of(tmp_path / "film.mp4").recipe
    assert (recipe.parameters["distance"], recipe.parameters["stops"], recipe.theme) == (1.5, [0.5], "light")
    assert not (tmp_path / "media" / "clips").exists()


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        ({"lesson": "MovingSqare"}, 'unknown lesson "MovingSqare"; did you mean "MovingSquare"?'),
        ({"lesson": "MovingSquare", "distanse": 1}, 'unknown key "distanse"; did you mean "distance"?'),
        ({"lesson": "MovingSquare", "distance": 9}, "distance = 9 must be at most 5."),
        ({"lesson": "MovingSquare", "theme": "drak"}, 'unknown theme "drak"; did you mean "dark"?'),
    ],
)
def test_notebook_shows_one_sentence_for_bad_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: dict[str, object], sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StudioError, match=re.escape(sentence)) as caught:
        show(**{"quality": "90p10", **call})  # type: ignore[arg-type]
    assert caught.value._render_traceback_() == [caught.value.message]
