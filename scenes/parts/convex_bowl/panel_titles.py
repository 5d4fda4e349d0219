"""A formula as the title of a panel, and a word at the right end of its line."""

from collections.abc import Sequence

from manim import Mobject, VGroup

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.base.words import Words
from scenes.cast.charts.axes import LABEL_ROOM
from scenes.cast.writing.formulas import MathFormula, paint

VERDICT_GAP = 0.2


def title_room() -> float:
    """Return the height that a panel's title takes, in scene units."""
    return LABEL_ROOM * CAP_HEIGHT_PER_FONT_SIZE * TYPE.label


def title_line(box: Box) -> float:
    """Return the height on which a panel's title stands, the same as that of a plot's label."""
    return box.top - (LABEL_ROOM - 1.0) * CAP_HEIGHT_PER_FONT_SIZE * TYPE.label


def panel_title(look: Look, markup: str, short: str, box: Box) -> MathFormula:
    """Return a formula in the middle of a panel's top.

    Parameters
    ----------
    look
        Theme and language.
    markup, short
        Typst math of a loss: as it should be, and what is written where that is too wide.
    box
        The panel.
    """
    for text in (markup, short):
        title = MathFormula(look, paint(look.colours.loss, text), size=TYPE.caption)
        if title.width <= box.width:
            break
    title.move_to((float(box.centre[0]), 0.0, 0.0))
    return title.stand_on(title_line(box))


def verdicts(look: Look, words: Sequence[tuple[str, Box, Mobject]]) -> VGroup:
    """Return a word at the top right of each panel; nothing at all if one of them has no room.

    Parameters
    ----------
    look
        Theme and language.
    words
        For each panel what is said, its box, and the title from which the word keeps away.
    """
    marks = VGroup()
    for text, box, title in words:
        word = Words(look, text)
        across, up = box.right - float(word.get_right()[0]), title_line(box) - float(word.get_bottom()[1])
        word.shift((across, up, 0.0))
        if float(word.get_left()[0]) < float(title.get_right()[0]) + VERDICT_GAP:
            return VGroup()
        marks.add(word)
    return marks
