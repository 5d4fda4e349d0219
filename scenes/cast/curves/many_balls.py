"""Many balls on one curve, all on one clock; marked by where they end."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from manim import ValueTracker, VGroup, smooth

from gd_math.objective import Objective
from gd_math.runs.trajectory import Ending, Trajectory
from gd_math.typing import Floats
from scenes.base.look import Look
from scenes.base.theme import BALL_RADIUS, POINT_RADIUS, STROKES, blend
from scenes.cast.charts.axes import Plot
from scenes.cast.curves.leavers import Leavers
from scenes.cast.marks.lines import Dots, Polyline
from scenes.cast.moving.following import follow

SEAM = 1.2
"""Radius of the ring in the background's colour around a ball, in radii."""
FALL = 0.9
"""Height from which balls are dropped, in scene units."""
SLANTS = np.array([[[1.0, 1.0, 0.0]], [[1.0, -1.0, 0.0]]])
FALL_SHARE = 0.45
"""Share of the time of all falls that one takes."""
SLACK = 1e-9
"""Share of the picture by which a place at its edge may be outside from rounding."""
HOLE = 0.62
"""Radius of the hole in a ball that is marked, in radii."""
CURVE_SAMPLES = 2001
CROSS = 0.11
"""Half the extent of the cross where a step led to where the function has no value."""


class Backing(Dots):
    """Discs that set others off: they are not to be seen themselves."""

    lint_ignore = frozenset({"contrast"})


def places_at(run: Trajectory, time: float) -> Floats:
    """Return where the balls of a batch of runs are ``(balls,)`` at time k + u.

    One that left goes where its step led.

    Parameters
    ----------
    run
        Points ``(steps + 1, balls, 1)``.
    time
        Step k, gone up to the share u.
    """
    ends, left = np.asarray(run.lengths, dtype=np.intp) - 1, np.asarray(run.endings >= Ending.NOT_FINITE)
    time = min(max(time, 0.0), float((ends + left).max(initial=0)))
    balls = np.arange(run.points.shape[1])
    step = np.minimum(int(time + 1e-9), ends)
    following = np.minimum(step + 1, ends)
    here, there = run.points[step, balls, 0], run.points[following, balls, 0]
    leaving = left & (step == ends) & np.isfinite(run.beyond[:, 0])
    there = np.where(leaving, run.beyond[:, 0], there)
    share = np.clip(time - step, 0.0, 1.0)
    between: Floats = np.where(share > 1e-9, here + share * (there - here), here)
    return between


