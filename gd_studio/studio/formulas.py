"""The formulas among a lesson's parameters, typeset for the page; for a process where manim is."""

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import BaseModel

_INK = "#010203"
"""Stands for the colour of the text around a formula, which Typst does not know."""


def typeset(parameters: "BaseModel") -> tuple[tuple[str, str], ...]:
    """Return the name of each parameter that is a formula, and its SVG; a landscape's name is no formula."""
    told = []
    for name, field in type(parameters).model_fields.items():
        extra, text = field.json_schema_extra, getattr(parameters, name)
        if isinstance(extra, dict) and extra.get("formula") and (svg := _svg(text)):
            told.append((name, svg))
    return tuple(told)


@lru_cache(maxsize=100)
def _svg(text: str) -> str:
    from gd_math.formula.parsing import FormulaError, parse_formula
    from gd_studio.deliver.explorables.explorable import Formula
    from gd_studio.deliver.explorables.typeset import svg_of
    from scenes.cast.writing.plain_formula import plain_formula

    try:
        formula = Formula(parse_formula(text).formula, plain_formula(text))
    except FormulaError:
        return ""
    return svg_of(formula, _INK, inline=False).replace(_INK, "currentColor")
