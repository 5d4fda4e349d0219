"""A point as one view shows it, on the land or on its map."""

from manim import VGroup

from gd_math.typing import Points
from scenes.base.look import Look
from scenes.cast.marks.balls import Ball
from scenes.cast.moving.following import follow
from scenes.parts.gradient_arrow.compass import CompassRose
from scenes.parts.gradient_arrow.partials import GradientParts, Screen


class Standing(Ball):
    """A ball that stands on one place of the ground, however it is seen."""

    def __init__(self, look: Look, screen: Screen, ground: Points, radius: float) -> None:
        super().__init__(look, radius)
        follow(self, lambda: self.stand_at(screen(ground[None])[0]))


class PointView(VGroup):
    """A point as one view shows it: the compass around it, the arrows from it, and the ball on it."""

    def __init__(self, rose: CompassRose, arrows: GradientParts, ball: Ball) -> None:
        super().__init__(rose, arrows, ball)
        self.rose, self.arrows, self.ball = rose, arrows, ball


__all__ = ["PointView", "Standing"]
