"""A hand turns the line both ways, and the point that slides meanwhile draws its curve."""

import numpy as np
from manim import ValueTracker, smooth

from gd_math.objective import Objective
from scenes.base.look import Look
from scenes.base.theme import STROKES
from scenes.cast.charts.axes import Plot
from scenes.cast.marks.lines import Polyline, clip_polyline
from scenes.cast.moving.following import follow

SAMPLES = 200
LITTLE = 0.12
"""How far a hand sways, as a share of the whole way."""


class Slide:
    """Where a hand moves a slope: away from the minimum, through it to the other side, and back.

    Parameters
    ----------
    start
        The slope at rest.
    near, far
        The ends of the way: on the start's side, and on the other one.

    Attributes
    ----------
    share
        From 0 to 3: the whole numbers are the three turning points.
    sway
        From −1 to 1: a little way to both sides.
    """

    def __init__(self, start: float, near: float, far: float) -> None:
        self.stops = np.array([0.0, near - start, far - start, 0.0])
        self.share, self.sway = ValueTracker(0.0), ValueTracker(0.0)
        self.little = LITTLE * abs(far - near)

    def offset(self) -> float:
        """Return how far the slope is from where it rests."""
        share = self.share.get_value()
        leg = min(int(share), 2)
        begin, end = self.stops[leg : leg + 2]
        return float(begin + smooth(share - leg) * (end - begin)) + self.little * self.sway.get_value()

    def visited(self) -> tuple[float, float]:
        """Return the lowest and the highest offset so far."""
        passed = [*self.stops[: int(self.share.get_value()) + 1].tolist(), self.offset()]
        return min(passed), max(passed)


class Track(Polyline):
    """The part of a curve that a sliding point has drawn.

    Parameters
    ----------
    look
        Theme and language.
    plot
        Axes to draw in.
    loss
        The curve.
    start
        Where the slide begins.
    slide
        What has been visited.
    """

    def __init__(self, look: Look, plot: Plot, loss: Objective, start: float, slide: Slide) -> None:
        super().__init__(look.colours.loss, STROKES.curve, name="track of the point")
        self.plot, self.loss, self.start, self.slide = plot, loss, start, slide
        follow(self, self.redraw)

    def redraw(self) -> None:
        """Draw from the lowest slope visited to the highest."""
        low, high = self.slide.visited()
        if low == high:
            self.set_corners()
            return
        w = self.start + np.linspace(low, high, SAMPLES)
        self.set_corners(*clip_polyline(self.plot.points_at(w, self.loss(w)), self.plot.area))


__all__ = ["Slide", "Track"]
