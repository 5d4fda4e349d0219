"""A loop begins and ends on the same picture."""

import json
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from gd_studio.deliver.beats import beats_of
from gd_studio.engine.master import MASTER, POSTER
from gd_studio.engine.returning import FADE_SECONDS, REST_SECONDS
from gd_studio.farm.alone import make
from gd_studio.farm.delivery import unchanged
from gd_studio.farm.job import Job
from gd_studio.lecture.catalog import Catalog
from gd_studio.lecture.clips import read_lecture
from gd_studio.lecture.memory import recipe_of
from gd_studio.lecture.plan import plan
from gd_studio.store.clip_store import Entry, Store

RATE = 10
REST, FADE = int(REST_SECONDS * RATE), int(FADE_SECONDS * RATE)
LECTURE = """\
[defaults]
quality = "90p10"
formats = ["mp4"]

[[clip]]
lesson = "MovingSquare"
questions = 1
hold = 0.0
pace = 4.0
"""


@pytest.fixture
def job(tmp_path: Path) -> Callable[[str], Job]:
    """Return the job of a clip with more keys."""

    def ask(keys: str) -> Job:
        lecture = tmp_path / "lecture.toml"
        lecture.write_text(LECTURE + keys, encoding="utf-8")
        [planned] = plan(read_lecture(lecture, Catalog()))
        return Job(planned, tmp_path / "media" / "clips")

    return ask


def frames_of(path: Path) -> np.ndarray:
    with av.open(str(path)) as container:
        return np.array([frame.to_ndarray() for frame in container.decode(video=0)]).astype(int)


def whole(job: Job) -> Entry:
    entry = Store(job.planned.clip.media / ".store").get(job.planned.digest)
    assert entry is not None
    return entry


def test_loop_rests_at_the_end_and_fades_back(job: Callable[[str], Job]) -> None:
    asked = job('beats = "1-2"\nloop = true\n')
    result = make(asked)
    assert result.error == ""
    looped, master = frames_of(result.files["mp4"]), frames_of(whole(asked).path(MASTER))
    told = round(beats_of(whole(asked))[1].end * RATE)
    assert len(looped) == told + REST + FADE == result.frames
    assert np.array_equal(looped[:told], master[:told]), "what is told is not encoded again"
    first, last = master[0], master[told - 1]
    assert np.abs(first - last).max() > 50
    assert np.abs(looped[told : told + REST] - last).mean() < 0.5
    for place in range(1, FADE + 1):
        mixed = last + (first - last) * place / FADE
        assert np.abs(looped[told + REST + place - 1] - mixed).mean() < 1
    assert np.abs(looped[-1] - first).mean() < 0.5
    assert unchanged(asked) is not None


def test_film_with_its_way_back_plays_without_a_gap(job: Callable[[str], Job]) -> None:
    film = make(job("loop = true\n")).files["mp4"]
    with av.open(str(film)) as container:
        stream = container.streams.video[0]
        assert stream.average_rate == RATE
        times = [frame.time for frame in container.decode(stream)]
    assert times == pytest.approx([number / RATE for number in range(len(times))])
    assert recipe_of(film).piece == {"loop": True}


def test_posters_of_a_loop_are_of_what_it_tells(job: Callable[[str], Job]) -> None:
    def poster(at: str) -> np.ndarray:
        asked = job(f'loop = true\nformats = ["png"]\nposter = {at}\n')
        with Image.open(make(asked).files["png"]) as picture:
            return np.asarray(picture).astype(int)

    first, end, beat = poster('"start"'), poster('"end"'), poster("2")
    assert np.abs(first - end).max() < np.abs(first - beat).max()
    with Image.open(whole(job("loop = true\n")).path(POSTER)) as picture:
        assert np.array_equal(first, np.asarray(picture))


@pytest.mark.parametrize(
    ("keys", "captions"),
    [("loop = true\n", False), ("loop = true\ncaptions = true\n", True), ("captions = true\n", True)],
)
def test_loop_has_no_captions_unless_they_are_asked_for(
    job: Callable[[str], Job], keys: str, captions: bool
) -> None:
    assert json.loads(job(keys).planned.recipe.parameters)["captions"] == captions
