"""`gd sweep`: one clip with several values, side by side in step, and a table of what became of each."""

import csv
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from gd_studio.commands import sweep as command
from gd_studio.commands.recipe import recipe
from gd_studio.commands.remake import remake
from gd_studio.deliver.grid import parts_of
from gd_studio.errors import CommandError, StudioError
from gd_studio.farm.alone import make
from gd_studio.farm.job import Job
from gd_studio.lecture.selection import select
from gd_studio.store.clip_store import Entry
from scenes.ball_on_parabola import BallOnParabola
from scenes.base.handout import outcome_of


def pictures(path: Path) -> list[np.ndarray]:
    with av.open(str(path)) as film:
        return [frame.to_ndarray(format="rgb24") for frame in film.decode(video=0)]


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this process make the clips."""

    def render(clips: Sequence[Any], given: Sequence[Any], *, folder: str, **_: Any) -> int:
        for planned in command.plan(clips, given):
            assert make(Job(planned, planned.clip.media / folder)).error == ""
        return 0

    monkeypatch.setattr(command, "render", render)


def sweep(lecture: Path, values: str, *words: str) -> int:
    clips, assignments = select([str(lecture), *words], sets=["colour=green"])
    return command.sweep(clips, values, assignments, quiet=True)


def test_clips_play_side_by_side_in_step_and_are_told_in_a_table(lecture: Path, alone: None) -> None:
    assert sweep(lecture, "moves=1,3,2", "near") == 0
    folder = lecture.parent / "media" / "sweeps"
    names = [f"near-moves-{value}.mp4" for value in (1, 3, 2)]
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        [*names, "near-moves.mp4", "near-moves.csv"]
    )

    single = [pictures(folder / name) for name in names]
    grid = pictures(folder / "near-moves.mp4")
    assert len(grid) == max(map(len, single)) == len(single[1])
    assert grid[0].shape == (2 * (44 + 4), 160, 3)
    first = np.abs(grid[-1][4:48, :80].astype(int) - grid[len(single[0]) - 1][4:48, :80])
    assert first.max() < 24, "who is done rests"
    green = [(part[..., 1].astype(int) - part[..., 0] > 60).sum() for part in (grid[-1], single[0][-1])]
    assert abs(green[0] - 3 * green[1] / 4) < 0.15 * green[1], "three squares, each a quarter as large"
    assert grid[0][:4, 20:60].max() > 120, "its label stands above it"

    with (folder / "near-moves.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [(row["moves"], row["file"]) for row in rows] == list(zip("132", names, strict=True))
    assert float(rows[1]["seconds"]) == len(single[1]) / 10


def test_film_of_a_sweep_remembers_how_it_was_made(
    lecture: Path, alone: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sweep(lecture, "stops=[1],[1, 2]", "near") == 0
    made = lecture.parent / "media" / "sweeps" / "near-stops.mp4"
    recipe(made)
    told = capsys.readouterr().out
    said = (
        "# The recipe of near-stops.mp4, a film of 2 clips, made by gd sweep: near with stops=[1],[1, 2].\n"
    )
    assert said in told
    assert (
        "# Saved as near-stops.toml, `gd sweep near-stops.toml 'stops=[1],[1, 2]'` makes it again.\n" in told
    )
    assert told.count("[[clip]]") == 1 and 'colour = "green"' in told

    again = tmp_path / "again" / "near-stops.toml"
    again.parent.mkdir()
    again.write_text(told, "utf-8")
    assert command.sweep(select([str(again)])[0], "stops=[1],[1, 2]", [], quiet=True) == 0
    assert (again.parent / "media" / "sweeps" / "near-stops.mp4").read_bytes() == made.read_bytes()
    with pytest.raises(StudioError, match="is a film of 2 clips, made by gd sweep: near with stops"):
        remake(made, [])


def test_films_with_other_beats_are_in_step_by_the_clock(lecture: Path) -> None:
    one, other = (
        Entry(Path(), {}, {"frames": 30, "seconds": 3.0, "beats": beats})
        for beats in (
            [{"number": 1, "start": 0.0, "end": 3.0, "caption": ""}],
            [
                {"number": 1, "start": 0.0, "end": 1.0, "caption": ""},
                {"number": 2, "start": 1.0, "end": 3.0, "caption": ""},
            ],
        )
    )
    assert parts_of([other, other]) == [[10, 20], [10, 20]]
    assert parts_of([one, other]) == [[30], [30]]


def test_table_tells_how_each_run_ended() -> None:
    found = BallOnParabola.compute(BallOnParabola.Params(learning_rate=1.05))
    told = outcome_of(found)
    assert (told["steps"], told["first_loss"], told["end"]) == (20, 64.0, "diverging")
    assert told["final_loss"] == pytest.approx(64.0 * 1.1**40)
    assert outcome_of(None) == {}


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ("moves", '"moves": write the parameter and its values, such as learning_rate=0.01,0.1.'),
        ("moves=1", '"moves=1": give from 2 to 16 different values, separated by commas.'),
        ("moves=1,1", "different values"),
        ("quality=480p15,4k60", "quality is no parameter of the lesson"),
        ("moves=1,401", "moves = 401 must be at most 400"),
        ("mvoes=1,2", 'unknown key "mvoes"; did you mean "moves"?'),
    ],
)
def test_values_that_cannot_be_swept_are_refused_before_anything_is_made(
    lecture: Path, alone: None, values: str, sentence: str
) -> None:
    with pytest.raises(StudioError, match=re.escape(sentence)):
        sweep(lecture, values, "near")
    assert not list((lecture.parent / "media").glob("sweeps/*"))


def test_one_clip_is_swept(lecture: Path) -> None:
    with pytest.raises(CommandError, match="name one clip; there are near, far"):
        sweep(lecture, "moves=1,2")


def test_lists_are_values_as_well() -> None:
    key, given = command.read_values("learning_rates=[0.1, 0.2],[0.3]")
    assert (key, [item.value for item in given]) == ("learning_rates", [[0.1, 0.2], [0.3]])


def test_command_line_knows_sweep(gd: Callable[..., Any]) -> None:
    assert "gd sweep ball-on-parabola learning_rate=0.01,0.1,0.9,1.05" in gd("sweep", "--help").stdout
