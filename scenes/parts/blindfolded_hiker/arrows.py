"""The hiker's arrows on the position axis: the gradient, the step that it is scaled into, the way out."""

import numpy as np
from manim import VGroup, smooth
from manim.typing import Point3D

from gd_math.runs.trajectory import Trajectory
from gd_math.typing import Floats
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import STROKES
from scenes.base.words import Words
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.edge_mark import RIM, EdgeMark
from scenes.cast.marks.arrows import FlatArrow
from scenes.cast.marks.lines import Polyline
from scenes.cast.moving.moments import SLOW_STEPS, Moment
from scenes.cast.writing.number_text import plain
from scenes.cast.writing.numbers import number_width

LONGEST_GRADIENT_ARROW = 2.2
SHORTEST_NAMED = 0.3
"""Arrows shorter than this get no word."""
DONE = 0.999
CROSS = 0.12
"""Half the size of the mark where a step leads to no ground."""
SHAFT, HEAD = 0.08, 0.27
WORDS_ABOVE, APART = 0.36, 0.14
BEYOND_LENGTH = 0.8


class AxisArrows(VGroup):
    """Gradient and step as arrows on the x axis, both in its unit wherever the gradient fits.

    The step by which a run left has its arrows as well, and a cross where it leads to no ground.

    Parameters
    ----------
    look
        Theme and language.
    plot
        Its lower edge is the axis.
    run
        One trajectory in one variable.
    nexts
        Where each step leads ``(n,)``, the one by which a run left included.
    lost
        Whether that one leads to where the function is not defined.
    """

    def __init__(self, look: Look, plot: Plot, run: Trajectory, nexts: Floats, *, lost: bool) -> None:
        self.look, self.plot, self.lost = look, plot, lost
        self.xs: Floats = run.points[:, 0]
        self.slopes: Floats = run.gradients[:, 0]
        self.nexts, self.steps_told = nexts, len(nexts)
        self.gradient_scale = self._gradient_scale(run)
        colours = look.colours
        self.gradient = FlatArrow(colours.gradient, name="gradient arrow", shaft=SHAFT, head=HEAD)
        self.step = FlatArrow(colours.step, name="step arrow", shaft=SHAFT, head=HEAD)
        self.cross = Polyline(colours.warning, STROKES.arrow, name="no ground here")
        super().__init__(self.gradient, self.step, self.cross)
        self.name = "axis arrows"

    def tips(self, step: int) -> tuple[Point3D, Point3D, Point3D]:
        """Return the position at `step` on the axis, the gradient arrow's tip and the step arrow's tip."""
        axis = self.plot.y_range[0]
        start = self.plot.at(float(self.xs[step]), axis)
        gradient = start + np.array([self.gradient_scale * self.slopes[step], 0.0, 0.0])
        return start, gradient, self.plot.at(float(self.nexts[step]), axis)

    def draw_moment(self, moment: Moment, walked: float, *, turning: bool) -> None:
        """Draw what belongs to a moment.

        Parameters
        ----------
        moment
            Where the telling stands.
        walked
            Share of the step that has been walked: the step arrow's tail follows.
        turning
            Whether the hiker turns round first, so that the step arrow has to wait.
        """
        k = moment.step
        if k >= self.steps_told:
            self.hide()
            return
        start, gradient, ahead = self.tips(k)
        leaving = k == len(self.xs) - 1
        if k < SLOW_STEPS:
            reach = smooth(moment.pointed) * (1.0 - moment.moved)
            grown = max(2.0 * moment.scaled - 1.0, 0.0) if turning else moment.scaled
        else:
            reach, grown = 0.0, (moment.measured + moment.pointed + moment.scaled) / 3
        area, way = self.plot.area, ahead - start
        self.gradient.set_between(start, start + (gradient - start) * reach, area=area)
        self.step.set_between(start + way * walked, start + way * smooth(grown), area=area)
        self.cross.set_corners()
        if self.lost and leaving and grown > DONE and area.left <= ahead[0] <= area.right:
            corners = np.array([[CROSS, CROSS, 0.0], [CROSS, -CROSS, 0.0]])
            self.cross.set_corners(*(np.array([ahead - corner, ahead + corner]) for corner in corners))

    def hide(self) -> None:
        """Draw nothing."""
        self.gradient.vanish()
        self.step.vanish()
        self.cross.set_corners()

    def words(self, step: int, gradient: str, step_word: str) -> VGroup:
        """Return words above the two arrows of `step`, empty ones where there is no room."""
        start, uphill, ahead = self.tips(step)
        colours, area = self.look.colours, self.plot.area
        words = VGroup()
        for text, tip, colour in ((gradient, uphill, colours.gradient), (step_word, ahead, colours.step)):
            word = Words(self.look, text, colour=colour)
            outwards = np.sign(tip[0] - start[0])
            half = word.width / 2
            way = max(abs(tip[0] - start[0]) / 2, half + APART)
            room = area.right - start[0] if outwards > 0 else start[0] - area.left
            way = min(way, room - half)
            seen = abs(float(np.clip(tip[0], area.left, area.right)) - start[0]) >= SHORTEST_NAMED
            fits = seen and way >= half + APART - 1e-9
            word.move_to((start[0] + outwards * way, area.bottom + WORDS_ABOVE, 0.0))
            words.add(VGroup(word) if fits else VGroup())
        return words

    def _gradient_scale(self, run: Trajectory) -> float:
        """Return scene units per unit of slope: those of the axis, if the arrows that are seen fit."""
        scales = [self.plot.length(1.0)]
        for x, y, slope in zip(self.xs[:SLOW_STEPS], run.values, self.slopes, strict=False):
            if not self.plot.shows(float(x), float(y)):
                continue
            edge = self.plot.x_range[1] if slope > 0 else self.plot.x_range[0]
            room = min(self.plot.length(abs(edge - float(x))), LONGEST_GRADIENT_ARROW)
            if slope != 0.0 and room > 0.0:
                scales.append(room / abs(float(slope)))
        return min(scales)


class AxisEdgeMark(EdgeMark):
    """An arrow at the end of the axis with the position of a hiker who has left the picture.

    Who is too high or too low to be seen, not too far, gets an arrow that points up or down at the axis.

    Parameters
    ----------
    look
        Theme and language.
    plot
        Its lower edge is the axis.
    """

    def __init__(self, look: Look, plot: Plot) -> None:
        super().__init__(look, plot)
        self.arrow.shaft, self.arrow.head = SHAFT, HEAD

    def _point_to(self, x: float, y: float) -> None:
        area, (low, high) = self.plot.area, self.plot.x_range
        text = plain(x, 2)
        half = number_width(text, self.size) / 2
        across = float(np.clip(self.plot.at(x, self.plot.y_range[0])[0], area.left, area.right))
        foot = np.array([across, area.bottom, 0.0])
        if low <= x <= high:
            end = foot + np.array([0.0, BEYOND_LENGTH, 0.0])
            self.arrow.set_between(*((end, foot) if y < self.plot.y_range[0] else (foot, end)))
            up = BEYOND_LENGTH + WORDS_ABOVE / 2
        else:
            inwards = BEYOND_LENGTH if x < low else -BEYOND_LENGTH
            self.arrow.set_between(foot + np.array([inwards, 0.0, 0.0]), foot)
            up = WORDS_ABOVE / 2 + 0.06
        middle = min(max(across, area.left + half), area.right - half)
        base, rim = area.bottom + up, half + RIM
        self.number.set_text(text, (middle, base, 0.0))
        self.plate.cover(Box(middle - rim, middle + rim, base - RIM, base + self.cap + 0.1))
