"""The arrows of a step on a map: the partial slopes, their sum the gradient, and the step against it."""

import numpy as np
from manim import VGroup, smooth
from manim.typing import Point3D, Point3D_Array

from gd_math.runs.trajectory import Trajectory
from gd_math.typing import Points
from scenes.base.look import Look
from scenes.base.theme import STROKES
from scenes.cast.charts.axes import Plot
from scenes.cast.marks.arrow_sum import ArrowSum
from scenes.cast.marks.arrows import FlatArrow
from scenes.cast.marks.lines import Polyline, clip_polyline
from scenes.cast.moving.moments import SLOW_STEPS, Moment

LONGEST_GRADIENT_ARROW, SHORTEST_GRADIENT_ARROW = 1.7, 0.6


class WalkArrows(VGroup):
    """Arrows at the point where a run stands; those whose tips are outside run headless to the edge.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The map.
    run
        One trajectory, points ``(steps + 1, 2)``.
    slopes
        Whether the gradient is drawn, and the partial slopes that it is made of; the step always is.
    """

    def __init__(self, look: Look, plot: Plot, run: Trajectory, slopes: bool) -> None:
        colours = look.colours
        self.plot, self.run, self.slopes = plot, run, slopes
        self.screen = plot.points_at(run.points[:, 0], run.points[:, 1])
        self.drawn_share = self._drawn_share()
        """The share of the gradient that is drawn: the arrows of the steps told slowly end inside."""
        self.sum = ArrowSum(
            [*(f"partial {name}" for name in run.variables), "gradient arrow"],
            [colours.gradient] * 3,
            Polyline(colours.gradient, STROKES.hair, name="rails of the gradient"),
            thin=(0.035, 0.15),
            area=plot.area,
        )
        self.step = FlatArrow(colours.step, name="step arrow")
        super().__init__(self.sum, self.step)
        self.name = "arrows"

    def tips(self, step: int) -> tuple[Point3D, Point3D, Point3D, Point3D]:
        """Return the tips of the partial arrows along x and y, the gradient arrow and the step arrow."""
        here = self.screen[step]
        gradient = self.drawn_share * on_screen(self.plot, self.run.gradients[step])
        ahead = self.screen[min(step + 1, self.run.steps_taken)]
        along_x, along_y = gradient * [1.0, 0.0, 0.0], gradient * [0.0, 1.0, 0.0]
        return here + along_x, here + along_y, here + gradient, ahead

    def occupied(self) -> list[Point3D_Array]:
        """Return the corners ``(3, 3)`` of each pair of gradient and step that is told slowly."""
        slow = range(min(SLOW_STEPS, self.run.steps_taken) if self.slopes else 0)
        return [np.array([self.tips(step)[2], self.screen[step], self.tips(step)[3]]) for step in slow]

    def wipe(self) -> None:
        """Show no arrow."""
        nowhere = np.zeros((3, 3))
        self.sum.draw(nowhere[0], nowhere, (0.0, 0.0, 0.0), joined=0.0)
        self.step.vanish()

    def draw(self, moment: Moment) -> None:
        """Draw the arrows of a step as far as they are told."""
        here, fading = self.screen[moment.step], 1.0 - moment.moved
        *tips, ahead = self.tips(moment.step)
        if self.slopes:
            measured = smooth(moment.measured) * fading
            shares = (measured, measured, smooth(moment.pointed) * fading)
            joined = 1.0 if moment.pointed > 0.0 and fading == 1.0 else 0.0
            self.sum.draw(here, np.array(tips), shares, joined)
        way = ahead - here
        tail, tip = here + way * smooth(moment.moved), here + way * smooth(moment.scaled)
        self.step.set_between(tail, tip, area=self.plot.area)

    def _drawn_share(self) -> float:
        area, scales = self.plot.area, []
        for place, gradient in zip(self.screen[:SLOW_STEPS], self.run.gradients[:SLOW_STEPS], strict=False):
            way = on_screen(self.plot, gradient)
            length = float(np.hypot(way[0], way[1]))
            if length == 0.0:
                continue
            scales.append(LONGEST_GRADIENT_ARROW / length)
            far = clip_polyline(np.array([place, place + way / length * 100.0]), area)
            room = float(np.hypot(*(far[0][-1] - place)[:2])) - 0.1 if far else 0.0
            if room > SHORTEST_GRADIENT_ARROW:
                scales.append(room / length)
        return min(scales, default=0.0)


def on_screen(plot: Plot, vector: Points) -> Point3D:
    """Return a vector ``(2,)`` of the parameters' units as a way on screen ``(3,)``."""
    x = plot.length(float(vector[0]))
    y = float(vector[1]) / (plot.y_range[1] - plot.y_range[0]) * plot.area.height
    return np.array([x, y, 0.0])


__all__ = ["WalkArrows"]
