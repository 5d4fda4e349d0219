"""The count of trials: a cube that goes on growing, what to compare it with, and the row that it ends."""

import math

import numpy as np
from manim import ValueTracker, linear, smooth, squish_rate_func
from manim.mobject.mobject import _AnimationBuilder
from manim.typing import Point3D

from gd_math.accounts.effort import Effort
from gd_math.functions.grid_search import ATOMS_EXPONENT, grid_trials
from scenes.base.layout import Layout
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.cast.moving.following import ride
from scenes.cast.writing.numbers import Number, number_width
from scenes.parts.why_not_try_everything.age_clock import AgeClock
from scenes.parts.why_not_try_everything.counts import count_text, counted, power_text, round_in
from scenes.parts.why_not_try_everything.grid_stage import GridStage
from scenes.parts.why_not_try_everything.power_equation import BIG, PowerEquation, power
from scenes.parts.why_not_try_everything.pull_back import PullBack
from scenes.parts.why_not_try_everything.universes import Universes
from scenes.parts.why_not_try_everything.zeros import Zeros, pours

ROW, TALL_ROW = 0.38, 0.2
"""Height of the row of universes, as a share of the stage."""
DECADES = 1.5
"""Powers of ten in which the hand of the clock is seen to go round."""
WAITING = 0.85
"""Radius of the universe that waits, in scene units."""
ALONE, LEAST = 2.2, 10**6
"""Size of the equation below the row, in units of a formula's; smaller counts are written out."""
LATE = squish_rate_func(smooth, 0.5, 1.0)
"""What comes waits for half of the time; what leaves its place, told backwards, is gone by then."""
DROP = 0.2
"""From what is below the equation to where the zeros come from."""
SLOW_NESTS = 2
"""Universes in each other that come slowly."""


