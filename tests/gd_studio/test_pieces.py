"""A piece of a clip holds the very pictures of the clip, from where one beat begins to where one ends."""

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from PIL import Image

from gd_studio.deliver.beats import beats_of, cut
from gd_studio.deliver.cues import read_csv, read_json, write_csv
from gd_studio.deliver.pieces import Piece, make_piece
from gd_studio.deliver.poster import in_rgb
from gd_studio.deliver.probe import require
from gd_studio.deliver.product import Contents
from gd_studio.deliver.registry import products
from gd_studio.engine.master import BEATS, MASTER, POSTER, STILL
from gd_studio.errors import StudioError
from gd_studio.farm.alone import make
from gd_studio.farm.delivery import unchanged
from gd_studio.farm.job import Job
from gd_studio.lecture.catalog import Catalog
from gd_studio.lecture.clips import read_lecture
from gd_studio.lecture.memory import recipe_of
from gd_studio.lecture.plan import plan
from gd_studio.lecture.selection import Style, select
from gd_studio.store.clip_store import Entry, Store

LESSONS = Path(__file__).parent / "lessons"
RATE = 10
LECTURE = """\
[defaults]
quality = "90p10"
formats = ["mp4"]

[[clip]]
lesson = "MovingSquare"
questions = 2
hold = 0.2
pace = 4.0
captions = true
"""


