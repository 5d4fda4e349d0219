"""A film in the place of a picture, while it is still being drawn."""

import json
import secrets
from pathlib import Path

from nicegui import ui

from gd_studio.lecture.reading import Question
from gd_studio.studio.draft import Draft
from gd_studio.studio.studio import Studio

_SCRIPT = Path(__file__).with_name("film.js")


def add_script() -> None:
    """Let the page know how films are played."""
    ui.add_body_html(f"<script>{_SCRIPT.read_text(encoding='utf-8')}</script>")


class Film:
    """A film over the picture where it is made; it is seen once it has begun.

    Parameters
    ----------
    studio
        What all pages share.
    name
        What the film is, for those who hear the page.
    """

    def __init__(self, studio: Studio, name: str) -> None:
        self._studio = studio
        self.draft: Draft | None = None
        """What is played, and perhaps still drawn."""
        self._key = ""
        self.video = ui.element("video").classes("gd-film").props(f'muted playsinline aria-label="{name}"')
        self.video.visible = False
        ui.context.client.on_delete(self.drop)

    @property
    def name(self) -> str:
        """Return what scripts call it."""
        return f"getElement({self.video.id})"

    def begin(self, question: Question, at: float, end: float) -> None:
        """Draw and play a clip from a time on."""
        self.drop()
        self.draft, self._key = Draft(self._studio.darkroom, question, at), secrets.token_urlsafe(12)
        self._studio.drafts[self._key] = self.draft
        self.video.visible = True
        self.run(f"playFilm({self.name}, {json.dumps(f'/film/{self._key}')}, {self.draft.at}, {end})")

    def drop(self) -> None:
        """Draw no more of it."""
        if self.draft is not None:
            self._studio.drafts.pop(self._key, None)
            self.draft.give_up()
            self.draft = None

    def run(self, script: str) -> None:
        """Let the page run a script."""
        with self.video:
            ui.run_javascript(script)
