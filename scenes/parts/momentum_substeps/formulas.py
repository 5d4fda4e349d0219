"""What stands above the map: the rule of the velocity, the sum that it is, and the β of the moment."""

from collections.abc import Callable

import numpy as np
from manim.typing import Point3D

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import BALL_RADIUS, TYPE
from scenes.base.words import Words
from scenes.cast.charts.axes import Plot
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.map_words import MapLabel
from scenes.cast.writing.number_rows import Cell
from scenes.cast.writing.number_text import plain

ABOVE = 0.14
"""From the map to the note above it."""


def velocity_rule(look: Look) -> str:
    """Return Typst math of v ← β v + ∇f."""
    v, kept = (paint(look.colours.velocity, one) for one in ("v", "beta v"))
    return f"{v} arrow.l {kept} + {paint(look.colours.gradient, 'nabla f')}"


def velocity_sum(look: Look) -> tuple[str, str]:
    """Return Typst math of the velocity as a sum of faded gradients, at length and in short."""
    v, beta, squared = (paint(look.colours.velocity, one) for one in ("v", "beta", "beta^2"))
    slopes = [paint(look.colours.gradient, f"nabla f{one}") for one in ("", "_(-1)", "_(-2)")]
    start = f"{v} = {slopes[0]} + {beta} {slopes[1]}"
    return f"{start} + {squared} {slopes[2]} + dots.c", f"{start} + dots.c"


def beta_row(beta: Callable[[], float]) -> list[Cell]:
    """Return β = 0.80 as cells."""
    number = Cell(read=lambda: plain(beta(), 2), samples=["0.00"], role="velocity")
    return [Cell("beta", role="velocity"), Cell("="), number]


def scale_note(look: Look, plot: Plot) -> Words:
    """Return the note that says how long arrows are drawn, above the right end of a map."""
    note = Words(look, look.say("arrows drawn × {factor}", factor="α"), colour=look.colours.muted)
    note.stand_on(plot.area.top + ABOVE)
    return note.shift((plot.area.right - float(note.get_right()[0]), 0.0, 0.0))


def poster_question(look: Look, area: Box, place: Point3D) -> MapLabel:
    """Return a question mark above a ball, or below it where there is no room in an area."""
    label = MapLabel(look, MathFormula(look, '"?"', colour=look.colours.step, size=2 * TYPE.formula), "?")
    up = np.array([0.0, BALL_RADIUS * 1.3 + float(label.half[1]), 0.0])
    return label.stand_at(place + (up if place[1] + up[1] + label.half[1] < area.top else -up))


__all__ = ["beta_row", "poster_question", "scale_note", "velocity_rule", "velocity_sum"]
