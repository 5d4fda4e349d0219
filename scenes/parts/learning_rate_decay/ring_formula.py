"""The radius of the ring as a formula, in symbols and in the lecturer's numbers."""

import itertools

import numpy as np
from manim import VGroup, VMobject

from scenes.base.look import Look
from scenes.cast.charts.axes import Plot
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.map_words import MapFormula
from scenes.cast.writing.number_text import shortest, typst_number

CORNER, OPAQUE = 0.08, 0.97
"""Air between a formula and the corner of its map; how little of the highest band its plate lets through."""


def ring_terms(look: Look, zone: FormulaZone) -> tuple[VGroup, VGroup, VGroup]:
    """Return r = √(α σ² / (λ (2 − α λ))) as its terms are met: three parts of one page.

    First σ² below the root, then what λ divides it by, then what α does with both.

    Parameters
    ----------
    look
        Theme and language.
    zone
        Where it stands.
    """
    alpha, bend = paint(look.colours.step, "alpha"), paint(look.colours.loss, "lambda")
    page = zone.show(f"r = sqrt({alpha} sigma^2 \\/ ({bend} (2 - {alpha} {bend})))")
    head, first, (sigma, square, stroke, bracket), second, *others = runs_of_colour(VGroup(*page))
    return (
        VGroup(*head, sigma, square),
        VGroup(stroke, *second),
        VGroup(*first, bracket, *(glyph for run in others for glyph in run)),
    )


def ring_numbers(
    look: Look, zone: FormulaZone, rate: float, curvature: float, noise: float, radius: str
) -> VMobject:
    """Return the same in the lecturer's numbers, with r as it is printed; where that has no room, r alone."""
    colours = look.colours
    step, curve, spread = (typst_number(shortest(value)) for value in (rate, curvature, noise))
    step, curve = paint(colours.step, step), paint(colours.loss, curve)
    spread = f"({spread})" if "^" in spread else spread
    result = typst_number(radius)
    above, below = f"{step} dot {spread}^2", f"({curve} (2 - {step} dot {curve}))"
    return zone.show(
        f"r = sqrt({above} \\/ {below}) = {result}",
        f"r = sqrt(({above}) / {below}) = {result}",
        f"r = {result}",
    )


def runs_of_colour(glyphs: VGroup) -> list[list[VMobject]]:
    """Return neighbouring glyphs of one colour together."""
    by_colour = itertools.groupby(glyphs, lambda glyph: glyph.get_fill_color().to_hex())
    return [list(run) for _, run in by_colour]


def bowl_formula(look: Look, plot: Plot, curvature: float) -> MapFormula:
    """Return the bowl's formula in the lower left corner of its map: what λ is."""
    markup = f"f = lambda (x^2 + y^2) \\/ 2, quad lambda = {typst_number(shortest(curvature))}"
    words, area = MapFormula(look, markup, look.colours.loss), plot.area
    words.plate.set_fill(opacity=OPAQUE)
    across, up = (words.half + CORNER).tolist()
    return words.stand_at(np.array([area.left + across, area.bottom + up, 0.0]))


__all__ = ["bowl_formula", "ring_numbers", "ring_terms"]
