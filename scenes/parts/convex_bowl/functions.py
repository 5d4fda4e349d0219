"""Types of parameters: functions that are convex, and one that is not."""

from typing import Annotated

from pydantic import AfterValidator

from gd_math.formula.parsing import parse_land
from gd_math.shape.convexity import parse_convex, parse_not_convex
from scenes.base.parameters import FormulaText


def _convex_curve(text: str) -> str:
    parse_convex(text)
    return text


def _convex_land(text: str) -> str:
    parse_convex(text, parse_land)
    return text


def _not_convex(text: str) -> str:
    parse_not_convex(text)
    return text


ConvexCurve = Annotated[FormulaText, AfterValidator(_convex_curve)]
"""A convex formula in one variable."""
ConvexLand = Annotated[FormulaText, AfterValidator(_convex_land)]
"""A convex formula in two variables."""
OtherCurve = Annotated[FormulaText, AfterValidator(_not_convex)]
"""A formula in one variable that is not convex."""

__all__ = ["ConvexCurve", "ConvexLand", "OtherCurve"]
