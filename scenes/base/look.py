"""How a clip looks and which language it speaks, apart from what it tells."""

import gettext
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from scenes.base.theme import THEMES, Theme

ThemeName = Literal["dark", "light"]

LOCALES = Path(__file__).parents[1] / "locale"


@dataclass(frozen=True, slots=True)
class Look:
    """Theme and language of a clip; every cast member is given one and asks it for colours.

    Parameters
    ----------
    theme
        ``"dark"`` or ``"light"``.
    language
        A language code with a folder in ``scenes/locale``; English is the source and needs none.
    font
        An installed font for characters that the built-in ones lack.
    """

    theme: ThemeName = "dark"
    language: str = "en"
    font: str | None = None

    @property
    def colours(self) -> Theme:
        """Return the colours by meaning."""
        return THEMES[self.theme]

    def say(self, sentence: str, **values: object) -> str:
        """Return `sentence` in this look's language, with `values` put in its ``{places}``."""
        return self.translate(sentence).format(**values)

    def say_count(self, count: int, one: str, many: str, **values: object) -> str:
        """Return the sentence for `count` things, ``{count}`` in it, in this look's language."""
        return self.translate_count(one, many, count).format(count=count, **values)

    def translate(self, sentence: str) -> str:
        """Return `sentence` in this look's language, or unchanged where there is no translation."""
        return self._catalog().gettext(sentence)

    def translate_count(self, one: str, many: str, count: int) -> str:
        """Return the form of a sentence that this look's language uses for `count` things."""
        return self._catalog().ngettext(one, many, count)

    def _catalog(self) -> gettext.NullTranslations:
        return gettext.translation("downhill", LOCALES, languages=[self.language], fallback=True)


ENGLISH = Look()
"""The look of notes and tests that are not told otherwise."""
