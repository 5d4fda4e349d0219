"""The loss over the slope alone, drawn by tilting the line: the minimum, and how high it is."""

from collections.abc import Sequence

import numpy as np
from manim import UP, ValueTracker, VGroup, VMobject
from manim.typing import Point3D, Point3D_Array

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import BALL_RADIUS, STROKES, TYPE
from scenes.base.words import Words
from scenes.cast.charts.axes import Plot
from scenes.cast.marks.balls import Ball
from scenes.cast.marks.lines import Polyline, clip_polyline, dashes
from scenes.cast.marks.shade import Shade
from scenes.cast.moving.following import follow
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.number_text import steady
from scenes.cast.writing.numbers import Number
from scenes.parts.parabolic_data.free_words import all_over, around, stand_free
from scenes.parts.parabolic_data.models import Scene

SWING, ROOM, BAR = 1.5, 1.12, 0.2
"""How far the line is tilted for a reach of 3, in units of w; room above; width of the measure."""
FINE, GHOST = 81, 0.45
"""Points of a slice, and how strong one is that stays behind."""
ALONG = (0.0, 0.2, -0.2, 0.35)
"""Where along a part of the measure its word stands, from its middle, as shares of its height."""
MEASURED_AT = 0.62
"""Where the measure stands, as a share of the swing to the left of the minimum."""


