"""The page of a clip: its picture at a time, and beside it a form that changes the picture at once."""

from nicegui import ui

from gd_studio.errors import StudioError
from gd_studio.studio.appearance import copyable, page
from gd_studio.studio.compare import Compare
from gd_studio.studio.controls import Control
from gd_studio.studio.editing import Editing
from gd_studio.studio.explore_tab import ExploreTab
from gd_studio.studio.findings import Findings
from gd_studio.studio.form import Form
from gd_studio.studio.painting import Painted, know, tell
from gd_studio.studio.player import Player
from gd_studio.studio.still import Still
from gd_studio.studio.studio import Studio
from gd_studio.studio.style_row import StyleRow
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
        with ui.element("div").classes("gd-clip") as self._whole:
            with ui.column().classes("gd-stage"):
                self._explore = ExploreTab(studio, lambda: self.editing.question, self._leave_film)
                with ui.column().classes("w-full gap-3") as film:
                    with (
                        ui.element("div").classes("gd-pair"),
                        ui.element("figure") as figure,
                        ui.element("div").classes("gd-screen") as screen,
                    ):
                        self._still = Still(
                            studio.darkroom,
                            clip.lesson.clip_name,
                            lambda: (self.editing.question, self._timeline.at),
                            self._show,
                            self._take_stock,
                        ).mark("still")
                    self._timeline = Timeline(self._moved)
                    with screen:
                        self._player = Player(
                            studio, self._timeline, lambda: self.editing.question, self._film_stopped
                        )
                with self._explore.tabs:
                    self._compare = Compare(
                        studio, self.editing, self._timeline, self._still, figure, self._compared, self._given
                    )
                self._player.beside = self._compare.play
                self._wrong = ui.label().classes("gd-wrong").props("role=alert")
                self._notes = ui.column().classes("gap-1")
                self._took = ui.label().classes("gd-muted gd-small")
                self._explore.instead_of(film, self._compare.buttons, self._took)
            with ui.column().classes("gd-form"):
                self._style = StyleRow(self.editing, self._changed)
                self._fields = ui.column().classes("w-full gap-3")
                self._findings = Findings(studio, lambda: self.editing.question, self._timeline.go)
                with ui.expansion("Copy").classes("w-full gd-fold"):
                    self._copies = ui.column().classes("w-full")
        self._tidy()
        ui.timer(0, self._begin, once=True)
        ui.timer(SECONDS_BETWEEN_LOOKS, self._watch)

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
        self._compare.controls = controls
        with self._fields:
            self._form = Form(self.editing, controls, self._changed, self._studio.darkroom)
        await self._take_stock()

    def _changed(self) -> None:
        """After a change of a value: another picture, and perhaps other beats."""
        self._tidy()
        self._player.forget()
        self._timeline.doubt()
        self._findings.doubt()
        self._want_picture()

    def _given(self) -> None:
        """After the values have become others at once."""
        self._style.show()
        if self._form is not None:
            self._form.show()
        self._changed()

    def _compared(self) -> None:
        """After one picture has become two, or two have become one."""
        self._player.forget()
        self._whole.classes("comparing") if self._compare.on else self._whole.classes(remove="comparing")
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
            self._still.show(Painted(refused=refused), 0.0)
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
        self._still.want()
        self._compare.follow()

    def _show(self, painted: Painted, took: float) -> None:
        where, said = self.editing.fault(painted.refused, self._known) if painted.refused else ("", "")
        if self._form is not None:
            self._form.blame(where, said)
        self._wrong.text = "" if where else said
        if painted.refused:
            return
        self._player.hide()
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
                    self._timeline.show(told, keep_beat=self._compare.on)
                if self._form is not None:
                    self._form.typeset(dict(told.formulas))
        except StudioError as error:
            self._wrong.text = error.message
        finally:
            self._taking_stock = False
        self._compare.follow()
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
        self._given()

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
