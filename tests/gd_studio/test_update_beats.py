"""A deck of beats is updated clip by clip, and says which beats a clip has gained or lost."""

from pathlib import Path

import pytest

from gd_studio.commands.slides import write_decks
from gd_studio.commands.update import update
from gd_studio.errors import StudioError
from gd_studio.lecture.catalog import Catalog
from gd_studio.lecture.clips import read_lecture

LECTURE = """\
[defaults]
quality = "90p10"

[[clip]]
lesson = "MovingSquare"
questions = 1
"""


def test_slides_of_beats_are_told_together_and_lost_beats_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("lecture.toml").write_text(LECTURE, encoding="utf-8")
    write_decks(read_lecture(Path("lecture.toml"), Catalog()), [], "pptx")
    deck = Path("media/slides/lecture.pptx")
    capsys.readouterr()
    assert update(deck, ["distance=3"], workers=1) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "slides 1-3: moving-square: distance was 2.0, is 3.0"
    assert told[-1].startswith("media/slides/lecture.pptx  (1 of 1 clips swapped, ")
    assert not [line for line in told if line.startswith("note")]
    assert update(deck, ["questions=2"], workers=1) == 0
    note = "note: moving-square: has 5 beats now, and the deck shows 3; gd slides makes a deck of all."
    assert note in capsys.readouterr().out.splitlines()
    before = deck.read_bytes()
    with pytest.raises(StudioError, match="slide 2: moving-square has no beat 2 now, but 1: take the slide"):
        update(deck, ["questions=0"], workers=1)
    assert deck.read_bytes() == before
