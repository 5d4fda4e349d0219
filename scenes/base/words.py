"""Words on screen, set by Typst in one font."""

from typing import Literal

from scenes.base.glyphs import check_glyphs, font_rule, typst_string
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.base.typesetting import Typeset

Alignment = Literal["left", "center", "right"]

POINTS_PER_UNIT = 960.0
"""Typst points that fill one scene unit at font size 1 (manim compiles at 10 pt and scales by size / 960)."""


def no_break(text: str) -> str:
    """Return `text` such that no line ends within it: x = 2.00 stays on one line."""
    return text.replace(" ", "\u00a0")


LONGEST_FRACTION = 12
"""Characters: a longer word with strokes in it, such as a path, may be broken."""


def whole_fractions(text: str) -> str:
    """Return `text` such that no line ends after the stroke of a fraction: 1/L stays whole."""
    words = (
        word if len(word) > LONGEST_FRACTION else word.replace("/", "/\u2060") for word in text.split(" ")
    )
    return " ".join(words)


class Words(Typeset):
    """A sentence or a label in the clip's font.

    Parameters
    ----------
    look
        Theme and language. The text itself must already be translated.
    text
        What is shown, literally.
    colour
        ``#rrggbb``; the theme's ink by default.
    size
        Font size, one of ``scenes.base.theme.TYPE``.
    width
        Longer text breaks into lines of at most this many scene units.
    align
        How the lines of broken text stand to each other.

    Raises
    ------
    MissingGlyphsError
        If the fonts lack a character of the text.
    """

    def __init__(
        self,
        look: Look,
        text: str,
        *,
        colour: str | None = None,
        size: float = TYPE.label,
        width: float | None = None,
        align: Alignment = "left",
    ) -> None:
        text = look.numbers(text)
        check_glyphs(text, look.font)
        body = typst_string(text if width is None else whole_fractions(text))
        if width is not None:
            limit = f"{width * POINTS_PER_UNIT / size:.3f}pt"
            body = (
                f"#context {{ let body = [{body}]; if measure(body).width > {limit} "
                f"{{ block(width: {limit}, align({align}, body)) }} else {{ body }} }}"
            )
        super().__init__(
            body,
            typst_preamble=f"{font_rule(look.font)}\n#set par(leading: 0.5em)",
            font_size=size,
            color=colour or look.colours.ink,
            stroke_width=0,
        )
        self.look, self.text, self.size, self.font = look, text, size, look.font
        self.cap_height = CAP_HEIGHT_PER_FONT_SIZE * size
        self.name = text

    def stand_on(self, baseline: float) -> "Words":
        """Move the words up or down until they stand on `baseline`."""
        measured = Words(self.look, "x" + self.text, size=self.size)  # an x stands on the baseline
        drop = float(measured.get_top()[1] - measured.submobjects[0].get_bottom()[1])
        self.shift((0.0, baseline + drop - float(self.get_top()[1]), 0.0))
        return self


ELLIPSIS = "…"
LONGEST_LABEL = 32
"""Characters: more would be a sentence, and two such labels more words than can be read at rest."""
WHOLE_WORDS = 0.7
"""Least share of the room that whole words must fill; else the cut goes through a word."""


def shortened(look: Look, text: str, width: float, *, colour: str | None = None) -> Words:
    """Return a label of at most `width` scene units and `LONGEST_LABEL` characters.

    A longer text is cut, after a word if that leaves most of it.

    Parameters
    ----------
    look, text, colour
        As for `Words`.
    width
        Scene units.
    """
    words = Words(look, text, colour=colour)
    kept = len(text)
    while (words.width > width or kept > LONGEST_LABEL) and kept > 1:
        kept = max(1, min(kept - 1, LONGEST_LABEL, int(kept * width / words.width)))
        cut = text[:kept]
        whole = cut.rpartition(" ")[0] if not text[kept : kept + 1].isspace() else cut
        cut = whole if len(whole) > WHOLE_WORDS * len(cut) else cut
        words = Words(look, cut.rstrip(" ,;:.-(/") + ELLIPSIS, colour=colour)
    return words


__all__ = ["LONGEST_LABEL", "Words", "no_break", "shortened", "typst_string"]
