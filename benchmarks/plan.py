"""Does `gd plan` tell the truth? Forecasts for 1, 2 and 4 workers of this machine beside what they take.

    python -m benchmarks.plan [--quality 480p15] [--rounds 2] [BallOnParabola ...]

A round begins four fresh workers and lets them draw; then the warm ones draw again: four, two and one of
them. Before each render the forecast is made of what the renders before it have kept. What other processes
take of the machine meanwhile is measured, and a second forecast made for the cores that they have left.
"""

import argparse
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.cluster import CENTRAL, render, spent
from benchmarks.render import machine
from gd_studio.farm.estimates import Estimates
from gd_studio.farm.forecast import Farm, Forecast, forecast
from gd_studio.farm.job import Job
from gd_studio.lecture.catalog import Catalog
from gd_studio.lecture.clips import clips_of_all_lessons
from gd_studio.lecture.plan import plan
from gd_studio.lecture.selection import Style
from tests.gd_studio.clusters import TrialCluster

MOST = 4


@dataclass(frozen=True, slots=True)
class Trial:
    """A render, and what was said of it before."""

    workers: int
    warm: bool
    wall: float
    cpu: float
    cores: float
    said: Forecast
    left: Forecast


def busy() -> float:
    """Return the seconds that all cores of this machine have worked so far, for anybody."""
    user, nice, system, _idle, _waiting, *interrupts = map(
        int, Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]
    )
    return (user + nice + system + sum(interrupts)) / os.sysconf("SC_CLK_TCK")


def jobs_of(lessons: list[str], quality: str, folder: Path) -> list[Job]:
    """Return the clips as `gd render` plans them in a folder."""
    clips = [clip for clip in clips_of_all_lessons(Catalog(), folder) if clip.lesson.name in lessons]
    planned = plan([Style(quality).apply(clip) for clip in clips])
    return [Job(each, each.clip.media / "clips") for each in planned]


def trial(
    folder: Path, cluster: TrialCluster, jobs: list[Job], words: tuple[str, ...], *, warm: bool
) -> Trial:
    """Forecast a render, let it happen, and forecast it again for the cores that were there for it."""
    estimates = Estimates([job.store for job in jobs])
    known = [estimates.of(job).costs for job in jobs]
    workers, cores = len(cluster.workers), os.cpu_count() or 1
    before, began = busy(), time.perf_counter()
    wall, cpu = render(folder, cluster, *words, "--cluster", cluster.address)
    others = max(0.0, busy() - before - cpu) / (time.perf_counter() - began)
    left = max(0.1, cores - others)
    said, then = (forecast(known, Farm(workers, room, True, warm)) for room in (cores, left))
    return Trial(workers, warm, wall, cpu, left, said, then)


def off(said: float, was: float) -> str:
    """Return by how much a forecast is off."""
    return f"{said / was - 1:+.0%}"


def main() -> None:
    """Measure and print a Markdown table."""
    reader = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    reader.add_argument("lessons", nargs="*", default=CENTRAL)
    reader.add_argument("--quality", default="480p15")
    reader.add_argument("--rounds", type=int, default=2)
    given = reader.parse_args()
    os.environ["PYTHONPATH"] = os.pathsep.join(entry for entry in sys.path if entry)
    trials: list[Trial] = []
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        jobs = jobs_of(list(given.lessons), given.quality, folder)
        words = (*given.lessons, "--quality", given.quality, "--format", "mp4")
        for number in range(given.rounds):
            cluster = TrialCluster(folder / f"cluster-{number}")
            try:
                for worker in range(MOST):
                    cluster.hire(f"worker-{worker}")
                while spent(cluster) < 0.1:
                    time.sleep(0.1)
                for workers, warm in ((4, False), (4, True), (2, True), (1, True)):
                    while len(cluster.workers) > workers:
                        cluster.fire(next(iter(cluster.workers)))
                    trials.append(trial(folder, cluster, jobs, words, warm=warm))
                    print(trials[-1], file=sys.stderr, flush=True)
            finally:
                cluster.end()
    print(f"{len(jobs)} clips at {given.quality}, {given.rounds} rounds, medians; {machine()}.\n")
    heads = ["workers", "took, s", "forecast, s", "off", "cores left", "for these, s", "off"]
    heads += ["CPU, s", "forecast, s", "off"]
    print(f"| {' | '.join(heads)} |\n{'|---' * len(heads)}|")
    for workers, warm in ((1, True), (2, True), (4, True), (4, False)):
        ones = [one for one in trials if (one.workers, one.warm) == (workers, warm)]
        wall, cpu, cores = (median(getattr(one, key) for one in ones) for key in ("wall", "cpu", "cores"))
        said, left = median(one.said.seconds for one in ones), median(one.left.seconds for one in ones)
        told = median(one.said.processors for one in ones)
        cells = [f"{workers}{'' if warm else ', fresh'}", f"{wall:.1f}", f"{said:.1f}", off(said, wall)]
        cells += [f"{cores:.1f}", f"{left:.1f}", off(left, wall)]
        cells += [f"{cpu:.1f}", f"{told:.1f}", off(told, cpu)]
        print(f"| {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
