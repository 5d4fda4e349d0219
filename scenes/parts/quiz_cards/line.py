"""A line that slides and turns: what its two numbers are."""

from collections.abc import Mapping
from typing import ClassVar

import numpy as np
from manim import ValueTracker, VGroup, smooth

from gd_math.typing import Floats
from scenes.base.appearing import Appear
from scenes.base.theme import POINT_RADIUS, STROKES, TIMING, TYPE
from scenes.cast.charts.axes import Plot
from scenes.cast.marks.lines import Dots, Polyline, clip_polyline
from scenes.cast.moving.following import follow, ride
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.number_text import fixed, shortest
from scenes.parts.quiz_cards.picture import Allowed, Facts, Picture

FAR, FROM, TO = 4.0, 1.0, 2.0
"""How far x is shown, and between which places the line's rise is measured."""
SLIDE, TURN, AIR = 0.3, 0.4, 0.06
"""How far the line slides, as a share of its rise; what is left of its slope in a turn; air at the edges."""
LETTER, MARKS, AXES = 0.2, 0.45, 0.95
"""Size of letters, what they need beside the line, and what axes take of the height, in scene units."""


class LinePicture(Picture):
    """y = b + w x: b slides the line, w turns it."""

    numbers: ClassVar[Mapping[str, Allowed]] = {
        "slope": Allowed(2.0, -5.0, 5.0),
        "intercept": Allowed(1.0, -10.0, 10.0),
    }
    found: Mapping[str, float]

    def draw(self) -> None:
        """Draw the line, and say by which formula."""
        slope, intercept = self.found["slope"], self.found["intercept"]
        self.w, self.b = ValueTracker(slope), ValueTracker(intercept)
        self.slide = SLIDE * max(abs(slope) * FAR, 2.0)
        ends = intercept + np.array([0.0, FAR * slope, self.slide, self.slide + FAR * slope, 0.0])
        if slope == 0.0:
            ends[-1] += FAR
        share = MARKS / max(self.rooms.picture.height - AXES, 2 * MARKS)
        wide, narrow = (float(np.ptp(ends)) * part / (1.0 - share - AIR) for part in (share, AIR))
        below, above = (wide, narrow) if slope >= 0.0 else (narrow, wide)
        reach = min(float(ends.min()) - below, 0.0), max(float(ends.max()) + above, 0.0)
        self.plot = Plot(self.look, self.rooms.picture, (0.0, FAR), reach, x_label="x", y_label="y")
        self.line = Polyline(self.colours.prediction, STROKES.curve, name="line")
        follow(self.line, self._set_line)
        self.scenery.add(self.plot, self.line)

    def _markup(self) -> str:
        parameter = self.colours.parameter
        return f"y = {paint(parameter, 'b')} + {paint(parameter, 'w')} x"

    def height(self, x: Floats) -> Floats:
        """Return the line's height now."""
        return self.b.get_value() + self.w.get_value() * x

    def _set_line(self) -> None:
        x = np.array([0.0, FAR])
        self.line.set_corners(*clip_polyline(self.plot.points_at(x, self.height(x)), self.plot.area))

    def prove(self) -> None:
        """Slide the line by b, then turn it by w; each time it comes back to where it was."""
        colour = self.colours.parameter
        self._mark()
        facts = Facts(self.lesson, self.rooms, 2)
        told = self.say("b lifts the line: its height at x = 0.")
        with self.lesson.beat(told, opening=self.opening):
            formula = VGroup() if self.rooms.tall else facts.put(facts.formula(self._markup()))
            name = facts.put(
                facts.words(self.say("intercept b"), colour),
                lambda: fixed(self.b.get_value(), 2),
                colour,
            )
            self.lesson.play(*map(Appear, (formula, self.crossing, name)), run_time=TIMING.quick)
            self.proven += [formula, self.crossing, name]
            for to in (self.found["intercept"] + self.slide, self.found["intercept"]):
                self.lesson.play(ride(self.b, to, smooth), run_time=1.2)
        with self.lesson.beat(self._of_slope()):
            name = facts.put(
                facts.words(self.say("slope w"), colour), lambda: fixed(self.w.get_value(), 2), colour
            )
            self.lesson.play(Appear(self.rise), Appear(name), run_time=TIMING.quick)
            self.proven += [self.rise, name]
            slope = self.found["slope"]
            for to in (TURN * slope if slope else 1.0, slope):
                self.lesson.play(ride(self.w, to, smooth), run_time=1.2)

    def _of_slope(self) -> str:
        slope = self.found["slope"]
        if slope == 0.0:
            return self.say("w turns the line. With w = 0 it is level.")
        rise = shortest(abs(slope))
        if slope < 0.0:
            return self.say("w turns the line: 1 right, {rise} down.", rise=rise)
        return self.say("w turns the line: 1 right, {rise} up.", rise=rise)

    def _mark(self) -> None:
        """Make the point where the line meets the axis, and the two sides that measure its slope."""
        colour, side = self.colours.parameter, -1.0 if self.found["slope"] >= 0.0 else 1.0
        point = Dots(colour, 1.6 * POINT_RADIUS, name="b")
        height = Polyline(colour, 1.4 * STROKES.arrow, name="height at 0")
        height.lint_ignore = frozenset({"grown-to-nothing"})
        steps = Polyline(colour, STROKES.curve, name="slope")
        letters = [
            MathFormula(self.look, markup, size=TYPE.caption, colour=tone)
            for markup, tone in (("b", colour), ("1", self.colours.ink), ("w", colour))
        ]
        self.crossing, self.rise = VGroup(height, point, letters[0]), VGroup(steps, *letters[1:])

        def redraw() -> None:
            corner = self.plot.at(TO, float(self.height(np.array(FROM))))
            start = self.plot.at(FROM, float(self.height(np.array(FROM))))
            end = self.plot.at(TO, float(self.height(np.array(TO))))
            meeting = self.plot.at(0.0, self.b.get_value())
            point.set_places(meeting)
            origin = self.plot.at(0.0, 0.0)
            height.set_corners(np.array([origin, meeting]))
            steps.set_corners(np.array([start, corner]), np.array([corner, end]))
            below = np.array([0.0, 1.4 * side * LETTER, 0.0])
            places = meeting + np.array([1.5 * LETTER, 0.0, 0.0]) + below, (start + corner) / 2 + below
            for letter, place in zip(letters, (*places, corner + below), strict=True):
                letter.move_to(place)

        follow(self.crossing, redraw)
        follow(self.rise, redraw)
