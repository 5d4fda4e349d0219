"""β as a slider: the path that each β makes, and the loss that it comes to."""

from collections.abc import Callable, Sequence

import numpy as np
from manim import ValueTracker, VGroup
from manim.typing import Point3D, Point3D_Array

from gd_math.runs.descent import descend
from gd_math.runs.optimizers import Momentum
from gd_math.runs.trajectory import Trajectory
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import BALL_RADIUS, POINT_RADIUS, STROKES, TYPE
from scenes.base.words import Words
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.edge_note import EdgeNote
from scenes.cast.charts.end_words import end_words
from scenes.cast.charts.free_places import ring
from scenes.cast.charts.series_scale import SeriesScale
from scenes.cast.maps.arrow_words import stand_beside
from scenes.cast.marks.balls import Ball
from scenes.cast.marks.lines import Dots, Polyline, clip_polyline
from scenes.cast.marks.run_style import RunStyle
from scenes.cast.moving.following import follow
from scenes.cast.writing.map_words import MapWord
from scenes.parts.momentum_substeps.found import Remembered

MOST_TICKS = 6
SMALL, SLACK = 0.6, 1e-9
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


class BetaPath(VGroup):
    """The run that the heavy ball makes with the β of the moment.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The map.
    found
        The runs: rate, start and budget.
    steps
        How many steps are taken at most.
    beta
        Tells β.
    """

    def __init__(
        self, look: Look, plot: Plot, found: Remembered, steps: int, beta: Callable[[], float]
    ) -> None:
        self.plot, self.found, self.steps, self.beta = plot, found, steps, beta
        colour = look.colours.parameter
        self.path = Polyline(colour, STROKES.path, name="path with this β")
        self.path.lint_ignore = frozenset({"grown-to-nothing"})
        self.dots = Dots(colour, SMALL * POINT_RADIUS, name="path dots")
        self.ball = Ball(look)
        names = found.run.variables
        self.note = EdgeNote(look, plot, (names[0], names[1]))
        super().__init__(self.path, self.dots, self.ball, self.note)
        self.name = "path of β"
        self._run = beta(), self.made(beta())
        follow(self, self.redraw)

    def made(self, beta: float) -> Trajectory:
        """Return the run with some β."""
        found = self.found
        start = found.run.points[0]
        return descend(found.race.objective, start, Momentum(found.rate, beta), self.steps)

    @property
    def run(self) -> Trajectory:
        """The run of the moment."""
        if self._run[0] != self.beta():
            self._run = self.beta(), self.made(self.beta())
        return self._run[1]

    def redraw(self) -> None:
        """Draw the path, cut at the edge of the map, and the ball at its end."""
        points, plot = self.run.points, self.plot
        places = plot.points_at(points[:, 0], points[:, 1])
        self.path.set_corners(*clip_polyline(places, plot.area))
        self.dots.set_places(places[[plot.shows(*point) for point in points.tolist()]])
        inside = plot.shows(*points[-1].tolist())
        self.ball.stand_at(places[-1] if inside else None)
        self.note.mark(None if inside else points[-1])


