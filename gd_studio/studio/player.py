"""Plays the film of a clip in the place of its picture, while it is still being drawn."""

import json
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nicegui import ui

from gd_studio.lecture.reading import Question
from gd_studio.studio.appearance import clock
from gd_studio.studio.draft import Draft
from gd_studio.studio.studio import Studio
from gd_studio.studio.timeline import STEP, Timeline

_SCRIPT = Path(__file__).with_name("film.js")
_SECONDS_BETWEEN_LOOKS = 0.25


class Player:
    """A film over the picture, and the button that plays it.

    Parameters
    ----------
    studio
        What all pages share.
    timeline
        Where the button stands, and what the film moves.
    question
        Returns the clip as it would be now.
    stopped
        Called when the film stops at a time, with why it could not be drawn.
    """

    def __init__(
        self,
        studio: Studio,
        timeline: Timeline,
        question: Callable[[], Question],
        stopped: Callable[[str], None],
    ) -> None:
        self._studio, self._timeline = studio, timeline
        self._question, self._stopped = question, stopped
        self._draft: Draft | None = None
        self._key = ""
        self.playing = False
        ui.add_body_html(f"<script>{_SCRIPT.read_text(encoding='utf-8')}</script>")
        self._video = ui.element("video").classes("gd-film").props('muted playsinline aria-label="the film"')
        self._video.visible = False
        self._video.on("timeupdate", self._follow, js_handler="(e) => emit(e.target.currentTime)")
        self._video.on("ended", self.pause)
        with timeline.lead:
            self._button = (
                ui.button(on_click=self._press).props("flat round dense color=inherit").mark("play")
            )
            self._drawn = ui.tooltip("")
        self._label()
        self._clock = ui.timer(_SECONDS_BETWEEN_LOOKS, self._look, active=False)
        ui.context.client.on_delete(self._drop)

    @property
    def _name(self) -> str:
        return f"getElement({self._video.id})"

    def hide(self) -> None:
        """Let the picture be seen again, unless the film plays."""
        if not self.playing:
            self._video.visible = False

    def pause(self) -> None:
        """Stop where it is."""
        if self.playing:
            self.playing = False
            self._label()
            self._run(f"{self._name}.pause()")
            self._stopped("")

    def forget(self) -> None:
        """Stop, and draw no more: the film is another one now."""
        if self.playing:
            self.playing = False
            self._label()
            self._run(f"{self._name}.pause()")
        self._drop()

    def seek(self, at: float) -> None:
        """Play on from another time."""
        if self._draft is not None and self._draft.at <= at and self._draft.question == self._question():
            self._run(f"{self._name}.currentTime = {at}")
        else:
            self._begin(at)

    def _press(self) -> None:
        if self.playing:
            self.pause()
            return
        at, seconds = self._timeline.at, self._timeline.told.seconds
        self._begin(0.0 if at >= seconds - 2 * STEP else at)

    def _begin(self, at: float) -> None:
        self._drop()
        draft = Draft(self._studio.darkroom, self._question(), at)
        self._draft, self._key = draft, secrets.token_urlsafe(12)
        self._studio.drafts[self._key] = draft
        self.playing = self._video.visible = True
        self._label()
        self._clock.activate()
        address, end = json.dumps(f"/film/{self._key}"), self._timeline.told.seconds
        self._run(f"playFilm({self._name}, {address}, {draft.at}, {end})")

    def _drop(self) -> None:
        if self._draft is not None:
            self._studio.drafts.pop(self._key, None)
            self._draft.give_up()
            self._draft = None

    def _run(self, script: str) -> None:
        with self._video:
            ui.run_javascript(script)

    def _follow(self, event: Any) -> None:
        """Show where the film is."""
        if self.playing and isinstance(event.args, int | float):
            self._timeline.follow(float(event.args))

    def _look(self) -> None:
        """Show how far the film is drawn."""
        draft = self._draft
        if draft is None or draft.done:
            self._clock.deactivate()
        if draft is not None and draft.refused:
            self.playing = False
            self._drop()
            self._label()
            self._stopped(draft.refused)
        self._label()

    def _label(self) -> None:
        name = "pause" if self.playing else "play"
        self._button.icon = "pause" if self.playing else "play_arrow"
        self._button.props(f'aria-label="{name}"')
        drawing = self._draft is not None and not self._draft.done
        self._drawn.text = f"drawn up to {clock(self._draft.end)}" if drawing and self._draft else name
        self._timeline.drawn(self._draft.end if drawing and self._draft else None)
