"""What a cluster on this machine costs beside its own processes: wall and processor seconds, interleaved.

Example: python -m benchmarks.cluster --quality 720p30 BallOnParabola BlindfoldedHiker
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.render import cost_of
from tests.gd_studio.clusters import TrialCluster

WORKERS = 2
CENTRAL = ("BlindfoldedHiker", "BallOnParabola", "LearningRateComparison", "RegressionLineFitting")


def spent(cluster: TrialCluster) -> float:
    """Return the processor seconds of a cluster's processes so far."""
    total = 0
    for process in (*cluster.workers.values(), cluster.scheduler):
        user, system = Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()[11:13]
        total += int(user) + int(system)
    return total / os.sysconf("SC_CLK_TCK")


def render(folder: Path, cluster: TrialCluster, *words: str) -> tuple[float, float]:
    """Render once more; return wall and processor seconds."""
    before = spent(cluster)
    command = [sys.executable, "-P", "-m", "gd_studio", "render", "--quiet", "--force", *words]
    cost = cost_of(command, folder)
    return cost.wall, cost.cpu + spent(cluster) - before


def main() -> None:
    """Measure, and print medians."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("lessons", nargs="*", default=CENTRAL)
    reader.add_argument("--quality", default="720p30")
    reader.add_argument("--times", type=int, default=3)
    given = reader.parse_args()
    os.environ["PYTHONPATH"] = os.pathsep.join(entry for entry in sys.path if entry)
    with tempfile.TemporaryDirectory() as made:
        cluster = TrialCluster(Path(made) / "cluster")
        try:
            for number in range(WORKERS):
                cluster.hire(f"worker-{number}")
            words = (*given.lessons, "--quality", given.quality)
            ways = {"processes": ("--jobs", str(WORKERS)), "cluster": ("--cluster", cluster.address)}
            times: dict[str, list[tuple[float, float]]] = {way: [] for way in ways}
            for way in ("cluster", *list(ways) * given.times):
                taken = render(Path(made), cluster, *words, *ways[way])
                times[way].append(taken)
                print(f"{way}: {taken[0]:.1f} s on the wall, {taken[1]:.1f} s of processors", flush=True)
            times["cluster"].pop(0)  # its workers had to load manim
            for way, taken_all in times.items():
                wall, work = (median(column) for column in zip(*taken_all, strict=True))
                print(f"median, {way}: {wall:.1f} s, {work:.1f} s; load {os.getloadavg()[0]:.0f}")
        finally:
            cluster.end()


if __name__ == "__main__":
    main()
