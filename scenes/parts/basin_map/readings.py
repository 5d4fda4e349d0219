"""What is read beside the map: the rate, the steps told, the magnification; and Newton's rule."""

from collections.abc import Callable

import numpy as np
from manim import VGroup
from manim.typing import Point3D

from gd_math.objective import Objective
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import BALL_RADIUS, STROKES, TYPE
from scenes.base.words import Words
from scenes.cast.charts.axes import Plot
from scenes.cast.marks.lines import Dots, Polyline
from scenes.cast.marks.run_style import RunStyle
from scenes.cast.moving.following import follow
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.map_words import MapLabel
from scenes.cast.writing.number_text import plain
from scenes.cast.writing.numbers import LiveNumber
from scenes.cast.writing.variable_names import tuple_markup
from scenes.parts.basin_map.sheet import ALL, BasinSheet

GAP, RING = 0.14, 0.12
"""From a word to its number, and radius of the rings around passes and peaks, in scene units."""


class Readings(VGroup):
    """The rate, and either how many steps are told or how many times the view is magnified.

    Parameters
    ----------
    look
        Theme and language.
    places
        Where the lines begin ``(3,)``: that of the rate, and the other one.
    sheet
        The map of basins.
    """

    def __init__(self, look: Look, places: tuple[Point3D, Point3D], sheet: BasinSheet) -> None:
        self.look, self.sheet = look, sheet
        decimals = max(len(plain(rate, 9).rstrip("0").partition(".")[2]) for rate in sheet.found.study.rates)
        above, below = places
        rate = MathFormula(look, "alpha =", colour=look.colours.step, size=TYPE.caption)
        self.rate = self._line(rate, above, lambda: self._rate(decimals), look.colours.step)
        self.step = self._line(Words(look, look.say("step"), size=TYPE.caption), below, self._step)
        self.times = self._line(Words(look, look.say("zoom"), size=TYPE.caption), below, self._times)
        bends = MathFormula(look, "H:", size=TYPE.caption)
        self.bends = self._line(bends, above, lambda: "")
        told = Words(look, look.say("second derivatives"), size=TYPE.label)
        told.stand_on(float(above[1]))
        told.shift((float(bends.get_right()[0]) + GAP - float(told.get_left()[0]), 0.0, 0.0))
        beside = above[1] == below[1] and told.get_right()[0] > below[0]
        self.bends = VGroup() if beside else self.bends.add(told)
        super().__init__(self.rate, self.step, self.times, self.bends)
        self.name = "readings"
        follow(self, self.redraw)

    def _line(
        self,
        word: Words | MathFormula,
        place: Point3D,
        read: Callable[[], str],
        colour: str | None = None,
    ) -> VGroup:
        """Return a word with its number."""
        (left, baseline, _) = place.tolist()
        word.stand_on(baseline)
        word.shift((left - float(word.get_left()[0]), 0.0, 0.0))
        at = (float(word.get_right()[0]) + GAP, baseline, 0.0)
        number = LiveNumber(self.look, read, at, anchor="left", colour=colour, size=TYPE.caption)
        return VGroup(word, number)

    def _rate(self, decimals: int) -> str:
        return "" if self.sheet.newton else plain(self.sheet.rate.get_value(), decimals)

    def _step(self) -> str:
        step = int(self.sheet.step.get_value())
        return "" if step >= ALL else str(max(step, 0))

    def _times(self) -> str:
        decade = self.sheet.decade.get_value()
        return f"×{10.0**decade:,.0f}" if decade > 0.0 else ""

    def redraw(self) -> None:
        """Hide the words whose numbers are not there."""
        for line in (self.rate, self.step, self.times):
            word, number = line
            number.update()
            word.set_opacity(1.0 if number.text else 0.0)
        for words in self.bends[::2]:
            words.set_opacity(1.0 if self.sheet.newton else 0.0)

    def flat_places(self, plot: Plot) -> Dots:
        """Return rings around the passes and peaks of the map, where Newton's method may also arrive."""
        study = self.sheet.found.study
        places = study.stationary[len(study.minima) :]
        rings = RunStyle(self.look.colours.background, mark="ring").dots(RING, "passes and peaks")
        return rings.set_places(plot.points_at(*places.T))

    def frame(self, plot: Plot) -> Polyline:
        """Return the frame around what is seen ten times magnified, as it grows to be the view."""
        line = Polyline(self.look.colours.ink, STROKES.axis, name="frame of what is magnified")
        study, focus = self.sheet.found.study, self.sheet.found.focus

        def redraw() -> None:
            now = self.sheet.decade.get_value()
            (left, right), (bottom, top) = study.view(focus, 10.0 ** max(1.0 - now, 0.0))
            corners = [(left, bottom), (right, bottom), (right, top), (left, top), (left, bottom)]
            line.set_corners(plot.points_at(*np.transpose(corners)))
            line.set_stroke(opacity=float(np.clip(2.0 * (1.0 - now), 0.0, 1.0)))

        follow(line, redraw)
        return line


def newton_rule(look: Look, objective: Objective) -> str:
    """Return Newton's rule as Typst math: H is the matrix of second derivatives."""
    point = paint(look.colours.parameter, tuple_markup(objective))
    return f"{point} arrow.l {point} - H^(-1) {paint(look.colours.gradient, 'nabla f')}"


def poster_question(look: Look, area: Box, place: Point3D) -> MapLabel:
    """Return a question mark above a ball, or below it where there is no room in an area."""
    label = MapLabel(look, MathFormula(look, '"?"', colour=look.colours.step, size=2 * TYPE.formula), "?")
    up = np.array([0.0, BALL_RADIUS * 1.3 + float(label.half[1]), 0.0])
    return label.stand_at(place + (up if place[1] + up[1] + label.half[1] < area.top else -up))


__all__ = ["Readings", "newton_rule", "poster_question"]
