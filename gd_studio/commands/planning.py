"""The command `gd plan`: how long a farm would take, and what would hold it up, before anything is drawn."""

import os
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from rich import box
from rich.console import Console
from rich.table import Table

from gd_studio.commands.rendering import CLIPS
from gd_studio.errors import CommandError
from gd_studio.farm.estimates import Estimate, Estimates
from gd_studio.farm.forecast import Farm, Forecast, forecast
from gd_studio.farm.job import Job
from gd_studio.lecture.assignments import Assignment
from gd_studio.lecture.clips import Clip
from gd_studio.lecture.plan import Planned, Refused, plan_each
from gd_studio.speaking import print_json, say_error

MOST_WORKERS = 4096
USUAL = "1,2,4,8,16,64"
_WAITED = 2.0
"""A clip that is there so many times its own checking after it was drawn has waited for others."""


def numbers_of(text: str) -> list[int]:
    """Return the numbers of workers that --workers asks for.

    Raises
    ------
    CommandError
        If one of them is no whole number from 1 to MOST_WORKERS.
    """
    words = [word.strip() for word in text.split(",")]
    if not all(re.fullmatch(r"[0-9]{1,9}", word) and 1 <= int(word) <= MOST_WORKERS for word in words):
        raise CommandError(
            f"--workers {text}: must be whole numbers from 1 to {MOST_WORKERS}, such as 16 or 1,4,64."
        )
    return [int(word) for word in dict.fromkeys(words)]


@dataclass(frozen=True, slots=True)
class Task:
    """A clip that is to be drawn, and what that will cost."""

    job: Job
    estimate: Estimate

    @property
    def most(self) -> int:
        """Return into how many runs it may be dealt out."""
        return len(self.estimate.costs.told) if self.job.renderer == "fast" else 1


def tell_plan(
    clips: Sequence[Clip],
    assignments: Sequence[Assignment],
    *,
    workers: str = USUAL,
    cores: int | None = None,
    local: bool = False,
    warm: bool = False,
    force: bool = False,
    as_json: bool = False,
) -> int:
    """Print how long clips would take on farms of several sizes, and return the exit status.

    Parameters
    ----------
    clips, assignments
        As selected on the command line.
    workers
        How many draw, separated by commas.
    cores
        Of this machine; all by default.
    local
        Whether the workers are on it as well.
    warm
        Whether they have drawn before.
    force
        Whether to draw also what is stored.
    as_json
        Whether to print one JSON object, and nothing else.
    """
    sizes = numbers_of(workers)
    if cores is not None and cores < 1:
        raise CommandError(f"--cores {cores}: must be at least 1.")
    console = Console(stderr=as_json)
    outcomes = plan_each(clips, assignments)
    refused = [outcome for outcome in outcomes if isinstance(outcome, Refused)]
    if refused and len(outcomes) == 1:
        raise refused[0].error
    plans = [outcome for outcome in outcomes if isinstance(outcome, Planned)]
    tasks, costs = _tasks(plans, force=force), list[Forecast]()
    with console.status("thinking of workers") as shown:
        for size in sizes:
            shown.update(f"thinking of {size} workers")
            farm = Farm(size, cores or os.cpu_count() or 1, local, warm)
            known = [task.estimate.costs for task in tasks]
            costs.append(forecast(known, farm, most=[task.most for task in tasks]))
    if as_json:
        print_json(_as_json(plans, tasks, sizes, costs))
    else:
        for line in _summary(plans, tasks):
            console.print(line, highlight=False, markup=False, soft_wrap=True)
        if tasks:
            console.print(_table(tasks, sizes, costs))
            _tell_pole(console, tasks, sizes[-1], costs[-1])
        for item in refused:
            say_error(item.error.message)
    return max([item.error.exit_status for item in refused], default=0)


