"""Numbers on screen: typeset from one set of glyphs, anchored at the decimal point, never jittering."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
import numpy.typing as npt
from manim import VMobject
from manim.typing import Point3DLike

from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, MATH_FONT, TYPE
from scenes.base.typesetting import Typeset
from scenes.cast.writing.number_text import MINUS, PLAIN_DIGITS, TIMES

Anchor = Literal["left", "center", "right", "point"]


_ADVANCES = {  # in em, from the font's own metrics
    **dict.fromkeys("0123456789", 0.5),
    MINUS: 0.778,
    ".": 0.278,
    ",": 0.278,
    TIMES: 0.778,
    "(": 0.389,
    ")": 0.389,
    "%": 0.833,
    "=": 0.778,
    "+": 0.778,
    "≈": 0.778,
    "∞": 1.0,
    "?": 0.472,
}
_ONE_BEARING = 0.089
"""Way from the pen to the left edge of a digit one, in em."""
_SUPERSCRIPT_SCALE = 0.7
_SUPERSCRIPT_RISE = 0.36
_UNARY_MINUS_TUCK = 0.11
_TIMES_PADDING = 0.2
THIN_SPACE, _THIN = "\u2009", 0.167
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_EM_PER_FONT_SIZE = 0.5 / 48


@dataclass(frozen=True, slots=True)
class _Glyph:
    """An outline at font size 1 with its pen position at the origin, and the way to the next one."""

    points: npt.NDArray[np.float64]
    advance: float


@lru_cache(maxsize=1)
def _glyphs() -> dict[str, _Glyph]:
    """Return the outlines of all characters that numbers are made of, from one Typst run."""
    characters = "".join(_ADVANCES)
    run = Typeset(f'#text(font: "{MATH_FONT}")[1{characters}]', font_size=48, stroke_width=0)
    em = 48 * _EM_PER_FONT_SIZE
    ruler = run.submobjects[0]  # a digit one stands on the baseline
    baseline = ruler.get_bottom()[1]
    pen = ruler.get_left()[0] - _ONE_BEARING * em
    glyphs, x = {}, _ADVANCES["1"] * em
    for character, outline in zip(characters, run.submobjects[1:], strict=True):
        points = outline.points - np.array([pen + x, baseline, 0.0])
        glyphs[character] = _Glyph(points / 48, _ADVANCES[character] * em / 48)
        x += _ADVANCES[character] * em
    return glyphs


@dataclass(frozen=True, slots=True)
class Typesetting:
    """Outlines of a typeset number at font size 1: pen at the origin, baseline at y = 0."""

    points: npt.NDArray[np.float64]
    width: float
    point_at: float
    """Where the decimal point stands, or would stand."""


@lru_cache(maxsize=4096)
def typeset(text: str, point: Literal[".", ","] = ".") -> Typesetting:
    """Return the outlines of a number such as ``−1.20×10¹⁸`` or ``(−3.20)``; `point` is its decimal sign."""
    glyphs = _glyphs()
    em = _EM_PER_FONT_SIZE
    outlines, x, point_at = [], 0.0, None
    for place, character in enumerate(text):
        if character == THIN_SPACE:
            x += _THIN * em
            continue
        base = PLAIN_DIGITS.get(character, character)
        glyph = glyphs[base]
        scale = _SUPERSCRIPT_SCALE if character in PLAIN_DIGITS else 1.0
        rise = _SUPERSCRIPT_RISE * em if character in PLAIN_DIGITS else 0.0
        padding = _TIMES_PADDING * em if base == TIMES and len(text) > 1 else 0.0
        unary = base in (MINUS, "+") and place + 1 < len(text)
        if base == point and point_at is None:
            point_at = x
        outlines.append(glyph.points * scale + np.array([x + padding / 2, rise, 0.0]))
        x += glyph.advance * scale + padding - (_UNARY_MINUS_TUCK * em if unary else 0.0)
    points = np.concatenate(outlines) if outlines else np.zeros((0, 3))
    return Typesetting(points, x, x if point_at is None else point_at)


class Number(VMobject):
    """A typeset number as one filled shape; `set_text` changes it in place without running Typst.

    Parameters
    ----------
    look
        Theme and language.
    text
        What is shown: digits, true minus, point, ×, superscripts; drawn with the language's decimal sign.
    at
        The anchor on the baseline, in scene units.
    anchor
        Which place of the number stands at `at`: its left end, middle, right end, or its decimal point.
    colour
        ``#rrggbb``; the theme's ink by default.
    size
        Font size, one of ``scenes.base.theme.TYPE``.
    """

    def __init__(
        self,
        look: Look,
        text: str,
        at: Point3DLike = (0.0, 0.0, 0.0),
        *,
        anchor: Anchor = "left",
        colour: str | None = None,
        size: float = TYPE.label,
    ) -> None:
        super().__init__(fill_color=colour or look.colours.ink, fill_opacity=1.0, stroke_width=0.0)
        self.size = size
        self.anchor = anchor
        self.cap_height = CAP_HEIGHT_PER_FONT_SIZE * size
        self.text = ""
        self._decimal_comma = look.decimal_comma
        self.at = np.zeros(3)
        self.set_text(text, at)

    def set_text(self, text: str, at: Point3DLike | None = None) -> None:
        """Show `text`, at a new place if one is given."""
        where = self.at if at is None else np.asarray(at, dtype=float)
        if text == self.text and np.array_equal(where, self.at):
            return
        if self._decimal_comma:
            written = _THOUSANDS.sub(THIN_SPACE, text).replace(".", ",")
            typesetting = typeset(written, ",")
        else:
            typesetting = typeset(text)
        shift = {
            "left": 0.0,
            "center": typesetting.width / 2,
            "right": typesetting.width,
            "point": typesetting.point_at,
        }[self.anchor]
        self.points = (typesetting.points - np.array([shift, 0.0, 0.0])) * self.size + where
        self.text = text
        self.name = text
        self.at = where


class LiveNumber(Number):
    """A number that follows a function, for instance of a ValueTracker.

    Parameters
    ----------
    look
        Theme and language.
    read
        Returns the text to show, made with `plain` or its neighbours.
    at
        The anchor on the baseline, or a function that returns it.
    anchor, colour, size
        As for Number.
    """

    def __init__(
        self,
        look: Look,
        read: Callable[[], str],
        at: Point3DLike | Callable[[], Point3DLike] = (0.0, 0.0, 0.0),
        *,
        anchor: Anchor = "point",
        colour: str | None = None,
        size: float = TYPE.label,
    ) -> None:
        where = at if callable(at) else (lambda: at)
        super().__init__(look, read(), where(), anchor=anchor, colour=colour, size=size)
        self.add_updater(lambda number: number.set_text(read(), where()))


def number_width(text: str, size: float) -> float:
    """Return the width of a typeset number in scene units."""
    return typeset(text).width * size
