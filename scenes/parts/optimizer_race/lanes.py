"""The race on a track: a lane for each runner, along which it comes further the lower its loss is."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

import numpy as np
from manim import ValueTracker, VGroup, VMobject, smooth
from manim.mobject.mobject import _AnimationBuilder
from manim.typing import Point3D, Point3D_Array

from gd_math.accounts.races import Race
from gd_math.typing import Floats
from scenes.base.appearing import Appear
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import BALL_RADIUS, CAP_HEIGHT_PER_FONT_SIZE, STROKES, TYPE
from scenes.base.words import Words
from scenes.cast.charts.series_scale import SeriesScale
from scenes.cast.marks.arrows import FlatArrow
from scenes.cast.marks.lines import Polyline
from scenes.cast.marks.run_style import RunStyle
from scenes.cast.moving.following import follow, ride
from scenes.cast.moving.one_by_one import one_by_one
from scenes.cast.writing.formula_zone import fitting
from scenes.cast.writing.formulas import MathFormula
from scenes.cast.writing.numbers import LiveNumber, Number, number_width
from scenes.cast.writing.plates import Plate

WITHIN = 10.0
"""So many times the loss at the start is the most that a lane shows."""
AXIS, HEAD, TICK, GAP = 0.5, 0.45, 0.09, 0.2
"""Room below the lanes for numbers and word, and above them for the count; a tick; way from name to lane."""
ROOM_OF_TICK, NAMES = 0.7, 0.5
"""Way between two numbers of the axis; the share of a box beyond which names are set smaller."""
LARGEST = 1.2 * BALL_RADIUS
"""Radius of a mark where there is room, in scene units."""
ALMOST = 0.75
"""Share of a mark's way after which its name comes."""
CLOSE = 0.95
"""Share of the way from lane to lane that a formula may take."""
LOW = 0.4
"""Lanes lower than this have small names."""
AIR = 0.06
"""How far a plate reaches beyond its number."""
ONWARD, POINTS = 0.3, 0.55
"""Lengths of the arrow of a runner beyond the lane's end, and of that behind the word for the loss."""


