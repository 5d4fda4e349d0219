"""Many balls on a map, and the ring of their root mean square distance from the minimum."""

import math
from collections.abc import Callable
from typing import Self

import numpy as np
from manim import VGroup

from gd_math.accounts.noisy_runs import NoisyRuns
from scenes.base.look import Look
from scenes.base.theme import STROKES, TYPE
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.free_places import places_beside, roomiest
from scenes.cast.maps.gradient_fan import RingLine, circle_on
from scenes.cast.marks.lines import Dots, Polyline
from scenes.cast.marks.run_style import RunStyle
from scenes.cast.moving.following import follow
from scenes.cast.writing.map_words import MapFormula, MapWord
from scenes.cast.writing.numbers import Number, number_width

BALL, OPACITY, MARK = 0.05, 0.8, 0.08
"""Radius of a ball; how opaque it is; half of the cross, in scene units."""
SLANT, LABEL = (0.8, 0.6), np.array([0.24, 0.2, 0.0])
"""Direction of r from the minimum, and from its end to its name."""
SEAM = 3.0
"""How much wider than the ring its seam is."""
SIGN, TOGETHER = 0.1, 2.2
"""Radius of the sign before the number; how much larger the balls are before they part."""
GAP = 0.08
"""From the ring of a rate to its name."""
SWEEP = 5.0
"""Steps in which the ring comes round."""
RISE = 0.6
"""Way from the map up to the number, in capital heights."""


class Ground(Polyline):
    """A line that sets another one off from the balls: it is not to be seen itself."""

    lint_ignore = frozenset({"contrast", "grown-to-nothing"})

    def __init__(self, look: Look, name: str) -> None:
        super().__init__(look.colours.background, STROKES.curve + SEAM, name=name)


class Cloud(VGroup):
    """Balls, the ring of their distance, and its radius above the map's right end, as functions of a time.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The map, with even units; what lies outside its view is not drawn.
    runs
        All balls by one schedule.
    time
        Tells ``k + u``: step k, gone up to the share u.
    radius
        Of a ball, in scene units.
    write
        Returns a distance as text.
    right
        Where the number ends; by default at the map's right edge.
    beyond
        The same balls with more steps: they go on when ring and number have come to rest.

    Attributes
    ----------
    balls, ring, number
        The dots; the circle; its radius as text.
    """

    def __init__(
        self,
        look: Look,
        plot: Plot,
        runs: NoisyRuns,
        time: Callable[[], float],
        *,
        radius: float,
        write: Callable[[float], str],
        right: float | None = None,
        beyond: NoisyRuns | None = None,
    ) -> None:
        colours = look.colours
        self.plot, self.runs, self.time, self.write, self.right = plot, runs, time, write, right
        self.balls_of = beyond or runs
        self.balls = Dots(colours.parameter, radius, OPACITY, name="balls")
        self.seam = Ground(look, "seam of the ring")
        self.ring = RingLine(colours.ink, STROKES.curve, name="root mean square distance")
        self.number = Number(look, "", anchor="right", size=TYPE.caption)
        self.sign = RunStyle(colours.ink, mark="ring").dots(SIGN, "sign of the ring")
        self._disc = self.balls.disc.copy()
        super().__init__(self.balls, self.seam, self.ring, self.sign, self.number)
        self.name = "cloud"
        follow(self, self.redraw)

    @property
    def radius(self) -> float:
        """The root mean square distance now."""
        return self.runs.distance(self.time())

    def bare(self) -> Self:
        """Leave the balls only."""
        self.remove(self.seam, self.ring, self.sign, self.number)
        return self

    def redraw(self) -> None:
        """Set balls, ring and number from the time."""
        time, area = self.time(), self.plot.area
        places = self.plot.points_at(*self.balls_of.at(time).T)
        self.balls.disc = self._disc * (TOGETHER + (1.0 - TOGETHER) * min(time, 1.0))
        aside = np.abs(places - area.centre)[:, :2] <= (area.width / 2, area.height / 2)
        self.balls.set_places(places[aside.all(axis=1)])
        arcs = circle_on(self.plot, self.runs.center, self.radius)
        arcs = arcs[: math.ceil(len(arcs) * min(time / SWEEP, 1.0))]
        self.seam.set_corners(*arcs)
        self.ring.set_corners(*arcs)
        right = area.right if self.right is None else self.right
        where = right, area.top + RISE * self.number.cap_height, 0.0
        self.number.set_text(self.write(self.radius), where)
        left = where[0] - number_width(self.number.text, self.number.size) - 2 * SIGN
        self.sign.set_places(np.array([left, where[1] + self.number.cap_height / 2, 0.0]))


