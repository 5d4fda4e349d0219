"""Plays the film of a clip in the place of its picture, while it is still being drawn."""

from collections.abc import Callable, Sequence
from typing import Any

from nicegui import ui

from gd_studio.lecture.reading import Question
from gd_studio.studio.appearance import clock
from gd_studio.studio.film import Film, add_script
from gd_studio.studio.studio import Studio
from gd_studio.studio.timeline import STEP, Timeline

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
        self.beside: Callable[[Film, float], Sequence[Film]] = lambda film, at: ()
        """Begins what plays beside a film from a time on, and returns it."""
        self.playing = False
        add_script()
        self._film = Film(studio, "the film")
        self._films = [self._film]
        video = self._film.video
        video.on("timeupdate", self._follow, js_handler="(e) => emit(e.target.currentTime)")
        video.on("ended", self.pause)
        with timeline.lead:
            self._button = (
                ui.button(on_click=self._press).props("flat round dense color=inherit").mark("play")
            )
            self._drawn = ui.tooltip("")
        self._label()
        self._clock = ui.timer(_SECONDS_BETWEEN_LOOKS, self._look, active=False)

    def hide(self) -> None:
        """Let the picture be seen again, unless the film plays."""
        if not self.playing:
            for film in self._films:
                film.video.visible = False

    def pause(self) -> None:
        """Stop where it is."""
        if self.playing:
            self.playing = False
            self._label()
            self._film.run(f"pauseFilm({self._film.name})")
            self._stopped("")

    def forget(self) -> None:
        """Stop, and draw no more: the film is another one now."""
        if self.playing:
            self.playing = False
            self._label()
            self._film.run(f"pauseFilm({self._film.name})")
        self._drop()

    def seek(self, at: float) -> None:
        """Play on from another time."""
        draft = self._film.draft
        if draft is not None and draft.at <= at and draft.question == self._question():
            self._film.run(f"{self._film.name}.currentTime = {at}")
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
        self.playing = True
        self._film.begin(self._question(), at, self._timeline.told.seconds)
        self._films = [self._film, *self.beside(self._film, at)]
        self._label()
        self._clock.activate()

    def _drop(self) -> None:
        for film in self._films:
            film.drop()

    def _follow(self, event: Any) -> None:
        """Show where the film is."""
        if self.playing and isinstance(event.args, int | float):
            self._timeline.follow(float(event.args))

    def _look(self) -> None:
        """Show how far the film is drawn."""
        drafts = [film.draft for film in self._films if film.draft is not None]
        if all(draft.done for draft in drafts):
            self._clock.deactivate()
        if refused := next((draft.refused for draft in drafts if draft.refused), ""):
            self.playing = False
            self._drop()
            self._label()
            self._stopped(refused)
        self._label()

    def _label(self) -> None:
        name = "pause" if self.playing else "play"
        self._button.icon = "pause" if self.playing else "play_arrow"
        self._button.props(f'aria-label="{name}"')
        draft = self._film.draft
        end = None if draft is None or draft.done else draft.end
        self._drawn.text = name if end is None else f"drawn up to {clock(end)}"
        self._timeline.drawn(end)
