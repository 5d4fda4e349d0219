"""One place of a map from close by: its ball, the contour through it, the right angle of the gradient."""

import numpy as np
from manim import CapStyleType, ValueTracker, VGroup
from manim.typing import Point3D, Point3D_Array

from gd_math.objective import Objective
from gd_math.shape.level_line import level_line
from gd_math.typing import Interval, Points
from scenes.base.look import Look
from scenes.base.theme import BALL_RADIUS, STROKES, TYPE
from scenes.cast.charts.axes import Plot
from scenes.cast.marks.balls import Ball
from scenes.cast.marks.lines import Polyline, clip_polyline
from scenes.cast.moving.following import follow
from scenes.cast.writing.map_words import MapWord

REACH = 0.28
"""How far the ball goes to either side, as a share of the close view's height or width."""
SQUARE = 0.36
"""Side of the right angle, in scene units."""
SLIDES, OUTLINE = 9, 7
"""How many of the ball's places on the contour, and of the places across its words, are kept clear."""
ABOVE = 0.5
"""From the ball to the middle of its height, in scene units."""


class ClosePlace:
    """What is seen from close by at one place: mobjects, and the trackers that they follow.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The map; its units are equally long on both axes.
    objective
        The function.
    place
        ``(2,)``.
    region
        The part of the plane in which the contour is followed.
    size
        Of the ball; 1 for a large picture.

    Attributes
    ----------
    drawn
        Tells how far the contour is drawn, from 0 to 1.
    slid
        Tells where the ball is on it: at its place at 0, ahead at 1, behind at −1.
    squared
        Tells how far the right angle is drawn, from 0 to 1.
    gone, goal
        Tells how much of the way to the goal ``(2,)`` the ball has gone.
    """

    def __init__(
        self,
        look: Look,
        plot: Plot,
        objective: Objective,
        place: Points,
        region: tuple[Interval, Interval],
        size: float = 1.0,
    ) -> None:
        self.look, self.plot, self.place, self.size = look, plot, place, size
        self.word_size = TYPE.label * max(size, 1.0)
        self.drawn, self.slid, self.squared, self.gone = (ValueTracker(0.0) for _ in range(4))
        self.goal = place
        self.points, middle = level_line(objective, place, region)
        lengths = np.hypot(*np.diff(self.points, axis=0).T)
        self.along = np.concatenate([[0.0], np.cumsum(lengths)])
        self.along -= self.along[middle]
        self.reach = REACH * min(np.ptp(region[0]), np.ptp(region[1]))
        self.slope = objective.gradient(place)
        self.line = Polyline(look.colours.loss, STROKES.curve, name="contour through the place")
        self.line.cap_style = CapStyleType.ROUND
        self.corner = Polyline(look.colours.ink, STROKES.path, name="right angle")
        self.ball = Ball(look, size * BALL_RADIUS)
        follow(self.line, self._draw_line)
        follow(self.corner, self._draw_corner)
        follow(self.ball, lambda: self.ball.stand_at(self.here))

    @property
    def long_enough(self) -> bool:
        """Whether the contour can be seen as a line on both sides of the place."""
        return bool(min(-self.along[0], self.along[-1]) >= self.reach / 4)

    @property
    def here(self) -> Point3D:
        """Return where the ball is on screen."""
        slid = float(self.slid.get_value())
        if slid == 0.0:
            way = self.goal - self.place
            return self.plot.at(*(self.place + float(self.gone.get_value()) * way).tolist())
        return self._slid_to(slid)

    def _slid_to(self, slid: float) -> Point3D:
        end = self.along[-1] if slid > 0.0 else -self.along[0]
        return self._at(slid * min(float(end), self.reach))

    def _at(self, along: float) -> Point3D:
        x, y = (float(np.interp(along, self.along, self.points[:, axis])) for axis in (0, 1))
        return self.plot.at(x, y)

    def _draw_line(self) -> None:
        low, high = (share * float(self.drawn.get_value()) for share in (self.along[0], self.along[-1]))
        kept = (self.along > low) & (self.along < high)
        if high - low <= 0.0:
            self.line.set_corners()
            return
        line: Point3D_Array = np.vstack(
            [self._at(low), self.plot.points_at(*self.points[kept].T), self._at(high)]
        )
        self.line.set_corners(*clip_polyline(line, self.plot.area))

    def _draw_corner(self) -> None:
        share = float(self.squared.get_value())
        if share <= 0.0:
            self.corner.set_corners()
            return
        up = np.array([*self.slope, 0.0]) / max(float(np.hypot(*self.slope)), 1e-300)
        side = self.size * SQUARE * share
        across = np.array([up[1], -up[0], 0.0])
        middle = self.plot.at(*self.place.tolist())
        self.corner.set_corners(middle + side * np.array([up, up + across, across]))

    def height_word(self, text: str) -> VGroup:
        """Return words that go with the ball, above it."""
        word = MapWord(self.look, text, self.look.colours.loss, size=self.word_size)
        follow(word, lambda: word.stand_at(self._above(self.here, word)))
        return word

    def word_places(self, text: str) -> Point3D_Array:
        """Return outlines ``(n, 3)`` of where such words come as the ball goes along, and to its goal."""
        word = MapWord(self.look, text, size=self.word_size)
        goal = self.plot.at(*self.goal.tolist())
        balls = [*(self._slid_to(float(slid)) for slid in np.linspace(-1.0, 1.0, SLIDES)), goal]
        across, up = (np.linspace(-half, half, OUTLINE) for half in word.half)
        box = np.stack([*np.meshgrid(across, up), np.zeros((OUTLINE, OUTLINE))], axis=-1).reshape(-1, 3)
        return np.concatenate([self._above(ball, word) + box for ball in balls])

    def _above(self, ball: Point3D, word: MapWord) -> Point3D:
        """Return the middle of words above the ball, on the map."""
        area, half = self.plot.area, word.half
        low = np.array([area.left + half[0], area.bottom + half[1], 0.0])
        high = np.array([area.right - half[0], area.top - half[1], 0.0])
        place: Point3D = np.clip(ball + np.array([0.0, self.size * ABOVE, 0.0]), low, high)
        return place


__all__ = ["ClosePlace"]
