"""What has changed since a file was made is told fact by fact: parameter, look, table, code, version."""

import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from gd_studio.commands.explain import explain
from gd_studio.errors import StudioError
from gd_studio.farm.alone import make
from gd_studio.farm.job import Job
from gd_studio.lecture.assignments import read_assignment
from gd_studio.lecture.catalog import Catalog
from gd_studio.lecture.clips import read_lecture
from gd_studio.lecture.explaining import differences
from gd_studio.lecture.memory import Memory, memory_text
from gd_studio.lecture.plan import Planned, code_key, plan, store_of
from gd_studio.store.drawing_code import drawing_versions


@cache
def catalog() -> Catalog:
    return Catalog()


def near(lecture: Path, *sets: str) -> Planned:
    return plan(read_lecture(lecture, catalog()), [read_assignment(text) for text in sets])[0]


def remembered(planned: Planned) -> Memory:
    return Memory.model_validate(json.loads(memory_text(planned, planned.clip.formats[0], planned.digest)))


def facts(then: Planned, now: Planned) -> list[str]:
    return differences(remembered(then), now, now.clip.formats[0], {})


def test_nothing_is_told_where_nothing_has_changed(lecture: Path) -> None:
    assert facts(near(lecture), near(lecture)) == []


@pytest.mark.parametrize(
    ("change", "fact"),
    [
        ("distance=3.5", "distance was 2.0, is 3.5"),
        ("offset=1.5", "offset was not set, is 1.5"),
        ("stops=[1.5]", "stops was [1.0, 2.0], is [1.5]"),
        ("captions=true", "captions was false, is true"),
        ("theme=light", 'theme was "dark", is "light"'),
        ("quality=480p15", "quality was 90p10, 16:9, is 480p15, 16:9"),
        ("aspect=4:3", "quality was 90p10, 16:9, is 90p10, 4:3"),
        (f"text={'long ' * 300}", 'text was "", is another long text'),
    ],
)
def test_each_change_of_the_lecture_is_one_fact(lecture: Path, change: str, fact: str) -> None:
    assert facts(near(lecture), near(lecture, change)) == [fact]


def test_options_and_beats_are_facts(lecture: Path) -> None:
    then, now = near(lecture, 'formats=["gif:long_side=80"]'), near(lecture, 'formats=["gif"]')
    memory = Memory.model_validate(json.loads(memory_text(then, then.clip.formats[0], "d", {"beats": "1-2"})))
    assert memory.options["long_side"] == 80
    memory = memory.model_copy(update={"options": {"long_side": 80}})  # the others came later
    told = differences(memory, now, now.clip.formats[0], {})
    assert told == ['beats = "1-2" is not known any more', "gif: long_side was 80, is 640"]


def test_font_is_named_as_parameter_and_as_file(lecture: Path) -> None:
    then, now = near(lecture, "font=DejaVu Sans Mono"), near(lecture, "font=DejaVu Sans Mono")
    assert facts(then, now) == []
    other = replace(then, recipe=replace(then.recipe, contents='{"font_digest":"1"}'))
    assert facts(other, now) == ["the font's files are others"]


def test_values_of_a_table_are_a_fact(tmp_path: Path) -> None:
    lecture, table = tmp_path / "lecture.toml", tmp_path / "my.csv"
    lecture.write_text('[[clip]]\nlesson = "RegressionLineFitting"\ndata = "my.csv"\n', encoding="utf-8")
    table.write_text("a,b\n1,2\n2,3\n4,7\n", encoding="utf-8")
    then = near(lecture)
    table.write_text("a,b\n1,2\n2,3\n4,8\n", encoding="utf-8")
    assert facts(then, near(lecture)) == ["my.csv: the values in it are others"]
    table.write_text("a,b\n1,2\n2,3\n4.0,7\n\n", encoding="utf-8")
    assert facts(then, near(lecture)) == [], "the same values, written differently"


def test_code_is_named_by_its_files_where_the_store_knows_them(lecture: Path) -> None:
    now = near(lecture)
    then = replace(now, code="before")
    assert facts(then, now) == ["the code that draws it has changed"]
    sums = now.recipe.sums()
    changed = sums | {"scenes/base/look.py": "other", "scenes/base/gone.py": "gone"}
    store_of(now.clip).note(code_key("before"), changed)
    [fact] = facts(then, now)
    assert fact == "the code that draws it has changed: scenes/base/gone.py, scenes/base/look.py"
    store_of(now.clip).note(code_key("before"), {})
    [fact] = facts(then, now)
    assert re.fullmatch(rf"the code that draws it has changed: \S+, \S+, \S+ and {len(sums) - 3} more", fact)


def test_versions_of_what_draws_are_facts(lecture: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = near(lecture)
    versions = drawing_versions() | {"numpy": "1.0"}
    monkeypatch.setattr("gd_studio.lecture.memory.drawing_versions", lambda: versions)
    assert facts(now, now) == [f"numpy was 1.0, is {drawing_versions()['numpy']}"]


def test_lesson_of_ones_own_that_has_changed_is_a_fact(lecture: Path) -> None:
    now = near(lecture)
    then = replace(now, recipe=replace(now.recipe, source=now.recipe.source + "\n"))
    assert facts(then, now) == ["the lesson's own file moving_square.py has changed"]


def test_command_tells_of_each_file_why_or_why_not(
    lecture: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(lecture.parent)

    def told(*words: str, sets: tuple[str, ...] = ()) -> str:
        assert explain(words, sets) == 0
        return capsys.readouterr().out.strip()

    film = "media/clips/near.mp4"
    assert told("near") == f"{film}: is not there; gd render near makes it"
    job = Job(near(lecture), lecture.parent / "media" / "clips")
    assert make(job).status == "rendered"
    assert told("near") == told(film) == f"{film}: is as it should be"
    again = f"{film}: would be made again: distance was 2.0, is 3.0"
    assert told("near", sets=("distance=3.0",)) == told(film, sets=("near.distance=3.0",)) == again
    assert told("near", sets=("beats=1",)) == f'{film}: would be made again: beats = "1-1" is new'
    assert told("near", sets=("split=true",)) == "near: none of its beats is there; gd render near makes them"
    written = lecture.read_text("utf-8")
    lecture.write_text(written.replace('"near"', '"near"\ndistance = 3.0'), encoding="utf-8")
    assert told(film) == again, "a clip in its place is compared with the lecture"
    Path("elsewhere.bin").write_bytes(Path(film).read_bytes())
    assert told("elsewhere.bin") == "elsewhere.bin: is as it should be", "others with their own recipes"
    lecture.write_text(written, encoding="utf-8")
    with Path(film).open("ab") as file:
        file.write(b"more")
    assert told("near") == f"{film}: would be put there again: another program has changed the file"
    job.store.drop(job.planned.digest)
    assert told("near").startswith(f"{film}: is as it should be; the store does not have it any more")
    with pytest.raises(StudioError, match=re.escape("none.mp4: there is no such file.")):
        explain(["none.mp4"], ())
