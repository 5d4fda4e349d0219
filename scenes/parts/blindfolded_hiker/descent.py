"""The hiker's descent: probing, turning, walking, the tangent underfoot, the arrows on the position axis."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from manim import ValueTracker, VGroup
from manim.typing import Point3D

from gd_math.objective import Objective
from gd_math.runs.trajectory import Ending, Trajectory
from gd_math.typing import Floats
from scenes.base.look import Look
from scenes.base.theme import POINT_RADIUS, STROKES, TIMING
from scenes.cast.charts.axes import Plot
from scenes.cast.curves.tangent import Tangent
from scenes.cast.marks.lines import Dots, Polyline, dashes
from scenes.cast.moving.following import follow
from scenes.cast.moving.moments import MEASURED, POINTED, SCALED, SLOW_STEPS, Moment
from scenes.parts.blindfolded_hiker.arrows import AxisArrows, AxisEdgeMark
from scenes.parts.blindfolded_hiker.even_walk import SHUFFLE, EvenWalk, middle
from scenes.parts.blindfolded_hiker.figure import Hiker
from scenes.parts.blindfolded_hiker.gait import stride_count, walk
from scenes.parts.blindfolded_hiker.ground import Ground
from scenes.parts.blindfolded_hiker.pose import HikerPose
from scenes.parts.blindfolded_hiker.stance import probe, stand

TANGENT_REACH = 1.0
HEAD_OVER_HIP = 0.62
"""Way from the hip to above the cap, in heights."""

CROUCH = 5.0
"""How deep the hiker bends while turning, in hundredths of the height."""

SECONDS_PER_QUICK_STEP, SECONDS_PER_STRIDE = 0.4, 0.2
READABLE_STEPS_PER_SECOND = 2.5

FELT, UNDERSTOOD, DECIDED = 0.35, 0.4, 0.5
"""Shares of a step after which the probing, the gradient arrow and the step arrow are complete."""


class Trail(Dots):
    """The points of the run on the graph; they may fade in fog."""

    lint_ignore = frozenset({"contrast"})


class HikerDescent(VGroup):
    """A hiker who walks a run on the graph of a function, as a function of the run's clock.

    The mobject holds what stands before the fog. `trail`, the dots on the graph, belongs behind it; put on
    screen first, it redraws everything else, so that the fog, too, knows where the hiker is now.

    Parameters
    ----------
    look
        Theme and language.
    plot
        Position axis and scale of heights.
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
    """

    def __init__(
        self,
        look: Look,
        plot: Plot,
        objective: Objective,
        run: Trajectory,
        clock: ValueTracker,
        air: ValueTracker,
        *,
        height: float,
    ) -> None:
        super().__init__()
        colours = look.colours
        self.plot, self.objective, self.run, self.clock, self.air = plot, objective, run, clock, air
        self.xs: Floats = run.points[:, 0]
        self.slopes: Floats = run.gradients[:, 0]
        self.left = bool(run.endings >= Ending.NOT_FINITE)
        self.nexts: Floats = np.append(self.xs[1:], run.beyond if self.left else [])
        self.last, self.steps_told = len(self.xs) - 1, len(self.nexts)
        self.size = height
        few = self.last - SLOW_STEPS <= READABLE_STEPS_PER_SECOND * TIMING.longest_fast_run
        self.unhurried = self.last if few else SLOW_STEPS
        self.ground = Ground(plot, objective)
        self.places = [self.ground.across(float(x)) for x in self.xs]
        self._inside = np.flatnonzero([plot.shows(*p) for p in zip(self.xs, run.values, strict=True)])
        quick = max(self.last - SLOW_STEPS, 1) / TIMING.longest_fast_run
        self.even_walk = EvenWalk(self.ground, self.places, self.unhurried, height, quick)
        self.trail = Trail(colours.parameter, POINT_RADIUS, name="trail")
        self.drop = Polyline(colours.muted, STROKES.axis, name="drop line")
        self.marks = Dots(colours.parameter, POINT_RADIUS * 0.8, name="positions")
        self.marker = Dots(colours.parameter, 1.4 * POINT_RADIUS, name="position")
        self.tangent = Tangent(plot, colours.gradient)
        lost = self.left and not np.isfinite(objective(self.nexts[-1]))
        self.arrows = AxisArrows(look, plot, run, self.nexts, lost=lost)
        self.hiker = Hiker(height)
        self.beyond = AxisEdgeMark(look, plot)
        self.add(self.drop, self.marks, self.arrows, self.marker)
        self.add(self.tangent, self.hiker, self.beyond)
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
    def felt(self) -> float:
        """Return the slope that was felt last: while the hiker walks, that of where the step began."""
        moment = self.moment
        if self.hurried:
            return float(self.slopes[min(int(self.clock.get_value() + 1e-9), self.last)])
        if 0.0 < moment.moved < 1.0:
            return float(self.slopes[moment.step])
        return self.slope

    @property
    def shown(self) -> bool:
        """Tell whether the hiker is in the picture."""
        return self.plot.shows(self.x, self.altitude)

    @property
    def feet(self) -> complex:
        """Return the middle between the boots, on the ground, as x + iy of the scene."""
        return middle(self.hiker.pose, self.ground)

    @property
    def boots(self) -> Point3D:
        """Return the middle between the boots as a point of the scene."""
        return np.array([self.feet.real, self.feet.imag, 0.0])

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

    def arrow_words(self, step: int, gradient: str, step_word: str) -> VGroup:
        """Return words for the arrows of `step`, empty ones where ground or tangent leave no room."""
        words = self.arrows.words(step, gradient, step_word)
        start = self.places[step]
        rise = self.plot.screen_slope(float(self.slopes[step]))
        for place, word in enumerate(words):
            if len(word):
                x = np.linspace(float(word.get_left()[0]), float(word.get_right()[0]), 20)
                lowest = min(self.ground.height(float(at)) for at in x)
                tangent = self.ground.height(start) + rise * np.clip(x - start, -TANGENT_REACH, TANGENT_REACH)
                if min(lowest, float(tangent.min())) < float(word.get_top()[1]) + 0.1:
                    words.submobjects[place] = VGroup()
        return words

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
        moment = self.moment
        self.hiker.set_pose(replace(self._pose(moment), flutter=0.8 * self.air.get_value()))
        shown = self.shown
        self.beyond.mark(None if shown else (self.x, self.altitude))
        told = self._inside[self._inside <= moment.step]
        points = self.plot.points_at(self.xs[told], self.run.values[told])
        self.trail.set_places(points)
        axis = self.plot.area.bottom
        self.marks.set_places(points * (1, 0, 1) + np.array([0.0, axis, 0.0]))
        if not shown:
            self.arrows.hide()
            for part in (self.tangent, self.drop, self.marker):
                part.points = np.zeros((0, 3))
            if moment.moved == 0.0 or moment.moved > 0.98:
                for shape in self.hiker.submobjects:
                    shape.points = np.zeros((0, 3))
            return
        feet = self.feet
        foot = np.array([feet.real, axis, 0.0])
        self.drop.set_corners(*dashes(np.array([feet.real, feet.imag - 0.05, 0.0]), foot))
        self.marker.set_places(foot[None])
        share = moment.measured if moment.step == 0 else 1.0
        self.tangent.touch(self.x, self.altitude, self.slope, share)
        if self.hurried:
            self.arrows.hide()
        else:
            k = moment.step
            way = self.places[min(k + 1, self.last)] - self.places[k]
            walked = (feet.real - self.places[k]) / way if moment.moved and way else 0.0
            turning = self.facing(k) != self.facing(min(k + 1, self.steps_told))
            self.arrows.draw_moment(moment, walked, turning=turning)

    def _pose(self, moment: Moment) -> HikerPose:
        ground, slope, height = self.ground.height, self.ground.slope, self.size
        k = min(moment.step, self.last)
        here, before = self.places[k], self.facing(k)
        if self.hurried:
            return self._under_roof(self.even_walk.pose_at(self.clock.get_value()))
        if moment.moved > 0.0 and k < self.last:
            there = self.places[k + 1]
            if abs(there - here) < SHUFFLE:
                return stand(ground, slope, here + moment.moved * (there - here), before, height=height)
            return self._under_roof(walk(ground, slope, here, there, moment.moved, height=height))
        if 0.0 < moment.measured < 1.0:
            return probe(ground, slope, here, before, moment.measured, height=height)
        after = self.facing(min(k + 1, self.steps_told))
        if moment.scaled > 0.0 and after != before:
            return self._turning(here, before, after, moment.scaled)
        return stand(ground, slope, here, before, height=height)

    def _under_roof(self, pose: HikerPose) -> HikerPose:
        """Lower a leap that would lead through the words above the picture."""
        excess = max(pose.hip.imag + HEAD_OVER_HIP * self.size - self.plot.area.top, 0.0)
        down = 1j * min(excess, pose.near_foot.imag - self.ground.height(pose.near_foot.real))
        return replace(
            pose,
            hip=pose.hip - down,
            near_foot=pose.near_foot - down,
            far_foot=pose.far_foot - down,
            stick_tip=pose.stick_tip - down,
        )

    def _turning(self, x: float, before: int, after: int, share: float) -> HikerPose:
        """Bend the knees, turn round at the lowest point, and come up, in the first half of the time."""
        turned = min(1.0, 2.0 * share)
        facing = before if turned < 0.5 else after
        pose = stand(self.ground.height, self.ground.slope, x, facing, height=self.size)
        drop = CROUCH / 100 * self.size * np.sin(np.pi * turned)
        return replace(pose, hip=pose.hip - 1j * float(drop), head_tilt=0.15 * float(np.sin(np.pi * turned)))
