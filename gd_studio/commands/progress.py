"""Says how far the work is: a live display with the time left on a terminal, plain lines elsewhere."""

import time
from collections.abc import Sequence
from types import TracebackType
from typing import Protocol

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from gd_studio.farm.under_way import ELSEWHERE
from gd_studio.farm.under_way import Progress as ClipProgress

SECONDS_BETWEEN_LINES = 5.0


class Display(Protocol):
    """Something that shows the state of all clips while they are made."""

    def __enter__(self) -> "Display":
        """Begin."""
        ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End."""

    def update(self, clips: Sequence[ClipProgress]) -> None:
        """Show the state of all clips."""

    def say(self, sentence: str) -> None:
        """Print a line that stays."""


class Silent:
    """Shows nothing."""

    def __enter__(self) -> "Silent":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def update(self, clips: Sequence[ClipProgress]) -> None:
        """Show nothing."""

    def say(self, sentence: str) -> None:
        """Print nothing."""


class Lines:
    """Prints a line now and then: for logs and pipes."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._next = time.monotonic() + SECONDS_BETWEEN_LINES
        self._phases: dict[str, tuple[str, float]] = {}

    def __enter__(self) -> "Lines":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def update(self, clips: Sequence[ClipProgress]) -> None:
        """Print the clips in work, if the last line is old enough."""
        now = time.monotonic()
        for clip in clips:
            if self._phases.get(clip.name, ("", 0.0))[0] != clip.phase:
                self._phases[clip.name] = (clip.phase, now)
        if now < self._next:
            return
        self._next = now + SECONDS_BETWEEN_LINES
        for clip in clips:
            if 0 < clip.drawn < clip.expected:
                spent = now - self._phases[clip.name][1]
                left = spent * (clip.expected - clip.drawn) / clip.drawn
                share = 100 * clip.drawn // clip.expected
                self.say(f"{clip.name}: {clip.phase}, {share} %, about {left:.0f} s left")
            elif clip.phase == ELSEWHERE:
                self.say(f"{clip.name}: {clip.phase}")
            elif clip.drawn and clip.phase == "drawing":
                self.say(f"{clip.name}: {clip.phase}, {clip.drawn} frame{'s' if clip.drawn > 1 else ''}")

    def say(self, sentence: str) -> None:
        """Print a line."""
        self._console.print(sentence, highlight=False, markup=False, soft_wrap=True)


class Bars:
    """A bar for each clip in work, with frames, time spent and time left."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._tasks: dict[str, TaskID] = {}
        self._phases: dict[str, str] = {}
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[phase]}"),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=console,
            transient=True,
        )

    def __enter__(self) -> "Bars":
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def update(self, clips: Sequence[ClipProgress]) -> None:
        """Move the bars."""
        for clip in clips:
            if clip.phase == "waiting":
                continue
            if clip.name not in self._tasks:
                self._tasks[clip.name] = self._progress.add_task(clip.name, total=None, phase=clip.phase)
                self._phases[clip.name] = clip.phase
            task = self._tasks[clip.name]
            if self._phases[clip.name] != clip.phase:  # another kind of work, another speed
                self._phases[clip.name] = clip.phase
                self._progress.reset(task, phase=clip.phase)
            self._progress.update(
                task, completed=clip.drawn, total=max(clip.expected, clip.drawn) if clip.expected else None
            )

    def say(self, sentence: str) -> None:
        """Print a line above the bars."""
        self._progress.console.print(sentence, highlight=False, markup=False, soft_wrap=True)


def display(console: Console, quiet: bool) -> Display:
    """Return the display that suits the console."""
    if quiet:
        return Silent()
    return Bars(console) if console.is_terminal else Lines(console)
