"""The form of a clip: a control for each parameter, with what is wrong at the one that is wrong."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from nicegui import ui

from gd_studio.studio.controls import Control
from gd_studio.studio.darkroom import Darkroom
from gd_studio.studio.editing import Editing
from gd_studio.studio.table_box import COLUMNS, Picker, TableBox


class Form:
    """The controls of one visitor.

    Parameters
    ----------
    editing
        The values.
    controls
        What they are turned with.
    changed
        Called after each change.
    darkroom
        Whose processes read tables.
    """

    def __init__(
        self,
        editing: Editing,
        controls: Sequence[Control],
        changed: Callable[[], None],
        darkroom: Darkroom,
    ) -> None:
        self.rows: dict[str, Row | Picker] = {}
        self._table: TableBox | None = None
        self._told = changed
        groups: dict[str, list[Control]] = {"": [], "More": [], "Table": [], "Telling": []}
        columns = [control for control in controls if control.name in COLUMNS]
        for control in controls:
            if control not in columns:
                groups[_group(control, control.name in editing.values)].append(control)
        for control in groups.pop(""):
            self.rows[control.name] = Row(editing, control, self._changed)
            if control.name == "data" and columns:
                self._table = TableBox(darkroom, editing, columns, self._uploaded)
                self.rows |= self._table.pickers
        for title, chosen in groups.items():
            if chosen:
                with ui.expansion(title).classes("w-full gd-fold"):
                    for control in chosen:
                        self.rows[control.name] = Row(editing, control, self._changed)

    def _changed(self) -> None:
        self._told()
        if self._table is not None:
            self._table.follow()

    def _uploaded(self) -> None:
        self.show()
        self._told()

    def show(self) -> None:
        """Show the values as they are now."""
        for row in self.rows.values():
            row.show()
        if self._table is not None:
            self._table.follow()

    def typeset(self, formulas: Mapping[str, str]) -> None:
        """Show formulas as they are printed, under their fields."""
        for name, row in self.rows.items():
            if isinstance(row, Row):
                row.typeset(formulas.get(name, ""))

    def blame(self, name: str, sentence: str) -> None:
        """Show what is wrong at a field, and nothing at the others."""
        for key, row in self.rows.items():
            row.blame(sentence if key == name else "")


class Row:
    """One parameter: its name, what turns it, what is wrong, and the way back to its default."""

    def __init__(self, editing: Editing, control: Control, changed: Callable[[], None]) -> None:
        self._editing, self._control, self._changed = editing, control, changed
        self._showing = False
        self._slider: ui.slider | None = None
        label = control.name.replace("_", " ")
        with ui.column().classes("w-full gap-0 gd-row").mark(f"row-{control.name}"):
            with ui.row().classes("w-full items-center no-wrap gap-1"):
                ui.label(control.label).classes("grow").tooltip(control.text)
                self._back = ui.button(icon="undo", on_click=self._restore).props(
                    f'flat dense round size=sm color=inherit aria-label="restore the default of {label}"'
                )
                self._back.tooltip(f"Default: {control.shown(control.default) or 'follows from the rest'}")
            with ui.row().classes("w-full items-center no-wrap gap-4"):
                self._field = self._input(label)
            self._formula = ui.html(sanitize=False).classes("gd-formula")  # Typst's own drawing
            self._formula.visible = False
            self._wrong = ui.label().classes("gd-wrong gd-small").props("role=alert")
            self._wrong.visible = False
        self.show()

    def _input(self, label: str) -> Any:
        control = self._control
        if control.kind == "switch" and control.default is not None:
            return ui.switch(on_change=self._take).props(f'dense aria-label="{label}"')
        if control.kind in ("choice", "switch"):
            named: dict[Any, str] = {name: name for name in control.choices}
            options = named or {True: "yes", False: "no"}
            return ui.toggle(options, clearable=control.default is None, on_change=self._take).props(
                "dense no-caps unelevated toggle-color=primary"
            )
        if control.has_slider:
            self._slider = (
                ui.slider(min=0, max=len(control.stops) - 1, step=1, on_change=self._slide)
                .props(f'dense aria-label="{label}"')
                .classes("grow")
                .mark(f"slider-{control.name}")
            )
        width = "w-24" if self._slider else "w-full"
        field = (
            ui.input(on_change=self._type)
            .classes(width)
            .props(f'dense outlined aria-label="{label}" debounce=250')
        )
        return field.mark(f"field-{control.name}")

    def show(self) -> None:
        """Show the value as it is now."""
        name, control = self._control.name, self._control
        given = name in self._editing.values
        value = self._editing.values.get(name, control.default)
        self._showing = True
        if isinstance(self._field, ui.input):
            self._field.value = control.shown(value)
        else:
            self._field.value = value
        self._put(value)
        self._showing = False
        self._back.visible = given

    def typeset(self, svg: str) -> None:
        """Show the formula as it is printed; ``""`` where there is none."""
        self._formula.content, self._formula.visible = svg, bool(svg)

    def blame(self, sentence: str) -> None:
        """Show what is wrong, or that nothing is."""
        self._wrong.text, self._wrong.visible = sentence, bool(sentence)

    def _put(self, value: Any) -> None:
        """Put the slider where a value is."""
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if self._slider is not None:
            stops = self._control.stops
            self._slider.value = self._control.position(float(value)) if number else len(stops) // 2

    def _slide(self, event: Any) -> None:
        if not self._showing and event.value is not None:
            value = self._control.value(float(event.value))
            self._showing = True
            self._field.value = self._control.shown(value)
            self._showing = False
            self._set(value)

    def _type(self, event: Any) -> None:
        if not self._showing:
            value = self._control.read(event.value or "")
            self._showing = True
            self._put(self._control.default if value is None else value)
            self._showing = False
            self._set(value)

    def _take(self, event: Any) -> None:
        if not self._showing:
            self._set(event.value)

    def _set(self, value: Any) -> None:
        values, name = self._editing.values, self._control.name
        if value is None:
            values.pop(name, None)
        else:
            values[name] = value
        self._back.visible = name in values
        self._changed()

    def _restore(self) -> None:
        self._editing.values.pop(self._control.name, None)
        self.show()
        self._changed()


_OF_TABLES = frozenset(
    (
        *("header", "delimiter", "decimal", "thousands", "missing"),
        *("x_label", "y_label"),
    )
)


def _group(control: Control, given: bool) -> str:
    """Return under which heading a control stands; under none what a lecturer turns first."""
    if not control.own:
        return "Telling"
    if control.name in _OF_TABLES:
        return "Table"
    return "" if given or control.default is not None else "More"