class SlicePanel(VGroup):
    """MSE over w: the live slice, its ball, and slices that stay.

    Parameters
    ----------
    look, box
        Theme and language, and the room.
    now
        What is told.
    x_label
        The translated name of the slope.

    Attributes
    ----------
    left, right
        How far to both sides the slice has been drawn, in units of w.
    explained
        From 0 to 2 the measure grows: first the noise's part, then that of the bend.
    """

    def __init__(self, look: Look, box: Box, now: Scene, x_label: str) -> None:
        study, colours = now.study, look.colours
        self.look, self.now = look, now
        self.swing = SWING * study.reach / 3.0
        self.left, self.right, self.explained = ValueTracker(0.0), ValueTracker(0.0), ValueTracker(0.0)
        self.minima = [
            (float(model[1]) / study.reach, study.error(model, data))
            for model, data in ((study.best_line, study.data), (study.best_straight, study.straight))
        ]
        (w, least), (other, _) = self.minima
        top = ROOM * max(least + self.swing**2 * float(np.mean(study.data.x**2)), 1e-9)
        low, high = min(w, other) - 1.15 * self.swing, max(w, other) + 1.15 * self.swing
        self.plot = Plot(
            look, box, (low, high), (0.0, top), x_label=x_label, y_formula=paint(colours.loss, '"MSE"')
        )
        self.line = Polyline(colours.loss, STROKES.curve, name="slice")
        self.noise, self.bend = Shade(colours.muted, name="noise"), Shade(colours.prediction, name="bend")
        self.ball = Ball(look)
        super().__init__(self.noise, self.bend, self.line, self.ball)
        follow(self, self.redraw)

    @property
    def place(self) -> Point3D:
        """Where the ball is on screen."""
        aside = self.now.aside.get_value()
        return self.plot.at(self.now.slope + aside, float(self.now.slice_at(np.array([aside]))[0]))

    def redraw(self) -> None:
        """Set the slice, the ball and the measure from the trackers."""
        tilts = np.linspace(-self.left.get_value(), self.right.get_value(), FINE)
        points = self.plot.points_at(self.now.slope + tilts, self.now.slice_at(tilts))
        self.line.set_corners(*(clip_polyline(points, self.plot.area) if np.ptp(tilts) else []))
        place = self.place
        self.ball.stand_at(place if place[1] <= self.plot.area.top + 1e-6 else None)
        (_, whole), (_, noise) = self.minima
        told = self.explained.get_value()
        self._bar(self.noise, 0.0, min(told, 1.0) * noise)
        self._bar(self.bend, noise, noise + max(told - 1.0, 0.0) * (whole - noise))

    def _bar(self, bar: Shade, low: float, high: float) -> None:
        x = float(self.plot.at(self.minima[0][0] - MEASURED_AT * self.swing, 0.0)[0])
        (_, bottom, _), (_, top, _) = self.plot.at(0.0, low), self.plot.at(0.0, high)
        if top - bottom < 1e-6:
            bar.set_outlines()
            return
        left, right = x - BAR / 2, x + BAR / 2
        bar.set_outlines(np.array([(left, bottom, 0), (right, bottom, 0), (right, top, 0), (left, top, 0)]))

    def ghost(self) -> Polyline:
        """Return the slice as it is now, which stays when the live one moves on."""
        tilts = np.linspace(-self.swing, self.swing, FINE)
        points = self.plot.points_at(self.now.slope + tilts, self.now.slice_at(tilts))
        line = Polyline(self.look.colours.loss, STROKES.path, opacity=GHOST, name="slice before")
        line.lint_ignore = frozenset({"contrast"})
        return line.set_corners(*clip_polyline(points, self.plot.area))

    def level(self, index: int, word: str, others: Sequence[VMobject] = ()) -> VGroup:
        """Return the height of a minimum: a dashed line from the axis, its number, and whose it is.

        Parameters
        ----------
        index
            0 for the parabolic data, 1 for the straight ones.
        word
            Translated.
        others
            Words from which it keeps away.
        """
        colours, area = self.look.colours, self.plot.area
        place = self.plot.at(*self.minima[index])
        line = Polyline(colours.muted, STROKES.path, name="level").set_corners(
            *dashes(np.array([area.left, place[1], 0.0]), place - np.array([BALL_RADIUS, 0.0, 0.0]))
        )
        number = Number(
            self.look,
            steady(self.minima[index][1]),
            anchor="center",
            colour=colours.loss,
            size=TYPE.formula,
        )
        pair = VGroup(Words(self.look, word, colour=colours.muted).next_to(number, UP, buff=0.12), number)
        guide = np.linspace((area.left, place[1], 0.0), place, 40)
        taken = np.concatenate([*self._both(), guide, all_over(self.ball)])
        for written in (pair, number):
            half = written.height / 2
            above = np.array([(0.0, up * half + BALL_RADIUS + 0.1, 0.0) for up in (1.0, 1.5, 2.0, 3.0)])
            places = np.concatenate([place + above, around(place[None], written)])
            if stand_free(written, area, places, taken, others):
                return VGroup(line, *written) if written is pair else VGroup(line, written)
        return VGroup(line)

    def _both(self) -> list[Point3D_Array]:
        """Return points on screen ``(n, 3)`` along both slices through the minima."""
        tilts = np.linspace(-self.swing, self.swing, FINE)
        mean = float(np.mean(self.now.study.data.x**2))
        return [self.plot.points_at(w + tilts, least + mean * tilts**2) for w, least in self.minima]

    def words_of_measure(self, noise: str, bend: str, others: Sequence[VMobject]) -> list[Words]:
        """Return the words beside both parts of the measure, where there is room."""
        taken = self._both()
        for w, least in self.minima:
            end = self.plot.at(w, least)
            taken.append(np.linspace((self.plot.area.left, end[1], 0.0), end, 40))
        taken += [all_over(one) for one in (self.ball, self.noise, self.bend)]
        words: list[Words] = []
        parts = (
            (self.noise, noise, self.look.colours.muted),
            (self.bend, bend, self.look.colours.prediction),
        )
        for bar, word, colour in parts:
            for size in (TYPE.caption, TYPE.label) if len(bar.points) else ():
                label = Words(self.look, word, colour=colour, size=size)
                along = np.array([bar.get_center() + up * bar.height * UP for up in ALONG])
                beside = around(along, label, BAR / 2 + 0.15)
                near = [*others, *words]
                if found := stand_free(label, self.plot.area, beside, np.concatenate(taken), near):
                    words += found
                    break
        return words


__all__ = ["SlicePanel"]
