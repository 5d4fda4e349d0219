"""A table as columns of bars: each in its own units, in spreads, times the gaps, evened out to its mean."""

from collections.abc import Sequence

import numpy as np
from manim import ManimColor, ValueTracker, VGroup, interpolate_color, smooth
from manim.typing import Point3D_Array

from gd_math.data.many_features import ManyFeatures
from gd_math.typing import Floats
from scenes.base.column_names import column_name
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, STROKES, TYPE
from scenes.base.words import Words, shortened
from scenes.cast.marks.lines import Polyline
from scenes.cast.marks.segments import Segments
from scenes.cast.moving.following import follow
from scenes.cast.writing.formulas import MathFormula
from scenes.parts.many_features.headlines import unitless

MOST_ROWS = 150
"""Of more rows so many are drawn, evenly from the lowest label to the highest."""
THICK, WIDEST = 0.7, 12.0
"""Share of a row that its bar fills; the widest stroke."""
WIDE, NARROW = (0.62, 0.45, 0.14), (0.4, 0.14, 0.09)
"""Room at the left for letters, before the label, and between columns: in wide boxes, in narrow ones."""
HEAD, FOOT, LINES, LEAST = 1.08, 0.5, 3, 4
"""Room above for weights and slopes, below for the numbers of plots; most lines of a name, and fewest letters
of one cut short."""
WHOLE = (0.0, 3.0)
"""When a column is what it was."""
BRACKET, BRACKET_AIR = 0.1, 0.03
"""Length of a bracket's ends, and the way from the longest bars to it."""
LAG = 0.6
"""How long after a column the next one leaves for its plot, as a share of its way."""
ABOVE, ROW = 0.32, 0.46
"""From the columns up to the slopes' baseline, and from there to that of the weights."""
SLOPE = 0.5
"""Share of half a column that stands for a slope of 1: at the start none is beyond 2."""


def in_turn(share: float, column: int, count: int) -> float:
    """Return how far a column has come when all of them, one after another, have come so far together."""
    return float(smooth(np.clip(share * (1 + LAG * (count - 1)) - LAG * column, 0.0, 1.0)))


def name_in(look: Look, text: str, width: float, colour: str, symbol: str) -> Words | MathFormula:
    """Return a column's name in at most three lines of a width, cut short where needed, or its symbol."""
    text = column_name(look, text)
    words = Words(look, text, colour=colour, width=width, align="center")
    line = 2.2 * CAP_HEIGHT_PER_FONT_SIZE * TYPE.label
    if words.width <= width + 1e-6 and words.height <= LINES * line:
        return words
    short = shortened(look, text, width, colour=colour)
    if len(short.text) > LEAST:
        return short
    return MathFormula(look, symbol, colour=colour, size=TYPE.caption)


