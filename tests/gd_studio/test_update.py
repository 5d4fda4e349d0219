"""A deck that a lecturer has edited gets the clips as they are now, and keeps all else byte for byte."""

import base64
import json
import re
import shutil
import zipfile
from io import BytesIO
from pathlib import Path

import pptx
import pytest
from PIL import Image
from pptx.util import Inches

from gd_studio.commands.update import update
from gd_studio.deliver.imprint.imprint import imprint, imprint_of
from gd_studio.errors import StudioError
from gd_studio.farm.alone import make
from gd_studio.farm.job import Job
from gd_studio.lecture.catalog import Catalog
from gd_studio.lecture.clips import read_lecture
from gd_studio.lecture.memory import MEMORY, composition_text, recipe_of
from gd_studio.lecture.plan import plan

LECTURE = """\
[defaults]
quality = "90p10"
formats = ["gif:long_side=80", "mp4", "png"]

[[clip]]
lesson = "MovingSquare"
name = "near"

[[clip]]
lesson = "MovingSquare"
name = "far"
distance = 4.5
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lecture whose clips are made, and a deck in which a lecturer has put them under other names."""
    folder = tmp_path_factory.mktemp("home")
    (folder / "lecture.toml").write_text(LECTURE, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GD_LESSONS", str(Path(__file__).parent / "lessons"))
        for planned in plan(read_lecture(folder / "lecture.toml", Catalog())):
            result = make(Job(planned, folder / "clips"))
            assert result.status == "rendered", result.error
    shutil.copy(folder / "clips" / "far.mp4", folder / "Film A.mp4")
    _edited_by_hand(folder)
    return folder


def _edited_by_hand(folder: Path) -> None:
    deck = pptx.Presentation()
    blank, clips = deck.slide_layouts[5], folder / "clips"
    first = deck.slides.add_slide(blank)
    first.shapes.title.text = "My own words"
    first.notes_slide.notes_text_frame.text = "and my notes"
    movie = first.shapes.add_movie(
        str(clips / "near.mp4"),
        Inches(1),
        Inches(2),
        Inches(4),
        Inches(3),
        str(clips / "near.png"),
        "video/mp4",
    )
    movie.name, movie.crop_left = "Grafik 4", 0.1
    second = deck.slides.add_slide(blank)
    with Image.open(clips / "far.png") as poster:  # as another program takes the first picture
        poster.resize((96, 54)).save(folder / "taken.jpg")
    second.shapes.add_movie(
        str(folder / "Film A.mp4"), 0, 0, Inches(4), Inches(3), str(folder / "taken.jpg"), "video/mp4"
    ).name = "Film A"
    Image.new("RGB", (40, 30), "red").save(folder / "own.png")
    second.shapes.add_picture(str(folder / "own.png"), 0, 0)
    third = deck.slides.add_slide(blank)
    picture = third.shapes.add_picture(str(clips / "far.gif"), Inches(3), 0)
    picture.name, picture.crop_top = "Grafik 7", 0.2
    deck.save(str(folder / "talk.pptx"))


@pytest.fixture
def deck(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The deck and its lecture in a folder of their own."""
    shutil.copytree(home, tmp_path / "here")
    monkeypatch.chdir(tmp_path / "here")
    return Path("talk.pptx")


def change(words: str, others: str) -> None:
    lecture = Path("lecture.toml")
    lecture.write_text(lecture.read_text("utf-8").replace(words, others), encoding="utf-8")


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as deck:
        return {info.filename: deck.read(info) for info in deck.infolist()}


def distances(path: Path) -> dict[str, float]:
    """Return the distance that each film and picture in a deck remembers."""
    found = {}
    for name, content in members(path).items():
        if name.endswith((".mp4", ".png", ".gif")) and (text := imprint_of(BytesIO(content))):
            found[Path(name).name] = json.loads(text)["recipe"]["parameters"]["distance"]
    return found


def test_film_of_several_clips_stays_as_it_is(deck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = Path("pages")
    folder.mkdir()
    for name in ("near.mp4", "far.mp4"):
        shutil.copy(Path("clips") / name, folder)
    plans = plan(read_lecture(Path("lecture.toml"), Catalog()))
    imprint(folder / "near.mp4", composition_text("film", ("--card", "3.0"), plans))
    before = (folder / "near.mp4").read_bytes()
    change("4.5", "3")
    assert update(folder, [], dry_run=True) == 0
    said = capsys.readouterr().out
    assert "note: near: is a film of 2 clips, made by gd film: near, far; it stays as it is" in said
    assert "far: distance was 4.5, is 3" in said and "1 of 1 clips would be swapped" in said
    assert (folder / "near.mp4").read_bytes() == before


def test_clip_that_has_changed_is_swapped_and_all_else_stays(
    deck: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = members(deck)
    assert distances(deck) == {"media1.mp4": 2.0, "image1.png": 2.0, "media2.mp4": 4.5, "image4.gif": 4.5}
    change("4.5", "3.0")
    assert update(deck, (), dry_run=True) == 0
    told = capsys.readouterr().out.splitlines()
    assert told == [
        "slide 1: near: is as it should be",
        "slides 2-3: far: distance was 4.5, is 3.0",
        "talk.pptx  (1 of 2 clips would be swapped; nothing was changed)",
    ]
    assert members(deck) == before
    Path(".talk.pptx.1.gd-draft").write_text("left by a run that was killed")
    assert update(deck, (), workers=1) == 0
    after = members(deck)
    assert list(after) == list(before)
    changed = {Path(name).name for name in after if after[name] != before[name]}
    assert changed == {"media2.mp4", "image2.jpg", "image4.gif"}, (
        "the poster, too, that was the first picture"
    )
    assert distances(deck) == {"media1.mp4": 2.0, "image1.png": 2.0, "media2.mp4": 3.0, "image4.gif": 3.0}
    with Image.open(BytesIO(after["ppt/media/image2.jpg"])) as poster:
        assert (poster.size, poster.format) == ((96, 54), "JPEG")
    shown = pptx.Presentation(str(deck)).slides
    assert shown[0].shapes.title.text == "My own words"
    assert shown[0].notes_slide.notes_text_frame.text == "and my notes"
    assert shown[0].shapes[-1].crop_left == pytest.approx(0.1)
    assert (shown[2].shapes[-1].left, shown[2].shapes[-1].crop_top) == (Inches(3), pytest.approx(0.2))
    assert capsys.readouterr().out.splitlines()[-1].startswith("talk.pptx  (1 of 2 clips swapped, ")
    assert update(deck, ()) == 0
    assert "0 of 2 clips would be swapped" in capsys.readouterr().out
    assert not [path.name for path in Path().iterdir() if path.name.startswith(".")]


def test_clip_is_found_without_the_store_and_without_a_lecture(
    deck: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree("media")
    change("4.5", "3.0")
    update(deck, (), dry_run=True)
    assert "slides 2-3: far: distance was 4.5, is 3.0" in capsys.readouterr().out, (
        "near is told by its parameters"
    )
    change("3.0", '2.5\nmoves = 2\n[[clip]]\nlesson = "MovingSquare"\nname = "other"\nmoves = 3')
    before = members(deck)
    with pytest.raises(StudioError, match="clips cannot be made; nothing was changed"):
        update(deck, ())
    assert (
        "slides 2-3: nothing tells which clip of lecture.toml it is: far, other." in capsys.readouterr().out
    )
    assert members(deck) == before
    Path("lecture.toml").unlink()
    update(deck, ["distance=3.5"], dry_run=True)
    assert capsys.readouterr().out.count("is 3.5") == 2


def test_clips_whose_values_are_exchanged_stay_themselves(
    deck: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change("distance = 4.5", "distance = 2.0")
    change('"near"', '"near"\ndistance = 4.5')
    update(deck, (), dry_run=True)
    told = capsys.readouterr().out.splitlines()
    assert told[:2] == [
        "slide 1: near: distance was 2.0, is 4.5",
        "slides 2-3: far: distance was 4.5, is 2.0",
    ]


def test_look_is_the_decks_unless_it_is_set(deck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change("[defaults]", '[defaults]\ntheme = "light"')
    update(deck, (), dry_run=True)
    told = capsys.readouterr().out
    assert "0 of 2 clips" in told
    kept = (
        'theme is "dark" in the deck, which keeps it, and "light" in the lecture; --set theme=light swaps it.'
    )
    assert [f"note: {name}: {kept}" for name in ("near", "far")] == told.splitlines()[-3:-1]
    update(deck, ["theme=light"], dry_run=True)
    assert "note: " not in capsys.readouterr().out
    update(deck, ["far.theme=light"], dry_run=True)
    assert capsys.readouterr().out.count('theme was "dark", is "light"') == 1
    update(deck, ["theme=light"], names=["near"], dry_run=True)
    told = capsys.readouterr().out.splitlines()
    assert told[:2] == ['slide 1: near: theme was "dark", is "light"', "slides 2-3: far: is left as it is"]
    assert told[-1] == "talk.pptx  (1 of 2 clips would be swapped; nothing was changed)"
    with pytest.raises(StudioError, match=r'no clip "fur"; did you mean "far"\?'):
        update(deck, (), names=["fur"])


def test_folder_and_page_are_decks(deck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    films = Path("web/films")
    films.mkdir(parents=True)
    shutil.copy("clips/far.mp4", films / "a.mp4")
    shutil.copy("own.png", films / "b.png")
    film, own = (base64.b64encode(Path(path).read_bytes()).decode() for path in ("clips/far.gif", "own.png"))
    page = (
        f'<p>Mine: ü</p>\r\n<img src="data:image/gif;base64,{film}"><img src="data:image/png;base64,{own}">'
    )
    Path("page.html").write_bytes(page.encode())
    before = Path("page.html").read_bytes()
    update(Path("web"), ["distance=3.0"], workers=1)
    update(Path("page.html"), ["distance=3.0"], workers=1)
    assert recipe_of(films / "a.mp4").recipe.parameters["distance"] == 3.0
    assert (films / "b.png").read_bytes() == Path("own.png").read_bytes()
    assert sorted(path.name for path in Path("web").rglob("*")) == ["a.mp4", "b.png", "films"]
    after = Path("page.html").read_bytes()
    [old, new] = [re.search(rb"gif;base64,([^\"]+)", text) for text in (before, after)]
    assert old and new and before.replace(old[1], new[1]) == after and old[1] != new[1]
    assert "web  (1 of 1 clips swapped)" in capsys.readouterr().out


def test_deck_that_cannot_be_updated_is_one_sentence_and_stays(
    deck: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = deck.read_bytes()

    def refused(path: str, words: str, *sets: str, content: bytes | None = None) -> None:
        if content is not None:
            Path(path).write_bytes(content)
        with pytest.raises(StudioError) as error:
            update(Path(path), sets)
        assert words in error.value.message
        assert not Path(path).is_file() or Path(path).read_bytes() == (content or whole)

    refused("none.pptx", "none.pptx: there is no such deck.")
    refused("cut.pptx", "cut.pptx: is damaged, or no file of slides", content=whole[: len(whole) // 2])
    middle = whole.index(b"ppt/media/media2.mp4") + 1000
    refused(
        "bit.pptx",
        "bit.pptx: is damaged",
        content=whole[:middle] + b"XXXX" + whole[middle + 4 :],
    )
    refused(
        "locked.pptx",
        "locked.pptx: is protected by a password",
        content=bytes.fromhex("d0cf11e0a1b11ae1") * 9,
    )
    refused("film.mp4", "film.mp4: is no deck that gd can update", content=Path("Film A.mp4").read_bytes())
    Path("pictures").mkdir()
    refused("pictures", "pictures: none of the films and pictures in it remembers a recipe of gd.")
    Path("~$talk.pptx").touch()
    refused("talk.pptx", "talk.pptx: another program has it open; close it there")
    Path("~$talk.pptx").unlink()
    refused("talk.pptx", "--set distance=9", "distance=9")
    shutil.copy("own.png", "pictures/a.png")
    imprint(Path("pictures/a.png"), f'{{"downhill":{MEMORY + 1}}}')
    refused("pictures", f"pictures, a: its recipe has form {MEMORY + 1}, and this gd reads form {MEMORY};")
    change("4.5", "9")
    refused("talk.pptx", "talk.pptx: 3 of its clips cannot be made")
    assert (
        'slides 1-3: lecture.toml, line 12, clip "far": distance = 9 must be at most 5.'
        in capsys.readouterr().out
    )
    Path("lecture.toml").unlink()
    monkeypatch.setenv("GD_LESSONS", "")
    refused("talk.pptx", "talk.pptx: 3 of its clips cannot be made; nothing was changed.")
