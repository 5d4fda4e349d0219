"""A clip remembers its recipe, whatever it is called, and nothing else of it changes for that."""

import json
import shutil
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from gd_studio.commands.recipe import recipe
from gd_studio.deliver.imprint.imprint import imprint
from gd_studio.deliver.registry import products
from gd_studio.errors import StudioError
from gd_studio.farm.alone import make
from gd_studio.farm.job import Job
from gd_studio.lecture.assignments import read_assignment
from gd_studio.lecture.catalog import Catalog
from gd_studio.lecture.clips import read_lecture
from gd_studio.lecture.memory import MOST_LETTERS, memory_text, recipe_of, remembered
from gd_studio.lecture.plan import plan
from gd_studio.lecture.recipe import MEMORY, sha256_of
from gd_studio.lecture.remaking import recipe_toml

FORMATS = ["gif:long_side=80", "mp4", "png", "webm:crf=50"]


def jobs(folder: Path, *sets: str) -> list[Job]:
    """Return the jobs of a lecture of two clips in all formats."""
    lecture = folder / "lecture.toml"
    lecture.write_text(
        f'[defaults]\nquality = "90p10"\nformats = {json.dumps(FORMATS)}\n'
        '[[clip]]\nlesson = "MovingSquare"\nname = "near"\n'
        '[[clip]]\nlesson = "MovingSquare"\nname = "far"\ndistance = 4.5\ntheme = "light"\n',
        encoding="utf-8",
    )
    clips = plan(read_lecture(lecture, Catalog()), [read_assignment(text) for text in sets])
    return [Job(planned, folder / "media" / "clips") for planned in clips]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Job, dict[str, Path]]:
    """The clip "far" in all formats."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GD_LESSONS", str(Path(__file__).parent / "lessons"))
        job = jobs(tmp_path_factory.mktemp("lecture"))[1]
        result = make(job)
    assert result.status == "rendered", result.error
    return job, dict(result.files)


@pytest.mark.parametrize("form", ["gif", "mp4", "png", "webm"])
def test_every_file_remembers_its_recipe_whatever_it_is_called(
    made: tuple[Job, dict[str, Path]], tmp_path: Path, form: str
) -> None:
    job, files = made
    renamed = tmp_path / "Vorlesung 3 (neu).bin"
    shutil.copy(files[form], renamed)
    memory = recipe_of(renamed)
    assert (memory.recipe.lesson, memory.recipe.theme, memory.format) == ("MovingSquare", "light", form)
    assert memory.recipe.parameters["distance"] == 4.5
    assert (memory.recipe.width, memory.recipe.height, memory.recipe.frame_rate) == (160, 90, 10)
    assert (memory.code, memory.recipe) == (job.planned.code, remembered(job.planned.recipe))
    chosen = {"gif": {"long_side": 80, "frame_rate": 25, "size": None}, "webm": {"crf": 50}}
    assert memory.options == chosen.get(form, products()[form].Options().model_dump())
    assert memory.versions["manim"]


def test_files_that_differ_in_their_making_remember_different_digests(
    made: tuple[Job, dict[str, Path]],
) -> None:
    digests = {form: recipe_of(path).digest for form, path in made[1].items()}
    assert digests["mp4"] == digests["png"] == made[0].planned.digest
    assert len(set(digests.values())) == 3


def test_renders_of_one_recipe_are_the_same_bit_for_bit(
    made: tuple[Job, dict[str, Path]], tmp_path: Path
) -> None:
    again = make(jobs(tmp_path)[1])
    for form, path in made[1].items():
        assert again.files[form].read_bytes() == path.read_bytes(), form


def test_lecturers_data_stay_at_home(tmp_path: Path) -> None:
    (tmp_path / "grades.csv").write_text("Anna,1.3\n" * 400, encoding="utf-8")
    planned = jobs(tmp_path, "near.data=grades.csv")[0].planned
    assert planned.files == ("grades.csv",)
    recipe = replace(
        planned.recipe, contents='{"samples":{"x":[1.5,2.5],"y":[3.0,4.0]}}', source="class X: pass"
    )
    text = memory_text(replace(planned, recipe=recipe), planned.clip.formats[0], "d")
    assert "Anna" not in text and "2.5" not in text and "class" not in text
    told = json.loads(text)["recipe"]
    assert told["parameters"]["data"] == "grades.csv"
    assert told["parameters"]["text"] == {"sha256": sha256_of("Anna,1.3\n" * 400)}
    assert told["contents"] == {"samples": sha256_of({"x": [1.5, 2.5], "y": [3.0, 4.0]})}
    assert text.isascii() and len(text) < 2 * MOST_LETTERS + 1000


def imprinted(folder: Path, text: str) -> Path:
    path = folder / "a.png"
    Image.new("RGB", (4, 4)).save(path)
    imprint(path, text)
    return path


def test_file_without_a_recipe_that_can_be_read_is_refused_in_a_sentence(
    made: tuple[Job, dict[str, Path]], tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("words")
    (tmp_path / "cut.mp4").write_bytes(made[1]["mp4"].read_bytes()[:600])
    Image.new("RGB", (4, 4)).save(tmp_path / "other.png")
    for name, words in {
        "none.mp4": "none.mp4: there is no such file.",
        "notes.txt": "notes.txt: no recipe can be read from it: it is no MP4, MOV, GIF, WebM, PNG or",
        "cut.mp4": "cut.mp4: no recipe can be read from it: it is damaged.",
        "other.png": "other.png: no recipe is inside; gd did not make it, or",
    }.items():
        with pytest.raises(StudioError) as refused:
            recipe_of(tmp_path / name)
        assert words in refused.value.message
    for text, words in {
        "made with love": "no recipe is inside",
        "[1]": "no recipe is inside",
        f'{{"downhill":{MEMORY + 1}}}': f"its recipe has form {MEMORY + 1}, and this gd reads form {MEMORY};",
        f'{{"downhill":{MEMORY},"recipe":{{}}}}': "its recipe is damaged",
    }.items():
        with pytest.raises(StudioError) as refused:
            recipe_of(imprinted(tmp_path, text))
        assert words in refused.value.message


def test_recipe_as_toml_makes_the_same_files(
    made: tuple[Job, dict[str, Path]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for form, path in made[1].items():
        recipe(path)
        lecture = tmp_path / f"{form}.toml"
        lecture.write_text(capsys.readouterr().out, encoding="utf-8")
        [planned] = plan(read_lecture(lecture, Catalog()))
        again = make(Job(planned, tmp_path / form))
        assert [file.name for file in again.files.values()] == [f"far.{form}"]
        assert again.files[form].read_bytes() == path.read_bytes(), form


def test_recipe_says_what_stays_at_home(tmp_path: Path) -> None:
    (tmp_path / "grades.csv").write_text("Anna,1.3\n" * 400, encoding="utf-8")
    planned = jobs(tmp_path, "near.data=grades.csv")[0].planned
    path = tmp_path / "a.png"
    Image.new("RGB", (4, 4)).save(path)
    imprint(path, memory_text(planned, planned.clip.formats[0], "d"))
    told = recipe_toml(recipe_of(path), "", "a.png")
    assert "# grades.csv must be beside this file, with the values that it had;" in told
    assert "# text was too long to be remembered" in told
    assert (
        "# The lesson was the lecturer's own, in moving_square.py; GD_LESSONS must name its folder." in told
    )
    [table] = tomllib.loads(told)["clip"]
    assert table["data"] == "grades.csv" and not {"name", "text", "offset"} & table.keys()
