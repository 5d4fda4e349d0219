"""Runs the fault campaigns: `./gd test --faults`; the counts go into docs/reliability.md.

Example: python -m tests.faults --short
"""

import argparse
import os
import platform
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from tests.faults import beginnings, brood, campaigns, clusters, stock
from tests.faults.campaigns import Trial

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reliability.md"
BEGIN, END = "<!-- counts: written by ./gd test --faults -->\n", "<!-- end of counts -->\n"


@dataclass(frozen=True)
class Row:
    """One campaign.

    Parameters
    ----------
    what
        What is done, for the table.
    run
        Called with the folder and the number of trials.
    short, long
        How many trials.
    whose
        Whose command: ours or the stock one.
    """

    what: str
    run: Callable[[Path, int], Iterator[Trial]]
    short: int
    long: int
    whose: str = "gd"


def rows(chance: random.Random) -> list[Row]:
    """Return all campaigns."""
    return [
        Row("kill -9 at a random moment", lambda f, n: campaigns.killed(f, n, chance), 2, 60),
        Row(
            "kill -9 before and after each change of a name on the disk",
            lambda f, n: campaigns.aimed(f, None if n > 5 else range(24, 24 + n)),
            1,
            1000,
        ),
        Row(
            "Ctrl-C at a random moment",
            lambda f, n: campaigns.killed(f, n, chance, signal.SIGINT),
            1,
            40,
        ),
        Row(
            "Ctrl-C in the first three seconds of the whole command",
            lambda f, n: beginnings.stopped_early(f, n, chance, 3.0 if n > 5 else 0.4),
            2,
            20,
        ),
        Row("two to four runs of one clip at once", lambda f, n: campaigns.raced(f, n, chance), 1, 40),
        Row("the clip changes while it is made", lambda f, n: campaigns.mixed(f, n, chance), 0, 15),
        Row("damaged films, stores, facts and receipts", lambda f, n: campaigns.damaged(f, n, chance), 2, 60),
        Row("damaged compiled code", lambda f, n: beginnings.miscompiled(f, n, chance), 3, 60),
        Row(
            "first ./gd stopped by kill -9 or Ctrl-C", lambda f, n: beginnings.installed(f, n, chance), 1, 12
        ),
        Row("two first ./gd at once", beginnings.installed_twice, 0, 3),
        Row(
            "./gd moved, linked, without its Python, without a network",
            lambda f, n: beginnings.moved_and_changed(f),
            0,
            6,
        ),
        Row(
            "a worker of a cluster killed or stopped at a random moment",
            lambda f, n: clusters.hurt(f, n, chance),
            0,
            20,
        ),
        Row(
            "workers behind 50 ms, 1 % loss, and a line that is cut for seconds",
            lambda f, n: clusters.delayed(f, n, chance),
            0,
            10,
        ),
        Row("a cluster's scheduler killed", lambda f, n: clusters.beheaded(f, n, chance), 0, 5),
        Row("kill -9 while drawing", lambda f, n: stock.killed(f, n, chance), 0, 8, "manim"),
        Row("three runs of one scene at once", stock.raced, 0, 4, "manim"),
        Row("Ctrl-C in the first three seconds", lambda f, n: stock.stopped(f, n, chance), 0, 6, "manim"),
    ]


def main() -> int:
    """Run the campaigns, print their counts, and return 1 if something of ours went wrong."""
    reader = argparse.ArgumentParser(prog="./gd test --faults", description=__doc__)
    reader.add_argument("--short", action="store_true", help="a few trials each, and no page is written")
    reader.add_argument("--seed", type=int, default=1, help="of the random moments")
    reader.add_argument("--share", type=float, default=1.0, help="of the trials of the long form")
    reader.add_argument("--folder", type=Path, help="where to work")
    given = reader.parse_args()
    folder = given.folder or Path(tempfile.mkdtemp(prefix="gd-faults-"))
    folder.mkdir(exist_ok=True)
    began = time.monotonic()
    brood.warm()
    lines, wrong = [], 0
    for number, row in enumerate(rows(random.Random(given.seed))):
        count = row.short if given.short else max(1, round(row.long * given.share))
        if not count:
            continue
        trials = list(_told(row, row.run(folder / str(number), count)))
        bad = [trial for trial in trials if trial]
        wrong += len(bad) if row.whose == "gd" else 0
        print(f"{row.whose}: {row.what}: {len(trials)} trials, {len(bad)} went wrong", flush=True)
        lines.append((row.whose, row.what, len(trials), len(bad), _often(bad) if row.whose != "gd" else ""))
    if not given.short:
        _write(lines, time.monotonic() - began, given.share)
    shutil.rmtree(folder, ignore_errors=True)
    return 1 if wrong else 0


def _told(row: Row, trials: Iterator[Trial]) -> Iterator[Trial]:
    """Yield the trials, and say at once what goes wrong."""
    for number, trial in enumerate(trials, start=1):
        for sentence in trial if row.whose == "gd" else []:
            print(f"{row.what}, trial {number}: {sentence}", file=sys.stderr, flush=True)
        yield trial


def _often(bad: list[Trial]) -> str:
    """Return the first thing that went wrong, shortened."""
    return bad[0][0].splitlines()[-1][:90] if bad else ""


def _write(lines: list[tuple[str, str, int, int, str]], seconds: float, share: float) -> None:
    table = ["| command | what was done to it | trials | went wrong | |", "|---|---|---|---|---|"]
    table += [f"| {whose} | {what} | {count} | {bad} | {how} |" for whose, what, count, bad, how in lines]
    machine = (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[2]:.0f}"
    )
    part = f", with {share:.0%} of the trials of the long form".replace("%", " %") if share != 1 else ""
    python = f"Python {platform.python_version()}, manim {version('manim')}"
    head = f"{time.strftime('%Y-%m-%d')}, {machine}, {python}; {seconds / 60:.0f} minutes{part}:\n"
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(before + BEGIN + head + "\n" + "\n".join(table) + "\n" + END + after, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
