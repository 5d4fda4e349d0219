"""Who came where, in per cent of all starts: a bar for each minimum, beside the map."""

from collections.abc import Callable

import numpy as np
from manim import VGroup

from gd_math.typing import Floats
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, STROKES, TYPE
from scenes.base.words import Words
from scenes.cast.charts.axes import Plot
from scenes.cast.moving.following import follow
from scenes.cast.writing.map_words import MapWord
from scenes.cast.writing.numbers import THIN_SPACE, Number, number_width
from scenes.cast.writing.plates import Plate
from scenes.parts.basin_map.found import ALIKE, Found
from scenes.parts.basin_map.sheet import basin_colours

BAR, GAP, AIR = 0.34, 0.18, 0.12
"""Height of a bar, from its word to it, and from it to its number, in scene units."""
TALLEST = 0.62
"""The most room that a row takes."""
BESIDE = 0.1
"""From a minimum to its number's plate."""


def names_of(count: int) -> list[str]:
    """Return the names of the minima: 1, 2, 3 …"""
    return [str(k + 1) for k in range(count)]


def percent(share: float) -> str:
    """Return a share as it is printed."""
    return f"{100.0 * share:.1f}{THIN_SPACE}%"


class Ledger(VGroup):
    """A row for each place that starts come to: its name, a bar as long as its share, and the share itself.

    Parameters
    ----------
    look
        Theme and language.
    box
        Its room.
    found
        The basins.
    read
        Returns the shares of the moment, as `Found.shares` has them.
    last
        The shares to which they come: places to which none comes have no row.
    columns
        In how many columns the minima stand; what else there is has rows of its own.
    counted
        Returns whether the shares of the moment are exact enough for numbers; else there are bars alone.
    """

    def __init__(
        self,
        look: Look,
        box: Box,
        found: Found,
        read: Callable[[], Floats],
        last: Floats,
        columns: int = 1,
        counted: Callable[[], bool] = lambda: True,
    ) -> None:
        colours, k = basin_colours(look, found), found.coloured
        muted, faint = look.colours.muted, look.colours.faint
        names = [*names_of(k), look.say("other minima"), look.say("saddle or peak"), look.say("no minimum")]
        tints = [*colours["minima"][:k], muted, muted, faint]
        self.rows = [row for row in range(len(names)) if row < k or last[row] >= ALIKE]
        self.read, self.counted = read, counted
        self.words = [Words(look, names[row]) for row in self.rows]
        self.bars = [Plate(tints[row]) for row in self.rows]
        for row, bar in zip(self.rows, self.bars, strict=True):
            if tints[row] == faint:
                bar.set_stroke(muted, STROKES.hair)
        self.numbers = [Number(look, "", size=TYPE.label) for _ in self.rows]
        super().__init__(*self.bars, *self.words, *self.numbers)
        cap = CAP_HEIGHT_PER_FONT_SIZE * TYPE.label
        self.slots = _slots(box, k, len(self.rows) - k, columns)
        for word, slot in zip(self.words, self.slots, strict=True):
            word.stand_on(float(slot.centre[1]) - cap / 2)
            word.shift((slot.left - float(word.get_left()[0]), 0.0, 0.0))
        self.bar = min(BAR, 0.6 * self.slots[0].height)
        wide = [max((word.width for word in part), default=0.0) for part in (self.words[:k], self.words[k:])]
        self.feet = [slot.left + GAP + wide[place >= k] for place, slot in enumerate(self.slots)]
        number = number_width(percent(0.888), TYPE.label) + AIR
        room = min(slot.right - foot for slot, foot in zip(self.slots, self.feet, strict=True)) - number
        self.per_share = room / max(float(last.max()), 0.3)
        self.name = "shares"
        follow(self, self.redraw)

    def redraw(self) -> None:
        """Set bars and numbers to the shares of the moment."""
        shares, counted, cap = self.read(), self.counted(), CAP_HEIGHT_PER_FONT_SIZE * TYPE.label
        for row, bar, number, slot, foot in zip(
            self.rows, self.bars, self.numbers, self.slots, self.feet, strict=True
        ):
            middle = float(slot.centre[1])
            right = foot + self.per_share * float(shares[row])
            bar.cover(
                Box(foot, right, middle - self.bar / 2, middle + self.bar / 2) if right > foot else None
            )
            text = percent(float(shares[row])) if counted else ""
            number.set_text(text, (right + AIR, middle - cap / 2, 0.0))


def _slots(box: Box, named: int, others: int, columns: int) -> list[Box]:
    """Return the room of each row: of the minima in columns, of the others below them."""
    deep = -(-named // columns)
    height = min(box.height / (deep + others), TALLEST)
    rows = [box.inset(top=k * height, bottom=box.height - (k + 1) * height) for k in range(deep + others)]
    places = [rows[k % deep].columns(*[1.0] * columns)[k // deep] for k in range(named)]
    return [*places, *rows[deep:]]


class MinimaNames(VGroup):
    """The number of each minimum that is seen, beside it.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The map.
    found
        The basins.
    """

    def __init__(self, look: Look, plot: Plot, found: Found) -> None:
        self.plot = plot
        named = zip(names_of(found.coloured), found.study.minima, found.inside, strict=False)
        self.places = [(name, place) for name, place, inside in named if inside]
        self.marks = [MapWord(look, name) for name, _ in self.places]
        super().__init__(*self.marks)
        self.name = "minima"
        follow(self, self.redraw)

    def redraw(self) -> None:
        """Stand at the minima of the view that the map now has."""
        area = self.plot.area
        for mark, (_, place) in zip(self.marks, self.places, strict=True):
            across, up = mark.half.tolist()
            x, y, _ = self.plot.at(*place.tolist()).tolist()
            above = y + BESIDE + up
            middle = above if above + up < area.top else y - BESIDE - up
            mark.stand_at(np.array([np.clip(x, area.left + across, area.right - across), middle, 0.0]))


__all__ = ["Ledger", "MinimaNames", "percent"]
