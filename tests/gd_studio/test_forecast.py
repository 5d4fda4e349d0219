"""A farm at work in thought: the dealer's own rule, held to what can be reckoned by hand."""

import re
from collections.abc import Callable
from dataclasses import replace
from math import inf
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from gd_studio.farm import crew as farm
from gd_studio.farm.cluster import deal
from gd_studio.farm.cluster.dealer import Dealer
from gd_studio.farm.costs import Costs
from gd_studio.farm.estimates import SHIPPED, Estimates, average, rates_of, scaled
from gd_studio.farm.forecast import Farm, Overhead, forecast
from gd_studio.farm.job import Job
from gd_studio.farm.machines import Machine
from gd_studio.lecture.catalog import Catalog
from gd_studio.lecture.clips import read_lecture
from gd_studio.lecture.plan import plan
from tests.gd_studio.test_dealing import Hands, well

Ask = Callable[..., "CompletedProcess[str]"]
NOTHING = Overhead(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def costs(chunks: int, *, told: float = 0.1, painted: float = 1.0, joining: float = 0.0) -> Costs:
    """Return those of a clip whose chunks are alike, half a second of encoding each."""
    return Costs(
        lesson="X", subject="x", width=160, height=90, frame_rate=10, frames=10 * chunks, setting=0.0,
        told=(told,) * chunks, painted=(painted,) * chunks, encoded=(0.5,) * chunks, joining=joining,
    )  # fmt: skip


@pytest.fixture
def jobs(lecture: Path) -> list[Job]:
    media = lecture.parent / "media"
    return [Job(planned, media / "clips") for planned in plan(read_lecture(lecture, Catalog()))]


def ends(machine: Machine, *tasks: tuple[float, float]) -> list[float]:
    """Return when tasks end that begin together, each so many seconds long on so many cores."""
    ended: list[float] = []
    for seconds, cores in tasks:
        machine.begin(seconds, lambda: ended.append(machine.due), cores)
    times = []
    while machine.due < inf:
        times.append(machine.due)
        machine.pass_to(machine.due)
        machine.end()
    return times


def test_tasks_share_the_cores_of_a_machine_evenly() -> None:
    assert ends(Machine(inf), (1.0, 1.0), (3.0, 1.0)) == [1.0, 3.0]
    assert ends(Machine(2), (1.0, 1.0), (1.0, 1.0)) == [1.0, 1.0]
    assert ends(Machine(2), *[(1.0, 1.0)] * 4) == [2.0] * 4
    assert ends(Machine(1), (1.0, 1.0), (2.0, 1.0)) == pytest.approx([2.0, 3.0])
    assert ends(Machine(1.5), (1.0, 2.0)) == pytest.approx([4 / 3])


@pytest.mark.parametrize("chunks", [1, 7, 40])
def test_one_worker_takes_what_its_runs_take(chunks: int) -> None:
    clip = costs(chunks, joining=2.0)
    runs = min(chunks, deal.runs_of(1.5 * chunks, 1))
    alone = forecast([clip], Farm(1, 1), overhead=NOTHING)
    assert alone.runs == runs
    assert alone.drawn == pytest.approx(runs * clip.telling + clip.drawing)
    assert alone.seconds == pytest.approx(alone.drawn + 2.0)
    assert alone.processors == pytest.approx(alone.seconds)
    assert (alone.last, forecast([], Farm(3, 1)).seconds) == (0, 0.0)


def test_workers_of_this_machine_paint_and_encode_at_once_where_it_has_cores() -> None:
    clip = costs(8)
    runs = deal.runs_of(12.0, 1)
    here = forecast([clip], Farm(1, 2, shared=True), overhead=NOTHING)
    assert here.seconds == pytest.approx(runs * clip.telling + 8 * 1.0)
    crowded = forecast([clip] * 4, Farm(4, 2, shared=True), overhead=NOTHING)
    assert crowded.processors == pytest.approx(crowded.runs * clip.telling + 4 * clip.drawing)
    assert crowded.processors / 2 <= crowded.seconds <= 1.2 * crowded.processors / 2


def test_everything_besides_drawing_counts_once() -> None:
    clip, over = costs(1), Overhead(1.0, 2.0, 4.0, 0.5, 0.25, 8.0)
    once = clip.telling + clip.drawing + 1.0 + 2.0 + 2 * (0.5 + 0.25) + 8.0
    assert forecast([clip], Farm(1, 1, warm=True), overhead=over).seconds == pytest.approx(once)
    assert forecast([clip], Farm(1, 1), overhead=over).seconds == pytest.approx(once + 4.0)


@pytest.mark.parametrize("workers", [1, 3, 16, 200])
def test_no_farm_is_faster_than_its_work_allows(workers: int) -> None:
    clips = [costs(chunks, joining=0.2 * chunks) for chunks in (3, 30, 12, 1, 25) * 4]
    told = forecast(clips, Farm(workers, 2), overhead=NOTHING)
    drawing, joining = (sum(getattr(clip, key) for clip in clips) for key in ("drawing", "joining"))
    assert told.seconds >= max(drawing / workers, joining / 2, *(clip.joining for clip in clips))
    telling = told.runs * max(clip.telling for clip in clips)
    assert told.seconds <= (drawing + telling) / workers + joining + 15.0
    assert told.processors >= drawing + joining
    assert 0.0 <= told.idle < 1.0


def test_run_that_is_late_is_drawn_twice_in_thought_as_well() -> None:
    long, short = costs(1, painted=30.0), costs(1)
    told = forecast([long, *[short] * 6], Farm(2, 2), overhead=NOTHING)
    assert told.runs == 8 and told.last == 0
    assert told.seconds == pytest.approx(long.telling + long.drawing), "who began first ends first"


def test_forecast_deals_as_the_dealer_does(jobs: list[Job], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deal, "SECONDS_A_RUN", 2.0)
    estimates = Estimates([job.store for job in jobs])
    known = [estimates.of(job) for job in jobs]
    assert {estimate.basis for estimate in known} == {"as shipped"}
    told = forecast([estimate.costs for estimate in known], Farm(2, 1))
    hands = Hands(well, well)
    results = [*farm.run(jobs, 1, dealer=Dealer(hands, jobs, print))]
    assert [result.status for result in results] == ["rendered"] * 2
    assert sum(hand.count for hand in hands.hands.values()) == told.runs > 4

    measured = Estimates([job.store for job in jobs])
    assert {measured.of(job).basis for job in jobs} == {"measured"}
    larger = [replace(job, planned=replace(job.planned, digest="other")) for job in jobs]
    assert {measured.of(job).basis for job in larger} == {"as in another size"}
    recipe = replace(jobs[0].planned.recipe, parameters="{}")
    other = replace(jobs[0], planned=replace(jobs[0].planned, digest="other", recipe=recipe))
    assert measured.of(other).basis == "as its lesson"
    recipe = replace(recipe, lesson="Unknown")
    other = replace(jobs[0], planned=replace(jobs[0].planned, digest="other", recipe=recipe))
    assert measured.of(other).basis == "as other lessons"


def test_costs_grow_with_frames_and_pixels_and_telling_does_not(jobs: list[Job]) -> None:
    recipe, clip = jobs[0].planned.recipe, costs(10, joining=3.0)
    assert scaled(clip, recipe) == clip, "the same size and rate"
    twice = scaled(clip, replace(recipe, frame_rate=20))
    assert (twice.frames, twice.telling) == (200, clip.telling)
    assert (twice.drawing, twice.joining) == pytest.approx((2 * clip.drawing, 6.0))
    large = scaled(clip, replace(recipe, width=1600, height=900))
    assert clip.joining < large.joining < 100 * clip.joining


def test_average_of_one_clip_is_that_clip(jobs: list[Job]) -> None:
    recipe, clip = jobs[0].planned.recipe, costs(10, joining=3.0)
    rates = rates_of([clip])
    assert rates is not None and rates_of([]) is None
    again = average(rates, recipe)
    assert again.told == pytest.approx(clip.told) and again.joining == pytest.approx(3.0)
    assert (again.painted, again.encoded) == (pytest.approx(clip.painted), pytest.approx(clip.encoded))
    assert average(SHIPPED, recipe, 30.0).seconds == 30.0


def test_plan_is_a_table_and_what_is_stored_costs_nothing(jobs: list[Job], ask: Ask) -> None:
    done = ask("plan", "--workers", "1,64")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("2 clips to draw; costs as shipped (2)\n")
    rows = [line.split() for line in done.stdout.splitlines() if re.match(r" +(1|64) ", line)]
    assert [row[0] for row in rows] == ["1", "64"]
    assert re.search(r"With 64 workers (near|far) ends last: drawn after .*, joined and checked", done.stdout)

    assert ask("render", "near", "--quiet", "--jobs", "1").returncode == 0
    done = ask("plan", "--workers", "1")
    assert done.stdout.startswith("1 clip to draw, 1 there already; costs as its lesson (1)\n")
    assert "With 1 worker far ends last" in done.stdout
    assert ask("plan", "near").stdout == "0 clips to draw, 1 there already\n"
    assert ask("plan", "near", "--force").stdout.startswith("1 clip to draw; costs measured (1)\n")


@pytest.mark.parametrize("workers", ["0", "x", "1,,2", "5000", "9" * 999])
def test_what_is_no_number_of_workers_is_refused(lecture: Path, ask: Ask, workers: str) -> None:
    done = ask("plan", "--workers", workers)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"gd: --workers {workers}: must be whole numbers from 1 to 4096, such as 16 or 1,4,64.\n"
    )
