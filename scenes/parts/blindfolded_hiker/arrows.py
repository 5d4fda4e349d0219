"""The hiker's arrows on the position axis: the gradient, the step that it is scaled into, the way out."""

from collections.abc import Callable, Sequence

import numpy as np
from manim import VGroup, smooth
from manim.typing import Point3D

from gd_math.runs.trajectory import Trajectory
from gd_math.typing import Floats
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, STROKES, TYPE, blend
from scenes.base.words import Words
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.edge_mark import RIM, EdgeMark
from scenes.cast.charts.ticks import rounded_down
from scenes.cast.maps.walk_arrows import turned
from scenes.cast.marks.arrows import FlatArrow
from scenes.cast.marks.lines import Polyline
from scenes.cast.moving.moments import SLOW_STEPS, Moment, turning
from scenes.cast.writing.arrow_count import ArrowCount
from scenes.cast.writing.number_text import MINUS, plain
from scenes.cast.writing.numbers import number_width
from scenes.parts.blindfolded_hiker.closeness import Closeness

LONGEST = 0.18
"""Of a gradient arrow, as a share of the whole axis."""
SHORTEST_NAMED = 0.3
"""Arrows shorter than this get no word."""
DONE = 0.999
CROSS = 0.12
"""Half the size of the mark where a step leads to no ground."""
SHAFT, HEAD = 0.08, 0.27
WORDS_ABOVE, APART, NUMBER = 0.27, 0.14, 1.05
ABOVE = np.array([0.0, 0.27, 0.0])
"""From the axis to the number at an arrow, whose room is as wide as `NUMBER`."""
BEYOND_LENGTH = 0.8