def minimum_cross(look: Look, plot: Plot, runs: NoisyRuns, size: float = MARK) -> Dots:
    """Return the cross that stands at the minimum."""
    cross = RunStyle(look.colours.ink, mark="cross").dots(size, "minimum")
    x, y = runs.center.tolist()
    follow(cross, lambda: cross.set_places(plot.at(x, y) if plot.shows(x, y) else np.zeros((0, 3))))
    return cross


def start_mark(look: Look, plot: Plot, runs: NoisyRuns) -> VGroup:
    """Return the mark and the word at the place where all balls begin, clear of where they end."""
    place = plot.at(*runs.run.points[0, 0].tolist())
    taken = np.concatenate([place[None], plot.points_at(*runs.run.points[-1].T)])
    mark = RunStyle(look.colours.parameter, mark="ring").dots(SIGN, "start").set_places(place)
    word, area = MapWord(look, look.say("start")), plot.area
    ways = np.array([SIGN, 0.0, 0.0]), np.array([-SIGN, 0.0, 0.0])
    spots = np.concatenate([places_beside(place, place + way, word.half, area, gap=SIGN) for way in ways])
    return VGroup(mark, word.stand_at(roomiest(spots, word.half, taken)))


class BalanceRing(VGroup):
    """The ring on which noise and slope balance: the line from the minimum to it, and r.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The map.
    runs
        What knows the minimum.
    radius
        In units of the map.
    """

    def __init__(self, look: Look, plot: Plot, runs: NoisyRuns, radius: float) -> None:
        ink = look.colours.ink
        x, y = runs.center.tolist()
        ends = plot.points_at(np.array([x, x + radius * SLANT[0]]), np.array([y, y + radius * SLANT[1]]))
        self.ring = RingLine(ink, STROKES.path, name="balance")
        self.ring.set_corners(*circle_on(plot, runs.center, radius, ()))
        seam = Ground(look, "seam of r").set_corners(ends)
        self.line = RingLine(ink, STROKES.curve, name="r").set_corners(ends)
        self.label = MapFormula(look, "r", ink).stand_at(ends[1] + LABEL)
        super().__init__(self.ring, seam, self.line, self.label)
        self.name = "balance"


class RateRing(VGroup):
    """The ring that the rate of the moment would keep, with r beside it, as a function of a time.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The map.
    runs
        What knows the minimum and the rates.
    time
        Tells ``k + u``.
    radius
        Returns the radius that a rate keeps.
    named
        Whether r stands beside it.
    """

    lint_ignore = frozenset({"grown-to-nothing"})

    def __init__(
        self,
        look: Look,
        plot: Plot,
        runs: NoisyRuns,
        time: Callable[[], float],
        radius: Callable[[float], float],
        *,
        named: bool = True,
    ) -> None:
        self.plot, self.runs, self.time, self.radius_of = plot, runs, time, radius
        self.ring = RingLine(look.colours.step, STROKES.curve, name="ring of the rate")
        self.label = MapFormula(look, "r", look.colours.step)
        super().__init__(self.ring, *([self.label] if named else []))
        self.name = "ring of the rate"
        follow(self, self.redraw)

    @property
    def radius(self) -> float:
        """What the rate of the moment keeps: between two steps it is on its way from one to the other."""
        rates = self.runs.rates
        return self.radius_of(float(np.interp(self.time(), np.arange(len(rates)), rates)))

    def redraw(self) -> None:
        """Set ring and name from the time."""
        radius, (x, y) = self.radius, self.runs.center.tolist()
        self.ring.set_corners(*circle_on(self.plot, self.runs.center, radius, ()))
        down = self.plot.at(x, y - radius) - np.array([0.0, GAP + float(self.label.half[1]), 0.0])
        down[1] = max(down[1], self.plot.area.bottom + self.label.half[1])
        self.label.stand_at(down)


__all__ = ["BALL", "BalanceRing", "Cloud", "RateRing", "minimum_cross", "start_mark"]