class ManyBalls(VGroup):
    """Balls on the graph of a function of one variable, as a function of a clock.

    Parameters
    ----------
    look
        Theme and language.
    plot
        Axes to draw in.
    objective
        The function.
    run
        A batch of runs, points ``(steps + 1, balls, 1)``.
    clock
        Tells ``k + u``: step k, gone up to the share u.
    dropped
        How far the balls have been dropped, one after the other, from 0 to 1.
    hollow
        Which balls become rings ``(balls,)``.
    revealed
        How far they have, from 0 to 1.
    radius
        Of a ball, in scene units.
    trail
        Whether every point of the runs stays as a dot.
    grounds
        Height above the plot's lower edge that is kept free, in scene units.
    beside
        Returns how far from its place on the curve each ball stands ``(balls, 2)`` at a time, in scene units.
    settled
        A ball that was there before the others, and stands where its run ends from the beginning.
    """

    def __init__(
        self,
        look: Look,
        plot: Plot,
        objective: Objective,
        run: Trajectory,
        clock: ValueTracker,
        dropped: ValueTracker,
        *,
        hollow: Sequence[bool] | npt.NDArray[np.bool_] = (),
        revealed: ValueTracker | None = None,
        radius: float = BALL_RADIUS,
        trail: bool = False,
        grounds: float = 0.0,
        beside: Callable[[float], Floats] | None = None,
        settled: int | None = None,
    ) -> None:
        super().__init__()
        colours, self.beside, self.settled = look.colours, beside, settled
        orange, ground = colours.parameter, colours.background
        self.look, self.plot, self.objective, self.run = look, plot, objective, run
        self.clock, self.dropped, self.radius = clock, dropped, radius
        self.balls = int(run.points.shape[1])
        self.hollow = np.asarray(hollow, dtype=bool) if len(hollow) else np.zeros(self.balls, dtype=bool)
        self.revealed = revealed if revealed is not None else ValueTracker(0.0)
        self.ends = np.asarray(run.lengths, dtype=np.intp) - 1
        self.left = np.asarray(run.endings >= Ending.NOT_FINITE)
        self.steps = int((self.ends + self.left).max(initial=0))
        """How many steps are told: with those that led out."""
        self.trail = Dots(orange, 0.8 * POINT_RADIUS, name="path dots")
        self.has_trail = trail
        self.seams = Backing(ground, SEAM * radius, name="seams of the balls")
        self.rims = Backing(blend("#000000", orange, 0.35), radius, name="rims of the balls")
        self.discs = Dots(orange, 0.9 * radius, name="balls")
        self.shines = Backing(blend("#FFFFFF", orange, 0.4), 0.3 * radius, name="light on the balls")
        self.holes = Backing(ground, HOLE * radius, name="holes")
        self._hole = self.holes.disc.copy()
        x = np.linspace(*plot.x_range, CURVE_SAMPLES)
        curve = plot.points_at(x, np.nan_to_num(objective(x), nan=np.inf, posinf=np.inf, neginf=-np.inf))
        self.leavers = Leavers(look, plot, curve, grounds)
        self.crosses = Polyline(colours.warning, STROKES.curve, name="steps to where there is no value")
        self.add(self.trail, self.seams, self.rims, self.discs, self.shines, self.holes)
        self.add(self.leavers, self.crosses)
        self.name = "balls"
        follow(self, self.redraw)

    def at(self, time: float) -> Floats:
        """Return where the balls are ``(balls,)`` at time k + u; one that left goes where its step led."""
        places = places_at(self.run, time)
        if self.settled is not None:
            places[self.settled] = self.run.points[self.ends[self.settled], self.settled, 0]
        return places

    def inside(self, x: Floats, y: Floats) -> npt.NDArray[np.bool_]:
        """Tell which of the places ``(n,)`` are in the picture."""
        (left, right), (bottom, top) = self.plot.x_range, self.plot.y_range
        across, up = SLACK * (right - left), SLACK * (top - bottom)
        within = (x >= left - across) & (x <= right + across) & (y >= bottom - up) & (y <= top + up)
        return np.asarray(within)

    @property
    def fall_shares(self) -> Floats:
        """Return how far each ball has fallen ``(balls,)``, from 0 to 1."""
        starts = np.linspace(0.0, 1.0 - FALL_SHARE, self.balls) if self.balls > 1 else np.zeros(1)
        shares: Floats = np.clip((self.dropped.get_value() - starts) / FALL_SHARE + 1e-9, 0.0, 1.0)
        fallen = np.where(shares > 1e-8, shares, 0.0)
        if self.settled is not None and self.dropped.get_value() > 0.0:
            fallen[self.settled] = 1.0
        return fallen

    def redraw(self) -> None:
        """Set every point from the trackers."""
        time = float(self.clock.get_value())
        x = self.at(time)
        y = self.objective(x)
        fallen = self.fall_shares
        inside = self.inside(x, y)
        shown = inside & (fallen > 0.0)
        places = self.plot.points_at(x[shown], y[shown])
        above = np.array([1.0 - smooth(float(share)) for share in fallen[shown]])
        ceiling = np.maximum(places[:, 1], self.plot.area.top - SEAM * self.radius)
        places[:, 1] = np.minimum(places[:, 1] + FALL * above, ceiling)
        if self.beside is not None:
            places[:, :2] += self.beside(time)[shown]
        up, aside = np.array([-0.04, 0.06, 0.0]), np.array([-0.32, 0.36, 0.0])
        self.seams.set_places(places)
        self.rims.set_places(places)
        self.discs.set_places(places + self.radius * up)
        opening = float(smooth(np.clip(self.revealed.get_value(), 0.0, 1.0)))
        full = ~self.hollow[shown] if opening > 0.0 else np.ones(len(places), dtype=bool)
        self.shines.set_places((places + self.radius * aside)[full])
        self.holes.disc = self._hole * opening
        self.holes.set_places(places[~full])
        self._draw_trail(time)
        landed = (fallen >= 1.0) & ~inside
        low, high = self.plot.x_range
        lost = landed & np.isnan(y) & (x >= low) & (x <= high)
        self._mark_lost(x[lost], self.run.values[self.ends, np.arange(self.balls)][lost])
        self.leavers.count(x[landed & ~lost], y[landed & ~lost])

    def _mark_lost(self, x: Floats, heights: Floats) -> None:
        """Cross out the places without a value to which steps led, as high as the balls were before."""
        area = self.plot.area
        places = self.plot.points_at(x, heights)
        places[:, 1] = np.clip(places[:, 1], area.bottom + 2 * CROSS, area.top - CROSS)
        slants = [np.concatenate([-CROSS * slant, CROSS * slant]) for slant in SLANTS]
        self.crosses.set_corners(*(place + slant for place in places for slant in slants))

    def _draw_trail(self, time: float) -> None:
        if not self.has_trail or not (self.fall_shares >= 1.0).all():
            self.trail.set_places(np.zeros((0, 3)))
            return
        told = int(time + 1e-9) + 1
        x = self.run.points[:told, :, 0].reshape(-1)
        y = self.run.values[:told].reshape(-1)
        kept = self.inside(x, y)
        self.trail.set_places(self.plot.points_at(x[kept], y[kept]))
