"""The page of the lecture: its clips as cards, and the gallery of lessons."""

from collections.abc import Awaitable, Callable
from urllib.parse import quote

from nicegui import ui

from gd_studio.deliver.decks.registry import targets
from gd_studio.errors import StudioError
from gd_studio.studio.appearance import clock, copyable, page
from gd_studio.studio.cards import Card
from gd_studio.studio.gallery import lesson_image, show_gallery
from gd_studio.studio.studio import Studio

SECONDS_BETWEEN_LOOKS = 0.5
_STATES = {"ready": "ready", "stale": "stale", "new": "not rendered yet", "refused": "cannot be made"}


class LecturePage:
    """The cards of one visitor; what they show follows the file and the kitchen.

    Parameters
    ----------
    studio
        What all pages share.
    """

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._shown: object = None
        with page(studio.title, studio.light):
            with ui.column().classes("gap-0 grow min-w-0"):
                self._title = ui.label(studio.title).classes("gd-title").props("role=heading aria-level=1")
                ui.label(studio.lecture.path.name).classes("gd-muted gd-small")
            self._all = ui.button("Render all", icon="play_arrow", on_click=self._render_all).props(
                "unelevated no-caps"
            )
            self._stop = ui.button("Stop", icon="stop", on_click=studio.kitchen.stop).props("outline no-caps")
        with ui.column().classes("gd-page"):
            self._wrong = ui.label().classes("gd-wrong")
            self._grid = ui.element("div").classes("gd-grid")
            self._decks()
        self._rows: dict[str, _Row] = {}
        ui.timer(SECONDS_BETWEEN_LOOKS, self._follow, immediate=True)

    async def _follow(self) -> None:
        """Show what has changed."""
        studio = self._studio
        await studio.look()
        self._wrong.text = studio.wrong or studio.kitchen.mishap
        self._wrong.visible = bool(self._wrong.text)
        self._stop.visible = studio.kitchen.busy
        undone = [card for card in studio.cards if card.state in ("stale", "new")]
        self._all.enabled = bool(undone)
        self._title.text = studio.title
        if self._shown != studio.revision:
            self._shown = studio.revision
            self._grid.clear()
            self._rows = {}
            with self._grid:
                for card in studio.cards:
                    self._rows[card.clip.name] = _Row(self, card)
                self._gallery_card()
        for row in self._rows.values():
            row.follow(studio)

    def _render_all(self) -> None:
        self._studio.render([card.clip.name for card in self._studio.cards])

    def _gallery_card(self) -> None:
        with ui.element("div").classes("gd-card items-center justify-center").style("min-height: 220px"):
            ui.button("Add a clip", icon="add", on_click=self._gallery).props("flat no-caps size=lg")

    def _gallery(self) -> None:
        async def add(lesson: str) -> None:
            await self.change(lambda: self._studio.lecture.add(lesson))

        show_gallery(self._studio.catalog, add)

    def _decks(self) -> None:
        """Show the commands that make decks of this lecture."""
        with ui.expansion("Slides of this lecture").classes("w-full gd-muted"):
            ui.label("In a terminal, in the folder of the lecture; each makes what is stale first.").classes(
                "gd-small"
            )
            for kind in targets():
                copyable(f"gd slides {self._studio.lecture.path.name} --to {kind}")

    async def change(self, write: Callable[[], object]) -> None:
        """Change the lecture file, and say what is wrong where that is refused."""
        try:
            write()
        except StudioError as error:
            ui.notify(error.message, type="negative", multi_line=True, timeout=10_000)
        await self._follow()

    async def rename(self, card: Card) -> None:
        """Ask for another name."""
        name = card.clip.name
        title = f"Another name for {name}"
        with ui.dialog().props(f'aria-label="{title}"') as dialog, ui.card().classes("w-96"):
            ui.label(title).classes("gd-name")
            field = ui.input("name", value=name).classes("w-full").props("autofocus")
            field.on("keydown.enter", lambda: dialog.submit(field.value))
            ui.label("Its files take the new name when it is rendered; those of before stay.").classes(
                "gd-muted gd-small"
            )
            with ui.row().classes("w-full justify-end"):
                ui.button("Cancel", on_click=dialog.close).props("flat no-caps")
                ui.button("Rename", on_click=lambda: dialog.submit(field.value)).props("unelevated no-caps")
        new = await dialog
        dialog.delete()
        if new and new != name:
            await self.change(lambda: self._studio.lecture.assign(name, {"name": new}))