def frames_of(path: Path) -> list[np.ndarray]:
    with av.open(str(path)) as container:
        return [frame.to_ndarray() for frame in container.decode(video=0)]


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Entry:
    """A clip of five beats in the store."""
    lecture = tmp_path_factory.mktemp("pieces") / "lecture.toml"
    lecture.write_text(LECTURE, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GD_LESSONS", str(LESSONS))
        [planned] = plan(read_lecture(lecture, Catalog()))
        made = make(Job(planned, lecture.parent / "media" / "clips"))
    assert made.status == "rendered", made.error
    entry = Store(lecture.parent / "media" / ".store").get(planned.digest)
    assert entry is not None
    return entry


def test_beats_tile_the_clip_and_tell_what_they_are(clip: Entry) -> None:
    beats = beats_of(clip)
    assert [beat.number for beat in beats] == [1, 2, 3, 4, 5]
    assert [beat.kind for beat in beats] == ["tell", "ask", "tell", "ask", "tell"]
    assert [beat.caption for beat in beats] == ["Goes.", "Where to?", "Goes back.", "Where to?", "Goes on."]
    assert [beat.start for beat in beats[1:]] == [beat.end for beat in beats[:-1]]
    assert (beats[0].start, beats[-1].end) == (0, clip.facts["seconds"])
    assert [beat.pause for beat in beats] == [0, 0.2, 0, 0.2, 0]


@pytest.mark.parametrize("run", [(1, 1), (2, 2), (2, 4), (4, 5), (5, 5), (1, 5)])
def test_every_run_of_beats_has_the_pictures_of_the_clip(
    clip: Entry, tmp_path: Path, run: tuple[int, int]
) -> None:
    chosen = beats_of(clip)[run[0] - 1 : run[1]]
    contents = cut(clip, chosen, tmp_path / "piece.mp4")
    require(tmp_path / "piece.mp4", contents)
    whole, piece = frames_of(clip.path(MASTER)), frames_of(tmp_path / "piece.mp4")
    first, end = round(chosen[0].start * RATE), round(chosen[-1].end * RATE)
    assert len(piece) == contents.frames == end - first
    assert np.array_equal(piece, whole[first:end])
    content = (tmp_path / "piece.mp4").read_bytes()
    assert 0 < content.find(b"moov") < content.find(b"mdat"), "the index comes first"


def test_pieces_put_together_are_as_large_as_the_clip(clip: Entry, tmp_path: Path) -> None:
    """Nothing is there twice: the packets are those of the clip."""
    packets = []
    for beat in beats_of(clip):
        cut(clip, [beat], tmp_path / "piece.mp4")
        packets += _packets(tmp_path / "piece.mp4")
    assert packets == _packets(clip.path(MASTER))


def _packets(path: Path) -> list[bytes]:
    with av.open(str(path)) as container:
        return [bytes(packet) for packet in container.demux(video=0) if packet.size]


def job_of(clip: Entry, keys: str, formats: str = "mp4", **style: Any) -> Job:
    """Return the job of the clip, which is in the store, with other keys."""
    media = clip.folder.parents[1]
    lecture = media.parent / "lecture.toml"
    lecture.write_text(LECTURE + keys, encoding="utf-8")
    [asked] = read_lecture(lecture, Catalog())
    [planned] = plan([Style(formats=formats, **style).apply(asked)])
    return Job(planned, media / "clips")


def test_lecture_names_the_beats_of_a_clip(clip: Entry) -> None:
    job = job_of(clip, 'beats = "2-3"\n', "mp4,png")
    result = make(job)
    assert (result.status, result.error) == ("delivered", "")
    assert {path.name for path in result.files.values()} == {"moving-square.mp4", "moving-square.png"}
    whole, piece = frames_of(clip.path(MASTER)), frames_of(result.files["mp4"])
    first, end = (round(time * RATE) for time in (beats_of(clip)[1].start, beats_of(clip)[2].end))
    assert np.array_equal(piece, whole[first:end])
    assert result.seconds == pytest.approx((end - first) / RATE)
    assert unchanged(job) is not None
    assert unchanged(job_of(clip, 'beats = "2-4"\n')) is None


def test_poster_of_a_piece_is_its_first_picture(clip: Entry) -> None:
    files = make(job_of(clip, 'beats = "3-"\n', "mp4,png")).files
    with av.open(str(files["mp4"])) as container:
        decoded = in_rgb(next(container.decode(video=0)))
    with Image.open(files["png"]) as picture:
        assert np.array_equal(np.asarray(picture), decoded)


def test_command_line_puts_beats_beside_the_clip(clip: Entry) -> None:
    result = make(job_of(clip, "", beats="2-4"))
    assert [path.name for path in result.files.values()] == ["moving-square-02-04.mp4"]


def test_split_makes_a_file_of_each_beat_that_tiles_the_clip(clip: Entry) -> None:
    job = job_of(clip, "split = true\n")
    files = make(job).files
    assert [path.name for path in files.values()] == [f"moving-square-0{beat}.mp4" for beat in range(1, 6)]
    pictures = [picture for path in files.values() for picture in frames_of(path)]
    assert np.array_equal(pictures, frames_of(clip.path(MASTER)))
    kept = unchanged(job)
    assert kept is not None
    assert sum(kept.lengths.values()) == pytest.approx(kept.seconds) == pytest.approx(clip.facts["seconds"])
    assert list(make(job_of(clip, "", beats="4-", split=True)).files) == ["mp4-04", "mp4-05"]


def test_piece_knows_its_own_beats(clip: Entry, tmp_path: Path) -> None:
    facts = make_piece(clip, Piece(2, 4), tmp_path)
    piece = beats_of(Entry(tmp_path, {}, facts))
    assert [beat.number for beat in piece] == [2, 3, 4]
    assert (piece[0].start, piece[-1].end) == (0, pytest.approx(facts["seconds"]))
    assert [beat.caption for beat in piece] == [beat.caption for beat in beats_of(clip)[1:4]]
    assert {path.name for path in tmp_path.iterdir()} == {MASTER, POSTER, STILL, BEATS}


WRONG = {
    'beats = "6"\n': "there is no beat 6: the clip has beats 1 to 5. gd beats moving-square lists them.",
    'beats = "4-6"\n': "there is no beat 6: the clip has beats 1 to 5. gd beats moving-square lists them.",
}


@pytest.mark.parametrize("keys", WRONG)
def test_beat_that_is_not_there_is_refused_and_nothing_is_written(clip: Entry, keys: str) -> None:
    job = job_of(clip, f'name = "bad"\n{keys}')
    result = make(job)
    line = LECTURE.count("\n") + 2
    assert result.error == f'lecture.toml, line {line}, clip "bad": {WRONG[keys]}'.replace(
        "moving-square", "bad"
    )
    assert not job.targets["mp4"].exists()
    assert unchanged(job) is None


@pytest.mark.parametrize("written", ["0", '"6-4"', '"x"', "4.0", "true", '"4,6"', '""', "[4, 6]", "-1"])
def test_beats_that_cannot_be_read_are_refused(clip: Entry, written: str) -> None:
    with pytest.raises(StudioError, match='must be the number of a beat, or a run of them such as "4-6" or'):
        job_of(clip, f"beats = {written}\n")


def test_clip_called_like_a_piece_of_another_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = LECTURE + '[[clip]]\nlesson = "MovingSquare"\nname = "moving-square-04"\n'
    (tmp_path / "lecture.toml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert len(select([])[0]) == 2
    for style in (Style(split=True), Style(beats="3")):
        with pytest.raises(StudioError, match='pieces of "moving-square" are called like this'):
            select([], style)


def test_beats_are_listed_the_same_before_and_after_drawing(
    clip: Entry, gd: Callable[..., Any], tmp_path: Path
) -> None:
    (tmp_path / "lecture.toml").write_text(LECTURE, encoding="utf-8")
    told = json.loads(gd("beats", "--json").stdout)["clips"]["moving-square"]
    assert told == [asdict(beat) for beat in beats_of(clip)]
    assert not (tmp_path / "media" / "clips").exists()


def test_piece_remembers_how_it_was_cut(clip: Entry) -> None:
    files = make(job_of(clip, 'beats = "2-4"\n', "mp4,png,gif:long_side=64")).files
    assert [recipe_of(path).piece for path in files.values()] == [{"beats": "2-4"}] * 3
    assert recipe_of(make(job_of(clip, "")).files["mp4"]).piece == {}


def picture_of(path: Path) -> np.ndarray:
    with Image.open(path) as picture:
        return np.asarray(picture)


@pytest.mark.parametrize(
    ("poster", "frame"), [("start", 0), ("end", -1), (0.0, 0), (1.24, 12), (2, 15), (5, -1), (3.6, -1)]
)
def test_poster_is_the_picture_at_its_moment(clip: Entry, poster: object, frame: int) -> None:
    written = f'"{poster}"' if isinstance(poster, str) else poster
    shown = picture_of(make(job_of(clip, f"poster = {written}\n", "png")).files["png"]).astype(int)
    with av.open(str(clip.path(MASTER))) as container:
        decoded = [in_rgb(picture).astype(int) for picture in container.decode(video=0)]
    assert np.abs(shown - decoded[frame]).mean() < 1.5
    if poster in ("start", "end"):
        assert np.array_equal(shown, picture_of(clip.path(POSTER if poster == "start" else STILL)))
    else:
        assert np.array_equal(shown, decoded[frame])


def test_png_may_show_another_moment_than_the_poster(clip: Entry) -> None:
    first = picture_of(clip.path(POSTER))
    for formats, like_first in (("png", False), ("png:at=start", True)):
        shown = picture_of(make(job_of(clip, 'poster = "end"\n', formats)).files["png"])
        assert np.array_equal(shown, first) == like_first


@pytest.mark.parametrize(
    ("poster", "sentence"),
    [
        ("9.5", "there is no picture at 9.5 s: the clip is 3.6 s long."),
        ("9", "there is no beat 9: the beats are 1 to 5; seconds have a point (9.0)."),
    ],
)
def test_poster_that_is_not_there_is_refused(clip: Entry, poster: str, sentence: str) -> None:
    job = job_of(clip, f'name = "bad"\nposter = {poster}\n', "png")
    assert make(job).error == f'lecture.toml, line 12, clip "bad": {sentence}'
    assert not job.targets["png"].exists()


@pytest.mark.parametrize("written", ['"last"', "true", "-1", "-0.5", "[1]", '"2"'])
def test_poster_that_cannot_be_read_is_refused(clip: Entry, written: str) -> None:
    with pytest.raises(StudioError, match="must be seconds with a point"):
        job_of(clip, f"poster = {written}\n")


def test_cues_are_the_beats_of_what_is_delivered(clip: Entry) -> None:
    whole = make(job_of(clip, "", "cues.csv,cues.json")).files
    assert [path.name for path in whole.values()] == ["moving-square.cues.csv", "moving-square.cues.json"]
    assert tuple(read_csv(whole["cues.csv"])) == tuple(read_json(whole["cues.json"])) == beats_of(clip)
    assert whole["cues.csv"].read_text().splitlines()[:2] == [
        "number,start,end,caption,kind,pause",
        "1,0.0,0.8,Goes.,tell,0.0",
    ]
    piece = read_json(make(job_of(clip, 'beats = "2-3"\n', "cues.json")).files["cues.json"])
    assert [(beat.number, beat.start) for beat in piece] == [(2, 0.0), (3, 0.8)]


def test_cues_with_a_gap_are_refused(clip: Entry, tmp_path: Path) -> None:
    write_csv(beats_of(clip)[1:], tmp_path / "a.csv")
    with pytest.raises(ValueError, match="do not tile"):
        products()["cues.csv"].verify(tmp_path / "a.csv", Contents(36, 160, 90, 3.6))
