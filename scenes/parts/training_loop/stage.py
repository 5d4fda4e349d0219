"""The stage of TrainingLoop: a track with stations around the data, the parameters, and the losses."""

import math
from dataclasses import replace
from functools import partial

import numpy as np
from manim import ValueTracker, VGroup, VMobject
from manim.typing import Point3D, Point3D_Array

from gd_math.data.line_fitting import Fitting
from gd_math.data.line_views import bowl_window
from gd_math.typing import Points
from scenes.base.layout import Box, Layout
from scenes.base.look import Look
from scenes.base.theme import POINT_RADIUS, STROKES, TYPE
from scenes.base.words import Words
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.free_places import clearances
from scenes.cast.charts.series import Series, SeriesChart
from scenes.cast.data.data_panel import DataPanel
from scenes.cast.data.data_view import data_view
from scenes.cast.data.squares import LineToPoint, MeanSquare, Squares, mean_side, merges, outline_of, square
from scenes.cast.maps.close_step import close_step
from scenes.cast.maps.map_walk import MapWalk, StepParts
from scenes.cast.marks.lines import Dots, Polyline
from scenes.cast.marks.run_style import RunStyle
from scenes.cast.moving.following import follow
from scenes.cast.moving.moments import POINTED
from scenes.cast.moving.one_by_one import one_by_one
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.live_equations import LineEquation, LossFormula, decimals_for
from scenes.cast.writing.number_text import steady
from scenes.cast.writing.numbers import LiveNumber, Number, number_width
from scenes.cast.writing.plates import Plate
from scenes.parts.training_loop.track import Station, Token, Track

FURTHEST_START = 1.6
LONGEST = 1.6, 1.0, 0.7
"""Widths of numbers in the equation above which they become powers of ten: the first for which it fits."""
SIDE, EDGE, BESIDE, INNER = 0.62, 0.2, 0.72, 0.42
"""From the stage's left side to the track, from its other sides, from the track's left side to the pictures,
and from its other sides to them."""
SIDE_IN_TALL, BESIDE_IN_TALL, INNER_IN_TALL, ROWS = 0.54, 0.32, 0.34, 0.42
"""The same in tall frames, where the first station stands between the pictures, which are so far apart."""
PLACES = 0.3, 0.76
"""Of the stations along the upper and the lower side, as shares of its length."""
PHASES = (0.0, 0.12, 0.24, POINTED, 0.85, 1.0)
"""Shares of a fast round at which the token passes the stations and closes its lap."""
ROOM = 1.4
"""In wide frames more is seen than the first gradient and its step: its length stands beyond its tip."""
WITHIN = 4.0
"""The loss chart makes room for so many times the first loss."""


