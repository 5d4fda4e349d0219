"""What drawing has cost is kept beside the films, chunk by chunk, whoever has drawn them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from gd_studio.deliver.product import Report
from gd_studio.engine.chunks import Alone, Assigned, Shares
from gd_studio.engine.costs import ChunkCost, Meter
from gd_studio.farm.alone import make
from gd_studio.farm.cluster.parcel import pack, unpack
from gd_studio.farm.costs import Costs, all_kept, costs_of, kept
from gd_studio.farm.drawing import Drawn, draw
from gd_studio.farm.job import Job
from gd_studio.lecture.catalog import Catalog
from gd_studio.lecture.clips import read_lecture
from gd_studio.lecture.plan import plan
from gd_studio.store.clip_store import sealed


@pytest.fixture
def job(lecture: Path) -> Job:
    lecture.write_text(lecture.read_text(encoding="utf-8") + "moves = 9\n", encoding="utf-8")
    [planned] = plan(read_lecture(lecture, Catalog())[1:])
    return Job(planned, lecture.parent / "media" / "clips")


def drawn(job: Job, folder: Path, shares: Shares) -> Drawn:
    share = draw(job.drawing, folder, shares, 0, Report())
    assert isinstance(share, Drawn), share
    return share


def receipts(job: Job) -> list[Path]:
    return sorted((job.store.folder / "receipts").glob("costs-*.json"))


def test_what_a_clip_has_cost_is_kept_beside_its_film(job: Job) -> None:
    assert make(job).status == "rendered"
    costs = kept(job.store, job.planned.digest)
    assert costs is not None and list(all_kept(job.store)) == [costs]
    entry = job.store.get(job.planned.digest)
    assert entry is not None and entry.facts["frames"] == costs.frames
    assert (costs.width, costs.height, costs.frame_rate, costs.lesson) == (160, 90, 10, "MovingSquare")
    assert len(costs.told) == 5, "nine seconds move, two in a chunk"
    assert all(costs.painted) and costs.joining > 0


def test_film_is_the_same_where_its_costs_are_lost_or_broken(job: Job) -> None:
    make(job)
    film, [receipt] = job.targets["mp4"].read_bytes(), receipts(job)
    good = kept(job.store, job.planned.digest)
    assert good is not None
    for content in (
        b"",
        b"\xff" * 99,
        sealed({}),
        sealed(good.model_dump() | {"version": 2}),
        sealed(good.model_dump() | {"told": []}),
        sealed(good.model_dump() | {"joining": -1.0}),
    ):
        receipt.write_bytes(content)
        assert kept(job.store, job.planned.digest) is None and list(all_kept(job.store)) == []
        job.targets["mp4"].unlink()
        assert make(job).status == "delivered"
        assert job.targets["mp4"].read_bytes() == film


def test_shares_add_up_to_what_one_process_spends(job: Job, tmp_path: Path) -> None:
    first, other = (drawn(job, tmp_path / str(k), Assigned(range(k, 99, 2))) for k in (0, 1))
    parcel = pack(other, tmp_path / "1")
    came = unpack(parcel, lambda name, content: None)
    assert came == other, "costs travel"
    costs = costs_of(job.planned.recipe, [first, other], 0.5)
    assert costs is not None and costs.joining == 0.5
    for number, (mine, others) in enumerate(zip(first.costs, other.costs, strict=True)):
        assert bool(mine.painted) == (number % 2 == 0) and bool(others.painted) == (number % 2 == 1)
        assert costs.told[number] == pytest.approx(min(mine.told, others.told), abs=1e-4)
    for share in (first, other):
        told = sum(cost.spent for cost in share.costs)
        assert 0.3 * share.spent < told <= share.spent, "most of it is the chunks'"
    alone = drawn(job, tmp_path / "alone", Alone())
    assert all(cost.painted for cost in alone.costs)
    assert costs_of(job.planned.recipe, [alone, Drawn(alone.frames, 0, alone.chunks)], 0.5) is None


@pytest.fixture
def clocks(monkeypatch: pytest.MonkeyPatch) -> Callable[[float, float], None]:
    """Let a test say what the clocks of this thread and of the others show."""
    shown = [0.0, 0.0]

    def go_on(own: float, others: float) -> None:
        shown[0] += own
        shown[1] += others

    monkeypatch.setattr("gd_studio.engine.costs.thread_time", lambda: shown[0])
    monkeypatch.setattr("gd_studio.engine.costs.process_time", lambda: sum(shown))
    return go_on


def test_meter_tells_telling_painting_and_encoding_apart(clocks: Callable[[float, float], None]) -> None:
    clocks(5.0, 3.0)
    meter = Meter(_own=5.0, _others=3.0)
    clocks(1.0, 0.0)
    for mine in (True, False, False):
        meter.begin(mine=mine)
        clocks(0.25, 0.0)
        meter.tell()
        if mine:
            clocks(2.0, 1.0)
            meter.paint()
        clocks(0.0, 0.5)  # what still waits to be encoded
    meter.end()
    assert meter.chunks == [ChunkCost(1.25, 2.0, 2.5), ChunkCost(0.25), ChunkCost(0.25)]


def test_costs_need_all_three_numbers_of_a_chunk() -> None:
    known = {"lesson": "X", "subject": "s", "width": 16, "height": 9, "frame_rate": 10, "frames": 20}
    more = {"setting": 0.1, "told": (0.1, 0.2), "painted": (1.0, 2.0), "joining": 0.3}
    costs = Costs(**known, **more, encoded=(0.5, 0.5))
    assert (costs.telling, costs.drawing, costs.seconds) == (pytest.approx(0.4), 4.0, 2.0)
    with pytest.raises(ValueError, match="told, painted and encoded"):
        Costs(**known, **more, encoded=(0.5,))
