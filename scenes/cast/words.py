"""Words on screen, set by Typst in one font."""

from typing import Literal

from scenes.cast.typesetting import Typeset
from scenes.look import Look
from scenes.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE, WORDS_FONT

Alignment = Literal["left", "center", "right"]

POINTS_PER_UNIT = 960.0
"""Typst points that fill one scene unit at font size 1 (manim compiles at 10 pt and scales by size / 960)."""


def typst_string(text: str) -> str:
    """Return Typst source that shows `text` literally."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'#"{escaped}"'


def no_break(text: str) -> str:
    """Return `text` such that no line ends within it: x = 2.00 stays on one line."""
    return text.replace(" ", "\u00a0")


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
        Font size, one of ``scenes.theme.TYPE``.
    width
        Longer text breaks into lines of at most this many scene units.
    align
        How the lines of broken text stand to each other.
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
        body = typst_string(text)
        if width is not None:
            limit = f"{width * POINTS_PER_UNIT / size:.3f}pt"
            body = (
                f"#context {{ let body = [{body}]; if measure(body).width > {limit} "
                f"{{ block(width: {limit}, align({align}, body)) }} else {{ body }} }}"
            )
        super().__init__(
            body,
            typst_preamble=f'#set text(font: "{WORDS_FONT}", hyphenate: false)\n#set par(leading: 0.5em)',
            font_size=size,
            color=colour or look.colours.ink,
            stroke_width=0,
        )
        self.text = text
        self.cap_height = CAP_HEIGHT_PER_FONT_SIZE * size
        self.name = text
