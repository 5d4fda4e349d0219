"""The loss as a formula with its number, and the line's equation with the parameters of the moment."""

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import numpy as np
from manim import DL, VGroup, VMobject

from gd_math.typing import Points
from scenes.base.layout import Box
from scenes.base.lesson import Lesson
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.cast.moving.following import follow
from scenes.cast.writing.formulas import UNDERLINE, UNDERLINE_GAP, MathFormula, paint
from scenes.cast.writing.number_text import MINUS, plain, powers_of_ten
from scenes.cast.writing.numbers import LiveNumber, number_width
from scenes.cast.writing.plates import Plate

GAP, NEAR = 0.09, 0.14
"""Between symbols and numbers, and between ŷ = and a number that it keeps close to."""
LINE_GAP = 2.3
"""Distance of the baselines of a formula and its number on the next line, in capital heights."""


def decimals_for(extent: float) -> int:
    """Return how many decimals a number needs whose values are spread over `extent`.

    >>> decimals_for(8.0), decimals_for(0.5), decimals_for(30000.0)
    (2, 3, 0)
    """
    return max(0, 2 - math.floor(math.log10(extent / 3))) if extent > 0 else 2


class LossFormula(VGroup):
    """MSE = 1/n Σ (ŷ − y)² = its value now, on one line, or on two where the box is narrow.

    Parameters
    ----------
    look
        Theme and language.
    read
        Returns the loss as text.
    samples
        Texts that `read` can return: the widest reserves the room.
    box
        Formula zone; the formula ends at its right edge.
    name, predicted
        Typst math, painted: of the loss, MSE by default, and of what is predicted for a point, ŷᵢ by default.

    Attributes
    ----------
    gap, square, total, share, head
        What stands for one gap, its square, the sum of all of these, its nth part, and the name of that.
    """

    def __init__(
        self,
        look: Look,
        read: Callable[[], str],
        samples: Sequence[str],
        box: Box,
        *,
        name: str = "",
        predicted: str = "",
    ) -> None:
        super().__init__()
        colours, size = look.colours, TYPE.formula
        room = max(number_width(text, size) for text in samples)
        head = (name or paint(colours.loss, '"MSE"')) + " ="
        gap = f"({predicted or paint(colours.prediction, 'hat(y)_i')} - {paint(colours.data, 'y_i')})"

        def formula(style: str, end: str) -> tuple[MathFormula, int]:
            start = f"{head} {style}(1/n sum"
            return MathFormula(look, f"{start} {gap}^2) {end}", size=size), len(
                MathFormula(look, f"{start})", size=size)
            )

        cap = CAP_HEIGHT_PER_FONT_SIZE * size
        self.symbols, start = formula("display", "=")
        baseline, wide = box.centre[1] - cap / 2, self.symbols.width + GAP + room <= box.width
        if not wide:
            self.symbols, start = formula("inline", "")
            if self.symbols.width > box.width:
                self.symbols.scale(box.width / self.symbols.width)
            baseline = box.top - 1.4 * cap
        self.symbols.stand_on(baseline)
        too_high = max(float(self.symbols.get_top()[1]) - box.top, 0.0)
        self.symbols.shift((0.0, -too_high, 0.0))
        baseline -= too_high
        end = len(self.symbols) - wide
        named = len(MathFormula(look, head, size=size))
        self.head, self.share, self.total, self.gap, self.square, last = (
            VGroup(*self.symbols[first:until])
            for first, until in (
                (0, named),
                (named, start - 1),
                (start - 1, start),
                (start, end - 1),
                (end - 1, end),
                (end, None),
            )
        )
        right = box.right - room - GAP if wide else box.right
        self.symbols.shift((right - float(self.symbols.get_right()[0]), 0.0, 0.0))
        if not wide:
            baseline -= LINE_GAP * cap
            equals = MathFormula(look, "=", size=size).stand_on(baseline)
            last.add(equals.shift((box.right - room - 2 * GAP - float(equals.get_right()[0]), 0.0, 0.0)))
        self.equals = last
        self.number = LiveNumber(
            look, read, (box.right - room, baseline, 0.0), anchor="left", colour=colours.loss, size=size
        )
        self.add(self.head, self.share, self.total, self.gap, self.square, self.equals, self.number)
        self.name = "loss formula"


