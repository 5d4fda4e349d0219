"""The first step from close by: a copy of the gradient turns round, is scaled, and the ball follows it."""

import numpy as np
from manim import ValueTracker, VGroup

from gd_math.typing import Points
from scenes.base.look import Look
from scenes.base.theme import STROKES, blend
from scenes.cast.maps.walk_arrows import on_screen, turned
from scenes.cast.marks.arrows import FlatArrow
from scenes.cast.marks.lines import Polyline, clip_polyline
from scenes.cast.moving.following import follow
from scenes.cast.moving.moments import Moment, turning
from scenes.cast.writing.arrow_count import ArrowCount
from scenes.cast.writing.number_text import fixed, honest_decimals, shortest
from scenes.parts.gradient_field.close_place import ClosePlace

SHAFT, HEAD = 0.075, 0.3
"""Width and length: as bold as the arrow that is copied."""
COMING = 0.12
"""Share of the scaling in which the number comes."""


class CloseStep(VGroup):
    """The copy of the gradient's arrow, the number at its tip, and the way that the ball has gone.

    Parameters
    ----------
    look
        Theme and language.
    close
        The place, whose ball goes to its `goal`.
    drawn
        The gradient's arrow in the units of the map ``(2,)``.
    rate
        The learning rate.

    Attributes
    ----------
    scaled
        Tells how far the copy has become the step, from 0 to 1.
    """

    lint_ignore = frozenset({"grown-to-nothing"})
    """A step may be next to nothing on the map."""

    def __init__(self, look: Look, close: ClosePlace, drawn: Points, rate: float) -> None:
        super().__init__()
        self.look, self.close, self.drawn, self.scaled = look, close, drawn, ValueTracker(0.0)
        length = np.hypot(*close.slope)[None]
        decimals = int(honest_decimals(0.0 * length, -rate, length, rate * length)[0])
        self.arrow = FlatArrow(look.colours.step, name="step arrow", shaft=SHAFT, head=HEAD)
        self.way = Polyline(look.colours.parameter, STROKES.path, name="first step")
        self.way.lint_ignore = self.lint_ignore
        text = fixed(float(length[0]), decimals)
        self.number = ArrowCount(look, [text], shortest(rate), plate=True, to_scale=False)
        self.add(self.way, self.arrow, self.number)
        self.name = "first step from close by"
        follow(self, self.redraw)

    def redraw(self) -> None:
        """Set every point from the trackers."""
        close, plot, scaled = self.close, self.close.plot, float(self.scaled.get_value())
        gone = float(close.gone.get_value())
        here, goal = (plot.at(*place.tolist()) for place in (close.place, close.goal))
        pieces = clip_polyline(np.array([here, close.here]), plot.area) if gone > 0.0 else []
        self.way.set_corners(*pieces)
        if scaled == 0.0 or gone >= 1.0:
            self.arrow.vanish()
            self.number.wipe()
            return
        tip = here + turned(on_screen(plot, self.drawn), goal - here, scaled)
        self.arrow.set_fill(blend(self.look.colours.step, self.look.colours.gradient, turning(scaled)[0]))
        self.arrow.set_between(here + gone * (goal - here), tip, area=plot.area)
        moment = Moment(0, 1.0, min(scaled / COMING, 1.0), scaled, gone)
        self.number.draw(moment, here, tip, plot.area)


__all__ = ["CloseStep"]
