"""Panels side by side on the same axes: one curve, one ball, one learning rate each."""

from collections.abc import Callable, Sequence

import numpy as np
from manim import VGroup, smooth
from manim.typing import Point3D, Point3D_Array

from gd_math.objective import Objective
from scenes.cast.departure import Departure
from scenes.cast.following import follow
from scenes.cast.formulas import MathFormula
from scenes.cast.numbers import number_width, shortest
from scenes.cast.plots import Dots, Plot, Polyline, Range, clip_polyline, graph, nice_ticks
from scenes.cast.rate_labels import TITLE_GAP, rate_title, stand_words_on
from scenes.cast.rate_runs import RateRun, Verdict
from scenes.cast.rate_story import SLOW_STEPS
from scenes.cast.walkers import Ball
from scenes.cast.words import Words
from scenes.layout import Box
from scenes.look import Look
from scenes.theme import BALL_RADIUS, POINT_RADIUS, STROKES, TYPE

CURVE_SAMPLES = 400
NEAR = 1.35
"""Positions of unstable runs are shown up to this multiple of the furthest position of the others."""
SIDE_ROOM, HEAD_ROOM, FOOT_ROOM = 1.3, 1.5, 0.16
"""Room of the view beside, above and below what it shows, as shares of that."""
FAR = 1e200
"""Stands for infinity where a chord leads there."""
TITLE_LINE = 0.4
PARKED = np.array([100.0, 0.0, 0.0])
"""Where balls wait that are out of the picture."""


def shared_view(objective: Objective, runs: Sequence[RateRun]) -> tuple[Range, Range]:
    """Return ranges of x and f(x) for all panels: the start, the runs that stay, the valley's other side."""
    start = float(runs[0].xs[0])
    settled = [run for run in runs if run.verdict is not Verdict.UNSTABLE]
    home = next((run.minimum for run in settled if run.minimum is not None), None)
    if home is None:
        valleys = objective.minima[:, 0]
        home = float(valleys[np.argmin(np.abs(valleys - start))]) if len(valleys) else start
    away = np.abs(np.concatenate([[start], *(run.xs for run in settled)]) - home)
    reach = float(away[away <= 4 * max(abs(start - home), 1e-300)].max(initial=0.0))
    wild = np.abs(np.concatenate([np.array([start]), *(run.xs for run in runs)]) - home)
    reach = float(wild[wild <= NEAR * reach].max(initial=reach)) or 1.0
    low, high = home - SIDE_ROOM * reach, home + SIDE_ROOM * reach
    heights = objective(np.linspace(low, high, CURVE_SAMPLES))
    heights = heights[np.isfinite(heights)]
    xs, losses = np.concatenate([run.xs for run in runs]), np.concatenate([run.losses for run in runs])
    shown = losses[(xs >= low) & (xs <= high) & np.isfinite(losses)]
    floor, ceiling = float(min(heights.min(), shown.min())), float(shown.max())
    if ceiling - floor <= 1e-12 * max(1.0, abs(floor)):
        ceiling = float(heights.max()) / HEAD_ROOM
    rise = max(ceiling - floor, 1e-12 * max(1.0, abs(floor)))
    return (low, high), (floor - FOOT_ROOM * rise, floor + HEAD_ROOM * rise)


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
    verdict
        The translated verdict, or nothing.
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
        view: tuple[Range, Range],
        verdict: str,
        time: Callable[[], float],
        *,
        title_lines: int = 1,
        compact: bool = False,
        stride: int = 1,
    ) -> None:
        colours = look.colours
        self.compared, self.time, self.stride = compared, time, stride
        room = box.inset(top=title_lines * TITLE_LINE)
        room = room.inset(right=0.14)
        ticks = fitting_ticks(view[0], room.width - 0.12) if not compact else ()
        if compact:  # the axes keep no room for numbers
            room = room.inset(bottom=-0.3)
        self.plot = Plot(look, room, *view, x_ticks=ticks, y_ticks=())
        self.plot.frame.remove(self.plot.frame[1])  # heights are compared by eye, and read off below
        axis = MathFormula(look, "x", colour=colours.muted, size=TYPE.label)
        axis.move_to((self.plot.area.right + 0.2, self.plot.area.bottom, 0.0))
        x = np.linspace(*view[0], CURVE_SAMPLES)
        self.curve = graph(self.plot, x, objective(x), colours.loss, STROKES.curve * 0.8)
        self.title = rate_title(look, compared.rate, compact)
        self.verdict = self._titles(look, box, verdict, title_lines, compact)
        self.scenery = VGroup(self.plot, axis, self.curve, self.title)
        self.scenery.name = "panel"

        xs, losses = (np.clip(numbers, -FAR, FAR) for numbers in (compared.xs, compared.losses))
        self.places = self.plot.points_at(xs, losses)
        self.inside = [self.plot.shows(float(x), float(y)) for x, y in zip(xs, losses, strict=True)]
        self.chords = [clip_polyline(self.places[k : k + 2], self.plot.area) for k in range(compared.last)]
        outside = [float(x) for x, seen in zip(compared.xs, self.inside, strict=True) if not seen]
        few = compared.last <= 60
        self.path = Polyline(colours.parameter, STROKES.path * 0.8, opacity=0.85, name="path")
        self.dots = Dots(colours.parameter, POINT_RADIUS * (0.65 if few else 0.5), name="path dots")
        self.ball = Ball(look, BALL_RADIUS * float(np.clip(0.35 * self.plot.area.width, 0.55, 0.85)))
        self.departure = Departure(look, self.plot, outside)
        self.actors = VGroup(self.path, self.dots, self.departure, self.ball)
        self.actors.name = "run"
        self._drawn: float | None = None
        follow(self.actors, self.redraw)

    def _titles(self, look: Look, box: Box, verdict: str, lines: int, compact: bool) -> Words | None:
        middle, baseline = box.centre[0], box.top - 0.27
        colour = look.colours.warning if self.compared.verdict is Verdict.UNSTABLE else look.colours.ink
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
        if u <= 1e-9 or k == self.compared.last:
            here: Point3D = self.places[k]
            return here
        between: Point3D = self.places[k] + smooth(u) * (self.places[k + 1] - self.places[k])
        return between

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
        point, area = self.point(time), self.plot.area
        seen = area.left <= point[0] <= area.right and area.bottom <= point[1] <= area.top
        self.ball.stand_at(point if seen else PARKED)
        k = min(int(time + 1e-9), self.compared.last)
        if not seen and self.inside[k] and k < self.compared.last:
            k += 1
        self.departure.mark(None if seen else float(self.compared.xs[k]))

    def _draw_path(self, time: float) -> None:
        k = min(int(time + 1e-9), self.compared.last)
        pieces = [piece for chord in self.chords[:k] for piece in chord]
        if k < self.compared.last and time - k > 1e-9:
            tip: Point3D_Array = np.array([self.places[k], self.point(time)])
            pieces += clip_polyline(tip, self.plot.area)
        self.path.set_corners(*pieces)
        self.dots.set_places(self.places[: k + 1][self.inside[: k + 1]])
