"""Many clips on 1 to 1,000 workers, in thought, with what each lesson really costs here. A Markdown table.

    python -m benchmarks.farm [--quality 1080p60] [--clips 300] [--cores 2 16] [HillDescent ...]

Every lesson is drawn once, with its defaults, then all of them in turn until there are enough clips. The
workers have drawn before, and each has a core of its own; `--cores` are those of the machine that joins and
checks.
"""

import argparse
import subprocess
import tempfile
from itertools import cycle, islice
from pathlib import Path

from benchmarks.plan import jobs_of
from benchmarks.render import gd_command, machine
from gd_studio.commands.planning import time_told
from gd_studio.farm.costs import Costs
from gd_studio.farm.estimates import Estimates
from gd_studio.farm.forecast import Farm, forecast
from gd_studio.lecture.catalog import Catalog

WORKERS = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1000)


def table(clips: list[Costs], cores: list[int]) -> list[str]:
    """Return the lines of a table: time, processors' hours and idleness for each number of workers."""
    heads = ["workers", "CPU hours", "runs"]
    heads += [text for size in cores for text in (f"{size} cores here: time", "workers idle")]
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for workers in WORKERS:
        farms = [forecast(clips, Farm(workers, size, warm=True)) for size in cores]
        cells = [str(workers), f"{farms[0].processors / 3600:.2f}", str(farms[0].runs)]
        cells += [text for farm in farms for text in (time_told(farm.seconds), f"{farm.idle:.0%}")]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def main() -> None:
    """Draw, and print a Markdown table."""
    reader = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    reader.add_argument("lessons", nargs="*", default=sorted(Catalog().entries))
    reader.add_argument("--quality", default="1080p60")
    reader.add_argument("--clips", type=int, default=300)
    reader.add_argument("--cores", type=int, nargs="+", default=[2, 16])
    given = reader.parse_args()
    with tempfile.TemporaryDirectory() as made:
        subprocess.run(gd_command(given.lessons, given.quality), cwd=made, check=True)
        jobs = jobs_of(given.lessons, given.quality, Path(made))
        estimates = Estimates([job.store for job in jobs])
        costs = [estimates.of(job).costs for job in jobs]
    print(f"{given.clips} clips at {given.quality}, of {len(costs)} lessons in turn; {machine()}.\n")
    print("\n".join(table([*islice(cycle(costs), given.clips)], given.cores)))


if __name__ == "__main__":
    main()
