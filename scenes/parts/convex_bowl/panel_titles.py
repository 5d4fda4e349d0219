"""A formula as the title of a panel, and words below it."""

from collections.abc import Sequence

from manim import VGroup

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.base.words import Words
from scenes.cast.charts.axes import LABEL_ROOM
from scenes.cast.writing.formula_zone import fitting
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.parts.convex_bowl.chord_rule import inequality


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


def verdicts(look: Look, words: Sequence[tuple[str, Box]], holds: Sequence[bool | None]) -> VGroup:
    """Return a line of words in the middle below each panel, and above it what chords do there.

    Parameters
    ----------
    look
        Theme and language.
    words
        For each panel what is said, and the room of both lines.
    holds
        For each panel whether no chord dips below its graph, None where nothing is said of it.
    """
    marks = VGroup()
    marks.name = "verdicts"
    for (text, box), sign in zip(words, holds, strict=True):
        lines = box.rows(1.0, 1.0, gap=0.0)
        if sign is not None:
            rule = " ".join(inequality(look, True))
            one = Words(look, look.say("a chord dips"), colour=look.colours.warning, size=TYPE.caption)
            shown = fitting(look, rule, width=box.width, largest=TYPE.caption) if sign else one
            marks.add(shown.move_to(lines[0].centre))
        marks.add(Words(look, text, size=TYPE.caption, width=box.width, align="center"))
        marks[-1].move_to(lines[1].centre)
    return marks
