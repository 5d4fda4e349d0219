"""Formulas whose symbols have the colours of what they name."""

import re

from manim import VGroup

from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.base.typesetting import Typeset

_PAINTED = re.compile(r"#text\([^()]*(?:\([^()]*\))?[^()]*\)\[\$([^$]*)\$\]")
UNDERLINE, UNDERLINE_GAP = 0.05, 0.06
_RULER = '#text(fill: rgb("#010203"))[$1$] '
"""A digit that stands on the baseline, put in front of every formula and taken away once it was read."""


def paint(colour: str, markup: str) -> str:
    """Return Typst math markup that shows `markup` in `colour`."""
    return f'#text(fill: rgb("{colour}"))[${markup}$]'


def unpainted(markup: str) -> str:
    """Return Typst math markup without the colours that `paint` gave to it.

    >>> unpainted(f"{paint('#E69F00', 'x')} <- {paint('#E69F00', 'x')} - {paint('#F0E442', 'f(x)')}")
    'x <- x - f(x)'
    """
    inner = _PAINTED.sub(r"\1", markup)
    return inner if inner == markup else unpainted(inner)


BUILT_IN_ONLY = "#show math.equation: set text(fallback: false)"
"""What the math font lacks is a box for the lint to find, whatever fonts a machine has."""


COMMA_FOR_POINT = r"""#show math.equation: it => {
  show regex("\d+\.\d+"): number => { show ".": ","; number }
  it
}"""
"""Writes 0,5 for a half."""


class MathFormula(Typeset):
    """A formula from Typst math markup.

    Parameters
    ----------
    look
        Theme and language.
    markup
        Typst math, coloured with `paint`.
    colour
        Colour of what `paint` left alone; the theme's ink by default.
    size
        Font size.
    """

    def __init__(
        self, look: Look, markup: str, *, colour: str | None = None, size: float = TYPE.formula
    ) -> None:
        super().__init__(
            f"$ {_RULER}{markup} $",
            font_size=size,
            color=colour or look.colours.ink,
            typst_preamble=f"{BUILT_IN_ONLY}\n{COMMA_FOR_POINT}" if look.decimal_comma else BUILT_IN_ONLY,
        )
        ruler, first = self.submobjects[:2]
        self._drop = (first.get_bottom()[1] - ruler.get_bottom()[1]) / first.height
        self.remove(ruler)
        self.cap_height = CAP_HEIGHT_PER_FONT_SIZE * size
        self.name = unpainted(markup)

    def parts(self, colour: str) -> VGroup:
        """Return the symbols that have `colour`."""
        return VGroup(*(glyph for glyph in self if glyph.get_fill_color().to_hex().upper() == colour.upper()))

    @property
    def pieces(self) -> list[VGroup]:
        """Return neighbouring symbols of one colour together, from the left: they may come one by one."""
        found: list[VGroup] = []
        last = None
        for glyph in self:
            colour = glyph.get_fill_color().to_hex()
            if colour != last:
                found.append(VGroup())
            found[-1].add(glyph)
            last = colour
        return found

    @property
    def baseline(self) -> float:
        """Return the height of the line on which the symbols stand."""
        first = self.submobjects[0]
        return float(first.get_bottom()[1] - self._drop * first.height)

    def stand_on(self, baseline: float) -> "MathFormula":
        """Move the formula up or down until it stands on `baseline`."""
        return self.shift((0.0, baseline - self.baseline, 0.0))
