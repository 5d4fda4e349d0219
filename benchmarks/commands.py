"""How long a lecturer waits for the small things: help, a render with nothing to do, the preview of a tweak.

python -m benchmarks.commands [--runs 3]
"""

import argparse
import itertools
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.render import cost_of

GD = str(Path(sys.executable).with_name("gd"))
CLIPS = 30
FIRST_START = 60
"""Of the first clip, in eighths."""


def clip(number: int) -> str:
    """Return a clip's lines in lecture.toml."""
    start = FIRST_START / 8 if number == 0 else number / 8
    return f'[[clip]]\nlesson = "BallOnParabola"\nname = "ball-{number}"\nstart = {start}\n\n'


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
        folder, tweaks = Path(temporary), itertools.count(FIRST_START)
        lecture = folder / "lecture.toml"
        lecture.write_text(
            '[defaults]\nquality = "480p15"\nformats = ["mp4"]\n\n' + "".join(map(clip, range(CLIPS))),
            encoding="utf-8",
        )
        rows = {"gd --help": seconds(runs, [GD, "--help"], folder)}
        cost_of([GD, "render"], folder)
        rows[f"gd render, {CLIPS} clips, nothing to do"] = seconds(runs, [GD, "render"], folder)

        def tweak(run: int) -> None:
            """Change the first clip's start to a value that it never had."""
            text = lecture.read_text(encoding="utf-8")
            first = next(tweaks)
            lecture.write_text(text.replace(f"start = {first / 8}\n", f"start = {(first + 1) / 8}\n", 1))

        rows["gd preview, a still of the end"] = seconds(runs, [GD, "preview", "ball-0"], folder, tweak)
        rows["gd render --draft of a tweaked clip"] = seconds(
            runs, [GD, "render", "ball-0", "--draft"], folder, tweak
        )
        rows["gd render --draft of HillDescent"] = seconds(
            runs, [GD, "render", "HillDescent", "--draft", "--force"], folder
        )
    print("| command | s |\n|---|---|")
    for command, spent in rows.items():
        print(f"| {command} | {spent:.2f} |")


if __name__ == "__main__":
    main()
