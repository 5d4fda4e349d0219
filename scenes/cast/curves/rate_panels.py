"""Panels side by side on the same axes: one curve, one ball, one learning rate each."""

from collections.abc import Callable

import numpy as np
from manim import VGroup, smooth
from manim.typing import Point3D, Point3D_Array

from gd_math.accounts.rates import RateRun
from gd_math.accounts.views import View
from gd_math.objective import Objective
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import BALL_RADIUS, POINT_RADIUS, STROKES, TYPE
from scenes.base.words import Words
from scenes.cast.charts.axes import Plot, Range, nice_ticks
from scenes.cast.charts.departure import Departure
from scenes.cast.charts.undefined import Undefined
from scenes.cast.curves.drawn_run import DrawnRun, LeavingStep
from scenes.cast.curves.graphs import curve_graph
from scenes.cast.curves.rate_story import SLOW_STEPS
from scenes.cast.marks.balls import Ball
from scenes.cast.marks.lines import Dots, Polyline, clip_polyline
from scenes.cast.moving.following import follow
from scenes.cast.writing.numbers import number_width, shortest
from scenes.cast.writing.rate_labels import TITLE_GAP, AxisName, rate_title, stand_words_on

CURVE_SAMPLES = 400
TITLE_LINE = 0.4
PARKED = np.array([100.0, 0.0, 0.0])
"""Where balls wait that are out of the picture."""


def fitting_ticks(x_range: Range, width: float) -> tuple[float, ...]:
    """Return up to five round numbers whose texts stand apart on an axis of `width`, none past its ends."""
    low, high = x_range
    for at_most in (5, 3, 2, 1):
        ticks = nice_ticks(low, high, at_most)
        texts = max((number_width(shortest(tick), TYPE.label) for tick in ticks), default=0.0)
        half = texts / 2 / width * (high - low)
        ticks = tuple(tick for tick in ticks if low + half <= tick <= high - half)
        if ticks and len(ticks) * (texts + 0.2) <= width:
            return ticks
    return ()


class RatePanel:
    """One run on the curve: `scenery` stands still, `actors` follow the clock, `verdict` is added when told.

    Parameters
    ----------
    look
        Theme and language.
    box
        Room for title, axes and numbers.
    objective
        The function.
    compared
        The run.
    view
        Ranges of x and f(x), the same for all panels.
    words
        Translated: the verdict, or nothing, and the name of where the function has no value.
    time
        Tells ``k + u``: how far the ball has come, and the path behind it.
    title_lines
        1 where rate and verdict stand in one line, 2 where they need two.
    compact
        Whether there is little room: no numbers at the axis, no symbol before the rate.
    stride
        After the slow steps the ball shows only every so many-th position: a quick to and fro would flicker.
    """

    def __init__(
        self,
        look: Look,
        box: Box,
        objective: Objective,
        compared: RateRun,
        view: View,
        words: tuple[str, str],
        time: Callable[[], float],
        *,
        title_lines: int = 1,
        compact: bool = False,
        stride: int = 1,
    ) -> None:
        colours = look.colours
        self.compared, self.time, self.stride = compared, time, stride
        room = box.inset(top=title_lines * TITLE_LINE)
        axis = AxisName(look, objective.variables[0])
        room = room.inset(right=0.14 + axis.wider)
        ticks = fitting_ticks(view.x_range, room.width - 0.12) if not compact else ()
        if compact:  # the axes keep no room for numbers
            room = room.inset(bottom=-0.3)
        self.plot = Plot(look, room, view.x_range, view.y_range, x_ticks=ticks, y_ticks=())
        self.plot.frame.remove(self.plot.frame[1])  # heights are compared by eye, and read off below
        axis.stand_right_of(self.plot.area)
        self.curve = curve_graph(self.plot, objective, colours.loss, STROKES.curve * 0.8, CURVE_SAMPLES)
        self.title = rate_title(look, compared.rate, compact)
        self.verdict = self._titles(look, box, words[0], title_lines, compact)
        self.scenery = VGroup(self.plot, axis, self.curve, self.title)
        undefined = Undefined.on_curve(look, self.plot, objective, words[1])
        if not undefined.empty:
            self.scenery.add(undefined)
        self.scenery.name = "panel"

        self.drawn = DrawnRun(self.plot, compared)
        few = compared.last <= 60
        self.path = Polyline(colours.parameter, STROKES.path * 0.8, opacity=0.85, name="path")
        self.dots = Dots(colours.parameter, POINT_RADIUS * (0.65 if few else 0.5), name="path dots")
        self.ball = Ball(look, BALL_RADIUS * float(np.clip(0.35 * self.plot.area.width, 0.55, 0.85)))
        self.departure = Departure(look, self.plot, self.drawn.outside)
        self.leaving = LeavingStep(look, self.drawn)
        self.actors = VGroup(self.path, self.dots, self.leaving, self.departure, self.ball)
        self.actors.name = "run"
        self._drawn: float | None = None
        follow(self.actors, self.redraw)

    def _titles(self, look: Look, box: Box, verdict: str, lines: int, compact: bool) -> Words | None:
        middle, baseline = box.centre[0], box.top - 0.27
        colour = look.colours.warning if self.compared.escapes else look.colours.ink
        word = Words(look, verdict, colour=colour, size=TYPE.label if compact or lines > 1 else TYPE.caption)
        gap = TITLE_GAP
        width = self.title.room + (gap + word.width if lines == 1 and verdict else 0.0)
        self.title.stand_at(middle - width / 2, baseline)
        if not verdict:
            return None
        if lines == 1:
            word.move_to((middle + width / 2 - word.width / 2, 0.0, 0.0))
        else:
            word.move_to((middle, 0.0, 0.0))
            baseline -= TITLE_LINE * 0.9
        return stand_words_on(word, look, baseline)

    def point(self, time: float) -> Point3D:
        """Return where the ball is at `time` on screen: a computed point, or the chord to the next one."""
        k = min(int(time + 1e-9), self.compared.last)
        u = max(time - k, 0.0)
        return self.drawn.point(k, smooth(u) if u > 1e-9 else 0.0)

    def shown(self, time: float) -> float:
        """Return the time of the position that the ball shows at `time`."""
        if self.stride == 1 or not SLOW_STEPS < time < self.compared.last:
            return time
        return SLOW_STEPS + self.stride * ((time + 1e-9 - SLOW_STEPS) // self.stride)

    def redraw(self) -> None:
        """Set ball, path and departure from the clock."""
        time = self.time()
        if time == self._drawn:
            return
        self._drawn = time
        self._draw_path(time)
        time = self.shown(time)
        point = self.point(time)
        self.ball.stand_at(point if self.drawn.sees(point) else PARKED)
        gone = self.drawn.gone_to(min(int(time + 1e-9), self.compared.last), point)
        self.departure.mark(*gone or (None,))
        self.leaving.grow(smooth(float(np.clip(time - (self.compared.last - 1), 0.0, 1.0))))

    def _draw_path(self, time: float) -> None:
        k = min(int(time + 1e-9), self.compared.last)
        drawn = self.drawn
        pieces = [piece for chord in drawn.chords[:k] for piece in chord]
        if k < self.compared.last and time - k > 1e-9:
            tip: Point3D_Array = np.array([drawn.point(k, 0.0), self.point(time)])
            pieces += clip_polyline(tip, self.plot.area)
        self.path.set_corners(*pieces)
        self.dots.set_places(drawn.places[: k + 1][drawn.inside[: k + 1]])
