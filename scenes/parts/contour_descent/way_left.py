"""Why each step leaves the same share of the way: along the valley the gradient is in proportion to it."""

import math
from dataclasses import dataclass

import numpy as np
from manim import ValueTracker, VGroup, smooth
from manim.typing import Point3D, Point3D_Array

from gd_math.data.standstill import StandstillRun
from gd_math.typing import Points
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import BALL_RADIUS, STROKES, TYPE, blend
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.free_places import clearances, ring
from scenes.cast.maps.arrow_words import counted, stand_beside
from scenes.cast.maps.crosshair import Crosshair, outline
from scenes.cast.maps.map_walk import MapWalk
from scenes.cast.maps.walk_arrows import on_screen, turned
from scenes.cast.marks.arrows import FlatArrow
from scenes.cast.marks.lines import Polyline, dashes
from scenes.cast.moving.following import follow
from scenes.cast.moving.moments import Moment, turning
from scenes.cast.writing.arrow_count import ArrowCount
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.map_words import MapWord
from scenes.cast.writing.number_text import as_number, plain, shortest, significant, typst_number

COUNTED = 6
"""So many steps in a row must leave the printed share of the change before, that it may be told."""
DIGITS = range(3, 6)
"""Significant digits: as few as let the printed numbers give each other."""
FACTOR_DECIMALS = 4
"""Of what each step leaves."""
LINE_GAP = 2.3
"""From one line of the formula to the next, in capital heights."""


def lasting_factor(fit: StandstillRun, start: int, end: int) -> str | None:
    """Return how much of the change before it each step leaves, from a step to another, as it is printed.

    None where it goes on varying, or is not what each step leaves in the long run.
    """
    if not fit.crawls or start < 2 or end > fit.steps_taken:
        return None
    seen = fit.changes[start - 2 : end]
    if (seen <= 0.0).any():
        return None
    lasting = plain(fit.long_run_factor, FACTOR_DECIMALS)
    alike = all(plain(float(one), FACTOR_DECIMALS) == lasting for one in seen[1:] / seen[:-1])
    return lasting if alike and as_number(lasting) < 1.0 else None


@dataclass(frozen=True, slots=True)
class WayAccount:
    """A gradient on the floor of a valley as it is printed: the curvature times the way that is left.

    Parameters
    ----------
    step
        After which it is told.
    gradient, way
        The length of the gradient, and that of the way to the exact solution.
    curvature
        The curvature μ along the valley.
    factor
        1 − αμ: what each step leaves of the way.
    drawn
        How many times as long as it is the gradient is drawn: a power of ten, for which it is shorter than
        the way and seen beside it.
    """

    step: int
    gradient: str
    way: str
    curvature: str
    factor: str
    drawn: float

    @classmethod
    def of(cls, fit: StandstillRun, step: int) -> "WayAccount | None":
        """Return the account of a step; None where the printed numbers do not give each other."""
        factor = lasting_factor(fit, step, step + COUNTED)
        if factor is None:
            return None
        gradient, way = float(np.hypot(*fit.run.gradients[step])), float(fit.distances[step])
        curvature, rate = fit.curvatures[0], as_number(shortest(fit.rate))
        for digits in DIGITS:
            texts = tuple(significant(value, digits) for value in (gradient, way, curvature))
            length, left, bend = (as_number(text) for text in texts)
            leaves = plain(1.0 - rate * bend, FACTOR_DECIMALS)
            if significant(left * bend, digits) == significant(length, digits) and leaves == factor:
                drawn = 10.0 ** -math.ceil(math.log10(curvature) - 1e-9)
                return cls(step, texts[0], texts[1], texts[2], factor, drawn)
        return None


class FloorArrow(FlatArrow):
    """The gradient on the floor of a valley, which becomes a step: that is next to nothing."""

    lint_ignore = frozenset({"grown-to-nothing"})


