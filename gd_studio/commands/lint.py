"""The command `gd lint`: the film lint over chosen clips, printed by name and time."""

from collections.abc import Sequence
from itertools import product
from typing import cast

from rich.console import Console

from gd_studio.lecture.assignments import Assignment
from gd_studio.lecture.clips import Clip
from gd_studio.lecture.plan import Planned, for_each
from gd_studio.lecture.quality import ASPECTS
from gd_studio.lecture.studio_keys import THEMES


def in_all_aspects(clips: Sequence[Clip]) -> list[Clip]:
    """Return each clip in every aspect ratio and both themes."""
    looks = [{"theme": theme, "aspect": aspect} for theme, aspect in product(THEMES, ASPECTS)]
    return [clip.restyled(look, "--all-aspects") for clip in clips for look in looks]


def inspect(clips: Sequence[Clip], assignments: Sequence[Assignment]) -> int:
    """Print what the film lint finds and return the exit status: 1 if it finds anything.

    What to try is said once for each rule, at the end.
    """
    from gd_studio.film_lint.finding import advice
    from gd_studio.film_lint.lint import Aspect, lint_lesson
    from gd_studio.lecture.staging import staged

    console = Console()
    rules: set[str] = set()
    done = 0

    def say(line: str) -> None:
        console.print(line, highlight=False, markup=False, soft_wrap=True)

    def watch(planned: Planned) -> None:
        nonlocal done
        clip = planned.clip
        look, done = f"{clip.background or clip.theme}, {clip.aspect}", done + 1
        with console.status(f"{clip.name} ({look}): {done} of {len(clips)}"):
            show = staged(planned.recipe)
            findings = lint_lesson(
                show.lesson, show.parameters, show.look, cast("Aspect", clip.aspect), samples_per_second=5
            )
        rules.update(finding.rule for finding in findings)
        for finding in findings:
            say(f"{clip.name} ({look}), {finding.told}")
        if not findings:
            say(f"{clip.name}: clean ({look})")

    status = for_each(clips, assignments, watch)
    for rule in sorted(rules):
        say(f"{rule}: try {advice(rule)}")
    return status or min(len(rules), 1)
