"""The gallery: all lessons to choose from, each with its picture and one line."""

from collections.abc import Awaitable, Callable
from urllib.parse import quote

from nicegui import ui

from gd_studio.lecture.catalog import Catalog, Entry
from gd_studio.studio.cards import lesson_picture


def show_gallery(catalog: Catalog, choose: Callable[[str], Awaitable[None]]) -> None:
    """Show all lessons; `choose` is called with the one that is chosen."""
    with ui.dialog().props('maximized aria-label="Choose a lesson"') as dialog, ui.card().classes("gd-page"):
        with ui.row().classes("w-full items-center no-wrap"):
            ui.label("Choose a lesson").classes("gd-title grow").props("role=heading aria-level=2")
            ui.button(icon="close", on_click=dialog.close).props('flat round aria-label="close"')
        with ui.element("div").classes("gd-grid"):
            for entry in catalog.entries.values():
                _lesson(entry, dialog, choose)
    dialog.on("hide", dialog.delete)
    dialog.open()


def _lesson(entry: Entry, dialog: ui.dialog, choose: Callable[[str], Awaitable[None]]) -> None:
    async def chosen() -> None:
        dialog.close()
        await choose(entry.name)

    card = ui.element("button").classes("gd-card text-left cursor-pointer").on("click", chosen)
    with card.mark(f"add-{entry.name}"):
        lesson_image(entry.clip_name, "")
        with ui.column().classes("p-4 gap-1"):
            ui.label(entry.name).classes("gd-name")
            ui.label(entry.summary).classes("gd-muted gd-small")


def lesson_image(lesson: str, alt: str) -> ui.element:
    """Show the picture of a lesson, by the name of its clip, or an empty one."""
    if lesson_picture(lesson) is None:
        return ui.element("img").classes("gd-poster").props('alt=""')
    source = f"/lesson/{quote(lesson)}.png"
    return ui.element("img").classes("gd-poster").props(f'src="{source}" alt="{alt}" loading=lazy')