class Lanes(VGroup):
    """Names with marks, at first; then lanes, on which each mark stands at the loss of the moment.

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
    clock
        Tells how many gradients have been taken.
    budget
        How many there are for each.

    Attributes
    ----------
    origins
        Where the marks come from while `wave` goes from 0 to 1, ``(n, 3)``.
    track
        The lanes and their axis: added to the scene before `lay`.
    count
        The number of gradients taken, with the budget: likewise.
    leaving
        What goes at the end.
    runners
        Each mark, with its name and its arrow; all are in this group.
    """

    def __init__(
        self,
        look: Look,
        box: Box,
        found: Race,
        styles: Sequence[RunStyle],
        clock: Callable[[], float],
        budget: int,
    ) -> None:
        self.look, self.box, self.styles, self.clock = look, box, styles, clock
        self.wave, self.laid, self.origins = ValueTracker(0.0), ValueTracker(0.0), np.zeros((len(styles), 3))
        self.leaving: list[VMobject] = []
        self._measure(found)
        self.pitch = (box.height - AXIS - HEAD) / len(styles)
        self.rails = box.top - HEAD - self.pitch * (np.arange(len(styles)) + 0.5)
        self.radius = min(LARGEST, 0.36 * self.pitch)
        names = self._names()
        left = box.left + max(float(name.width) for name in names) + GAP + self.radius
        aside = [ONWARD if beyond else 0.0 for beyond in self._leaving_at_ends()]
        self.left, self.right = left + aside[0], box.right - self.radius - aside[1]
        self.marks = [style.dots(self.radius, f"runner {style.label}") for style in styles]
        self.onward = [FlatArrow(style.colour, name="goes on") for style in styles]
        self.runners = [VGroup(*parts) for parts in zip(names, self.marks, self.onward, strict=True)]
        self.track, self.count = self._track(), self._count(budget)
        super().__init__(*self.runners)
        self.name = "lanes"
        follow(self, self.redraw)

    def _measure(self, found: Race) -> None:
        """Find the scale of the losses, and where every runner is on it after each step."""
        first = float(found.runs[0].values[0])
        every = np.concatenate([run.values for run in found.runs])
        shown = every[every <= WITHIN * abs(first)] if first else every
        ends = found.finals[np.isneginf(found.finals)]
        self.axis_scale = SeriesScale.of(np.concatenate([shown, ends]), first, 9)
        padded = [np.append(run.values, final) for run, final in zip(found.runs, found.finals, strict=True)]
        self.heights = [self._on_scale(values) for values in padded]

    def _on_scale(self, values: Floats) -> Floats:
        heights = self.axis_scale.heights(values)
        return np.log10(heights) if self.axis_scale.log else heights

    @property
    def _ends(self) -> tuple[float, float]:
        """Return the heights at the left end and at the right one: what is lower is further."""
        low, high = self.axis_scale.range
        return (float(np.log10(high)), float(np.log10(low))) if self.axis_scale.log else (high, low)

    def _leaving_at_ends(self) -> tuple[bool, bool]:
        """Tell whether runners go beyond the left end, and beyond the right one."""
        every, (start, end) = np.concatenate(self.heights), self._ends
        return bool((every > start).any()), bool((every < end).any())

    def at(self, height: float) -> float:
        """Return where a height of the scale is along the lanes, from their left to their right end."""
        start, end = self._ends
        return self.left + (height - start) / (end - start) * (self.right - self.left)

    def place(self, index: int) -> tuple[Point3D, int]:
        """Return where a runner is on its lane, and beyond which end: −1, 1, or 0 between them."""
        heights, time = self.heights[index], self.clock()
        step = min(int(time), len(heights) - 1)
        after = min(step + 1, len(heights) - 1)
        x = float(self.at(heights[step] + smooth(min(time - step, 1.0)) * (heights[after] - heights[step])))
        beyond = int(x > self.right + 1e-6) - int(x < self.left - 1e-6)
        return np.array([np.clip(x, self.left, self.right), self.rails[index], 0.0]), beyond

    @property
    def homes(self) -> Point3D_Array:
        """Where the marks stand now, at first all at their lanes' left ends, ``(n, 3)``."""
        places = np.array([self.place(k)[0] for k in range(len(self.marks))])
        places[:, 0] = self.left + self.laid.get_value() * (places[:, 0] - self.left)
        return places

    def redraw(self) -> None:
        """Set marks, names and arrows from the clock."""
        grown = one_by_one(len(self.marks), self.wave.get_value())[::-1]  # none flies over a name
        homes = self.homes
        for k, (name, mark, arrow) in enumerate(self.runners):
            home, beyond, share = homes[k], self.place(k)[1], smooth(float(grown[k]))
            mark.set_places(self.origins[k] + share * (home - self.origins[k]))
            name.set_fill(opacity=late(float(grown[k])))
            way = np.array([beyond * (self.radius + ONWARD), 0.0, 0.0])
            arrow.set_between(home, home + way if self.laid.get_value() == 1.0 else home)

    def lay(self) -> list[Any]:
        """Return the animations by which the track comes, and the marks go to their losses."""
        return [Appear(self.track), Appear(self.count), ride(self.laid, 1.0, smooth)]

    def come(self, origins: Point3D_Array) -> _AnimationBuilder:
        """Return the animation by which the marks come from elsewhere ``(n, 3)``, their names with them."""
        self.origins = origins
        return ride(self.wave, 1.0)

    def dismiss(self, staying: Collection[int]) -> None:
        """Let go of all but the marks of some; what goes is in `leaving`."""
        self.leaving = [
            part
            for k, (name, mark, arrow) in enumerate(self.runners)
            for part in ((name, arrow) if k in staying else (name, mark, arrow))
        ]
        for part in self.updaters:
            self.remove_updater(part)

    def behind(self, index: int, *markups: str) -> MathFormula | None:
        """Return the first of some formulas that has room behind a runner's mark, if one has."""
        size, left = self.text_size, self.left + 1.25 * self.radius + GAP / 2
        room = self.box.right - left
        formula = fitting(self.look, *markups, width=room, height=CLOSE * self.pitch, largest=size)
        formula.move_to((left + formula.width / 2, self.rails[index], 0.0))
        return formula if formula.width <= room and formula.height <= CLOSE * self.pitch else None

    @property
    def text_size(self) -> float:
        """The font size of what is written in a lane."""
        return TYPE.caption if self.pitch > LOW else TYPE.label

    def losses(self, texts: dict[int, str]) -> list[VGroup]:
        """Return losses behind the marks of some runners, each on a plate that hides its side of the rail."""
        look, written, away = self.look, list[VGroup](), self.radius + GAP
        after_names = self.left - self.radius - GAP / 2
        for k, text in texts.items():
            x, y, _ = self.place(k)[0]
            room = max(self.box.right - x - away, x - away - after_names)
            wanted = number_width(text, self.text_size)
            size = max(TYPE.label, self.text_size * min(1.0, room / wanted))
            width, cap = number_width(text, size), CAP_HEIGHT_PER_FONT_SIZE * size
            left = x + away if x + away + width <= self.box.right else x - away - width
            plate = Plate(look.colours.background, 1.0)
            low = max(min(left, self.left) - AIR, after_names)
            high = max(left + width, self.right) + AIR
            near, far = (left - GAP, high) if left > x else (low, left + width + GAP)
            plate.cover(Box(near, far, y - cap / 2 - AIR, y + cap / 2 + AIR))
            number = Number(
                look, text, (left, y - cap / 2, 0.0), anchor="left", size=size, colour=look.colours.loss
            )
            written.append(VGroup(plate, number))
        return written

    def _names(self) -> list[Words]:
        """Return the names, upright in their lanes, as large as there is room."""
        size = self.text_size
        while True:
            names = [Words(self.look, one.label, colour=one.colour, size=size) for one in self.styles]
            widest = max(name.width for name in names)
            if size == TYPE.label or widest <= NAMES * self.box.width:
                break
            size = max(TYPE.label, 0.99 * size * NAMES * self.box.width / widest)
        for name, y in zip(names, self.rails, strict=True):
            name.stand_on(float(y) - CAP_HEIGHT_PER_FONT_SIZE * size / 2)
            name.shift((self.box.left - float(name.get_left()[0]), 0.0, 0.0))
        return names

    def _track(self) -> VGroup:
        """Return the rails, and ticks with their losses below them."""
        muted = self.look.colours.muted
        rails = Polyline(muted, STROKES.hair, name="rails").set_corners(
            *(np.array([[self.left, y, 0.0], [self.right, y, 0.0]]) for y in self.rails)
        )
        low = float(self.rails[-1]) - self.pitch / 2
        values, texts = self.axis_scale.ticks(max(2, int((self.right - self.left) / ROOM_OF_TICK)))
        places = [self.at(float(np.log10(value)) if self.axis_scale.log else value) for value in values]
        ticks = Polyline(muted, STROKES.hair, name="ticks").set_corners(
            *(np.array([[x, self.rails[0] + self.pitch / 2, 0.0], [x, low - TICK, 0.0]]) for x in places)
        )
        cap = CAP_HEIGHT_PER_FONT_SIZE * TYPE.label
        numbers = VGroup()
        for x, text in zip(places, texts, strict=True):
            half = number_width(text, TYPE.label) / 2
            middle = min(x, self.box.right - half)
            numbers.add(
                Number(self.look, text, (middle, low - TICK - 0.12 - cap, 0.0), anchor="center", colour=muted)
            )
        word = Words(self.look, self.look.say("lower loss"), colour=self.look.colours.loss)
        word.stand_on(low - TICK - 0.12 - cap)
        word.shift((self.box.left - float(word.get_left()[0]), 0.0, 0.0))
        tail = np.array([float(word.get_right()[0]) + AIR, low - TICK - 0.12 - cap / 2, 0.0])
        tip = tail + np.array([POINTS, 0.0, 0.0])
        arrow = FlatArrow(self.look.colours.loss, name="lower loss is further on")
        if tip[0] + AIR < min(number.get_left()[0] for number in numbers):
            arrow.set_between(tail, tip)
        group = VGroup(rails, ticks, numbers, word, arrow)
        group.name = "track"
        return group

    def _count(self, budget: int) -> VGroup:
        """Return the number of gradients taken so far, and how many there are."""
        size = TYPE.formula
        baseline = self.box.top - 1.2 * CAP_HEIGHT_PER_FONT_SIZE * size
        words = Words(self.look, self.look.say("of {count} gradients", count=budget), size=TYPE.caption)
        words.stand_on(baseline)
        words.shift((self.box.right - float(words.get_right()[0]), 0.0, 0.0))
        at = (float(words.get_left()[0]) - 0.15, baseline, 0.0)
        number = LiveNumber(
            self.look, lambda: str(min(int(self.clock() + 1e-6), budget)), at, anchor="right", size=size
        )
        group = VGroup(number, words)
        group.name = "count"
        return group


def late(share: float) -> float:
    """Return how far a name has come when its mark has come so far: it waits until this has passed.

    >>> late(0.5), late(1.0)
    (0.0, 1.0)
    """
    return max(share - ALMOST, 0.0) / (1.0 - ALMOST)


__all__ = ["Lanes", "late"]
