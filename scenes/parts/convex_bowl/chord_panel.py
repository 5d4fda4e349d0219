"""The panel of a curve and its chord: where the chord goes, and how exactly its heights are written."""

from typing import Any

import numpy as np
from manim import ValueTracker, VGroup, smooth
from manim.mobject.mobject import _AnimationBuilder

from gd_math.accounts.views import View
from gd_math.formula.parsing import FormulaObjective, variable_markup
from gd_math.functions.bent import Bent
from gd_math.shape.chords import ChordPoint, chord_point, gap_under
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import BALL_RADIUS
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.undefined import Undefined
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.moving.following import ride
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.variable_names import variable_text
from scenes.parts.convex_bowl.chord_rule import height_text
from scenes.parts.convex_bowl.curve_with_chord import CurveWithChord
from scenes.parts.convex_bowl.feet import Feet
from scenes.parts.convex_bowl.found import across, span_of
from scenes.parts.convex_bowl.two_balls import TwoBalls

SWEEPS = (0.12, 0.88, 0.5)
"""Where between the ends graph and chord are to be printed differently."""
DIGITS = 3
"""Digits of heights, counted from that of the picture's height."""
LEAST_DECIMALS, MOST_DECIMALS = 2, 6


class ChordPanel(VGroup):
    """Axes with a curve and a chord that is still to be drawn.

    Parameters
    ----------
    look
        Theme and language.
    box
        Room for everything.
    objective
        A function of one variable.
    view
        What is shown of it.
    radius
        Of the balls at the chord's ends, in scene units.
    """

    def __init__(
        self, look: Look, box: Box, objective: FormulaObjective, view: View, radius: float = BALL_RADIUS
    ) -> None:
        variable = objective.variables[0]
        name = paint(look.colours.loss, f"f({variable_markup(variable)}) = {objective.formula}")
        self.objective = objective
        self.plot = Plot(
            look, box, view.x_range, view.y_range, x_label=variable_text(variable), y_formula=name
        )
        self.undefined = Undefined.on_curve(look, self.plot, objective)
        self.span = span_of(objective, view)
        self.curve = CurveWithChord(look, self.plot, objective)
        self.balls = TwoBalls(look, self.curve, radius)
        super().__init__(self.undefined, self.plot, self.curve, self.balls)
        self.name = "curve and chord"

    @property
    def ends(self) -> tuple[float, float]:
        """Return the x of the chord's ends."""
        a, b = self.curve.ends
        return float(a.get_value()), float(b.get_value())

    def put(self, a: float, b: float, share: float | None = None) -> None:
        """Put the ends of the chord, and decide with how many decimals its heights are written.

        With a `share`, the chord is there already, with its gap marked at this share of its length.
        """
        if share is not None:
            self.curve.share.set_value(share)
            for tracker in (self.curve.grown, self.curve.slid, self.curve.marked):
                tracker.set_value(1.0)
        for end, x in zip(self.curve.ends, (a, b), strict=True):
            end.set_value(x)
        low, high = self.plot.y_range
        self.digits = int(np.clip(DIGITS - np.floor(np.log10(high - low)), LEAST_DECIMALS, MOST_DECIMALS))
        while self.digits < MOST_DECIMALS and not self._told_apart(a, b):
            self.digits += 1
        self.update()

    def feet(self) -> Feet:
        """Return the letters of the chord's ends, under the axis."""
        return Feet(self.curve.look, self.curve, self.balls.radius)

    def _told_apart(self, a: float, b: float) -> bool:
        """Tell whether graph and chord are printed differently where the gap is marked, if they differ."""
        points = [chord_point(self.objective, a, b, share) for share in SWEEPS]
        pairs = [(point.graph, point.chord) for point in points if np.isfinite(point.graph)]
        printed = [[height_text(height, self.digits) for height in pair] for pair in pairs]
        return all(one != other for one, other in printed) or not gap_under(self.objective, *self.ends)

    def slide(self, first: float, last: float) -> list[_AnimationBuilder]:
        """Return the animations that slide the ends to shares of the width."""
        shares = zip(self.curve.ends, (first, last), strict=True)
        return [ride(end, across(self.span, share), smooth) for end, share in shares]

    def sweep(self, share: float) -> _AnimationBuilder:
        """Return the animation that slides the point to a share of the chord."""
        return ride(self.curve.share, share, smooth)

    def bend_into(self, other: "ChordPanel", ends: tuple[float, float], share: float) -> list[Any]:
        """Return the animations by which curve, axes and chord become those of another panel.

        Parameters
        ----------
        other
            The panel, not on screen.
        ends, share
            Where the chord ends then, and where its gap is marked.
        """
        one, bent = self.objective, ValueTracker(0.0)
        curve = self.curve
        curve.add_updater(lambda _: curve.bend(Bent(one, other.objective, float(bent.get_value()))))
        curve.updaters.insert(0, curve.updaters.pop())  # the chord is drawn on the curve of the moment
        moves = [ride(end, x, smooth) for end, x in zip(curve.ends, ends, strict=True)]
        moves += [ride(curve.share, share, smooth), ride(bent, 1.0, smooth)]
        return [ViewChange(self.plot, goal=other.plot), *moves]

    @property
    def dips(self) -> bool:
        """Tell whether a part of the chord that is drawn lies below the graph."""
        return len(self.curve.dip.points) > 0

    @property
    def marked(self) -> ChordPoint | None:
        """Return the point that slides on the chord, if one does."""
        there = self.curve.slid.get_value() > 0.0 and not self.curve.loose
        return self.curve.point if there else None


__all__ = ["SWEEPS", "ChordPanel"]