class LineEquation(VGroup):
    """ŷ = 1.02 x + 4.97, with the parameters of the moment; ŷ = 1.02 x of a line through the origin.

    Parameters
    ----------
    look
        Theme and language.
    read
        Returns (w, b) of the moment, or (w,).
    extremes
        Values (w, b) that they can take, ``(n, 2)``, or ``(n, 1)``: the widest texts reserve the room.
    decimals
        Decimals of w and of b.
    feature
        Name of the feature, x or z.
    longest
        Width in scene units above which a parameter is written as a power of ten.
    size
        Font size.
    """

    def __init__(
        self,
        look: Look,
        read: Callable[[], Points],
        extremes: Points,
        decimals: Sequence[int],
        feature: str = "x",
        longest: float = 1.6,
        size: float = TYPE.caption,
    ) -> None:
        super().__init__()
        self.origin = np.zeros(3)
        orange, purple = look.colours.parameter, look.colours.prediction

        def text(value: float, place: int) -> str:
            value = abs(value) if place else value
            written = plain(value, decimals[place])
            return written if number_width(written, size) <= longest else powers_of_ten(value, 0)

        rooms = [
            max(number_width(text(float(v), k), size) for v in column) for k, column in enumerate(extremes.T)
        ]
        x = 0.0

        def symbol(markup: str, advance: bool = True) -> MathFormula:
            nonlocal x
            formula = MathFormula(look, markup, size=size).stand_on(0.0)
            formula.shift((x - float(formula.get_left()[0]), 0.0, 0.0))
            x += float(formula.width) + GAP if advance else 0.0
            return formula

        def number(place: int) -> LiveNumber:
            nonlocal x
            end = np.array([x + rooms[place], 0.0, 0.0])
            x = float(end[0]) + GAP
            return LiveNumber(
                look,
                lambda: text(float(read()[place]), place),
                lambda: self.origin + end,
                anchor="right",
                colour=orange,
                size=size,
            )

        self.head = symbol(f"{paint(purple, 'hat(y)')} =")
        self.slope = number(0)
        self.feature = symbol(feature)
        self.name = "equation of the line"
        self.signs, self.parameters = VGroup(), [self.slope]
        if len(rooms) > 1:
            self.minus, self.plus = symbol("-", advance=False), symbol("+")
            self.signs.add(self.minus, self.plus)
            self.intercept = number(1)
            self.parameters.append(self.intercept)
        self.whole = x - GAP
        self.add(self.head, self.slope, self.feature, self.signs, *self.parameters[1:])

        def show_sign() -> None:
            negative = plain(float(read()[1]), decimals[1]).startswith(MINUS)
            self.minus.set_fill(opacity=float(negative))
            self.plus.set_fill(opacity=float(not negative))

        if len(rooms) > 1:
            follow(self.minus, show_sign)

    def close_up(self) -> "LineEquation":
        """Keep ŷ = close to the first number, however short that is."""

        def come_near() -> None:
            self.head.shift((float(self.slope.get_left()[0] - self.head.get_right()[0]) - NEAR, 0.0, 0.0))

        follow(self.slope, come_near)
        return self

    def parameter(self, place: int) -> LiveNumber:
        """Return the number of w (0) or b (1)."""
        return self.parameters[place]

    def end_at(self, right: float, baseline: float) -> "LineEquation":
        """Put the equation in its place: its right end, and the line that it stands on."""
        way = np.array([right - self.whole, baseline, 0.0]) - self.origin
        self.origin = self.origin + way
        for part in (self.head, self.feature, *self.signs):
            part.shift(way)
        for number in self.parameters:
            number.update()
        return self


def underline(colour: str, lit: VMobject) -> Plate:
    """Return the bar that lights up under a symbol or number, in the colour of what it means."""
    (left, bottom, _), right = lit.get_corner(DL), lit.get_right()[0]
    low = float(bottom) - UNDERLINE_GAP
    return Plate(colour).cover(Box(float(left), float(right), low - UNDERLINE, low))


@contextmanager
def lit(lesson: Lesson, piece: VMobject, colour: str = "loss") -> Iterator[None]:
    """Underline a symbol on a lesson's screen while what it means is seen, in the colour of a meaning."""
    bar = underline(getattr(lesson.colours, colour), piece)
    lesson.add(bar)
    yield
    lesson.remove(bar)


__all__ = ["LineEquation", "LossFormula", "decimals_for", "lit", "underline"]
