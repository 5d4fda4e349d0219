"""What every clip has: theme, aspect, language, quality."""

from collections.abc import Callable
from typing import Any

from nicegui import ui

from gd_studio.lecture.quality import ASPECTS, QUALITIES
from gd_studio.lecture.studio_keys import THEMES
from gd_studio.store.drawing_code import languages
from gd_studio.studio.editing import STYLE, Editing


class StyleRow:
    """The choices of one visitor.

    Parameters
    ----------
    editing
        The values.
    changed
        Called after each change.
    """

    def __init__(self, editing: Editing, changed: Callable[[], None]) -> None:
        self._editing, self._changed = editing, changed
        self._choices: dict[str, Any] = {}
        with ui.row().classes("w-full gap-3 items-center"):
            for key, names in (("theme", THEMES), ("aspect", tuple(ASPECTS))):
                choice = ui.toggle(list(names), value=editing.style(key), on_change=self._taking(key))
                choice.props(f'dense no-caps unelevated toggle-color=primary aria-label="{key}"').mark(key)
                self._choices[key] = choice
        with ui.row().classes("w-full gap-3 items-center no-wrap"):
            qualities = list(dict.fromkeys([*QUALITIES, *filter(None, [editing.style("quality")])]))
            for key, known in (("language", languages()), ("quality", qualities)):
                chosen = editing.style(key) or None
                select = ui.select(list(known), label=key, value=chosen, on_change=self._taking(key))
                self._choices[key] = select.props("dense outlined").classes("grow").mark(key)

    def show(self) -> None:
        """Show the values as they are now."""
        for key in STYLE:
            self._choices[key].value = self._editing.style(key) or None

    def _taking(self, key: str) -> Callable[[Any], None]:
        def take(event: Any) -> None:
            if event.value is not None and event.value != self._editing.style(key):
                self._editing.values[key] = event.value
                self._changed()

        return take
