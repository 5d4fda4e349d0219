"""The command `gd lint`: the film lint over chosen clips, printed by name and time."""

from collections.abc import Sequence
from typing import cast

from rich.console import Console

from gd_studio.lecture.assignments import Assignment
from gd_studio.lecture.clips import Clip
from gd_studio.lecture.plan import Planned, for_each


def inspect(clips: Sequence[Clip], assignments: Sequence[Assignment]) -> int:
    """Print what the film lint finds and return the exit status: 1 if it finds anything."""
    from gd_studio.commands.lint import Aspect, lint_lesson
    from gd_studio.lecture.staging import staged

    console = Console()
    total = 0

    def watch(planned: Planned) -> None:
        nonlocal total
        clip = planned.clip
        show = staged(planned.recipe)
        findings = lint_lesson(show.lesson, show.parameters, show.look, cast("Aspect", clip.aspect))
        total += len(findings)
        lines = [
            f"{clip.name}, beat {finding.beat}, {finding.time:.1f} s: {finding.rule}: {finding.told}"
            for finding in findings
        ]
        for line in lines or [f"{clip.name}: clean ({clip.theme}, {clip.aspect})"]:
            console.print(line, highlight=False, markup=False, soft_wrap=True)

    status = for_each(clips, assignments, watch)
    return status or min(total, 1)
