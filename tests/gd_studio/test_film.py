"""`gd film`: the clips of a lecture as one film, copied bit for bit, with cards, chapters and captions."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import av
import numpy as np
import pysubs2
import pytest

from gd_studio.commands import film as command
from gd_studio.commands.explain import explain
from gd_studio.commands.recipe import recipe
from gd_studio.commands.remake import remake
from gd_studio.deliver.one_film import Card, draw_card
from gd_studio.errors import StudioError
from gd_studio.farm.alone import make
from gd_studio.farm.job import Job
from gd_studio.lecture.assignments import read_assignment
from gd_studio.lecture.selection import select


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this process make the clips."""

    def render(clips: Sequence[Any], given: Sequence[Any], **_: Any) -> int:
        for planned in command.plan(clips, given):
            assert make(Job(planned, planned.clip.media / "clips")).error == ""
        return 0

    monkeypatch.setattr(command, "render", render)


def packets(path: Path) -> list[bytes]:
    with av.open(str(path)) as film:
        return [bytes(packet) for packet in film.demux(film.streams.video[0]) if packet.size]


def test_clips_follow_each_other_behind_their_titles(lecture: Path, alone: None) -> None:
    lecture.write_text(lecture.read_text("utf-8") + 'colour = "green"\n', "utf-8")
    clips, _ = select([str(lecture)])
    assert command.film(clips, [], card=0.5, quiet=True) == 0
    folder = lecture.parent / "media" / "films"
    assert sorted(path.name for path in folder.iterdir()) == ["lecture.mp4", "lecture.vtt"]

    near, far = (Job(planned, folder) for planned in command.plan(clips))
    masters = [job.store.get(job.planned.digest).path("master.mp4") for job in (near, far)]
    film = packets(folder / "lecture.mp4")
    assert film[5:21] == packets(masters[0]) and film[26:42] == packets(masters[1]), "copied, not encoded"

    with av.open(str(folder / "lecture.mp4")) as opened:
        marks = [
            (mark["metadata"]["title"], float(mark["start"] * mark["time_base"]))
            for mark in opened.chapters()
            if mark["time_base"]
        ]
        ends = [float(mark["end"] * (mark["time_base"] or 0)) for mark in opened.chapters()]
        shown = [frame.to_ndarray(format="rgb24") for frame in opened.decode(video=0)]
    assert (marks, ends) == ([("near", 0.0), ("far", 2.1)], [2.1, 4.2])
    assert len(shown) == 42 and (shown[0] == shown[4]).all()
    light = shown[0][..., 1].astype(int)
    assert light[30:60, 40:120].max() > 150 and light[:8].max() < 60, "the title stands in the middle"

    words = pysubs2.load(str(folder / "lecture.vtt"))
    assert [(event.start, event.end) for event in words] == [(500, 2100), (2600, 4200)]


def test_film_remembers_how_it_was_made(
    lecture: Path, alone: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lecture.write_text(lecture.read_text("utf-8") + "beats = 1\nloop = true\n", "utf-8")
    clips, _ = select([str(lecture)], sets=["near.theme=light"])
    assert command.film(clips, [read_assignment("near.theme=light")], card=0.5, quiet=True) == 0
    made = lecture.parent / "media" / "films" / "lecture.mp4"
    recipe(made)
    told = capsys.readouterr().out
    assert "# The recipe of lecture.mp4, a film of 2 clips, made by gd film: near, far.\n" in told
    assert "# Saved as lecture.toml, `gd film lecture.toml --card 0.5` makes it again.\n" in told

    again = tmp_path / "again" / "lecture.toml"
    again.parent.mkdir()
    again.write_text(told, "utf-8")
    assert command.film(select([str(again)])[0], [], card=0.5, quiet=True) == 0
    assert (again.parent / "media" / "films" / "lecture.mp4").read_bytes() == made.read_bytes()

    said = re.escape(f"{made}: is a film of 2 clips, made by gd film: near, far; gd recipe {made} prints")
    with pytest.raises(StudioError, match=said):
        explain([str(made)], [])
    with pytest.raises(StudioError, match=said):
        remake(made, [])


def test_film_of_clips_with_one_name_has_a_recipe_that_can_be_read(
    lecture: Path, alone: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other" / "other.toml"
    other.parent.mkdir()
    other.write_text(lecture.read_text("utf-8"), "utf-8")
    clips, _ = select([str(lecture), str(other)])
    assert command.film(clips, [], card=0.5, quiet=True) == 0
    recipe(lecture.parent / "media" / "films" / "lecture.mp4")
    other.write_text(capsys.readouterr().out, "utf-8")
    assert [clip.name for clip in select([str(other)])[0]] == ["near", "far", "near-2", "far-2"]


def test_card_shows_whatever_a_title_holds() -> None:
    def card(title: str) -> np.ndarray:
        return draw_card(Card("Week 3", title, "1 / 2", "#000000", "#ffffff"), 320, 180)

    assert card("a").shape == (180, 320, 4) and (card("a")[..., 3] == 255).all()
    assert (card('α #strong[x²] $y$ \\ "')[..., 0] > 128).sum() > (card("α")[..., 0] > 128).sum()


def test_films_of_other_sizes_are_refused(lecture: Path) -> None:
    lecture.write_text(lecture.read_text("utf-8") + 'aspect = "4:3"\n', "utf-8")
    clips, _ = select([str(lecture)])
    said = 'clip "far": is 120 x 90 at 10, and "near" is 160 x 90 at 10: one film has one size'
    with pytest.raises(StudioError, match=said):
        command.film(clips, [], quiet=True)
    assert not (lecture.parent / "media").exists()


def test_command_line_knows_film(gd: Callable[..., Any]) -> None:
    assert "gd film lectures/functions.toml" in gd("film", "--help").stdout
    called = gd("film", "--card", "0")
    assert called.returncode == 2 and "card" in called.stderr
