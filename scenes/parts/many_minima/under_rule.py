"""What stands beneath the rule: the step that is told, and in the end what came of all."""

from manim import ValueTracker, VGroup, VMobject

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.base.words import Words
from scenes.cast.writing.formulas import MathFormula
from scenes.cast.writing.numbers import LiveNumber, number_width

BELOW, GAP = 0.3, 0.14
"""From the rule down to the line beneath it, and from the letter to its number, in scene units."""
WIDEST = "000"


class UnderRule:
    """A line beneath the rule, at the right edge of the formula zone.

    Parameters
    ----------
    look
        Theme and language.
    box
        Formula zone.
    rule
        What stands there.
    """

    def __init__(self, look: Look, box: Box, rule: VMobject) -> None:
        self.look, self.box = look, box
        self.top = float(rule.get_bottom()[1]) - BELOW
        self.line = self.top - CAP_HEIGHT_PER_FONT_SIZE * TYPE.caption

    def steps(self, clock: ValueTracker) -> VGroup:
        """Return the letter t of the rule with the number of the step."""
        left = self.box.right - number_width(WIDEST, TYPE.caption)
        place = (left, self.line, 0.0)
        number = LiveNumber(
            self.look, lambda: str(int(clock.get_value() + 1e-9)), place, anchor="left", size=TYPE.caption
        )
        letter = MathFormula(self.look, "t =", size=TYPE.caption).stand_on(self.line)
        letter.shift((left - GAP - float(letter.get_right()[0]), 0.0, 0.0))
        return VGroup(letter, number)

    def words(self, text: str) -> Words | None:
        """Return words, nothing where there are none or no room for them."""
        if not text:
            return None
        words = Words(self.look, text, size=TYPE.caption)
        if words.width > self.box.width:
            return None
        words.stand_on(self.line)
        return words.shift((self.box.right - float(words.get_right()[0]), 0.0, 0.0))


__all__ = ["UnderRule"]