class LoopStage:
    """Everything that is drawn while a line is trained, laid out.

    Parameters
    ----------
    look
        Theme and language.
    layout
        The frame's zones.
    fitting
        The run.
    names
        Of the stations: start, predict, loss, gradients, update.
    clock, detail
        The time of the run, and whether its arrows are shown.
    """

    def __init__(
        self,
        look: Look,
        layout: Layout,
        fitting: Fitting,
        names: tuple[str, ...],
        clock: ValueTracker,
        detail: ValueTracker,
    ) -> None:
        self.look, self.layout, self.fitting, self.clock = look, layout, fitting, clock
        stage = layout.stage
        tall = layout.tall
        side, beside = (SIDE_IN_TALL, BESIDE_IN_TALL) if tall else (SIDE, BESIDE)
        self.track = Track(stage.inset(left=side, right=EDGE, bottom=EDGE, top=EDGE))
        air = INNER_IN_TALL if tall else INNER
        inner = self.track.box.inset(left=beside, right=air / 2, bottom=air, top=air)
        self.left, self.right = inner.rows(1.0, 1.0, gap=ROWS) if tall else inner.columns(1.1, 1.0)
        if tall:  # no numbers stand below the axes there
            draft = Plot(look, self.right, (0.0, 1.0), (0.0, 1.0), x_label="w", y_label="b")
            self.right = self.right.inset(bottom=self.right.bottom - draft.area.bottom)
        self.hand, self.grown = ValueTracker(0.0), ValueTracker(0.0)
        self.stations = self._stations(names)
        self.token = Token(look, self.track, self.travelled)
        self.line = Polyline(look.colours.muted, STROKES.axis, name="track")
        follow(self.line, lambda: self.line.set_corners(*self.track.between(0.0, self.grown.get_value())))
        self.plot, factor = self._plane()
        self.walk = MapWalk(
            look,
            self.plot,
            fitting.run,
            clock.get_value,
            detail.get_value,
            parts=replace(StepParts.of_slopes(look, fitting.run, fitting.rate), in_turn=True),
            dotted=min(1, fitting.steps_taken),
            factor=factor,
        )
        least = min(decimals_for(high - low) for low, high in self.window)
        self.decimals = least, least
        self.panel = DataPanel(
            look,
            layout.alone,
            fitting.data,
            lambda x: fitting.loss.predict(self.walk.point, fitting.feature.of(x)),
            data_view(fitting.data, fitting.loss.predict(fitting.run.points[0]), FURTHEST_START),
            self._equation(),
            gaps=True,
            tall=layout.tall,
        )
        self.panel.remove(self.panel.equation)
        self.seed = LineToPoint(look, self.panel.line, lambda: self.plot.at(*self.walk.point.tolist()))
        self.wave = ValueTracker(0.0)
        self.predictions = Dots(look.colours.prediction, POINT_RADIUS, name="predictions")
        follow(self.predictions, self._predict)
        self.seen = ValueTracker(0.0)
        """The round up to which losses stand in the chart: one that is measured slowly comes when it is."""
        self.texts = [steady(float(value)) for value in fitting.run.values]
        self.formula = LossFormula(look, self._loss_now, self.texts[:2], layout.formula)
        losses = Series(
            fitting.run.values, RunStyle(look.colours.loss), self._seen_rounds, tip=1.3 * POINT_RADIUS
        )
        self.chart = SeriesChart(
            look,
            self.right,
            [losses],
            False,
            words=("", "" if tall else look.say("epoch")),
            formula=paint(look.colours.loss, '"MSE"'),
            within=WITHIN,
            x_ticks=() if tall else None,
            y_ticks=() if tall else None,
        )
        self.number = self.chart.number(self.texts)
        self.chart.add(self.number)
        nowhere = square(self.right.centre, 0.0)
        self.mean = MeanSquare(look, nowhere, self._told_loss, lambda: 2 * POINT_RADIUS, lambda: self.right)
        self.squares = Squares(look, self.panel, lambda: outline_of(self.mean.home))
        self.panel.residuals.add_to_back(self.squares)

    def travelled(self) -> float:
        """Return how many laps the token has made: by hand in the first one, then with the run's clock."""
        time = float(self.clock.get_value())
        if time <= 1.0:
            return float(self.hand.get_value())
        lap = math.floor(time + 1e-9)
        shares = [0.0, *(station.share for station in self.stations[1:]), 1.0]
        return lap + float(np.interp(max(time - lap, 0.0), PHASES, shares))

    def rounds(self) -> int:
        """Return how many rounds are complete: the loss is known after whole ones."""
        return math.floor(self.clock.get_value() + 1e-9)

    def _seen_rounds(self) -> float:
        return min(self.rounds(), self.seen.get_value())

    def phase_after(self, station: int) -> float:
        """Return the share of a fast round after which the token rests where it has been at a station."""
        shares = [0.0, *(one.share for one in self.stations[1:]), 1.0]
        return float(np.interp(self.stations[station].stop, shares, PHASES))

    def gather(self, *, in_chart: bool) -> bool:
        """Choose where the squares on the gaps merge; tell whether they can, being seen whole.

        Parameters
        ----------
        in_chart
            Whether in the middle of the chart; else it is around the point in the plane.
        """
        side, area = mean_side(self.panel, float(self.fitting.loss.value(self.walk.point))), self.plot.area
        place = self.chart.plot.area.centre if in_chart else self.plot.at(*self.walk.point.tolist())
        low = np.array([area.left, area.bottom]) + side / 2
        high = np.array([area.right, area.top]) - side / 2
        x, y = np.clip(place[:2], low, np.maximum(low, high)).tolist()
        self.mean.home = square(np.array([x, y, 0.0]), side)
        return merges(self.panel, self.mean.home)

    def _told_loss(self) -> Point3D:
        """Return the place in the chart of the loss that is the next to come."""
        points, area = self.chart.lines[0].points, self.chart.plot.area
        x, y, z = points[min(self.rounds(), len(points) - 1)].tolist()
        return np.array([x, min(max(y, area.bottom), area.top), z])

    def first_loss(self) -> VGroup:
        """Return the number of the first loss, to stay beside its point: nothing where others will stand."""
        place, *others = self.number.places
        if place is None:
            return VGroup()
        kept = Number(self.look, self.texts[0], place, colour=self.look.colours.loss, size=TYPE.caption)
        half = np.array([kept.width, kept.height]) / 2
        crowded = clearances(kept.get_center()[None], half, self.chart.occupied())[0] == 0.0
        for text, other in zip(self.texts[1:], others, strict=True):
            across, up = (100.0, 100.0) if other is None else (other - place)[:2].tolist()
            beside = -number_width(text, TYPE.caption) < across < kept.width
            crowded = crowded or (beside and abs(up) < 2 * kept.cap_height)
        return VGroup() if crowded else VGroup(kept)

    def place_of_descent(self) -> list[VMobject]:
        """Return the words that light up gradient descent's place in the loop, if there is room for them."""
        *_, gradients, update = self.stations
        update.frame.set_stroke(width=3 * update.frame.get_stroke_width())
        return update.named_beside(self.look.say("gradient descent"), gradients)

    def epoch(self) -> VGroup:
        """Return the plate with the number of rounds, in the place of the first station."""
        station = self.stations[0]
        last = str(max(self.fitting.steps_taken, 1))
        size, word = TYPE.label, Words(self.look, self.look.say("epoch"))
        gap = 0.12
        whole = word.width + gap + number_width(last, size)
        middle = station.words.get_center()
        left = max(float(middle[0]) - whole / 2, self.layout.stage.left)
        baseline = float(middle[1]) - word.cap_height / 2
        word.shift((left - float(word.get_left()[0]), 0.0, 0.0)).stand_on(baseline)
        colour, where = self.look.colours.ink, (left + whole, baseline, 0.0)
        number = LiveNumber(self.look, self._epoch_now, where, anchor="right", colour=colour, size=size)
        plate = Plate(self.look.colours.background)
        plate.cover(Box(left, left + whole, station.box.bottom, station.box.top))
        return VGroup(plate, word, number)

    def _epoch_now(self) -> str:
        return str(self.rounds())

    def _stations(self, names: tuple[str, ...]) -> list[Station]:
        box, colours = self.track.box, self.look.colours
        first, second = (box.left + share * box.width for share in PLACES)
        places = (
            (box.left, float(box.centre[1])),
            (first, box.top),
            (second, box.top),
            (second, box.bottom),
            (first, box.bottom),
        )
        meanings = colours.parameter, colours.prediction, colours.loss, colours.gradient, colours.step
        told = zip(places, names, meanings, strict=True)
        return [Station(self.look, self.track, place, name, colour) for place, name, colour in told]

    def _plane(self) -> tuple[Plot, float | None]:
        """Return the axes of w and b around the first step, and how long the gradient is drawn.

        They have no numbers where these would be crowded.
        """
        ticks: tuple[float, ...] | None = () if self.layout.tall else None
        draft = Plot(self.look, self.right, (0.0, 1.0), (0.0, 1.0), x_label="w", y_label="b")
        self.window = window = bowl_window(self.fitting, draft.area.width / draft.area.height)
        whole = partial(Plot, self.look, self.right, x_label="w", y_label="b", x_ticks=ticks, y_ticks=ticks)
        close, factor = close_step(whole(*window), self.fitting, least=0.0)
        if close:
            airs = [(ROOM - 1.0) / 2 * (high - low) for low, high in close]
            (left, right), (low, high) = close
            window = (left - airs[0], right + airs[0]), (low - airs[1], high + airs[1])
        return whole(*window), factor

    def _equation(self) -> LineEquation:
        ends, name = np.array(self.window).T, self.fitting.feature.name
        extremes = np.vstack([self.fitting.run.points, ends])
        for longest, size in zip(LONGEST, (TYPE.caption, TYPE.caption, TYPE.label), strict=True):
            read = self.look, self._point_now, extremes, self.decimals, name, longest
            equation = LineEquation(*read, size=size)
            if equation.whole <= self.left.width:
                break
        return equation.close_up()

    def _point_now(self) -> Points:
        return self.walk.point

    def _predict(self) -> None:
        """Put the predictions on the line, as far as they have come, from left to right."""
        grown = one_by_one(len(self.panel.data), self.wave.get_value())[self.panel.rank]
        data = self.panel.data
        predicted = self.panel.predict(data.x)
        low, high = self.panel.plot.y_range
        seen = (grown > 0.5) & (predicted >= low) & (predicted <= high)
        places: Point3D_Array = self.panel.plot.points_at(data.x[seen], predicted[seen])
        self.predictions.set_places(places)

    def _loss_now(self) -> str:
        return steady(float(self.fitting.loss.value(self.walk.point)))


__all__ = ["LoopStage"]
