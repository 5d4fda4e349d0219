"""The page of a clip: its picture at a time, and beside it a form that changes the picture at once."""

import base64
import time

from nicegui import ui

from gd_studio.errors import StudioError
from gd_studio.lecture.quality import ASPECTS, QUALITIES
from gd_studio.lecture.studio_keys import THEMES
from gd_studio.store.drawing_code import languages
from gd_studio.studio.appearance import copyable, page
from gd_studio.studio.controls import Control
from gd_studio.studio.editing import Editing
from gd_studio.studio.explore_tab import ExploreTab
from gd_studio.studio.findings import Findings
from gd_studio.studio.form import Form
from gd_studio.studio.gallery import lesson_image
from gd_studio.studio.painting import Painted, know, paint, tell
from gd_studio.studio.player import Player
from gd_studio.studio.studio import Studio
from gd_studio.studio.timeline import Timeline

SECONDS_BETWEEN_LOOKS = 1.0


class ClipPage:
    """A clip that one visitor tries out.

    Parameters
    ----------
    studio
        What all pages share.
    name
        The clip's.
    """

    def __init__(self, studio: Studio, name: str) -> None:
        self._studio, self.editing = studio, Editing(studio.lecture, name)
        self._wish = self._done = 0
        self._form: Form | None = None
        self._known: dict[str, Control] = {}
        self._taking_stock = self._elsewhere = False
        clip = self.editing.clip
        with page(name, studio.light):
            ui.button(icon="arrow_back", on_click=lambda: ui.navigate.to("/")).props(
                'flat round dense color=inherit aria-label="back to the lecture"'
            )
            with ui.column().classes("gap-0 grow min-w-0"):
                ui.label(name).classes("gd-title").props("role=heading aria-level=1")
                ui.label(clip.lesson.name).classes("gd-muted gd-small")
            self._undo = ui.button("Undo", on_click=self._read).props("flat no-caps")
            self._save = ui.button("Save", on_click=self._write).props("unelevated no-caps").mark("save")
        with ui.element("main").classes("gd-clip"):
            with ui.column().classes("gd-stage"):
                self._explore = ExploreTab(studio, lambda: self.editing.question, self._leave_film)
                with ui.column().classes("w-full gap-3") as film:
                    screen = ui.element("div").classes("gd-screen")
                    with screen:
                        self._picture = (
                            lesson_image(clip.lesson.clip_name, "")
                            .classes(replace="gd-still stale")
                            .mark("still")
                        )
                    self._timeline = Timeline(self._moved)
                    with screen:
                        self._player = Player(
                            studio, self._timeline, lambda: self.editing.question, self._film_stopped
                        )
                self._explore.instead_of(film)
                self._wrong = ui.label().classes("gd-wrong").props("role=alert")
                self._notes = ui.column().classes("gap-1")
                self._took = ui.label().classes("gd-muted gd-small")
            with ui.column().classes("gd-form"):
                self._style()
                self._fields = ui.column().classes("w-full gap-3")
                self._findings = Findings(studio, lambda: self.editing.question, self._timeline.go)
                with ui.expansion("Copy").classes("w-full gd-fold"):
                    self._copies = ui.column().classes("w-full")
        self._tidy()
        ui.timer(0, self._begin, once=True)
        ui.timer(SECONDS_BETWEEN_LOOKS, self._watch)

    def _style(self) -> None:
        """Show what every clip has: theme, aspect, language, quality."""
        with ui.row().classes("w-full gap-3 items-center"):
            for key, names in (("theme", THEMES), ("aspect", tuple(ASPECTS))):
                ui.toggle(
                    list(names),
                    value=self.editing.style(key),
                    on_change=lambda e, key=key: self._restyle(key, e.value),
                ).props(f'dense no-caps unelevated toggle-color=primary aria-label="{key}"').mark(key)
            spoken = ui.select(
                languages(),
                label="language",
                value=self.editing.style("language"),
                on_change=lambda e: self._restyle("language", e.value),
            )
            spoken.props("dense outlined").classes("w-28")
            quality = next((n for n, q in QUALITIES.items() if q == self.editing.clip.quality), None)
            quality = self.editing.values.get("quality") if quality is None else quality
            ui.select(
                list(dict.fromkeys([*QUALITIES, *filter(None, [quality])])),
                label="quality",
                value=quality,
                on_change=lambda e: self._restyle("quality", e.value),
            ).props("dense outlined").classes("w-32")

    async def _begin(self) -> None:
        """Load the lesson in the warm processes, and show its form and its picture."""
        question = self.editing.question
        lesson = question.clip.lesson
        try:
            controls = await self._studio.darkroom.ask(
                "reading", know, lesson.name, lesson.path.name, question.source
            )
        except StudioError as error:
            self._wrong.text = error.message
            return
        self._known = {control.name: control for control in controls}
        with self._fields:
            self._form = Form(self.editing, controls, self._changed, self._studio.darkroom)
        await self._take_stock()

    def _restyle(self, key: str, value: object) -> None:
        if value is not None and value != self.editing.style(key):
            self.editing.values[key] = value
            self._changed()

    def _changed(self) -> None:
        """After a change of a value: another picture, and perhaps other beats."""
        self._tidy()
        self._player.forget()
        self._timeline.doubt()
        self._findings.doubt()
        self._want_picture()

    def _moved(self) -> None:
        """After a move to another time: the film goes on from there, or its picture is shown."""
        if self._player.playing:
            self._player.seek(self._timeline.at)
        else:
            self._want_picture()

    def _leave_film(self) -> None:
        self._player.pause()

    def _film_stopped(self, refused: str) -> None:
        """Show the picture at the time where the film has stopped, or why there is no film."""
        if refused:
            self._show(Painted(refused=refused), 0.0)
        else:
            self._want_picture()

    def _tidy(self) -> None:
        """Show what is to be saved, and what may be copied."""
        changed = bool(self.editing.changes)
        self._save.enabled = self._undo.visible = changed
        self._copies.clear()
        with self._copies:
            copyable(self.editing.text, "the clip as TOML")
            copyable(self.editing.command, "the command")
            copyable(self.editing.snippet, "the HTML that shows it")

    def _want_picture(self) -> None:
        """Wish for a picture; while one is being painted only the last wish is kept."""
        self._wish += 1
        if self._wish == self._done + 1:
            with self._picture:
                ui.timer(0, self._paint, once=True)

    async def _paint(self) -> None:
        while self._done < self._wish:
            wish, began = self._wish, time.monotonic()
            self._done = wish - 1
            try:
                painted = await self._studio.darkroom.ask(
                    "stills", paint, self.editing.question, self._timeline.at
                )
            except StudioError as error:
                painted = Painted(refused=error.message)
            self._done = wish
            self._show(painted, time.monotonic() - began)
        await self._take_stock()

    def _show(self, painted: Painted, took: float) -> None:
        where, said = self.editing.fault(painted.refused, self._known) if painted.refused else ("", "")
        if self._form is not None:
            self._form.blame(where, said)
        self._wrong.text = "" if where else said
        self._picture.classes("stale") if painted.refused else self._picture.classes(remove="stale")
        if painted.refused:
            return
        self._player.hide()
        self._picture._props["src"] = "data:image/png;base64," + base64.b64encode(painted.png).decode()
        self._picture._props["data-wish"] = self._done
        self._picture.update()
        self._took.text = f"drawn in {took:.2f} s"
        self._notes.clear()
        with self._notes:
            for note in painted.notes:
                ui.label(note).classes("gd-note")

    async def _take_stock(self) -> None:
        """Learn the beats again, unless that is being done."""
        if self._taking_stock:
            return
        self._taking_stock = True
        try:
            question = None
            while question != self.editing.question:
                question = self.editing.question
                told = await self._studio.darkroom.ask("reading", tell, question)
                if told.chapters:
                    self._timeline.show(told)
                if self._form is not None:
                    self._form.typeset(dict(told.formulas))
        except StudioError as error:
            self._wrong.text = error.message
        finally:
            self._taking_stock = False
        self._findings.follow()
        await self._explore.follow()

    def _watch(self) -> None:
        """Notice what others have written into the file."""
        if self._studio.lecture.version == self.editing.version or self._taking_stock:
            return
        if self.editing.changes:
            self.editing.version = self._studio.lecture.version
            self._elsewhere = True
            self._wrong.text = (
                f"{self._studio.lecture.path.name} was changed elsewhere; what you save is added to that."
            )
        else:
            self._read()

    def _read(self) -> None:
        """Take what is in the file."""
        try:
            self.editing.read()
        except StudioError as error:
            self._wrong.text = error.message
            return
        if self._form is not None:
            self._form.show()
        self._changed()

    def _write(self) -> None:
        try:
            self.editing.save()
        except StudioError as error:
            ui.notify(error.message, type="negative", multi_line=True, timeout=10_000)
            return
        ui.notify(f"saved in {self._studio.lecture.path.name}", timeout=1500)
        if self._elsewhere:
            self._elsewhere, self._wrong.text = False, ""
            self._read()
        self._tidy()
