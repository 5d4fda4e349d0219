"""What the film lint finds with the values that are tried out, looked for in the background."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from nicegui import ui

from gd_studio.errors import StudioError
from gd_studio.lecture.reading import Question, read
from gd_studio.mishaps import Mishap
from gd_studio.studio.appearance import clock
from gd_studio.studio.painting import recipe_of
from gd_studio.studio.studio import Studio

_LEAST_URGENT = 19


@dataclass(frozen=True, slots=True)
class Found:
    """A finding as the page shows it: when, what, and what to try."""

    time: float
    said: str
    advice: str


def look_for(question: Question) -> list[Found]:
    """Return what `gd lint` finds, after all that is more urgent; for a process where manim is.

    Raises
    ------
    StudioError
        If the parameters are refused, or the lesson fails.
    """
    from gd_studio.film_lint.finding import advice
    from gd_studio.film_lint.lint import Aspect, lint_lesson
    from gd_studio.lecture.staging import staged

    if hasattr(os, "nice"):
        os.nice(_LEAST_URGENT)
    show, aspect = staged(recipe_of(read(question))), cast("Aspect", question.clip.aspect)
    try:
        findings = lint_lesson(show.lesson, show.parameters, show.look, aspect, samples_per_second=5)
    except Exception as error:
        raise StudioError(f"{Mishap.of(error).reason}.") from error
    return [Found(one.time, one.message, f"{one.rule}: try {advice(one.rule)}") for one in findings]


class Findings:
    """The findings of one visitor; while they are looked for, only the last wish is kept.

    Parameters
    ----------
    studio
        What all pages share.
    question
        Returns the clip as it would be now.
    go
        Called with the time of a finding that is pressed.
    """

    def __init__(self, studio: Studio, question: Callable[[], Question], go: Callable[[float], None]) -> None:
        self._studio, self._question, self._go = studio, question, go
        self._looked_at: Question | None = None
        self._looking = False
        with ui.column().classes("w-full gap-1 gd-findings") as self._box:
            self._state = ui.label().classes("gd-muted gd-small").props("role=status").mark("lint")
            self._list = ui.column().classes("w-full gap-1")

    def doubt(self) -> None:
        """Take back what was found: it may be something else now."""
        self._looked_at = None
        self._say("")

    def follow(self) -> None:
        """Look again where the values are others now, without being waited for."""
        if not self._looking:
            with self._box:
                ui.timer(0, self._look, once=True)

    async def _look(self) -> None:
        if self._looking:
            return
        self._looking = True
        try:
            while self._looked_at != (question := self._question()):
                self._say("Film lint: looking through the film …")
                found, wrong = await self._ask(question)
                if question == self._question():
                    self._looked_at = question
                    self._show(found, wrong)
        finally:
            self._looking = False

    async def _ask(self, question: Question) -> tuple[list[Found], str]:
        try:
            return await self._studio.darkroom.ask("lint", look_for, question), ""
        except StudioError as error:
            return [], error.message

    def _show(self, found: list[Found], wrong: str) -> None:
        """Show what was found; what is wrong with the values is said at their fields."""
        if wrong:
            self._say("Film lint: there is no film to look at.")
        elif found:
            self._say(f"Film lint: {len(found)} to look at")
        else:
            self._say("Film lint: nothing to find fault with.")
        with self._list:
            for one in found:
                line = ui.element("button").classes("gd-finding").mark("finding")
                line.on("click", lambda at=one.time: self._go(at))
                with line:
                    ui.label(clock(one.time)).classes("gd-muted")
                    ui.label(one.said)
                    ui.tooltip(one.advice)

    def _say(self, state: str) -> None:
        """Say how it stands, with an empty list."""
        self._state.text = state
        self._list.clear()
