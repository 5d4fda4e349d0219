"""How a clip looks and which language it speaks, apart from what it tells."""

import gettext
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from gd_math.data.remarks import Remark
from scenes.base.catalogue import read_catalogue
from scenes.base.ground import TRANSPARENT, on_ground
from scenes.base.theme import THEMES, Theme

ThemeName = Literal["dark", "light"]

LOCALES = Path(__file__).parents[1] / "locale"
CATALOGUE = Path("LC_MESSAGES") / "downhill.po"
"""The sentences of a language, in its folder: ``scenes/locale/de/LC_MESSAGES/downhill.po``."""
DECIMAL_COMMA = frozenset({"de", "es", "fr", "it", "pt"})
"""Languages that write 0,5 for a half."""
_POINT = re.compile(r"(?<=\d)\.(?=\d)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_BETWEEN = re.compile(r"(?<=\d), (?=[−-]?\d+\.\d)|(?<=\d\.)(\d+), (?=[−-]?\d)")


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
    background
        Another one than the theme's, as ``#RRGGBB`` or ``"transparent"``; ``""`` for the theme's own.
    """

    theme: ThemeName = "dark"
    language: str = "en"
    font: str | None = None
    background: str = ""

    @property
    def colours(self) -> Theme:
        """Return the colours by meaning."""
        theme = THEMES[self.theme]
        return theme if self.background in ("", TRANSPARENT) else on_ground(theme, self.background)

    @property
    def transparent(self) -> bool:
        """Tell whether there is nothing behind the picture."""
        return self.background == TRANSPARENT

    def say(self, sentence: str, **values: object) -> str:
        """Return `sentence` in this look's language, with `values` put in its ``{places}``."""
        return self.translate(sentence).format(**self._written(values))

    def say_count(self, count: int, one: str, many: str, **values: object) -> str:
        """Return the sentence for `count` things, ``{count}`` in it, in this look's language."""
        return self.translate_count(one, many, count).format(count=count, **self._written(values))

    def tell(self, remark: Remark) -> str:
        """Return what the mathematics remarks in this look's language; what it quotes stays as it is."""
        if not remark.many:
            return remark.filled(self.translate(remark.sentence), self.numbers)
        said = self.translate_count(remark.sentence, remark.many, remark.count)
        return remark.filled(said, self.numbers)

    def translate(self, sentence: str) -> str:
        """Return `sentence` in this look's language, or unchanged where there is no translation."""
        return _catalogue(LOCALES, self.language).gettext(sentence)

    def translate_count(self, one: str, many: str, count: int) -> str:
        """Return the form of a sentence that this look's language uses for `count` things."""
        return _catalogue(LOCALES, self.language).ngettext(one, many, count)

    def spoken(self) -> "Look":
        """Return the look, after making sure that its language is there.

        Raises
        ------
        ValueError
            If it is not.
        """
        try:
            _catalogue(LOCALES, self.language)
        except OSError:
            raise ValueError(f'there are no sentences in language "{self.language}"') from None
        return self

    @property
    def decimal_comma(self) -> bool:
        """Tell whether this look's language writes 0,5 for a half."""
        return self.language in DECIMAL_COMMA

    def numbers(self, text: str) -> str:
        r"""Return `text` with its numbers as this look's language writes them.

        >>> Look(language="de").numbers("(−1.5, 2), 0.5 of 3"), Look().numbers("0.5")
        ('(−1,5; 2), 0,5 of 3', '0.5')
        >>> Look(language="de").numbers("10,000") == "10\u202f000"
        True
        """
        if not self.decimal_comma:
            return text
        return _POINT.sub(",", _THOUSANDS.sub("\u202f", _BETWEEN.sub(r"\1; ", text)))

    def _written(self, values: dict[str, object]) -> dict[str, object]:
        return {
            name: self.numbers(value) if isinstance(value, str) else value for name, value in values.items()
        }


@cache
def _catalogue(folder: Path, language: str) -> gettext.NullTranslations:
    """Return a language's sentences; none for English, the source."""
    return gettext.NullTranslations() if language == "en" else read_catalogue(folder / language / CATALOGUE)


ENGLISH = Look()
"""The look of notes and tests that are not told otherwise."""
