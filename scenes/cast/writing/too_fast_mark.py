"""The mark of a learning rate with which no walk settles: α = 3 > 2/L = 0.5, in the warning colour."""

from scenes.base.layout import Layout
from scenes.base.look import Look
from scenes.base.theme import TYPE
from scenes.cast.writing.comparing import told_apart
from scenes.cast.writing.formulas import MathFormula
from scenes.cast.writing.number_text import typst_number


def too_fast_mark(look: Look, layout: Layout, rate: float, limit: float) -> MathFormula:
    """Return the mark at the right of the formula zone's last line; in tall frames where the rule stood.

    Parameters
    ----------
    look, layout
        Theme and frame.
    rate
        The learning rate α.
    limit
        2 / L.
    """
    larger, least = (typst_number(text) for text in told_apart([rate, limit]))
    markup = f"alpha = {larger} > 2 \\/ L = {least}"
    mark = MathFormula(look, markup, colour=look.colours.warning, size=TYPE.label)
    box = layout.formula
    right = box.left + mark.width if layout.tall else box.right
    return mark.shift((right - float(mark.get_right()[0]), box.bottom - float(mark.get_bottom()[1]), 0.0))


__all__ = ["too_fast_mark"]
