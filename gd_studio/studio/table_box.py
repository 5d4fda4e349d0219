"""The table of a clip: uploaded, its first rows, and which of its columns are shown."""

from collections.abc import Callable
from typing import Any

from nicegui import ui

from gd_studio.errors import StudioError
from gd_studio.studio.controls import Control
from gd_studio.studio.darkroom import Darkroom
from gd_studio.studio.editing import Editing
from gd_studio.studio.tables import (
    ENDINGS,
    MOST_BYTES,
    REFUSED,
    Glance,
    TakenError,
    check_table,
    free_name,
    glance,
    keep_table,
)

COLUMNS = ("x_column", "x_columns", "y_column")
_OF_GLANCE = ("data", "header", "delimiter")


class TableBox:
    """What stands below the name of a clip's table.

    Parameters
    ----------
    darkroom
        Whose processes read tables.
    editing
        The values.
    controls
        Those that name columns.
    changed
        Called after a change of the values.
    """

    def __init__(
        self, darkroom: Darkroom, editing: Editing, controls: list[Control], changed: Callable[[], None]
    ) -> None:
        self._darkroom, self._editing, self._changed = darkroom, editing, changed
        self._wish: tuple[Any, ...] = ()
        with ui.column().classes("w-full gap-2") as self._box:
            self._upload = ui.upload(
                auto_upload=True,
                max_file_size=MOST_BYTES,
                on_upload=self._take,
                on_rejected=lambda: self._say(REFUSED),
            )
            self._upload.on("failed", lambda: self._say(REFUSED), args=[])
            self._upload.props(f'accept="{",".join(ENDINGS)}"').style("display: none").mark("upload")
            ui.button("Upload a table", icon="upload_file").props("flat no-caps dense").on(
                "click", js_handler=f"() => getElement({self._upload.id}).pickFiles()"
            ).tooltip("CSV or Excel, at most 10 MB; it is kept in the lecture's folder")
            self._wrong = ui.label().classes("gd-wrong gd-small").props("role=alert")
            self._choice = ui.row().classes("gap-2")
            self.pickers = {control.name: Picker(editing, control, changed) for control in controls}
            self._preview = ui.column().classes("w-full gap-1 gd-rows")
        self._say("")
        self.follow()

    def follow(self) -> None:
        """Show the table that the values name, unless it is shown."""
        values = self._editing.values
        wish = tuple(values.get(key) for key in _OF_GLANCE)
        if wish != self._wish:
            self._wish = wish
            with self._box:
                ui.timer(0, self._look, once=True)

    async def _look(self) -> None:
        wish, told = self._wish, Glance()
        name, *form = wish
        if name:
            known = dict(zip(_OF_GLANCE[1:], form, strict=True))
            try:
                told = await self._darkroom.ask(
                    "reading", glance, self._editing.clip.folder, str(name), known
                )
            except StudioError as error:
                told = Glance(wrong=error.message)
        if wish == self._wish:
            self._show(told)

    def _show(self, told: Glance) -> None:
        for picker in self.pickers.values():
            picker.offer(told.numeric)
        self._preview.clear()
        if not told.names:
            return
        with self._preview:
            columns = [
                {"name": str(n), "field": str(n), "label": name, "align": "left"}
                for n, name in enumerate(told.names)
            ]
            rows = [{str(n): cell for n, cell in enumerate(row)} for row in told.rows]
            ui.table(columns=columns, rows=rows).props("dense flat hide-pagination").classes("w-full")
            ui.label(f"{len(told.rows)} of {told.count} rows").classes("gd-muted gd-small")

    def _say(self, sentence: str) -> None:
        self._wrong.text, self._wrong.visible = sentence, bool(sentence)
        self._choice.clear()

    async def _take(self, event: Any) -> None:
        """Check what was uploaded, and keep it."""
        name = event.file.name
        self._say("")
        try:
            content = await event.file.read()
            await self._darkroom.ask("reading", check_table, name, content)
        except StudioError as error:
            self._say(error.message)
        else:
            self._keep(name, content)
        finally:
            self._upload.reset()

    def _keep(self, name: str, content: bytes, instead: bool = False) -> None:
        folder = self._editing.clip.folder
        try:
            keep_table(folder, name, content, instead)
        except TakenError as error:
            self._say(error.message)
            other = free_name(folder, name)
            with self._choice:
                ui.button("Replace it", on_click=lambda: self._keep(name, content, instead=True)).props(
                    "flat dense no-caps"
                )
                ui.button(f"Keep both: {other}", on_click=lambda: self._keep(other, content)).props(
                    "flat dense no-caps"
                )
            return
        except StudioError as error:
            self._say(error.message)
            return
        self._say("")
        for key in COLUMNS:
            self._editing.values.pop(key, None)
        self._editing.values["data"] = name
        self._wish = ()
        self._changed()


class Picker:
    """A choice among the columns of a table."""

    def __init__(self, editing: Editing, control: Control, changed: Callable[[], None]) -> None:
        self._editing, self._name, self._changed = editing, control.name, changed
        self._many, self._showing = control.kind == "list", False
        self._offered: tuple[str, ...] = ()
        label = control.name.replace("_", " ")
        self._field = (
            ui.select([], label=label, multiple=self._many, clearable=True, on_change=self._pick)
            .props(f'dense outlined aria-label="{label}"')
            .classes("w-full")
            .mark(f"field-{control.name}")
        )
        self._field.tooltip(control.text)
        self._wrong = ui.label().classes("gd-wrong gd-small").props("role=alert")
        self.blame("")
        self.show()

    def offer(self, names: tuple[str, ...]) -> None:
        """Let the lecturer choose among other columns."""
        self._offered = names
        self.show()

    def show(self) -> None:
        """Show the columns that the values name, also those that the table does not have."""
        value = self._editing.values.get(self._name)
        value = list(value) if self._many and value else value
        named = [] if value is None else value if self._many else [value]
        self._showing = True
        self._field.set_options(
            list(dict.fromkeys([*self._offered, *named])), value=(value or []) if self._many else value
        )
        self._field.visible = bool(self._offered or named)
        self._showing = False

    def blame(self, sentence: str) -> None:
        """Show what is wrong, or that nothing is."""
        self._wrong.text, self._wrong.visible = sentence, bool(sentence)

    def _pick(self, event: Any) -> None:
        if self._showing:
            return
        if event.value:
            self._editing.values[self._name] = event.value
        else:
            self._editing.values.pop(self._name, None)
        self._changed()