class _Row:
    """One card."""

    def __init__(self, page: LecturePage, card: Card) -> None:
        self._card, self._page = card, page
        clip, lecture = card.clip, page._studio.lecture
        name = clip.name
        to = f"/clip/{quote(name)}"
        with ui.element("article").classes("gd-card").mark(f"card-{name}"):
            with ui.link(target=to).props(f'aria-label="open {name}"'):
                if "png" in card.files:
                    ui.element("img").classes("gd-poster").props(
                        f'src="/file/{quote(name)}/png?v={card.files["png"].stat().st_mtime_ns}" alt=""'
                    )
                else:
                    lesson_image(clip.lesson.clip_name, "").classes("pale")
            with ui.column().classes("p-4 gap-2 grow w-full"):
                with ui.row().classes("w-full items-baseline no-wrap gap-2"):
                    ui.link(name, to).classes("gd-name grow")
                    ui.label(clock(card.seconds) if card.seconds else "").classes("gd-muted gd-small")
                if clip.lesson.clip_name != name:
                    ui.label(clip.lesson.name).classes("gd-muted gd-small")
                with ui.row().classes("no-wrap gap-2 items-start w-full"):
                    self._dot = ui.element("span").classes("gd-dot")
                    self._said = ui.label().classes("gd-small gd-clamp grow").mark(f"state-{name}")
                self._bar = ui.linear_progress(show_value=False).props('size=4px aria-label="progress"')
                for note in card.notes:
                    ui.label(note).classes("gd-muted gd-small gd-clamp")
                ui.space()
                with ui.row().classes("w-full items-center no-wrap gap-1"):
                    self._make = (
                        ui.button("Render", on_click=self._render)
                        .props("flat dense no-caps")
                        .mark(f"render-{name}")
                    )
                    ui.space()
                    for key, path in card.files.items():
                        if key != "png":
                            ui.link(key, f"/file/{quote(name)}/{quote(key)}?download=1").classes(
                                "gd-small gd-muted"
                            ).tooltip(f"download {path.name}")
                    self._menu(lecture.duplicate, lecture.move, lecture.remove)

    def _menu(
        self,
        duplicate: Callable[[str], object],
        move: Callable[[str, int], None],
        remove: Callable[[str], None],
    ) -> None:
        name, change = self._card.clip.name, self._page.change

        def item(text: str, do: Callable[[], Awaitable[None]]) -> None:
            ui.menu_item(text, do).props("role=menuitem").mark(f"{text.lower().replace(' ', '-')}-{name}")

        with (
            ui.button(icon="more_vert").props(
                f'flat dense round color=inherit aria-label="more about {name}"'
            ),
            ui.menu(),
        ):
            item("Duplicate", lambda: change(lambda: duplicate(name)))
            item("Rename", lambda: self._page.rename(self._card))
            item("Move up", lambda: change(lambda: move(name, -1)))
            item("Move down", lambda: change(lambda: move(name, 1)))
            item("Remove", lambda: change(lambda: remove(name)))

    def _render(self) -> None:
        self._page._studio.render([self._card.clip.name])

    def follow(self, studio: Studio) -> None:
        """Show how far the clip is."""
        name = self._card.clip.name
        cooking, result = studio.kitchen.cooking.get(name), studio.kitchen.results.get(name)
        failed = result is not None and result.status == "failed" and self._card.state != "ready"
        state = "cooking" if cooking else "failed" if failed else self._card.state
        if cooking is not None:
            said = cooking.phase
            if cooking.share:
                said += f", {cooking.share:.0%}"
            if cooking.left is not None:
                said += f", about {clock(cooking.left)} left"
        elif failed and result is not None:
            said = result.error
        else:
            said = _STATES[self._card.state] + (f": {self._card.why}" if self._card.why else "")
        self._dot.classes(replace=f"gd-dot {state}")
        self._said.text = said
        self._bar.visible = cooking is not None
        self._bar.value = cooking.share if cooking else 0
        self._make.visible = cooking is None and self._card.state in ("stale", "new")