class Columns(VGroup):
    """The features' columns and the label's, a bar for each row, from the highest label down.

    Parameters
    ----------
    look, box
        Theme and language, and the room.
    found
        The table and its descent.
    clock
        Tells ``k + u``: the gaps are those of that moment.

    Attributes
    ----------
    scaled
        From 0 to 1 the columns go from their own units to their own spreads.
    told
        For each feature: up to 1 its bars are multiplied by the gaps, up to 2 evened out to their mean, up to
        3 they become the feature again.
    opened
        From 0 to 1 the gaps cover the label's bars.
    left
        From 0 to 1 the bars shrink to their ends, which leave for the plots one column after another.
    names, unitless
        What the columns are called, with their units and, once in spreads, without; neither is part of this.
    flight, column
        How far a copy of the gaps has come to which column.
    """

    def __init__(self, look: Look, box: Box, found: ManyFeatures, clock: ValueTracker) -> None:
        colours, count = look.colours, found.count
        self.look, self.found, self.clock = look, found, clock
        self.scaled, self.opened = ValueTracker(0.0), ValueTracker(0.0)
        self.flight, self.left = ValueTracker(0.0), ValueTracker(0.0)
        self.column = 0
        self.told = [ValueTracker(0.0) for _ in range(count)]
        self.side, aside, air = WIDE if box.width > box.height else NARROW
        room = box.inset(left=self.side, right=BRACKET)
        width = (room.width - aside - count * air) / (count + 1)
        lefts = room.left + np.arange(count + 1) * (width + air)
        lefts[-1] += aside
        self.half, self.middles = width / 2 - WIDEST / 200, lefts + width / 2
        written = *found.table.feature_names, found.table.label_name
        self.names, self.unitless = (
            self._names([text(look, name) for name in written], width) for text in (column_name, unitless)
        )
        top = box.top - max(float(name.height) for name in self.names) - 0.1
        for name, other, x in zip(self.names, self.unitless, self.middles, strict=True):
            for one in (name, other):
                one.move_to((x, (box.top + top + 0.1) / 2, 0.0))
        self.area = Box(room.left, room.right, box.bottom + FOOT, top - HEAD)
        order = np.argsort(found.labels, kind="stable")
        shown = min(len(order), MOST_ROWS)
        self.rows = order[np.round(np.linspace(0, len(order) - 1, shown)).astype(int)]
        pitch = self.area.height / shown
        self.heights = self.area.bottom + (np.arange(shown) + 0.5) * pitch
        bar = min(100 * THICK * pitch, WIDEST)
        self.features = [Segments(colours.data, bar, name="feature") for _ in range(count)]
        self.products = [Segments(colours.gradient, bar, name="gap × feature") for _ in range(count)]
        self.labels = Segments(colours.data, bar, name="label")
        self.open = Segments(colours.loss, bar, name="gaps")
        self.flying = Segments(colours.loss, bar, name="gaps on their way")
        self.inks = ManimColor(colours.gradient), ManimColor(colours.data)
        self.zeros = [self._zero(x) for x in self.middles]
        raw = np.column_stack([found.table.features, found.table.labels])
        largest = np.abs(raw[:, :-1]).max()
        sizes = np.array([*count * [largest], np.abs(raw[:, -1]).max()])
        self.raw = self.half * raw[self.rows] / np.where(sizes > 0, sizes, 1.0)
        unit = max(float(np.abs(found.features).max()), float(np.abs(found.labels).max()))
        self.unit = self.half / unit
        largest_product = float(np.abs(found.gaps(0.0)[:, None] * found.features).max())
        self.product_unit = self.half / largest_product
        parts = *self.zeros, *self.features, self.labels, self.open, *self.products, self.flying
        super().__init__(*parts)
        follow(self, self.redraw)

    def _names(self, texts: Sequence[str], width: float) -> VGroup:
        """Return what the columns are called, the label last."""
        colours, made = self.look.colours, VGroup()
        for j, text in enumerate(texts, 1):
            last = j == len(texts)
            colour, symbol = (colours.ink, "y") if last else (colours.muted, f"x_{j}")
            made.add(name_in(self.look, text, width, colour, symbol))
        return made

    def _zero(self, x: float) -> Polyline:
        line = Polyline(self.look.colours.muted, STROKES.hair, name="zero")
        line.lint_ignore = frozenset({"contrast"})
        return line.set_corners(np.array([(x, self.area.bottom, 0.0), (x, self.area.top, 0.0)]))

    def letters(self) -> VGroup:
        """Return what names the parts: w, X, ∇ beside their rows, e and y above; X and e in brackets."""
        colours, x = self.look.colours, self.area.left - self.side / 2
        middle, last = (self.area.bottom + self.area.top) / 2, float(self.middles[-1])
        first, end = float(self.middles[0]), float(self.middles[-2])
        made = VGroup()
        for markup, colour, place in (
            ("w", colours.parameter, (x, self.head)),
            ("X", colours.data, (x, middle)),
            ("nabla", colours.gradient, (x, self.foot)),
            ("e", colours.loss, (last, self.head)),
            ("y", colours.data, (last, self.head)),
        ):
            letter = MathFormula(self.look, markup, colour=colour, size=TYPE.formula)
            made.add(VGroup(letter.move_to((*place, 0.0)).shift((0.0, 0.09, 0.0))))
        made[1].add(self._brackets("matrix X", first, end))
        made[3].add(self._brackets("vector e", last, last))
        return made

    def _brackets(self, name: str, first: float, last: float) -> Polyline:
        """Return brackets around the columns from one to another."""
        reach = self.half + WIDEST / 200 + BRACKET_AIR
        pieces = []
        for x, inwards in ((first - reach, BRACKET), (last + reach, -BRACKET)):
            bottom, top = self.area.bottom, self.area.top
            corners = [(x + inwards, top), (x, top), (x, bottom), (x + inwards, bottom)]
            pieces.append(np.array([(*corner, 0.0) for corner in corners]))
        return Polyline(self.look.colours.ink, STROKES.path, name=name).set_corners(*pieces)

    @property
    def head(self) -> float:
        """The baseline of the weights."""
        return self.foot + ROW

    @property
    def foot(self) -> float:
        """The baseline of the slopes."""
        return self.area.top + ABOVE

    def lengths(self, column: int) -> Floats:
        """Return the bars of a feature as they are now, in scene units, shape (m,)."""
        scaled, standard = self.scaled.get_value(), self.found.features[self.rows, column]
        lengths: Floats = (1.0 - scaled) * self.raw[:, column] + scaled * self.unit * standard
        return lengths

    def tips(self, column: int) -> Point3D_Array:
        """Return the ends of a feature's bars on screen, shape (m, 3)."""
        x = self.middles[column] + self.lengths(column)
        return np.column_stack([x, self.heights, 0.0 * x])

    def _bars(self, piece: Segments, x: float, lengths: Floats, gone: float = 0.0) -> None:
        if gone >= 1.0 or not lengths.any():
            piece.points = np.zeros((0, 3))
            return
        starts = np.column_stack([np.full(len(lengths), x), self.heights, np.zeros(len(lengths))])
        way = lengths[:, None] * np.array([1.0, 0.0, 0.0])
        piece.set_pieces(starts + gone * way, starts + way)

    def redraw(self) -> None:
        """Set all bars from the trackers."""
        gaps = self.found.gaps(self.clock.get_value())
        for column, told in enumerate(tracker.get_value() for tracker in self.told):
            plain, x = self.lengths(column), float(self.middles[column])
            gone = in_turn(self.left.get_value(), column, len(self.told))
            self._bars(self.features[column], x, plain if told in WHOLE else 0.0 * plain, gone)
            if told in WHOLE:
                self.products[column].points = np.zeros((0, 3))
                continue
            product = gaps * self.found.features[:, column]
            times, even = min(told, 1.0), float(np.clip(told - 1.0, 0.0, 1.0))
            back = max(told - 2.0, 0.0)
            lengths = (1.0 - times) * plain + times * self.product_unit * product[self.rows]
            mean = SLOPE * self.half * float(product.mean())
            lengths = (1.0 - even) * lengths + even * mean
            self._bars(self.products[column], x, (1.0 - back) * lengths + back * plain)
            self.products[column].set_stroke(interpolate_color(*self.inks, back))
        scaled, last = self.scaled.get_value(), float(self.middles[-1])
        labels = (1.0 - scaled) * self.raw[:, -1] + scaled * self.unit * self.found.labels[self.rows]
        opened, shown = self.opened.get_value(), self.unit * gaps[self.rows]
        self._bars(self.labels, last, labels if opened < 1.0 else 0.0 * labels)
        share = self.flight.get_value()
        self._bars(self.open, last, opened * shown)
        if 0.0 < share < 1.0:
            self._bars(self.flying, last + share * (float(self.middles[self.column]) - last), shown)
        else:
            self.flying.points = np.zeros((0, 3))


__all__ = ["MOST_ROWS", "Columns", "in_turn", "name_in"]
