"""The hiker's descent: probing, turning, walking, the tangent underfoot, the arrows on the position axis."""

from collections.abc import Callable

import numpy as np
from manim import ValueTracker, VGroup
from manim.typing import Point3D

from gd_math.objective import Objective
from gd_math.runs.trajectory import Ending, Trajectory
from gd_math.typing import Floats
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import POINT_RADIUS, STROKES, TIMING
from scenes.cast.curves.tangent import Tangent
from scenes.cast.marks.lines import Dots, Polyline, dashes
from scenes.cast.moving.following import follow
from scenes.cast.moving.moments import MEASURED, POINTED, SCALED, SLOW_STEPS, Moment
from scenes.parts.blindfolded_hiker.acting import Acting, breathing, seeing
from scenes.parts.blindfolded_hiker.arrows import AxisArrows, AxisEdgeMark
from scenes.parts.blindfolded_hiker.breath import Breath
from scenes.parts.blindfolded_hiker.closeness import Closeness
from scenes.parts.blindfolded_hiker.even_walk import EvenWalk, middle
from scenes.parts.blindfolded_hiker.figure import Hiker
from scenes.parts.blindfolded_hiker.gait import stride_count
from scenes.parts.blindfolded_hiker.ground import Ground

TANGENT_REACH, AIR = 1.0, 0.1
MOUTH = 9.6 + 2.8j
"""Where the breath leaves, from the neck, in hundredths of the height."""

SECONDS_PER_QUICK_STEP, SECONDS_PER_STRIDE = 0.3, 0.16
READABLE_STEPS_PER_SECOND = 2.5

FELT, UNDERSTOOD, DECIDED = 0.35, 0.4, 0.5
"""Shares of a step after which the probing, the gradient arrow and the step arrow are complete."""


class Trail(Dots):
    """The points of the run on the graph; they may fade in fog."""

    lint_ignore = frozenset({"contrast"})


