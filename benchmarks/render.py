"""How fast is it? The stock command, `gd render` and the encoding floor, side by side, as a Markdown table.

    python -m benchmarks.render [--runs 3] [--quality 1080p60] [--lessons BallOnParabola ...] [--out FILE]

For each lesson, interleaved, the medians of all runs:

stock      ``manim -q… scenes/x.py X``, the whole command.
gd         ``gd render X --force``, the whole command, on all cores.
drawing    the engine alone, in one process that has everything imported: painting and encoding.
floor      encoding alone: the same frames from memory, every one of them converted whole, same settings.
"""

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.encoding_floor import drawing_and_floor
from gd_studio.lecture.catalog import Catalog
from gd_studio.lecture.quality import find_quality

ROOT = Path(__file__).resolve().parent.parent
CENTRAL = ("BlindfoldedHiker", "BallOnParabola", "LearningRateComparison", "RegressionLineFitting")
LESSONS = (*CENTRAL, "HillDescent")


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the wall, seconds of all processors, and the most memory of one process in MB."""

    wall: float
    cpu: float
    memory: float


def cost_of(command: Sequence[str], folder: Path) -> Cost:
    """Run a command to its end, in a folder, and return what it and all its processes cost."""
    began = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    memory, cpu = 0.0, {}
    while process.poll() is None:
        for pid in _tree(process.pid):
            with suppress(OSError, IndexError):
                stat = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
                cpu[pid] = (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")
                memory = max(memory, int(stat[21]) * os.sysconf("SC_PAGESIZE") / 1e6)
        time.sleep(0.05)
    wall = time.perf_counter() - began
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed with status {process.returncode}")
    return Cost(wall, sum(cpu.values()), memory)


def _tree(pid: int) -> list[int]:
    """Return a process and all that came from it; only itself where /proc does not tell."""
    family = [pid]
    for member in family:
        with suppress(OSError):
            for task in Path(f"/proc/{member}/task").iterdir():
                family += [int(child) for child in (task / "children").read_text().split()]
    return family


def stock_command(lesson: str, quality: str, media: Path) -> list[str]:
    """Return the stock manim command for a lesson."""
    chosen = find_quality(quality, "--quality")
    width, height = chosen.size("16:9")
    file = Catalog().find(lesson).path
    size = ["-r", f"{width},{height}", "--fps", str(chosen.frame_rate)]
    manim = str(Path(sys.executable).with_name("manim"))
    return [manim, *size, "--disable_caching", "--media_dir", str(media), str(file), lesson]


def gd_command(lessons: Sequence[str], quality: str) -> list[str]:
    """Return the command that renders lessons anew."""
    gd = str(Path(sys.executable).with_name("gd"))
    return [gd, "render", *lessons, "--force", "--format", "mp4", "--quality", quality]


def largest_video(folder: Path) -> float:
    """Return the size of the largest MP4 file under a folder, in MB."""
    return max(path.stat().st_size for path in folder.rglob("*.mp4")) / 1e6


def median(costs: Sequence[Cost]) -> Cost:
    """Return the median of each figure."""
    return Cost(*(statistics.median(getattr(c, key) for c in costs) for key in ("wall", "cpu", "memory")))


def measure(lesson: str, quality: str, runs: int) -> tuple[str, float, float]:
    """Return a lesson's line of the table, and the median wall times of stock and gd."""
    stock, gd, drawing, floor = [], [], [], []
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for run in range(runs):
            print(f"{lesson}: run {run + 1} of {runs}", file=sys.stderr, flush=True)
            stock.append(cost_of(stock_command(lesson, quality, folder / "stock"), ROOT))
            gd.append(cost_of(gd_command([lesson], quality), folder))
            drawn, encoded, frames = drawing_and_floor(lesson, quality)
            drawing.append(drawn)
            floor.append(encoded)
        sizes = largest_video(folder / "stock"), largest_video(folder / "media" / "clips")
    s, g = median(stock), median(gd)
    d, f = statistics.median(drawing), statistics.median(floor)
    line = (
        f"| {lesson} | {frames} | {s.wall:.0f} / {s.cpu:.0f} | {g.wall:.0f} / {g.cpu:.0f} | "
        f"{s.wall / g.wall:.1f} | {1e3 * d / frames:.1f} | {1e3 * f / frames:.1f} | {d / f:.2f} | "
        f"{s.memory:.0f} / {g.memory:.0f} | {sizes[0]:.1f} / {sizes[1]:.1f} |"
    )
    return line, s.wall, g.wall


def machine() -> str:
    """Return what this was measured on."""
    name = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        models = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        name = models[0].split(":")[1].strip() if models else name
    return f"{name}, {os.cpu_count()} cores, Python {platform.python_version()}, {date.today():%Y-%m-%d}"


def main() -> None:
    """Measure and print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--quality", default="1080p60")
    parser.add_argument("--lessons", nargs="+", default=list(LESSONS))
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    lines, walls = [], {}
    for lesson in given.lessons:
        line, stock, _ = measure(lesson, given.quality, given.runs)
        lines.append(line)
        walls[lesson] = stock
    text = [
        f"{given.quality}, medians of {given.runs} interleaved runs; {machine()}.",
        "",
        "| lesson | frames | stock, s wall / CPU | gd, s wall / CPU | faster | drawing, ms per frame "
        "| floor, ms per frame | drawing / floor | peak memory, MB, stock / gd | file, MB, stock / gd |",
        "|---|---|---|---|---|---|---|---|---|---|",
        *lines,
    ]
    if set(CENTRAL) <= set(walls):
        together = []
        for _ in range(given.runs):
            with tempfile.TemporaryDirectory() as temporary:
                together.append(cost_of(gd_command(CENTRAL, given.quality), Path(temporary)).wall)
        alone, joint = sum(walls[lesson] for lesson in CENTRAL), statistics.median(together)
        text += [
            "",
            f"The four central clips: {alone:.0f} s with four stock commands, {joint:.0f} s with one "
            f"`gd render`: {alone / joint:.1f} times faster.",
        ]
    print("\n".join(text))
    if given.out:
        given.out.write_text("\n".join(text) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
