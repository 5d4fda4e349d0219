"""The name of a variable at the end of its axis."""

from gd_math.formula.variables import variable_markup
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import TYPE
from scenes.cast.writing.formulas import MathFormula

WIDTH_OF_X = 0.1400625


class AxisName(MathFormula):
    """The name of a variable at the right end of its axis.

    Parameters
    ----------
    look
        Theme and language.
    variable
        The name that the lecturer gave to it.

    Attributes
    ----------
    wider
        By how much it is wider than an x: so much more room it needs.
    """

    def __init__(self, look: Look, variable: str) -> None:
        super().__init__(look, variable_markup(variable), colour=look.colours.muted, size=TYPE.label)
        self.wider = max(0.0, float(self.width) - WIDTH_OF_X)

    def stand_right_of(self, area: Box) -> "AxisName":
        """Move to the end of the lower edge of a plot's area."""
        self.move_to((area.right + 0.2 + self.wider / 2, area.bottom, 0.0))
        return self


__all__ = ["AxisName"]
