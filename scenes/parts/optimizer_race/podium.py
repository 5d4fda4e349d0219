"""The podium: the three who came first, on blocks that rise for them, and who came after them."""

from collections.abc import Sequence

import numpy as np
from manim import ValueTracker, VGroup, smooth
from manim.mobject.mobject import _AnimationBuilder
from manim.typing import Point3D_Array

from gd_math.accounts.races import Race
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, STROKES, TYPE
from scenes.base.words import Words
from scenes.cast.charts.axes import LABEL_GAP, TICK
from scenes.cast.marks.lines import Dots, Polyline
from scenes.cast.marks.run_style import RunStyle
from scenes.cast.moving.following import follow, ride
from scenes.cast.writing.comparing import MOST_DIGITS, in_one_form
from scenes.cast.writing.formulas import MathFormula
from scenes.cast.writing.number_text import shortest, typst_number
from scenes.cast.writing.numbers import Number, number_width
from scenes.parts.optimizer_race.followers import Follower, rows_in
from scenes.parts.optimizer_race.lanes import Lanes, late

PLACES = 3
RISES = {1: 0.58, 2: 0.48, 3: 0.38}
"""How high a place is, as a share of the room."""
COLUMNS = {1: 0.0, 2: -1.0, 3: 1.0}
"""Where a place is, in widths of a block from the middle."""
WIDEST, AIR, HIGH = 1.9, 0.06, 5.0
"""Most width of a block; air between two; height of a room in which nothing need be smaller."""
ROOMY = 1.7
"""Blocks at least as wide have larger numbers."""
MARK, DIGIT = 0.32, 72.0
"""Radius of a mark; font size of a place's number."""
DIGITS = (3, MOST_DIGITS), (3, 3), (2, 2)
"""How many digits losses have, at least and at most: the first of these that fits."""
UNDER_NAME = 0.14
"""Way between the names of those who share a place."""
OVER_MARK, STANDS = 0.16, 0.03
"""Ways from a mark to the name above it, and to the block beneath it."""
HOP = 0.6
"""How high the runners jump onto the blocks, in scene units."""
UNDER, LOW = 0.3, 3.0
"""Room of the word below the blocks, by which the rows that follow reach below the map; the height of a room
that has none."""
RISEN, ARRIVE = 0.5, 0.2
"""Shares of the time after which the blocks have risen, and the runners begin to come."""


class Podium(VGroup):
    """Blocks that rise with places, losses, and runners who come from their lanes onto them.

    Parameters
    ----------
    look
        Theme and language.
    box
        Room for everything.
    found
        The race.
    styles
        Of its runs.
    lanes
        Where the runners come from.
    rates
        Of the runs: a place that is not shared has its own written on it.

    Attributes
    ----------
    placed
        Who stands on which place: from the place to indices.
    places, followers
        The blocks, and the rows of those who came after.
    runners, winners
        All who are seen, and those who stand on a block.
    word
        What the numbers on the blocks are, to be added.
    losses
        The numbers of all who are seen, by their places in the list of runs.
    """

    def __init__(
        self,
        look: Look,
        box: Box,
        found: Race,
        styles: Sequence[RunStyle],
        lanes: Lanes,
        rates: Sequence[float],
    ) -> None:
        origins, small = lanes.homes, lanes.radius
        self.wave = ValueTracker(0.0)
        ahead = np.cumsum([0, *map(len, found.places)])
        every = {int(n) + 1: group for n, group in zip(ahead, found.places, strict=False)}
        self.placed = {place: group for place, group in every.items() if place <= PLACES}
        self.winners = {k for group in self.placed.values() for k in group}
        after = [place for place in every if place > PLACES]
        above, rows = rows_in(box.inset(bottom=-UNDER), len(after))
        if box.height < LOW:
            after, rows = [], []
        elif after:
            box = above.inset(bottom=2 * UNDER)
        self.runners = self.winners | {k for place in after for k in every[place]}
        self.look, self.box, self.origins = look, box, origins
        scale = min(box.height / HIGH, 1.0)
        width = min(WIDEST, box.width / PLACES)
        self.size = TYPE.caption if width >= ROOMY else TYPE.label
        texts = self._losses(found, every, width)
        self.losses = {k: texts[place] for place, group in every.items() for k in group if texts[place]}
        super().__init__()
        self.name = "podium"
        self.followers = [
            Follower(look, row, str(place), texts[place], {k: styles[k] for k in every[place]}, small)
            for row, place in zip(rows, after, strict=True)
        ]
        marks = list[Dots]()
        for place, group in self.placed.items():
            x = float(box.centre[0]) + COLUMNS[place] * width
            top = box.bottom + RISES[place] * box.height
            room = Box(x - width / 2 + AIR / 2, x + width / 2 - AIR / 2, box.bottom, top)
            radius = min(MARK * scale, room.width / 2 / len(group))
            runners = {k: styles[k].dots(radius, f"{styles[k].label} on the podium") for k in group}
            marks += runners.values()
            rate = f"alpha = {typst_number(shortest(rates[group[0]]))}" if len(group) == 1 else ""
            over = max(float(np.ptp(mark.disc[:, 1])) for mark in runners.values())
            names = self._names([styles[k] for k in group], x, top + STANDS + over + OVER_MARK, width)
            self.add(
                Place(look, room, str(place), texts[place], rate, names, runners, small / radius, self.size)
            )
        self.word = Words(look, look.say("loss"), colour=look.colours.loss)
        cap = CAP_HEIGHT_PER_FONT_SIZE * TYPE.label
        self.word.stand_on(box.bottom - TICK - LABEL_GAP - cap)
        self.word.shift((float(box.centre[0] - self.word.get_center()[0]), 0.0, 0.0))
        self.places = list(self)
        self.add(*self.followers, *marks)  # no block hides who comes to another one
        follow(self, self.redraw)

    def redraw(self) -> None:
        """Set how far the blocks have risen, and how far the runners have come."""
        wave = self.wave.get_value()
        risen, come = min(wave / RISEN, 1.0), max(wave - ARRIVE, 0.0) / (1.0 - ARRIVE)
        for place in self.places:
            place.draw(smooth(risen), come, self.origins)
        for follower in self.followers:
            follower.draw(smooth(risen), late(risen), self.origins)

    def _losses(self, found: Race, every: dict[int, tuple[int, ...]], width: float) -> dict[int, str]:
        """Return what is written on the blocks: with digits that tell them apart, as far as these fit.

        Where several share a place and differ in what cannot be seen, there is nothing.
        """
        losses = {place: float(found.finals[group[0]]) for place, group in every.items()}
        values, texts = list(losses.values()), list[str]()
        for digits, most in DIGITS if losses else ():
            texts = in_one_form(values, digits, most)
            if all(number_width(text, self.size) <= width - 4 * AIR for text in texts[: len(self.placed)]):
                break
        told = dict(zip(losses, texts, strict=True))
        alike = {place: len({*found.finals[list(group)]}) == 1 for place, group in every.items()}
        return {place: text if alike[place] else "" for place, text in told.items()}

    def _names(self, styles: Sequence[RunStyle], x: float, bottom: float, width: float) -> VGroup:
        """Return the names of those on one place, above their marks; none where there is no room."""
        names = VGroup()
        for style in reversed(styles):
            name = Words(
                self.look, style.label, colour=style.colour, size=TYPE.caption, width=width, align="center"
            )
            if name.width > width:
                name = Words(self.look, style.label, colour=style.colour)
            low, high = self.box.left + name.width / 2, self.box.right - name.width / 2
            middle = min(max(x, low), max(low, high))
            name.shift(np.array([middle, bottom, 0.0]) - name.get_bottom())
            names.add(name)
            bottom += float(name.height) + UNDER_NAME
        return names if bottom <= self.box.top + UNDER_NAME else VGroup()

    def rise(self) -> _AnimationBuilder:
        """Return the animation by which the blocks rise and the runners come."""
        return ride(self.wave, 1.0)


