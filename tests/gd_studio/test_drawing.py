"""A recipe alone draws its clip, on any machine; shares that were dealt out make the same film."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from gd_studio.deliver.product import Report
from gd_studio.engine.chunks import Alone, Assigned, Claimed, Shares
from gd_studio.engine.master import BEATS, MASTER, POSTER, STILL
from gd_studio.engine.render import Share, finish
from gd_studio.farm.drawing import Drawing, Drawn, Spoiled, draw
from gd_studio.lecture.catalog import Catalog
from gd_studio.lecture.clips import read_lecture
from gd_studio.lecture.plan import Planned, plan
from gd_studio.lecture.recipe import Recipe
from gd_studio.lecture.staging import staged
from gd_studio.store.drawing_code import ROOT

ELSEWHERE = """\
import json, sys
from pathlib import Path
from gd_studio.deliver.product import Report
from gd_studio.engine.chunks import Alone
from gd_studio.farm.drawing import Drawing, Drawn, draw
from gd_studio.lecture.recipe import Recipe

order = json.loads(Path("order.json").read_text())
drawing = Drawing(Recipe(**order["recipe"]), order["digest"])
drawn = draw(drawing, Path("here"), Alone(), 0, Report())
assert isinstance(drawn, Drawn), drawn
print(json.dumps(drawn.chunks))
"""


@pytest.fixture
def away(tmp_path: Path) -> Path:
    folder = tmp_path / "away"
    folder.mkdir()
    return folder


def planned(folder: Path, clip: str) -> Planned:
    lecture = folder / "lecture.toml"
    lecture.write_text(f'[defaults]\nquality = "90p10"\n[[clip]]\n{clip}', encoding="utf-8")
    return plan(read_lecture(lecture, Catalog()))[0]


def drawn(order: Drawing, folder: Path, shares: Shares | None = None) -> Drawn:
    share = draw(order, folder, shares or Alone(), 0, Report())
    assert isinstance(share, Drawn), share
    return share


def whole(share: Drawn, folder: Path) -> bytes:
    finish(Share(share.frames, share.drawn, share.chunks), 10, folder)
    return (folder / "master" / MASTER).read_bytes()


def test_recipe_alone_draws_a_table_of_a_folder_that_is_gone(tmp_path: Path, away: Path) -> None:
    lecturer = tmp_path / "lecturer"
    lecturer.mkdir()
    (lecturer / "my.csv").write_text("size in m²;price\n1;2,5\n2;3,5\n4;7\n", encoding="utf-8")
    clip = planned(lecturer, 'lesson = "RegressionLineFitting"\ndata = "my.csv"\npace = 4.0\nhold = 0.0\n')
    share = drawn(Drawing(clip.recipe, clip.digest), lecturer / "here")
    good = whole(share, lecturer / "here")
    shutil.move(lecturer / "here", tmp_path / "kept")
    shutil.rmtree(lecturer)
    (away / "order.json").write_text(json.dumps({"recipe": asdict(clip.recipe), "digest": clip.digest}))
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    environment.pop("GD_LESSONS")
    command = [sys.executable, "-c", ELSEWHERE]
    done = subprocess.run(command, cwd=away, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == share.chunks
    assert whole(share, away / "here") == good


def test_lesson_of_the_lecturers_travels_with_its_recipe(
    tmp_path: Path, away: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lessons = tmp_path / "lessons"
    shutil.copytree(Path(__file__).parent / "lessons", lessons)
    text = (lessons / "moving_square.py").read_text("utf-8").replace("MovingSquare", "OwnSquare")
    (lessons / "moving_square.py").write_text(text, "utf-8")
    monkeypatch.setenv("GD_LESSONS", str(lessons))
    clip = planned(tmp_path, 'lesson = "OwnSquare"\n')
    shutil.rmtree(lessons)
    assert drawn(Drawing(clip.recipe, clip.digest), away).frames == 16


def test_restored_parameters_are_those_that_were_read(tmp_path: Path) -> None:
    (tmp_path / "my.csv").write_text("a,b\n1,2\n2,3\n4,7\n", encoding="utf-8")
    clips = [f'lesson = "{name}"\n' for name in Catalog().entries]
    for written in (*clips, 'lesson = "RegressionLineFitting"\ndata = "my.csv"\n'):
        recipe = planned(tmp_path, written).recipe
        restored = staged(recipe).parameters
        told = json.loads(recipe.parameters) | json.loads(recipe.contents)
        assert json.loads(restored.model_dump_json()) == told
        read = type(restored)(
            **{key: value for key, value in restored if not (key == "data" and value == "my.csv")}
        )
        for key, value in restored:
            assert value == getattr(read, key) or value == "my.csv"
            assert type(value) is type(getattr(read, key))


def test_other_code_than_that_of_whoever_asks_draws_nothing(tmp_path: Path, away: Path) -> None:
    clip = planned(tmp_path, 'lesson = "MovingSquare"\n')
    spoiled = draw(Drawing(clip.recipe, "0" * 64), away, Alone(), 0, Report())
    assert spoiled == Spoiled("its code changed while it was being made; call gd again.")


LONG = 'lesson = "MovingSquare"\nmoves = 9\n'


def dealt() -> Iterator[tuple[str, list[Shares]]]:
    yield "every other", [Assigned(range(0, 100, 2)), Assigned(range(1, 100, 2))]
    yield "the first and the rest", [Assigned({0}), Assigned(range(1, 100))]


def test_shares_drawn_in_folders_of_their_own_make_the_film_drawn_alone(tmp_path: Path, away: Path) -> None:
    clip = planned(tmp_path, LONG)
    order = Drawing(clip.recipe, clip.digest)
    alone = drawn(order, away / "alone")
    good = whole(alone, away / "alone")
    assert alone.chunks > 3
    for name, dealings in dealt():
        together = away / name
        shares = []
        for number, dealing in enumerate(dealings):
            share = drawn(order, away / f"{name} {number}", dealing)
            for file in share.files:  # as they would come from another machine
                (together / file).parent.mkdir(parents=True, exist_ok=True)
                assert not (together / file).exists()
                shutil.copy(away / f"{name} {number}" / file, together / file)
            shares.append(share)
        assert 0 < shares[0].drawn < alone.frames == sum(share.drawn for share in shares)
        assert whole(shares[0], together) == good
        for result in (POSTER, STILL, BEATS):
            known = (away / "alone" / "master" / result).read_bytes()
            assert (together / "master" / result).read_bytes() == known


def test_claimed_chunk_is_nobody_elses(tmp_path: Path) -> None:
    one, other = Claimed(tmp_path / "claims"), Claimed(tmp_path / "claims")
    assert [one.mine(0), other.mine(0), other.mine(1)] == [True, False, True]
    assert [one.mine(1), one.mine(2)] == [False, True]


def test_recipe_survives_json(tmp_path: Path) -> None:
    recipe = planned(tmp_path, LONG).recipe
    assert Recipe(**json.loads(json.dumps(asdict(recipe)))) == recipe