class HikerDescent(VGroup):
    """A hiker who walks a run on the graph of a function, as a function of the run's clock.

    The mobject holds what stands before the fog, `position` what belongs to the axis. `trail`, the dots on
    the graph, belongs behind the fog; put on screen first, it redraws everything else, so that the fog, too,
    knows where the hiker is now.

    Parameters
    ----------
    look
        Theme and language.
    view
        Position axis and scale of heights, and how near the picture is.
    objective
        A function of one variable.
    run
        One trajectory.
    clock
        Tells ``k + u``: step k, told up to the share u.
    air
        The phase of what blows in the wind.
    height
        The hiker's height in scene units.

    Attributes
    ----------
    sight
        From 0 to 1 the hiker pulls the blindfold down.
    looks
        Where to look then: +1 to the right, −1 to the left, 0 straight on.
    """

    def __init__(
        self,
        look: Look,
        view: Closeness,
        objective: Objective,
        run: Trajectory,
        clock: ValueTracker,
        air: ValueTracker,
        *,
        height: float,
    ) -> None:
        super().__init__()
        colours = look.colours
        self.view, plot = view, view.plot
        self.plot, self.objective, self.run, self.clock, self.air = plot, objective, run, clock, air
        self.xs: Floats = run.points[:, 0]
        self.slopes: Floats = run.gradients[:, 0]
        self.left = bool(run.endings >= Ending.NOT_FINITE)
        self.nexts: Floats = np.append(self.xs[1:], run.beyond if self.left else [])
        self.last, self.steps_told = len(self.xs) - 1, len(self.nexts)
        self.size, self.sight, self.looks = height, ValueTracker(0.0), 0
        few = self.last - SLOW_STEPS <= READABLE_STEPS_PER_SECOND * TIMING.longest_fast_run
        self.unhurried = self.last if few else SLOW_STEPS
        self.ground = Ground(view.home, objective)
        self.places = [self.ground.across(float(x)) for x in self.xs]
        self._inside = np.flatnonzero([view.home.shows(*p) for p in zip(self.xs, run.values, strict=True)])
        quick = max(self.last - SLOW_STEPS, 1) / TIMING.longest_fast_run
        self.even_walk = EvenWalk(self.ground, self.places, self.unhurried, height, quick)
        roof = view.home.area.top
        self.acting = Acting(self.ground, self.places, self.facing, self.steps_told, height, roof)
        self.trail = Trail(colours.parameter, POINT_RADIUS, name="trail")
        self.drop = Polyline(colours.muted, STROKES.axis, name="drop line")
        self.marks = Dots(colours.parameter, POINT_RADIUS * 0.8, name="positions")
        self.marker = Dots(colours.parameter, 1.4 * POINT_RADIUS, name="position")
        self.tangent = Tangent(plot, colours.gradient)
        lost = self.left and not np.isfinite(objective(self.nexts[-1]))
        self.arrows = AxisArrows(look, view, run, self.nexts, self.leaves_free, lost=lost)
        self.hiker, self.breath = Hiker(height), Breath(look)
        self.beyond = AxisEdgeMark(look, plot)
        self.position = VGroup(self.drop, self.marks, self.marker)
        self.position.name = "position"
        self.add(self.arrows, self.tangent, self.hiker, self.breath, self.beyond)
        self.name = "descent"
        follow(self.trail, self.redraw)

    @property
    def moment(self) -> Moment:
        """Return where the telling stands."""
        time = self.clock.get_value()
        step = int(time + 1e-9)
        share = np.interp(time - step, (0, FELT, UNDERSTOOD, DECIDED, 1), (0, MEASURED, POINTED, SCALED, 1))
        return Moment.at(step + float(share), self.steps_told)

    @property
    def hurried(self) -> bool:
        """Tell whether the steps are too quick for a probe each: from step `unhurried` on."""
        return self.unhurried < self.last and self.unhurried < self.clock.get_value() <= self.last

    @property
    def x(self) -> float:
        """Return where the hiker is: on a computed point, or between two of them."""
        moment = self.moment
        if self.hurried:
            return self.even_walk.between(self.clock.get_value(), self.xs)
        if moment.moved == 0.0 or moment.step >= self.last:
            return float(self.xs[min(moment.step, self.last)])
        here, there = self.xs[moment.step : moment.step + 2]
        start, goal = self.places[moment.step : moment.step + 2]
        way = goal - start
        share = (self.feet.real - start) / way if abs(way) > 1e-12 else moment.moved
        return float(here + share * (there - here))

    @property
    def altitude(self) -> float:
        """Return the height of the ground where the hiker is."""
        return float(self.objective(self.x))

    @property
    def slope(self) -> float:
        """Return the slope of the ground where the hiker is."""
        return float(self.objective.slope(self.x))

    @property
    def felt(self) -> float | None:
        """Return the slope that was felt last, while the hiker walks too; None where nobody has felt yet."""
        moment = self.moment
        k = min(moment.step, self.last)
        if self.clock.get_value() > SLOW_STEPS or moment.moved > 0.0 or self.share_felt == 1.0:
            return float(self.slopes[k])
        return None

    @property
    def share_felt(self) -> float:
        """Return how far the slope under the boots has been felt; while the hiker walks, it is lost."""
        moment, time = self.moment, self.clock.get_value()
        if moment.step > SLOW_STEPS or (moment.step == self.last > 0 and time == self.last):
            return 1.0
        return moment.measured * (1.0 - moment.moved if moment.step < SLOW_STEPS else 1.0)

    @property
    def shown(self) -> bool:
        """Tell whether the hiker is in the picture."""
        return self.view.home.shows(self.x, self.altitude)

    @property
    def feet(self) -> complex:
        """Return the middle between the boots, on the ground, as x + iy of the whole picture."""
        return middle(self.hiker.pose, self.ground)

    @property
    def boots(self) -> Point3D:
        """Return the middle between the boots as a point on screen."""
        return self.view.take([self.feet.real, self.feet.imag, 0.0])

    def facing(self, step: int) -> int:
        """Return where the hiker faces who has come to the point of `step`; at first it is uphill.

        Beyond the last point it is where the step leads by which the run left.
        """
        ways = np.sign(np.diff(np.append(self.xs[:1], self.nexts)[: step + 1]))
        ways = ways[ways != 0]
        if len(ways):
            return int(ways[-1])
        return -1 if self.slopes[0] < 0 else 1

    def strides(self, step: int) -> int:
        """Return how many strides the hiker takes from the point of `step` to the next one."""
        here, there = self.places[step : step + 2]
        return stride_count(self.ground.height, self.ground.slope, here, there, height=self.size)

    def leaves_free(self, box: Box, step: int) -> bool:
        """Tell whether ground and tangent at the point of `step` leave a box on screen free."""
        left, right = self.view.back([box.left, box.right]).tolist()
        x, start = np.linspace(left, right, 20), self.places[step]
        level, rise = self.ground.height(start), self.plot.screen_slope(float(self.slopes[step]))
        near = np.abs(x - start) < TANGENT_REACH / np.hypot(1.0, rise)
        lines = np.array([[self.ground.height(float(at)) for at in x], level + rise * (x - start)])
        lines[1, ~near] = lines[0, ~near]
        heights = self.view.scale * lines + self.view.shift[1]
        apart = (heights < box.bottom - AIR) | (heights > box.top + AIR)
        same_side = np.ptp(np.sign(heights - box.bottom), axis=1) == 0
        return bool(apart.all() and same_side.all())

    def walking_time(self, step: int) -> float:
        """Return the seconds that the walk of a step takes while every number is told."""
        return float(np.clip(0.5 * self.strides(step), TIMING.slow, 4 * TIMING.move))

    def quick_steps(self) -> tuple[float, Callable[[float], float]]:
        """Return the seconds that all steps after the slow ones take, and their pace: as the strides need."""
        quick = range(SLOW_STEPS, self.last)
        times = [SECONDS_PER_QUICK_STEP + SECONDS_PER_STRIDE * self.strides(k) for k in quick]
        if self.unhurried < self.last:
            times = [1.0 for _ in quick]
        ends = np.concatenate([[0.0], np.cumsum(times)])
        steps = np.arange(len(ends)) / len(times)
        seconds = min(float(ends[-1]), TIMING.longest_fast_run)
        return seconds, lambda share: float(np.interp(share * ends[-1], ends, steps))

    def redraw(self) -> None:
        """Set every point from the clock."""
        moment, air, view = self.moment, self.air.get_value(), self.view
        hurried = self.hurried
        pose = (
            self.acting.under_roof(self.even_walk.pose_at(self.clock.get_value()))
            if hurried
            else self.acting.pose(moment)
        )
        sight = self.sight.get_value()
        if sight > 0.0 and self.looks not in (0, pose.facing):
            pose = self.acting.turning(self.places[self.last], pose.facing, self.looks, sight)
        self.hiker.set_pose(seeing(breathing(pose, air), sight))
        shown = self.shown
        self.beyond.mark(None if shown else (self.x, self.altitude))
        told = self._inside[self._inside <= moment.step]
        points = self.plot.points_at(self.xs[told], self.run.values[told])
        self.trail.set_places(points)
        axis = self.plot.area.bottom
        self.marks.set_places(points * (1, 0, 1) + np.array([0.0, axis, 0.0]))
        if not shown:
            self.arrows.hide()
            self.breath.vanish()
            for part in (self.tangent, self.drop, self.marker):
                part.points = np.zeros((0, 3))
            if moment.moved == 0.0 or moment.moved > 0.98:
                for shape in self.hiker.submobjects:
                    shape.points = np.zeros((0, 3))
            return
        self._breathe(air)
        feet = self.feet
        boots = self.boots
        foot = boots * (1, 0, 1) + np.array([0.0, axis, 0.0])
        self.drop.set_corners(*dashes(boots - np.array([0.0, 0.05, 0.0]), foot))
        self.marker.set_places(foot[None])
        self.tangent.half_length = TANGENT_REACH * view.scale
        self.tangent.touch(self.x, self.altitude, self.slope, self.share_felt)
        if hurried:
            self.arrows.hide()
        else:
            k = moment.step
            way = self.places[min(k + 1, self.last)] - self.places[k]
            walked = (feet.real - self.places[k]) / way if moment.moved and way else 0.0
            self.arrows.draw_moment(moment, walked)

    def _breathe(self, air: float) -> None:
        """Let the breath leave the mouth, and bring the hiker as near as the picture is."""
        hiker, view = self.hiker, self.view
        pose = hiker.pose
        turned = complex(np.exp(-1j * (1.4 * pose.lean + pose.head_tilt)))
        ahead = MOUTH * turned * self.size / 100
        mouth = hiker.joints.neck + complex(pose.facing * ahead.real, ahead.imag)
        if view.scale != 1.0:
            for shape in hiker.submobjects:
                shape.points = view.take(shape.points)
        place = view.take([mouth.real, mouth.imag, 0.0])
        self.breath.leave(place, pose.facing, self.size * view.scale, air)