def _tasks(plans: Sequence[Planned], *, force: bool) -> list[Task]:
    """Return what is to be drawn: each film once, and none that the store has."""
    jobs = {planned.digest: Job(planned, planned.clip.media / CLIPS, force) for planned in plans}
    estimates = Estimates([job.store for job in jobs.values()])
    return [
        Task(job, estimates.of(job))
        for digest, job in jobs.items()
        if force or job.store.look_up(digest) is None
    ]


def _summary(plans: Sequence[Planned], tasks: Sequence[Task]) -> list[str]:
    there = len(plans) - len(tasks)
    said = f"{_clips(len(tasks))} to draw" + (f", {there} there already" if there else "")
    bases = Counter(task.estimate.basis for task in tasks)
    if bases:
        said += "; costs " + ", ".join(f"{basis} ({count})" for basis, count in bases.items())
    forms = {form.name for task in tasks for form in task.job.planned.clip.formats if not form.inside}
    left_out = [f"note: not counted: making {', '.join(sorted(forms))}"] if forms else []
    return [said, *left_out]


def _clips(count: int) -> str:
    return f"{count} clip{'' if count == 1 else 's'}"


def _table(tasks: Sequence[Task], sizes: Sequence[int], costs: Sequence[Forecast]) -> Table:
    table = Table(box=box.SIMPLE_HEAD)
    for heading in ("workers", "time", "CPU hours", "runs", "idle"):
        table.add_column(heading, justify="right")
    table.add_column("longest pole")
    for size, cost in zip(sizes, costs, strict=True):
        hours, idle = f"{cost.processors / 3600:.3g}", f"{cost.idle:.0%}"
        table.add_row(str(size), time_told(cost.seconds), hours, str(cost.runs), idle, _pole(tasks, cost))
    return table


def _pole(tasks: Sequence[Task], cost: Forecast) -> str:
    """Return what everything else waits for in the end."""
    if cost.last is None:
        return ""
    last = tasks[cost.last]
    if cost.seconds - cost.drawn > _WAITED * last.estimate.costs.joining + 1.0:
        return "joining and checking here"
    return last.job.name


def _tell_pole(console: Console, tasks: Sequence[Task], size: int, cost: Forecast) -> None:
    if cost.last is None:
        return
    task = tasks[cost.last]
    costs = task.estimate.costs
    chunk = max(map(sum, zip(costs.painted, costs.encoded, strict=True)))
    console.print(
        f"With {size} worker{'' if size == 1 else 's'} {task.job.name} ends last: drawn after"
        f" {time_told(cost.drawn)}, joined and checked after {time_told(cost.seconds)}."
        f" Each of its runs tells for {costs.telling:.1f} s, its longest chunk takes {chunk:.1f} s,"
        f" joining and checking {costs.joining:.1f} s.",
        highlight=False,
        markup=False,
        soft_wrap=True,
    )


def time_told(seconds: float) -> str:
    """Return a duration for the eye.

    >>> time_told(4.21), time_told(75.0), time_told(7500.0)
    ('4.2 s', '1 min 15 s', '2 h 05 min')
    """
    if seconds < 10:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02} min"


def _as_json(
    plans: Sequence[Planned], tasks: Sequence[Task], sizes: Sequence[int], costs: Sequence[Forecast]
) -> dict[str, object]:
    told = [
        {
            "name": task.job.name,
            "basis": task.estimate.basis,
            "seconds": task.estimate.costs.seconds,
            "chunks": len(task.estimate.costs.told),
            "telling": task.estimate.costs.telling,
            "drawing": task.estimate.costs.drawing,
            "joining": task.estimate.costs.joining,
        }
        for task in tasks
    ]
    farms = [
        {"workers": size, **asdict(cost), "last": None if cost.last is None else tasks[cost.last].job.name}
        for size, cost in zip(sizes, costs, strict=True)
    ]
    drawn = {task.job.name for task in tasks}
    there = [planned.clip.name for planned in plans if planned.clip.name not in drawn]
    return {"clips": told, "there": there, "farms": farms}
