"""Parameter types that lessons share, with their bounds, units and reasons."""

import math
from collections.abc import Callable
from difflib import get_close_matches
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from gd_math.formula import FormulaError, FormulaObjective, parse_curve, parse_land
from gd_math.objective import Objective
from gd_math.theory import stable_rate_limit
from gd_math.trajectory import Trajectory
from scenes.cast.glyphs import installed_fonts


def _positive_rate(value: float) -> float:
    if not math.isfinite(value):
        raise ValueError("must be a finite number")
    if value <= 0:
        why = "a negative rate climbs" if value < 0 else "a rate of 0 never moves"
        raise ValueError(f"must be greater than 0; {why}")
    return value


def _formula(parse: Callable[[str], FormulaObjective]) -> Callable[[str], str]:
    def check(text: str) -> str:
        try:
            parse(text)
        except FormulaError as error:
            raise ValueError(str(error)) from error
        return text

    return check


LearningRate = Annotated[
    float,
    AfterValidator(_positive_rate),
    Field(
        le=1e6,
        description="how much of the gradient becomes the step (α)",
        json_schema_extra={"exclusiveMinimum": 0},
    ),
]
Steps = Annotated[int, Field(ge=1, le=200, description="how many gradient steps are taken")]
FormulaInX = Annotated[str, AfterValidator(_formula(parse_curve)), Field(max_length=200)]
"""A function of one variable, whatever it is called: ``x**4 - 3*x**2 + x``, ``(w - 1)(w + 2)``."""
FormulaInTwo = Annotated[str, AfterValidator(_formula(parse_land)), Field(max_length=200)]
"""A function of two variables: ``x**2 + 2y**2``, ``(w + b - 1)**2``."""

Coordinate = Annotated[float, Field(ge=-1e6, le=1e6, allow_inf_nan=False)]


def _installed(name: str) -> str:
    fonts = {family.lower(): family for family in installed_fonts()}
    if name.lower() not in fonts:
        near = get_close_matches(name.lower(), fonts, 1)
        hint = f'did you mean "{fonts[near[0]]}"?' if near else f"there are {', '.join(fonts.values())}"
        raise ValueError(f"must be a font that is installed here; {hint}")
    return fonts[name.lower()]


Font = Annotated[str, AfterValidator(_installed), Field(max_length=100)]


class LessonParams(BaseModel):
    """What a lecturer may change in every lesson."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    pace: float = Field(1.0, ge=0.25, le=4.0, description="speed of the telling: 2 is twice as fast")
    hold: float = Field(
        2.0, ge=0.0, le=60.0, description="time to predict before the answer", json_schema_extra={"unit": "s"}
    )
    captions: bool = Field(True, description="whether the footer tells what happens")
    font: Font | None = Field(
        None,
        description="an installed font for characters that the built-in ones lack, such as Noto Sans CJK SC",
    )

    def input_files(self) -> tuple[str, ...]:
        """Return the files whose contents went into these parameters, as they were named."""
        return ()


def rate_notes(objective: Objective, run: Trajectory, rate: float) -> list[str]:
    """Return a note when `run` leaves upwards: at which step, and below which rate it would not."""
    if run.outcome.kind != "diverged" and not run.growing:
        return []
    limit = stable_rate_limit(objective, run.points[0])
    stable = f"; stable below {limit:.4g}" if limit is not None and limit < rate else ""
    if run.outcome.kind == "diverged":
        return [f"diverges at step {run.outcome.step}{stable}"]
    return [f"grows with every step{stable}"]