class Place(VGroup):
    """One block, what is written on it and above it, and who stands on it.

    Parameters
    ----------
    look
        Theme and language.
    box
        The block when it has risen.
    place, loss, rate
        What is written on it; the rate as a formula, or nothing.
    names
        What stands above it.
    runners
        Marks of those who come to it, by their places in the list of runs.
    small
        How large these are when they come, in shares of their size on the block.
    size
        Font size of loss and rate.
    """

    def __init__(
        self,
        look: Look,
        box: Box,
        place: str,
        loss: str,
        rate: str,
        names: VGroup,
        runners: dict[int, Dots],
        small: float,
        size: float,
    ) -> None:
        self.box, self.runners, self.small = box, runners, small
        colours, (x, _, _) = look.colours, box.centre
        self.block = Polyline(colours.muted, STROKES.axis, name=f"place {place}")
        self.block.set_fill(colours.panel, opacity=1.0)
        large = DIGIT * min(box.height / (HIGH * RISES[PLACES]), 1.0)
        digit_cap, cap = (CAP_HEIGHT_PER_FONT_SIZE * one for one in (large, size))
        rows = 2 if rate else 1
        gap = max((box.height - digit_cap - rows * cap) / (rows + 2), 0.05)
        high = box.top - gap - digit_cap
        digit = Number(look, place, (x, high, 0.0), anchor="center", size=large)
        written = Number(
            look, loss, (x, high - gap - cap, 0.0), anchor="center", size=size, colour=colours.loss
        )
        self.written = VGroup(digit, written, *names)
        if rate:
            alpha = MathFormula(look, rate, colour=colours.step, size=size)
            alpha.scale(min(1.0, (box.width - 2 * AIR) / alpha.width)).move_to((x, 0.0, 0.0))
            self.written.add(alpha.stand_on(high - 2 * (gap + cap)))
        apart = min(2.5 * MARK, box.width / len(runners))
        self.homes = [
            np.array([x + (k - (len(runners) - 1) / 2) * apart, box.top + mark_height(mark), 0.0])
            for k, mark in enumerate(runners.values())
        ]
        super().__init__(self.block, self.written)
        self.name = f"place {place}"

    def draw(self, risen: float, share: float, origins: Point3D_Array) -> None:
        """Set the block at a share of its height, and the runners at a share of their way."""
        box, top = self.box, self.box.bottom + max(risen, 1e-3) * self.box.height
        outline = [(box.left, box.bottom), (box.left, top), (box.right, top), (box.right, box.bottom)]
        self.block.set_corners(np.array([(x, y, 0.0) for x, y in (*outline, outline[0])]))
        come = smooth(share)
        self.written.set_fill(opacity=late(share))
        for (index, mark), home in zip(self.runners.items(), self.homes, strict=True):
            hop = np.array([0.0, HOP * np.sin(np.pi * come), 0.0])
            size = self.small + come * (1.0 - self.small)
            mark.places = np.array([origins[index] + come * (home - origins[index]) + hop])
            mark.points = mark.places + size * mark.disc


def mark_height(mark: Dots) -> float:
    """Return how high the middle of a mark is when it stands on something."""
    return -float(mark.disc[:, 1].min()) + STANDS


__all__ = ["Podium"]
