"""A picture of a clip at a time, drawn in the warm processes whenever it is wanted."""

import base64
import time
from collections.abc import Awaitable, Callable
from typing import cast

from nicegui import ui

from gd_studio.errors import StudioError
from gd_studio.lecture.reading import Question
from gd_studio.studio.darkroom import Darkroom
from gd_studio.studio.gallery import lesson_image
from gd_studio.studio.painting import Painted, paint


class Still:
    """A picture; while one is being painted only the last wish is kept.

    Parameters
    ----------
    darkroom
        Whose processes paint.
    lesson
        The clip's name of the lesson, whose own picture is shown until there is another one.
    wanted
        Returns of which clip, and at what time.
    painted
        Called with each picture, and the seconds that it took.
    rested
        Called when no wish is left.
    """

    def __init__(
        self,
        darkroom: Darkroom,
        lesson: str,
        wanted: Callable[[], tuple[Question, float]],
        painted: Callable[[Painted, float], None],
        rested: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        self._darkroom, self._wanted = darkroom, wanted
        self._painted, self._rested = painted, rested
        self._wish = self._done = 0
        self._image = lesson_image(lesson, "").classes(replace="gd-still stale")

    def mark(self, name: str, kind: str = "") -> "Still":
        """Give the picture a name by which tests find it, and a class for its style."""
        self._image.mark(name).classes(kind)
        return self

    @property
    def source(self) -> str:
        """The picture as an address."""
        return cast("str", self._image._props.get("src", ""))

    @source.setter
    def source(self, address: str) -> None:
        self._image._props["src"] = address
        self._image.update()

    def want(self) -> None:
        """Wish for a picture."""
        self._wish += 1
        if self._wish == self._done + 1:
            with self._image:
                ui.timer(0, self._paint, once=True)

    async def _paint(self) -> None:
        while self._done < self._wish:
            wish, began = self._wish, time.monotonic()
            self._done = wish - 1
            try:
                painted = await self._darkroom.ask("stills", paint, *self._wanted())
            except StudioError as error:
                painted = Painted(refused=error.message)
            self._done = wish
            self.show(painted, time.monotonic() - began)
        if self._rested is not None:
            await self._rested()

    def show(self, painted: Painted, took: float) -> None:
        """Show what was painted; where it was refused the picture of before stays, pale."""
        if painted.refused:
            self._image.classes("stale")
        else:
            self._image.classes(remove="stale")
            self.source = "data:image/png;base64," + base64.b64encode(painted.png).decode()
        self._painted(painted, took)