class WayLeft(VGroup):
    """The way to the solution as a dashed line, and the gradient that points away from it.

    The gradient grows with `measured`; with `scaled` it turns round, shrinks, and is the step.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The map.
    walk
        What goes there; when this is made it stands where the account is told.
    fit
        The run.
    account
        What is told.
    """

    def __init__(
        self, look: Look, plot: Plot, walk: MapWalk, fit: StandstillRun, account: WayAccount
    ) -> None:
        self.look, self.plot, self.walk, self.fit, self.account = look, plot, walk, fit, account
        self.measured, self.scaled, self.moved = ValueTracker(0.0), ValueTracker(0.0), ValueTracker(0.0)
        colours = look.colours
        self.goal = plot.at(*fit.best.tolist())
        self.line = Polyline(colours.parameter, STROKES.path, name="way left")
        self.arrow = FloorArrow(colours.gradient, name="gradient on the floor")
        self.count = ArrowCount(look, [account.gradient], shortest(fit.rate), plate=True)
        self.mark = Crosshair(look, self.goal)
        super().__init__(self.mark, self.line, self.arrow, self.count)
        self.name = "way left"
        follow(self, self.redraw)

    @property
    def _here(self) -> Point3D:
        return self.plot.at(*self.walk.point.tolist())

    def _gradient(self) -> Point3D:
        slopes: Points = self.fit.run.gradients[self.account.step]
        return self.account.drawn * on_screen(self.plot, slopes)

    def redraw(self) -> None:
        """Draw the way that is left, and the arrow as far as it is told."""
        here, way, colours = self._here, self._gradient(), self.look.colours
        self.line.set_corners(*dashes(here, self.goal))
        measured, scaled, moved = (one.get_value() for one in (self.measured, self.scaled, self.moved))
        step = -on_screen(self.plot, self.fit.rate * self.fit.run.gradients[self.account.step])
        tip = here + (turned(way, step, scaled) if scaled > 0.0 else way * smooth(measured))
        self.arrow.set_fill(blend(colours.step, colours.gradient, turning(scaled)[0]))
        self.arrow.set_between(here, tip if moved < 1.0 and measured > 0.0 else here, area=self.plot.area)
        self.count.draw(Moment(0, 1.0, measured, scaled, moved), here, tip, self.plot.area)

    def words(self, area: Box) -> VGroup:
        """Return the words beside the arrow and the way."""
        say, account, colours = self.look.say, self.account, self.look.colours
        here, up = self._here, self._here + self._gradient()
        named = say("gradient, drawn × {factor}", factor=shortest(account.drawn))
        left = MapWord(
            self.look, say("still to go {length}", length=account.way), colours.parameter, size=TYPE.caption
        )
        taken = self._occupied(here, up)
        gradient = MapWord(self.look, named, colours.gradient, size=TYPE.caption)
        stand_beside(gradient, here, up, area, taken, first=-1.0)
        if account.drawn == 1.0 and clearances(gradient.get_center()[None], gradient.half, taken)[0] <= 0.0:
            gradient = MapWord(self.look, say("gradient"), colours.gradient, size=TYPE.caption)
            stand_beside(gradient, here, up, area, taken, first=-1.0)
        taken = np.concatenate([taken, outline(gradient)])
        stand_beside(left, here, self.goal, area, taken, first=1.0)
        return VGroup(gradient, left)

    def _occupied(self, here: Point3D, tip: Point3D) -> Point3D_Array:
        lines = [np.linspace(here, end, 12) for end in (tip, self.goal)]
        return np.concatenate(
            [
                *lines,
                counted(here, tip, self.plot.area),
                ring(here, BALL_RADIUS),
                self.mark.occupied(),
                self.walk.occupied(),
            ]
        )


class WayFormula(VGroup):
    """``1.34 = 0.459 × 2.91`` and below it ``1 − 0.01 × 0.459 = 0.9954``.

    Parameters
    ----------
    look
        Theme and language.
    box
        At whose right end it stands.
    account
        What is told.
    rate
        The learning rate α.

    Attributes
    ----------
    measured, leaves
        The two lines; the second one is to be added when the step has been made.
    """

    def __init__(self, look: Look, box: Box, account: WayAccount, rate: float) -> None:
        colours = look.colours
        curvature = paint(colours.loss, typst_number(account.curvature))
        gradient = paint(colours.gradient, typst_number(account.gradient))
        way = paint(colours.parameter, typst_number(account.way))
        alpha = paint(colours.step, typst_number(shortest(rate)))
        self.measured = MathFormula(look, f"{gradient} = {curvature} times {way}", size=TYPE.caption)
        self.leaves = MathFormula(
            look, f"1 - {alpha} times {curvature} = {account.factor}", size=TYPE.caption
        )
        for place, line in enumerate((self.measured, self.leaves)):
            line.shift((box.right - float(line.get_right()[0]), 0.0, 0.0))
            line.shift((0.0, box.top - float(self.measured.get_top()[1]), 0.0) if not place else (0.0,) * 3)
        self.leaves.stand_on(self.measured.baseline - LINE_GAP * self.measured.cap_height)
        super().__init__(self.measured, self.leaves)
        self.name = "why the way shrinks so"

    @property
    def terms(self) -> list[tuple[VGroup, str]]:
        """The gradient, the way and the share in the first line, each with its meaning."""
        gradient, _, curvature, _, way = self.measured.pieces
        return [(gradient, "gradient"), (way, "parameter"), (curvature, "loss")]


__all__ = ["WayAccount", "WayFormula", "WayLeft", "lasting_factor"]
