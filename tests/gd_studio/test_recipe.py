"""The digest of a recipe covers all that a clip is a function of; a receipt leads to the same digest."""

import shutil
from dataclasses import fields, replace
from pathlib import Path

import pytest

from gd_studio.deliver.registry import file_of, products
from gd_studio.lecture.assignments import read_assignment
from gd_studio.lecture.catalog import Catalog
from gd_studio.lecture.clips import read_lecture
from gd_studio.lecture.plan import plan
from gd_studio.lecture.recipe import Recipe, product_digest
from gd_studio.store import drawing_code as code

RECIPE = Recipe("X", "x.py", "", '{"a":1}', '{"b":1}', "dark", "en", 160, 90, 10)
OTHERS = {
    "lesson": "Y", "file": "y.py", "source": "y", "parameters": '{"a":2}', "contents": '{"b":2}',
    "theme": "light", "language": "de",
    "width": 162, "height": 92, "frame_rate": 15, "background": "#FFFFFF",
}  # fmt: skip


@pytest.mark.parametrize("field", [field.name for field in fields(Recipe)])
def test_every_part_of_a_recipe_changes_its_digest(field: str) -> None:
    assert replace(RECIPE, **{field: OTHERS[field]}).digest("code") != RECIPE.digest("code")


def test_code_and_versions_change_the_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    before = RECIPE.digest("code")
    assert RECIPE.digest("other code") != before
    versions = code.drawing_versions() | {"manim": "0.0"}
    monkeypatch.setattr("gd_studio.lecture.recipe.drawing_versions", lambda: versions)
    assert RECIPE.digest("code") != before


def test_versions_name_whatever_draws() -> None:
    versions = code.drawing_versions()
    assert {"python", "cairo", "manim", "numpy", "typst", "av", "sympy", "contourpy", "pycairo"} <= set(
        versions
    )
    assert "absent" not in versions.values()


def test_delivery_code_is_part_of_a_product_but_not_of_a_master(monkeypatch: pytest.MonkeyPatch) -> None:
    file = Path("gif.py")
    monkeypatch.setattr("gd_studio.lecture.recipe.delivery_code", lambda file: "as it was")
    master, product = RECIPE.digest("code"), product_digest("m", "gif", "{}", file)
    assert product_digest("m", "gif", "{}", file) == product
    assert product_digest("m", "webm", "{}", file) != product
    assert product_digest("m", "gif", '{"long_side":480}', file) != product
    monkeypatch.setattr("gd_studio.lecture.recipe.delivery_code", lambda file: "changed")
    assert RECIPE.digest("code") == master
    assert product_digest("m", "gif", "{}", file) != product


def test_code_of_a_product_is_its_file_and_what_that_imports(monkeypatch: pytest.MonkeyPatch) -> None:
    files: list[set[str]] = []
    monkeypatch.setattr(code, "digest_of_files", lambda paths: files.append({path.name for path in paths}))
    for name in ("gif", "mp4"):
        code.delivery_code.__wrapped__(file_of(products()[name]))
    assert {"product.py", "probe.py"} <= files[0] & files[1]
    assert {"gif.py", "gif_size.py"} <= files[0] - files[1]
    assert {"mp4.py", "subtitles.py"} <= files[1] - files[0]


CHANGES = [
    "distance=3",
    "moves=2",
    "stops=[1]",
    "window=[0, 0.5]",
    "questions=1",
    "offset=1",
    "rounded=true",
    "colour=green",
    "pace=2",
    "hold=1",
    "captions=true",
    "font=DejaVu Sans Mono",
    "text=x",
]


@pytest.mark.parametrize("change", CHANGES)
def test_every_parameter_changes_the_digest(lecture: Path, change: str) -> None:
    clips = read_lecture(lecture, Catalog())
    [before, _], [after, _] = plan(clips), plan(clips, [read_assignment(change)])
    assert before.digest != after.digest


def test_every_parameter_of_the_lesson_is_among_the_changes_tried() -> None:
    tried = {change.split("=")[0] for change in CHANGES} | {"trouble", "data"}
    assert tried == set(Catalog().find("MovingSquare").load().Params.model_fields)


def test_equal_values_written_differently_are_one_recipe(lecture: Path) -> None:
    clips = read_lecture(lecture, Catalog())
    assert [p.digest for p in plan(clips, [read_assignment("near.distance=2")])] == [
        p.digest for p in plan(clips)
    ]


def test_content_of_a_data_file_changes_the_digest(lecture: Path) -> None:
    data = lecture.with_name("numbers.csv")
    data.write_text("x,y\n1,2\n", encoding="utf-8")
    change = [read_assignment("near.data=numbers.csv")]
    before = plan(read_lecture(lecture, Catalog()), change)[0].digest
    assert plan(read_lecture(lecture, Catalog()), change)[0].digest == before
    data.write_text("x,y\n1,3\n", encoding="utf-8")
    assert plan(read_lecture(lecture, Catalog()), change)[0].digest != before


def test_receipt_gives_what_reading_gave(lecture: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clips = read_lecture(lecture, Catalog())
    read = plan(clips, [read_assignment("distance=4.8")])

    def refuse(*_: object) -> None:
        raise AssertionError("a receipt needs no import of the lesson")

    monkeypatch.setattr("gd_studio.lecture.reading.load", refuse)
    assert plan(clips, [read_assignment("distance=4.8")]) == read
    assert read[0].notes == ("goes as far as 4.8",)


def test_damaged_receipt_counts_as_none(lecture: Path) -> None:
    clips = read_lecture(lecture, Catalog())
    before = plan(clips)
    for receipt in (lecture.parent / "media" / ".store" / "receipts").iterdir():
        receipt.write_text("[1", encoding="utf-8")
    assert plan(clips) == before


def test_drawing_files_are_the_lesson_its_imports_and_the_engine() -> None:
    names = {
        path.relative_to(code.ROOT).as_posix()
        for path in code.drawing_files(code.ROOT / "scenes" / "ball_on_parabola.py")
    }
    base = {f"base/{name}.py" for name in ("lesson", "theme", "look")}
    wanted = {"ball_on_parabola.py", "cast/__init__.py", "__init__.py", *base}
    assert {f"scenes/{name}" for name in wanted} <= names
    assert {"gd_math/runs/descent.py", "gd_math/__init__.py", "gd_studio/engine/encoder.py"} <= names
    lessons = {entry.path.name for entry in Catalog([code.ROOT / "scenes"]).entries.values()}
    assert names & {f"scenes/{name}" for name in lessons} == {"scenes/ball_on_parabola.py"}
    assert "gd_studio/cli.py" not in names


def test_change_in_a_lesson_changes_its_drawing_code(tmp_path: Path) -> None:
    lesson = tmp_path / "moving_square.py"
    shutil.copy(Path(__file__).parent / "lessons" / "moving_square.py", lesson)
    before = code.drawing_code(lesson)
    lesson.write_text(lesson.read_text(encoding="utf-8").replace("-3.0", "-2.0"), encoding="utf-8")
    code.drawing_code.cache_clear()
    assert code.drawing_code(lesson) != before
