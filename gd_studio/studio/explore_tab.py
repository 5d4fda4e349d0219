"""The explorable of a lesson beside its film, with the values that are tried out."""

import secrets
from collections.abc import Callable

from nicegui import ui

from gd_studio.deliver.explorables.page import explorable_page
from gd_studio.deliver.explorables.registry import explorables, refusal
from gd_studio.errors import StudioError
from gd_studio.lecture.reading import Question, read
from gd_studio.studio.painting import recipe_of
from gd_studio.studio.studio import Studio

FILM, EXPLORE = "Film", "Explore"


def write_page(question: Question) -> str:
    """Return the page; for a process where manim is.

    Raises
    ------
    StudioError
        If the parameters are refused.
    """
    from gd_studio.lecture.staging import look_of

    recipe = recipe_of(read(question))
    return explorable_page(explorables()[recipe.lesson], recipe.content, look_of(recipe))


class ExploreTab:
    """A choice between the film and the explorable, where the lesson has one.

    Parameters
    ----------
    studio
        What all pages share.
    question
        Returns the clip as it would be now.
    chosen
        Called when the film is left.
    """

    def __init__(self, studio: Studio, question: Callable[[], Question], chosen: Callable[[], None]) -> None:
        self._studio, self._question, self._chosen = studio, question, chosen
        self._shown: Question | None = None
        self._loading = False
        self._key = secrets.token_urlsafe(12)
        self._count = 0
        with ui.row().classes("w-full items-center gap-3") as self.tabs:
            self._choice = ui.toggle([FILM, EXPLORE], value=FILM, on_change=self._choose)
            self._choice.props("dense no-caps unelevated toggle-color=primary").mark("tab")
        self._choice.visible = not refusal(question().clip.lesson.name)
        self._frame = ui.element("iframe").classes("gd-explore")
        self._frame.props('sandbox="allow-scripts" title="the lesson, to explore by hand"')
        self._frame.bind_visibility_from(self._choice, "value", value=EXPLORE)
        ui.context.client.on_delete(lambda: studio.pages.pop(self._key, None))

    def instead_of(self, *film: ui.element) -> None:
        """Show what belongs to the film where the explorable is not chosen."""
        for piece in film:
            piece.bind_visibility_from(self._choice, "value", value=FILM)

    async def _choose(self) -> None:
        self._chosen()
        await self.follow()

    async def follow(self) -> None:
        """Load the page again where its values are others now; what is refused is said beside the film."""
        if self._choice.value != EXPLORE or self._loading:
            return
        self._loading = True
        try:
            while self._shown != (question := self._question()):
                page = await self._studio.darkroom.ask("reading", write_page, question)
                self._shown, self._count = question, self._count + 1
                self._studio.pages[self._key] = page
                self._frame._props["src"] = f"/explore/{self._key}?v={self._count}"
                self._frame.update()
        except StudioError:
            self._shown = None
        finally:
            self._loading = False