class CountStage:
    """The cube at the left, equation and comparison at the right; then the row above, the equation below.

    Parameters
    ----------
    look, layout
        Theme, language and frame.
    values
        For each parameter.
    parameters
        How many are counted in the end.
    found
        What they take.
    per_second
        How quickly trials are made.
    picture
        The grid that the cube takes the place of.

    Attributes
    ----------
    exponent
        Tells that of the trials counted so far, a continuous number.
    ended
        Tells how far the cube has come to the end of the row, from 0 to 1.
    equation, whole_equation
        The trials of the parameters counted so far: beside the cube, and below the row.
    clock, atoms
        The age of the universe as a clock, and its atoms with their number.
    result
        The trials of all parameters, below the cube at the end of the row.
    zeros
        The trials written out, below the equation; none where they could not be read.
    nested
        How many parameters have more trials than two universes in each other have atoms.
    lower
        The box below the row.
    """

    def __init__(
        self,
        look: Look,
        layout: Layout,
        values: int,
        parameters: int,
        found: Effort,
        per_second: int,
        picture: GridStage,
    ) -> None:
        self.values, self.last, self.digits = values, parameters, math.log10(values)
        self.all = self.digits * parameters
        self.exponent = ValueTracker(picture.parameters * math.log10(picture.values))
        self.shown, self.ended = ValueTracker(0.0), ValueTracker(0.0)
        upper, under = picture.aside.rows(1.0, 1.3, gap=0.15 if layout.tall else 0.3)
        stage = layout.stage if layout.tall else layout.stage.inset(top=-0.35)
        share = TALL_ROW if layout.tall else ROW
        row, self.lower = stage.rows(share, 1.0 - share, gap=0.3)
        widest = max(
            (count_text(grid_trials(values, d)) for d in {1, parameters}),
            key=lambda text: number_width(text, TYPE.formula),
        )
        widest = max(widest, "8.8×" + power_text(int(self.all)), key=len)
        written = pours(values, parameters)
        below, digits = self.lower.rows(1.0, 1.7, gap=0.5) if written else (self.lower, self.lower)
        self.clock = AgeClock(look, under, per_second, self.exponent.get_value, tall=layout.tall)
        self.equation, self.whole_equation = (
            PowerEquation(
                look,
                box,
                self._power,
                self._trials,
                (power(values, parameters), widest),
                "" if layout.tall else look.say("trials"),
                big=big,
            )
            for box, big in ((upper, BIG), (below, ALONE))
        )
        wait, radius, text, room = round_in(under, WAITING, beside=layout.tall)
        self.universes = Universes(
            look,
            row,
            self.all,
            count_text(found.trials),
            self.exponent.get_value,
            (wait, radius),
            picture.grid.width_of_cube,
        )
        self.atoms = counted(
            look,
            power_text(ATOMS_EXPONENT),
            (look.say("atoms in the universe"), look.say("atoms")),
            text,
            room,
            look.colours.ink,
        )
        self.start = picture.grid.middle, picture.grid.width_of_cube
        self.end = self.universes.ending
        self.cube = PullBack(look, picture.grid, self._pictured, self._place)
        self.result = self._result(look, count_text(found.trials))
        self.nested = min(math.ceil(SLOW_NESTS * ATOMS_EXPONENT / self.digits), parameters)
        self.zeros = None
        if written:
            self.zeros = Zeros(
                look,
                digits,
                round(self.digits),
                parameters,
                self.exponent.get_value,
                [found.crossed * self.digits, self.nested * self.digits],
                np.array([self.whole_equation.right.at[0], self.whole_equation.get_bottom()[1] - DROP, 0.0]),
                self.result.get_center(),
            )

    def _result(self, look: Look, text: str) -> Number | PowerEquation:
        """Return all trials, below the cube at the end of the row: as a power too where there is room."""
        if self.universes.free is not None:
            whole = power(self.values, self.last)
            return PowerEquation(
                look, self.universes.free, lambda: whole, lambda: text, (whole, text), big=1.0
            )
        middle = self.end[0]
        base = float(middle[1]) - self.universes.radius - 0.3 - CAP_HEIGHT_PER_FONT_SIZE * TYPE.formula
        place = (self.universes.result, base, 0.0)
        return Number(look, text, place, anchor="center", colour=look.colours.parameter, size=TYPE.formula)

    @property
    def parameters(self) -> int:
        """How many parameters are counted now."""
        return min(max(int(self.exponent.get_value() / self.digits + 1e-9), 1), self.last)

    @property
    def complete(self) -> bool:
        """Whether the trials counted so far are all of a whole number of parameters."""
        told = float(self.exponent.get_value()) / self.digits
        return abs(told - round(told)) < 1e-9

    def _power(self) -> str:
        """Return the power that the trials are, once all of these parameters' have been counted."""
        return power(self.values, self.parameters) if self.complete else ""

    def _trials(self) -> str:
        """Return the trials so far; on the way a power of ten, with digits while the clock's hand turns."""
        exponent = float(self.exponent.get_value())
        if self.complete:
            return count_text(grid_trials(self.values, self.parameters))
        if exponent < math.log10(LEAST) or abs(exponent - self.clock.turn) <= DECADES:
            return count_text(int(10.0**exponent))
        return power_text(int(exponent))

    def _pictured(self) -> float:
        """Return the exponent that the cube shows: at the end of the row the cube is whole."""
        return float(self.exponent.get_value()) if self.ended.get_value() == 0.0 else self.shown.get_value()

    def _place(self) -> tuple[Point3D, float]:
        """Return the middle of the cube, and its width."""
        gone = float(self.ended.get_value())
        (start, large), (end, small) = self.start, self.end
        place: Point3D = start + gone * (end - start)
        return place, float(large ** (1.0 - gone) * small**gone)

    def count_to(self, parameters: int) -> _AnimationBuilder:
        """Return the animation that counts on, while the camera pulls back."""
        return ride(self.exponent, parameters * self.digits, smooth)

    def count_age(self, seconds: float) -> list[tuple[_AnimationBuilder, float]]:
        """Return the animations, and the seconds of each, that take the clock round once, its turn slowly."""
        turn, now = self.clock.turn, float(self.exponent.get_value())
        soon = turn - DECADES
        ways = [(soon, smooth)] if soon > now else []
        return [(ride(self.exponent, to, how), seconds / 2) for to, how in [*ways, (turn, linear)]]

    def end_row(self, *, deep: bool) -> list[_AnimationBuilder]:
        """Return the animations by which the cube, and a universe, take their places in the row."""
        level, now = self.cube.level, float(self.exponent.get_value())
        self.shown.set_value(now)
        whole = math.ceil(now / level - 1e-7) * level
        moves = [ride(self.ended, 1.0, smooth), ride(self.shown, whole, smooth)]
        if deep:
            moves.append(ride(self.universes.come, 1.0, smooth))
        if self.zeros is not None:
            moves.append(ride(self.zeros.poured, 1.0, LATE))
        return moves


__all__ = ["LATE", "CountStage"]
