"""A piece of a clip holds the very pictures of the clip, from where one beat begins to where one ends."""

from pathlib import Path

import av
import numpy as np
import pytest

from gd_studio.deliver.beats import beats_of, cut
from gd_studio.deliver.probe import require
from gd_studio.engine.master import MASTER
from gd_studio.farm.alone import make
from gd_studio.farm.job import Job
from gd_studio.lecture.catalog import Catalog
from gd_studio.lecture.clips import read_lecture
from gd_studio.lecture.plan import plan
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
