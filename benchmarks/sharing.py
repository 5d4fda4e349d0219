"""One clip shared between processes: how long on one core, with one process, and with one for each core.

    python -m benchmarks.sharing [--runs 3] [--quality 1080p60] [--lessons HillDescent BallOnParabola]

Whole commands, interleaved, medians. Perfect sharing would halve the time of one core on two.
"""

import argparse
import os
import statistics
import tempfile
from pathlib import Path

from benchmarks.render import cost_of, gd_command


def wall(lesson: str, quality: str, jobs: int, cores: set[int]) -> float:
    """Return the seconds that `gd render` takes for a lesson on some cores."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        with tempfile.TemporaryDirectory() as folder:
            return cost_of([*gd_command([lesson], quality), "--jobs", str(jobs)], Path(folder)).wall
    finally:
        os.sched_setaffinity(0, before)


def main() -> None:
    """Print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--quality", default="1080p60")
    parser.add_argument("--lessons", nargs="+", default=["HillDescent", "BallOnParabola"])
    given = parser.parse_args()
    cores = os.sched_getaffinity(0)
    ways = ((1, {min(cores)}), (1, cores), (len(cores), cores))
    print("| lesson | one core, s | one process, s | one process a core, s | of perfect sharing |")
    print("|---|---|---|---|---|")
    for lesson in given.lessons:
        runs = [[wall(lesson, given.quality, *way) for way in ways] for _ in range(given.runs)]
        alone, one, shared = (statistics.median(times) for times in zip(*runs, strict=True))
        ideal = alone / len(cores)
        print(f"| {lesson} | {alone:.1f} | {one:.1f} | {shared:.1f} | {shared / ideal:.2f} |", flush=True)


if __name__ == "__main__":
    main()
