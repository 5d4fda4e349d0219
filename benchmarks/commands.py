"""How long a lecturer waits for the small things: help, a render with nothing to do, the preview of a tweak.

python -m benchmarks.commands [--runs 3]
"""

import argparse
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.render import cost_of

GD = str(Path(sys.executable).with_name("gd"))
CLIPS = 30
CLIP = '[[clip]]\nlesson = "BallOnParabola"\nname = "ball-{0}"\nstart = {0}.5\nsteps = 3\n\n'


def seconds(
    runs: int, command: list[str], folder: Path, before: Callable[[int], None] | None = None
) -> float:
    """Return the median wall time of a command, `before` being called with the number of each run."""
    times = []
    for run in range(runs):
        if before is not None:
            before(run)
        times.append(cost_of(command, folder).wall)
    return statistics.median(times)


def main() -> None:
    """Measure and print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        lecture = folder / "lecture.toml"
        lecture.write_text(
            '[defaults]\nquality = "480p15"\nformats = ["mp4"]\n\n' + "".join(map(CLIP.format, range(CLIPS))),
            encoding="utf-8",
        )
        rows = {"gd --help": seconds(runs, [GD, "--help"], folder)}
        cost_of([GD, "render"], folder)
        rows[f"gd render, {CLIPS} clips, nothing to do"] = seconds(runs, [GD, "render"], folder)

        def tweak(run: int) -> None:
            text = lecture.read_text(encoding="utf-8")
            lecture.write_text(text.replace(f"start = {run}.5", f"start = {run}.6"), encoding="utf-8")

        rows["gd preview, a still of the end"] = seconds(
            runs, [GD, "preview", "BallOnParabola", "--set", "start=7"], folder
        )
        rows["gd render --draft of a tweaked clip"] = statistics.median(
            seconds(1, [GD, "render", f"ball-{run}", "--draft"], folder, lambda _, run=run: tweak(run))
            for run in range(runs)
        )
        for lesson in ("BallOnParabola", "HillDescent"):
            rows[f"gd render {lesson} --draft --force"] = seconds(
                runs, [GD, "render", lesson, "--draft", "--force"], folder
            )
    print("| command | s |\n|---|---|")
    for command, spent in rows.items():
        print(f"| {command} | {spent:.2f} |")


if __name__ == "__main__":
    main()
