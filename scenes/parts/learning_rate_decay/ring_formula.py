"""The radius of the ring as a formula, in symbols and in the lecturer's numbers."""

from manim import VGroup

from scenes.base.look import Look
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.number_text import shortest, typst_number


def ring_formula(
    look: Look, zone: FormulaZone, rate: float, curvature: float, noise: float, radius: str
) -> tuple[VGroup, VGroup]:
    """Return r = √(α σ² / (λ (2 − α λ))), and what it is in numbers: two parts of one page of the zone.

    Parameters
    ----------
    look
        Theme and language.
    zone
        Where it stands.
    rate, curvature, noise
        α, λ and σ.
    radius
        r, as it is printed.
    """
    colours = look.colours
    alpha, bend = paint(colours.step, "alpha"), paint(colours.loss, "lambda")
    step, curve, spread = (typst_number(shortest(value)) for value in (rate, curvature, noise))
    step, curve = paint(colours.step, step), paint(colours.loss, curve)
    spread = f"({spread})" if "^" in spread else spread
    symbols = f"r = sqrt(({alpha} sigma^2) / ({bend} (2 - {alpha} {bend})))"
    numbers = f"sqrt(({step} dot {spread}^2) / ({curve} (2 - {step} dot {curve})))"
    result = typst_number(radius)
    page = zone.show(f"{symbols} = {numbers} = {result}", f"{symbols} = {result}")
    count = len(MathFormula(look, symbols))
    return VGroup(*page[:count]), VGroup(*page[count:])


__all__ = ["ring_formula"]
