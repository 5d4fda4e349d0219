"""The panel of a curve and its chord: where the chord goes, and how exactly its heights are written."""

from typing import Any

import numpy as np
from manim import FadeIn, ValueTracker, VGroup, smooth
from manim.animation.animation import Animation
from manim.mobject.mobject import _AnimationBuilder

from gd_math.accounts.views import View
from gd_math.formula.parsing import FormulaObjective, variable_markup
from gd_math.functions.bent import Bent
from gd_math.shape.chords import ChordPoint, chord_point, gap_under
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.undefined import Undefined
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.moving.following import ride
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.variable_names import variable_text
from scenes.parts.convex_bowl.chord_rule import height_text
from scenes.parts.convex_bowl.curve_with_chord import CurveWithChord
from scenes.parts.convex_bowl.found import across, span_of

SWEEPS = (0.12, 0.88, 0.5)
"""Where between the ends the gap is marked while it sweeps along the chord."""
DIGITS = 3
"""Digits of heights, counted from that of the picture's height."""
MOST_DECIMALS = 6


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
    """

    def __init__(self, look: Look, box: Box, objective: FormulaObjective, view: View) -> None:
        variable = objective.variables[0]
        name = paint(look.colours.loss, f"f({variable_markup(variable)}) = {objective.formula}")
        self.objective = objective
        self.plot = Plot(
            look, box, view.x_range, view.y_range, x_label=variable_text(variable), y_formula=name
        )
        self.undefined = Undefined.on_curve(look, self.plot, objective)
        self.span = span_of(objective, view)
        self.curve = CurveWithChord(look, self.plot, objective)
        self.letters = VGroup()
        super().__init__(self.undefined, self.plot, self.curve)
        self.name = "curve and chord"

    @property
    def ends(self) -> tuple[float, float]:
        """Return the x of the chord's ends."""
        a, b = self.curve.ends
        return float(a.get_value()), float(b.get_value())

    @property
    def touching(self) -> bool:
        """Tell whether the graph lies on the chord, not below it."""
        return not gap_under(self.objective, *self.ends)

    def put(self, a: float, b: float) -> None:
        """Put the ends of the chord, and decide with how many decimals its heights are written."""
        for end, x in zip(self.curve.ends, (a, b), strict=True):
            end.set_value(x)
        low, high = self.plot.y_range
        self.digits = int(np.clip(DIGITS - np.floor(np.log10(high - low)), 0, MOST_DECIMALS))
        while self.digits < MOST_DECIMALS and not self._told_apart(a, b):
            self.digits += 1

    def _told_apart(self, a: float, b: float) -> bool:
        """Tell whether graph and chord are printed differently where the gap is marked, if they differ."""
        points = [chord_point(self.objective, a, b, share) for share in SWEEPS]
        pairs = [(point.graph, point.chord) for point in points if np.isfinite(point.graph)]
        printed = [[height_text(height, self.digits) for height in pair] for pair in pairs]
        return all(one != other for one, other in printed) or self.touching

    def slide(self, first: float, last: float) -> list[_AnimationBuilder]:
        """Return the animations that slide the ends to shares of the width."""
        shares = zip(self.curve.ends, (first, last), strict=True)
        return [ride(end, across(self.span, share), smooth) for end, share in shares]

    def sweep(self, share: float) -> _AnimationBuilder:
        """Return the animation that moves the marked gap to a share of the chord."""
        return ride(self.curve.share, share, smooth)

    def letter(self) -> Animation:
        """Return the animation that names the ends of the chord where they are now."""
        self.letters = self.curve.letters()
        return FadeIn(self.letters)

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
    def marked(self) -> ChordPoint | None:
        """Return the point of the chord that is marked, if one is."""
        return self.curve.point if self.curve.marked.get_value() > 0.0 else None


__all__ = ["SWEEPS", "ChordPanel"]
