"""Two sets of values side by side at the same beat: A, which is kept, and B, which the form changes."""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from nicegui import ui

from gd_studio.errors import StudioError
from gd_studio.lecture.reading import Question
from gd_studio.studio.controls import Control
from gd_studio.studio.editing import STYLE, Editing
from gd_studio.studio.film import Film
from gd_studio.studio.painting import Painted, Told, tell
from gd_studio.studio.still import Still
from gd_studio.studio.studio import Studio
from gd_studio.studio.timeline import Timeline, same_moment


class Compare:
    """What one visitor compares: buttons where it is made, and A's picture beside B's.

    Parameters
    ----------
    studio
        What all pages share.
    editing
        The values of B.
    timeline
        Where B is.
    other, figure
        B's picture, and what holds it.
    turned
        Called when comparing begins or ends.
    taken
        Called when B has been given the values of A.
    """

    def __init__(
        self,
        studio: Studio,
        editing: Editing,
        timeline: Timeline,
        other: Still,
        figure: ui.element,
        turned: Callable[[], None],
        taken: Callable[[], None],
    ) -> None:
        self._studio, self._editing, self._timeline, self._other = studio, editing, timeline, other
        self._turned, self._taken = turned, taken
        self.controls: Sequence[Control] = ()
        """What names the values."""
        self.on = False
        """Whether there are two pictures."""
        self._kept: dict[str, Any] = dict(editing.values)
        self._question, self._told = editing.question, Told()
        self._shown: object = None
        with ui.row().classes("gap-1 items-center") as self.buttons:
            self._turn = _button("Compare", "compare", "Keep these values as A, and change B beside it")
            self._swap = _button("Swap", "swap_horiz", "A becomes B, and B becomes A")
            self._back = _button("Back to A", "undo", "Give the form the values of A again")
        self._turn.on_click(self._press).mark("compare")
        self._swap.on_click(self._exchange)
        self._back.on_click(self._go_back)
        with figure:
            self._words = [_Words("A"), _Words("B")]
        assert figure.parent_slot is not None
        self._pair = figure.parent_slot.parent
        with self._pair, ui.element("figure") as self._side:
            with ui.element("div").classes("gd-screen"):
                self._still = Still(
                    studio.darkroom, editing.clip.lesson.clip_name, self._wanted, self._painted
                ).mark("still-a", "kept")
                self._film = Film(studio, "the film of A")
            self._wrong = ui.label().classes("gd-wrong gd-small").props("role=alert")
        self._words[0].move(self._side)
        self._side.move(target_index=0)
        self._show()

    def follow(self) -> None:
        """Name what differs, and go to B's beat."""
        if not self.on:
            return
        found = differences(self._kept, self._editing, self.controls)
        self._words[0].tell([f"{name} = {a}" for name, a, _ in found], "as B")
        self._words[1].tell([f"{name} = {b}" for name, _, b in found], "as A: change something in the form")
        if self._shown != (wish := self._wanted()):
            self._shown = wish
            self._still.want()

    def play(self, film: Film, at: float) -> Sequence[Film]:
        """Let A's film go with B's from a time on, beat by beat; return it, if there is an A."""
        if not self.on or not self._timeline.told.chapters:
            return ()
        there = partial(same_moment, here=self._timeline.told, there=self._told)
        self._film.begin(self._question, there(at), self._told.seconds)
        beats = [
            (beat.start, beat.end, there(beat.start), there(beat.end - 1e-6))
            for beat in self._timeline.told.chapters
        ]
        self._film.run(f"followFilm({self._film.name}, {film.name}, {json.dumps(beats)})")
        return (self._film,)

    def _wanted(self) -> tuple[Question, float]:
        return self._question, same_moment(self._timeline.at, self._timeline.told, self._told)

    def _painted(self, painted: Painted, took: float) -> None:
        self._wrong.text = painted.refused

    def _press(self) -> None:
        self.on = not self.on
        if self.on:
            self._still.source = self._other.source
            self._keep(self._editing.values)
        self._show()
        self._turned()

    def _exchange(self) -> None:
        before, self._editing.values = self._editing.values, dict(self._kept)
        self._still.source, self._other.source = self._other.source, self._still.source
        self._keep(before)
        self._taken()

    def _go_back(self) -> None:
        self._editing.values = dict(self._kept)
        self._taken()

    def _keep(self, values: Mapping[str, Any]) -> None:
        """Let these be the values of A."""
        self._kept, self._question = dict(values), self._editing.asked(values)
        self._told = self._timeline.told
        with self._side:
            ui.timer(0, self._learn, once=True)

    async def _learn(self) -> None:
        """Learn the beats of A."""
        question = self._question
        try:
            told = await self._studio.darkroom.ask("reading", tell, question)
        except StudioError as error:
            self._wrong.text = error.message
            return
        if question == self._question:
            self._told = told
            self.follow()

    def _show(self) -> None:
        """Show one picture or two."""
        self._turn.text = "End comparison" if self.on else "Compare"
        self._turn.props(f"aria-pressed={str(self.on).lower()}")
        for piece in (self._swap, self._back, self._side, *self._words):
            piece.visible = self.on
        self._pair.classes("two") if self.on else self._pair.classes(remove="two")


class _Words(ui.element):
    """What stands under a picture."""

    def __init__(self, name: str) -> None:
        super().__init__("figcaption")
        with self.classes("gd-differs"):
            ui.label(name).classes("gd-badge")
            self._list = ui.row().classes("gap-x-4 gap-y-0").mark(f"differs-{name.lower()}")

    def tell(self, differing: Sequence[str], alike: str) -> None:
        """Show what is different here, or that nothing is."""
        self._list.clear()
        with self._list:
            for told in differing:
                ui.label(told)
            if not differing:
                ui.label(alike).classes("gd-muted")


def _button(words: str, icon: str, what: str) -> ui.button:
    button = ui.button(words, icon=icon).props("flat dense no-caps")
    with button:
        ui.tooltip(what)
    return button


def differences(
    kept: Mapping[str, Any], editing: Editing, controls: Sequence[Control]
) -> list[tuple[str, str, str]]:
    """Return what is another value now, in the form's order: its name, the kept value, the present one.

    Parameters
    ----------
    kept
        The values of before.
    editing
        The clip with its present values.
    controls
        Those of its lesson.
    """
    told = [(key, editing.style(key, kept), editing.style(key)) for key in STYLE]
    for control in controls:
        values = (given.get(control.name, control.default) for given in (kept, editing.values))
        one, other = (control.shown(value) or "by itself" for value in values)
        told.append((f"{control.label} {control.symbol}".rstrip(), one, other))
    return [(name, one, other) for name, one, other in told if one != other]