class BetaChart(VGroup):
    """The last loss over β, as far as β has been told.

    Parameters
    ----------
    look
        Theme and language.
    box
        Its room.
    found
        The sweep.
    word
        What is shown: the translated name above the axis.
    path
        Tells the run of the moment.

    Attributes
    ----------
    low, high
        From where to where β has been told.
    """

    def __init__(self, look: Look, box: Box, found: Remembered, word: str, path: BetaPath) -> None:
        self.look, self.found, self.path = look, found, path
        self.low, self.high = ValueTracker(path.beta()), ValueTracker(path.beta())
        self.taken: list[Point3D_Array] = []
        losses = found.sweep.losses
        self.axis_scale = SeriesScale.of(losses, float(found.run.values[0]), MOST_TICKS)
        rows = max(2, min(MOST_TICKS, int(box.height / 0.5)))
        ticks, texts = self.axis_scale.ticks(rows)
        self.plot = Plot(
            look,
            box,
            (0.0, 1.0),
            self.axis_scale.range,
            x_label="β",
            y_label=word,
            log_y=self.axis_scale.log,
            x_ticks=TICKS,
            y_ticks=ticks,
            y_texts=texts,
        )
        self.curve = Polyline(look.colours.loss, STROKES.curve * 0.8, name="loss over β")
        self.tip = Dots(look.colours.parameter, 1.6 * POINT_RADIUS, name="β of the moment")
        super().__init__(self.plot, self.curve, self.tip)
        self.name = "chart over β"
        heights = self.axis_scale.heights(losses)
        self.places = self.plot.points_at(found.sweep.betas, heights)
        follow(self, self.redraw)

    def place(self, beta: float, loss: float) -> Point3D:
        """Return where a loss stands in the chart."""
        return self.plot.at(beta, float(self.axis_scale.heights(np.array(loss))))

    def redraw(self) -> None:
        """Draw the line up to the largest β that was told, and a mark at the β of the moment."""
        beta, run = self.path.beta(), self.path.run
        loss = np.inf if run.endings >= 3 else float(run.values[-1])
        now, area = self.place(beta, loss), self.plot.area
        low, high, betas = self.low.get_value(), self.high.get_value(), self.found.sweep.betas
        told = self.places[(low - SLACK <= betas) & (betas <= high + SLACK)]
        before, after = ([now] if beyond else [] for beyond in (beta < low + SLACK, beta > high - SLACK))
        told = np.array([*before, *told, *after])
        self.curve.set_corners(*clip_polyline(told, area))
        self.tip.set_places(now if area.bottom <= now[1] <= area.top else np.zeros((0, 3)))

    def mark(self, beta: float, texts: Sequence[str], style: RunStyle) -> VGroup:
        """Return a mark at a β, and beside it the first of some texts that has room, clear of the line."""
        place, area = self.place(beta, self.found.sweep.loss(beta)), self.plot.area
        place[1] = np.clip(place[1], area.bottom, area.top)
        pieces = [
            np.linspace(one[:-1], one[1:], 5).reshape(-1, 3) for one in clip_polyline(self.places, area)
        ]
        clear_of = np.concatenate([*pieces, ring(place, 0.14), *self.taken])
        tried = (
            end_words(self.look, area, [(place, text, style.colour)], clear_of, TYPE.caption)
            for text in texts
        )
        words = next(filter(None, tried), [])
        self.taken += [ring(place, 0.14), *map(corners_of, words)]
        return VGroup(style.dots(1.3 * POINT_RADIUS, "marked β").set_places(place), *words)


def forgetful_word(
    look: Look, plot: Plot, text: str, forgetful: Trajectory, last: BetaPath, clear_of: Point3D_Array
) -> list[MapWord]:
    """Return the name of the run without memory, beside its end, if it has room clear of both.

    Parameters
    ----------
    look, plot
        Theme and language, and the map.
    text
        The translated name.
    forgetful, last
        Both runs.
    clear_of
        Points on screen ``(n, 3)`` that it also keeps away from.
    """
    first, *others = (
        clip_polyline(plot.points_at(run.points[:, 0], run.points[:, 1]), plot.area)
        for run in (forgetful, last.run)
    )
    ways = [np.linspace(one[:-1], one[1:], 9).reshape(-1, 3) for run in (first, *others) for one in run]
    if not first:
        return []
    word, (tail, tip) = MapWord(look, text), first[-1][[0, -1]]
    taken = np.concatenate([*ways, ring(last.ball.place, BALL_RADIUS), clear_of])
    shares = (0.8, 0.5, 0.2)
    return [word] if stand_beside(word, tail, tip, plot.area, taken, shares=shares) else []


def corners_of(words: Words) -> Point3D_Array:
    """Return points all over some words, shape (27, 3)."""
    x, y = np.meshgrid(
        *(np.linspace(-side / 2, side / 2, n) for side, n in ((words.width, 9), (words.height, 3)))
    )
    points: Point3D_Array = words.get_center() + np.stack([x, y, 0 * x], axis=-1).reshape(-1, 3)
    return points


__all__ = ["BetaChart", "BetaPath", "forgetful_word"]
