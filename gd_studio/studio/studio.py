"""What all pages share: the lecture, the warm processes, the kitchen, and how the clips stand."""

import asyncio

from gd_studio.errors import StudioError
from gd_studio.farm.job import Result
from gd_studio.lecture.catalog import Catalog
from gd_studio.studio.appearance import Light
from gd_studio.studio.cards import Card, survey
from gd_studio.studio.darkroom import Darkroom
from gd_studio.studio.draft import Draft
from gd_studio.studio.kitchen import Kitchen
from gd_studio.studio.lecture_file import LectureFile


class Studio:
    """A lecture that is open.

    Parameters
    ----------
    lecture
        The lecture file.
    catalog
        The lessons.
    darkroom
        The warm processes.
    """

    def __init__(self, lecture: LectureFile, catalog: Catalog, darkroom: Darkroom) -> None:
        self.lecture, self.catalog, self.darkroom = lecture, catalog, darkroom
        self.light = Light()
        self.kitchen = Kitchen(self._made)
        self.cards: list[Card] = []
        self.drafts: dict[str, Draft] = {}
        """The films that are watched, by the word under which pages fetch their parts."""
        self.pages: dict[str, str] = {}
        """The explorables that are open, likewise."""
        self.wrong = ""
        """Why the lecture cannot be read."""
        self.revision = 0
        """Grows whenever the cards are others."""
        self._seen: object = None
        self._finished = 0
        self._looking = asyncio.Lock()

    @property
    def title(self) -> str:
        """Return what the lecture is called."""
        titles = [card.clip.title for card in self.cards if card.clip.title]
        return titles[0] if titles else self.lecture.path.stem

    def card(self, name: str) -> Card | None:
        """Return a clip's card."""
        return next((card for card in self.cards if card.clip.name == name), None)

    async def look(self) -> None:
        """Look again how the clips stand, if anything has happened to them."""
        async with self._looking:
            now = (self.lecture.version, self._finished)
            if now == self._seen:
                return
            try:
                self.cards = await asyncio.to_thread(self._survey)
                self.wrong = ""
            except StudioError as error:
                self.wrong = error.message
            self._seen = now
            self.revision += 1

    def render(self, names: list[str]) -> None:
        """Make clips that can be made."""
        wanted = [card.job for card in self.cards if card.clip.name in names and card.job is not None]
        self.kitchen.make(wanted)

    def _survey(self) -> list[Card]:
        return survey(self.lecture.clips(), self.darkroom.read)

    def _made(self, result: Result) -> None:
        self._finished += 1