class AxisArrows(VGroup):
    """Gradient and step as arrows on the x axis, both in its unit wherever the gradient fits.

    The step by which a run left has its arrows as well, and a cross where it leads to no ground.

    Parameters
    ----------
    look
        Theme and language.
    view
        The lower edge of its plot is the axis.
    run
        One trajectory in one variable.
    nexts
        Where each step leads ``(n,)``, the one by which a run left included.
    free
        Tells whether ground and tangent of a step leave a box on screen free.
    lost
        Whether that one leads to where the function is not defined.
    """

    def __init__(
        self,
        look: Look,
        view: Closeness,
        run: Trajectory,
        nexts: Floats,
        free: Callable[[Box, int], bool],
        *,
        lost: bool,
    ) -> None:
        self.look, self.view, self.plot, self.lost, self.free = look, view, view.plot, lost, free
        self.xs: Floats = run.points[:, 0]
        self.slopes: Floats = run.gradients[:, 0]
        self.nexts, self.steps_told = nexts, len(nexts)
        self.factor = self._factor(run)
        colours = look.colours
        self.gradient = FlatArrow(colours.gradient, name="gradient arrow", shaft=SHAFT, head=HEAD)
        self.step = FlatArrow(colours.step, name="step arrow", shaft=SHAFT, head=HEAD)
        self.cross = Polyline(colours.warning, STROKES.arrow, name="no ground here")
        self.number: ArrowCount | None = None
        super().__init__(self.gradient, self.step, self.cross)
        self.name = "axis arrows"

    def tips(self, step: int) -> tuple[Point3D, Point3D, Point3D]:
        """Return the position at `step` on the axis, the gradient arrow's tip and the step arrow's tip."""
        axis = self.plot.y_range[0]
        start = self.plot.at(float(self.xs[step]), axis)
        gradient = start + np.array([self.plot.length(self.factor * self.slopes[step]), 0.0, 0.0])
        return start, gradient, self.plot.at(float(self.nexts[step]), axis)

    def draw_moment(self, moment: Moment, walked: float) -> None:
        """Draw what belongs to a moment.

        Parameters
        ----------
        moment
            Where the telling stands.
        walked
            Share of the step that has been walked: the step arrow's tail follows.
        """
        k = moment.step
        if k >= self.steps_told:
            self.hide()
            return
        start, gradient, ahead = self.tips(k)
        leaving = k == len(self.xs) - 1
        slow = k < SLOW_STEPS
        if slow:
            reach, grown = smooth(moment.pointed) * (1.0 - moment.moved), smooth(moment.scaled)
        else:
            reach, grown = 0.0, smooth((moment.measured + moment.pointed + moment.scaled) / 3)
        area, way = self.plot.area, ahead - start
        self.gradient.set_between(start, start + (gradient - start) * reach, area=area)
        turned_by, _ = turning(moment.scaled)
        copied = slow and 0.0 < moment.scaled < 1.0
        tip = start + (turned(gradient - start, way, moment.scaled) if copied else way * grown)
        self.step.set_between(start + way * walked, tip, area=area)
        self.step.set_fill(
            blend(self.look.colours.step, self.look.colours.gradient, turned_by if slow else 1.0)
        )
        if self.number is not None:
            at_tip = start + (gradient - start) * reach if moment.scaled == 0.0 else tip
            self.number.draw(moment, start + ABOVE, at_tip + ABOVE, area)
        self.cross.set_corners()
        if self.lost and leaving and grown > DONE and area.left <= ahead[0] <= area.right:
            corners = np.array([[CROSS, CROSS, 0.0], [CROSS, -CROSS, 0.0]])
            self.cross.set_corners(*(np.array([ahead - corner, ahead + corner]) for corner in corners))

    def hide(self) -> None:
        """Draw nothing."""
        self.gradient.vanish()
        self.step.vanish()
        self.cross.set_corners()
        if self.number is not None:
            self.number.wipe()

    def count(self, slopes: Sequence[str], rate: str) -> None:
        """Let the number at the copy's tip become the step's, from the slopes as the rule prints them."""
        lengths = [text.strip(f"({MINUS})") for text in slopes[:SLOW_STEPS]]
        self.number = ArrowCount(self.look, lengths, rate)
        self.add(self.number)

    def words(self, step: int, gradient: str, step_word: str) -> VGroup:
        """Return words above the two arrows of `step`, empty ones where there is no room."""
        start, uphill, ahead = self.tips(step)
        colours, words = self.look.colours, VGroup()
        for text, tip, colour in ((gradient, uphill, colours.gradient), (step_word, ahead, colours.step)):
            word = Words(self.look, text, colour=colour)
            place = self._beside(step, start, tip, word.width / 2)
            rise = np.array([0.0, float(word.height) / 2, 0.0])
            words.add(VGroup() if place is None else VGroup(word.move_to(place + rise)))
        return words

    def _beside(self, step: int, start: Point3D, tip: Point3D, half: float) -> Point3D | None:
        """Return the middle of a word over an arrow, or before its number, that is twice `half` as wide.

        Where neither is free, or the arrow is too short to be seen, it is nowhere.
        """
        area, cap = self.plot.area, CAP_HEIGHT_PER_FONT_SIZE * TYPE.caption
        outwards = float(np.sign(tip[0] - start[0]))
        seen = abs(float(np.clip(tip[0], area.left, area.right)) - start[0])
        if seen < SHORTEST_NAMED:
            return None
        over = [seen / 2] if seen >= 2 * (half + APART) else []
        for way in (*over, seen + NUMBER + half):
            middle = float(start[0] + outwards * way)
            bottom = area.bottom + WORDS_ABOVE
            box = Box(middle - half, middle + half, bottom, bottom + cap)
            if area.left <= box.left and box.right <= area.right and self.free(box, step):
                return np.array([middle, bottom, 0.0])
        return None

    def _factor(self, run: Trajectory) -> float:
        """Return units of x per unit of slope: one, if the arrows that are seen fit, else a round share."""
        home, factors = self.view.home, [1.0]
        views = (self.plot.x_range, home.x_range)
        for x, y, slope, (low, high) in zip(self.xs, run.values, self.slopes, views, strict=False):
            if not home.shows(float(x), float(y)):
                continue
            room = min(
                abs((high if slope > 0 else low) - float(x)), LONGEST * (home.x_range[1] - home.x_range[0])
            )
            if slope != 0.0 and room > 0.0:
                factors.append(rounded_down(room / abs(float(slope))))
        return min(factors)


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
            up = BEYOND_LENGTH + 0.18
        else:
            inwards = BEYOND_LENGTH if x < low else -BEYOND_LENGTH
            self.arrow.set_between(foot + np.array([inwards, 0.0, 0.0]), foot)
            up = 0.24
        middle = min(max(across, area.left + half), area.right - half)
        base, rim = area.bottom + up, half + RIM
        self.number.set_text(text, (middle, base, 0.0))
        self.plate.cover(Box(middle - rim, middle + rim, base - RIM, base + self.cap + 0.1))
