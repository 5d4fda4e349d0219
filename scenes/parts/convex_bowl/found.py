"""What the mathematics finds: of the convex curve, of the bowl, and of the curve that is not convex."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from gd_math.accounts.account import Accounts, accounts
from gd_math.accounts.overview import overview, shown_intervals, spread
from gd_math.accounts.views import View
from gd_math.formula.parsing import FormulaObjective
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from gd_math.runs.theory import stable_rate_limit
from gd_math.runs.trajectory import Trajectory
from gd_math.shape.chords import chord_point, dipping_chord, gap_under
from gd_math.shape.convexity import Bottom, bottom_of, is_straight, is_whole
from gd_math.typing import Bools, Interval
from scenes.cast.land.bowl import Bowl
from scenes.cast.writing.comparing import told_apart

Dip = tuple[float, float, float]

BORDER = 0.4
"""Width of what is shown where a curve is not defined, as a share of where it is: the word has room on it."""
EDGE = 0.05
"""Least distance of a ball on the other curve from the picture's edges, as a share of its width."""
WIDEST, LEAST_DIP = np.linspace(1.0, 0.0, 51), 0.3
"""Shares of the way from a dip to these edges; what a wider chord must keep of the dip."""
FIRST, WIDE = (0.2, 0.7), (0.05, 0.95)
"""Ends of the first chord as shares of the curve's width."""
APART = 0.02
"""Distance of two ends, as a share of the picture's width, from which they are two places."""
SHARE_DECIMALS = 2
"""With how many the share t is printed."""
VISIBLE = 0.02
"""Gap, as a share of the picture's height, below which the first chord takes almost the whole width."""


def span_of(objective: FormulaObjective, view: View) -> Interval:
    """Return the widest interval over which a curve is seen."""
    return max(shown_intervals(objective, view), key=lambda piece: piece[1] - piece[0])


def across(span: Interval, share: float) -> float:
    """Return the x at a share of an interval's width."""
    low, high = span
    return low + share * (high - low)


def first_chord(objective: FormulaObjective, view: View) -> Interval:
    """Return the ends of the first chord: wide enough that the graph is seen below it."""
    (low, high), span = view.y_range, span_of(objective, view)
    first, wide = ((across(span, one), across(span, other)) for one, other in (FIRST, WIDE))
    return next(
        (ends for ends in (first, wide) if gap_under(objective, *ends) > VISIBLE * (high - low)), first
    )


@dataclass(frozen=True, slots=True, eq=False)
class CurveFound:
    """A convex curve, what it is lowest at, the ends of its first chord, and the runs that begin there."""

    objective: FormulaObjective
    view: View
    bottom: Bottom
    first: Interval
    straight: bool
    whole: bool
    run: Trajectory
    told: Accounts

    @classmethod
    def of(cls, curve: FormulaObjective, view: View, optimizer: GradientDescent, steps: int) -> Self:
        """Return what is true of a curve."""
        bottom, first = bottom_of(curve, view.region), first_chord(curve, view)
        run = descend(curve, np.array(first)[:, None], optimizer, steps)
        told = accounts(curve, run, (view.x_range,))
        return cls(curve, view, bottom, first, is_straight(curve), is_whole(curve), run, told)


@dataclass(frozen=True, slots=True, eq=False)
class BowlFound:
    """A bowl, what it is lowest at, and the runs in it, points ``(steps + 1, balls, 2)``."""

    ground: Bowl
    bottom: Bottom
    run: Trajectory
    told: Accounts

    @classmethod
    def of(cls, bowl: Bowl, run: Trajectory) -> Self:
        """Return what is true of a bowl and of runs in it."""
        region = (bowl.x_range, bowl.y_range)
        return cls(bowl, bottom_of(bowl.objective, region), run, accounts(bowl.objective, run, region))

    @property
    def home(self) -> Bools:
        """Tell which balls rest in the bowl ``(balls,)``."""
        rest: Bools = np.array([one.rests for one in self.told]) & self.ground.contains(self.told.last_points)
        return rest

    @property
    def every(self) -> bool:
        """Tell whether there is one lowest point, and every ball rests there."""
        return self.bottom is Bottom.POINT and bool(self.home.all())

    def limit_below(self, rate: float) -> float | None:
        """Return the largest stable rate, where it is known and `rate` is above it."""
        limit = stable_rate_limit(self.ground.objective, self.run.points[0, 0])
        return limit if limit is not None and limit < rate else None


@dataclass(frozen=True, slots=True, eq=False)
class OtherFound:
    """A curve that is not convex, and two runs on it, points ``(steps + 1, 2, 1)``.

    `dip` are the ends of a chord that dips below the curve, and the share of its length where it does most;
    there the runs begin.
    """

    objective: FormulaObjective
    view: View
    dip: Dip
    run: Trajectory
    told: Accounts

    @classmethod
    def of(cls, curve: FormulaObjective, optimizer: GradientDescent, steps: int) -> Self:
        """Return what is true of a curve that is not convex."""
        view = overview(curve, border=BORDER)
        dip = readable(curve, widened(curve, view, dipping_chord(curve, view.x_range, view.y_range)))
        run = descend(curve, np.array(dip[:2])[:, None], optimizer, steps)
        return cls(curve, view, dip, run, accounts(curve, run, (view.x_range,)))

    @property
    def apart(self) -> bool:
        """Tell whether both balls rest, in two places."""
        ends, (low, high) = self.told.last_points[:, 0], self.view.x_range
        return all(one.rests for one in self.told) and bool(abs(ends[1] - ends[0]) > APART * (high - low))

    @property
    def stays(self) -> bool:
        """Tell whether both balls are in the picture at every step."""
        points, (x_range, y_range) = self.run.points[..., 0], (self.view.x_range, self.view.y_range)
        inside = (points >= x_range[0]) & (points <= x_range[1])
        heights = self.run.values
        return bool((inside & (heights >= y_range[0]) & (heights <= y_range[1])).all())

    @property
    def end_texts(self) -> list[str]:
        """Return where the two balls rest, nothing unless they rest apart."""
        return told_apart(self.told.last_points[:, 0].tolist()) if self.apart else []


def widened(curve: FormulaObjective, view: View, dip: Dip) -> Dip:
    """Return a wider chord that still dips clearly below the curve, so that its ends have a way to go."""
    a, b, share = dip
    point, (low, high) = chord_point(curve, a, b, share), view.y_range
    left, right = spread(curve, view, np.array([0.0, 1.0]), EDGE)[:, 0].tolist()
    for way in WIDEST.tolist():
        ends = min(a, a + way * (left - a)), max(b, b + way * (right - b))
        heights = curve(np.array(ends))
        wide = (point.x - ends[0]) / (ends[1] - ends[0])
        there = chord_point(curve, *ends, wide)
        seen = bool(((heights >= low) & (heights <= high)).all())
        if seen and there.graph - there.chord >= LEAST_DIP * (point.graph - point.chord):
            return (*ends, wide)
    return dip


def readable(curve: FormulaObjective, dip: Dip) -> Dip:
    """Return the dip with a share that is exact as it is printed, if the chord dips there, too."""
    a, b, share = dip
    exact = round(share, SHARE_DECIMALS)
    return dip if chord_point(curve, a, b, exact).above else (a, b, exact)


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """All that the lesson is about."""

    curve: CurveFound
    bowl: BowlFound
    other: OtherFound


__all__ = [
    "APART",
    "BORDER",
    "BowlFound",
    "CurveFound",
    "Found",
    "OtherFound",
    "across",
    "span_of",
]
