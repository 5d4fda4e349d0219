"""Parameter types that lessons share, with their bounds, units and reasons."""

import math
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any, Self, cast

import numpy as np
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, computed_field

from gd_math.accounts.account import Account
from gd_math.accounts.endings import End
from gd_math.formula.definedness import undefined_at, where_defined
from gd_math.formula.parsing import FormulaError, FormulaObjective, parse_curve, parse_land
from gd_math.objective import Objective
from gd_math.runs.optimizers import Optimizer
from gd_math.runs.theory import stable_limit
from gd_math.shape.curve_profile import Downhill
from gd_math.shape.ground import below
from gd_math.shape.steepness import curvature_at
from gd_math.typing import Interval, Points
from scenes.base.glyphs import font_files, installed_fonts
from scenes.base.look import ENGLISH, Look


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
        json_schema_extra={"exclusiveMinimum": 0, "symbol": "α"},
    ),
]
Momentum = Annotated[
    float,
    Field(
        ge=0.0,
        lt=1.0,
        description="share of the velocity that each step carries on (β)",
        json_schema_extra={"symbol": "β"},
    ),
]
Turn = Annotated[
    float,
    Field(ge=-360.0, le=360.0, description="how far the view turns", json_schema_extra={"unit": "°"}),
]
Steps = Annotated[int, Field(ge=1, le=200, description="how many gradient steps are taken")]
ManySteps = Annotated[int, Field(ge=1, le=20_000, description="how many gradient steps are taken")]
FormulaText = Annotated[str, Field(max_length=200, json_schema_extra={"formula": True})]
"""What may be a formula; the types that check it stand on this one."""
FormulaInX = Annotated[FormulaText, AfterValidator(_formula(parse_curve))]
"""A function of one variable, whatever it is called: ``x**4 - 3*x**2 + x``, ``(w - 1)(w + 2)``."""
FormulaInTwo = Annotated[FormulaText, AfterValidator(_formula(parse_land))]
"""A function of two variables: ``x**2 + 2y**2``, ``(w + b - 1)**2``."""

Coordinate = Annotated[float, Field(ge=-1e6, le=1e6, allow_inf_nan=False)]
Start2 = Annotated[tuple[Coordinate, Coordinate], Field(description="where the run starts, [x, y]")]
"""A place on a function of two variables; `check_start` tells whether a run can start there."""


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

    @computed_field(description="the contents of the font's files")  # type: ignore[prop-decorator]
    @property
    def font_digest(self) -> str:
        """The SHA-256 of the font's files, for a clip is drawn again when they change."""
        files = font_files(self.font) if self.font else ()
        return sha256(b"".join(Path(file).read_bytes() for file in files)).hexdigest() if files else ""

    @classmethod
    def restored(cls, content: Mapping[str, Any]) -> Self:
        """Return the parameters that ``model_dump(mode="json")`` told: nothing is checked or read again."""
        values = {name: as_it_was(content[name]) for name in cls.model_fields}
        return cast("Self", cls.model_construct(**values))

    def input_files(self) -> tuple[str, ...]:
        """Return the files whose contents went into these parameters, as they were named."""
        return tuple(font_files(self.font)) if self.font else ()


def as_it_was(value: Any) -> Any:
    """Return a value that JSON has told: a list was a tuple."""
    return tuple(map(as_it_was, value)) if isinstance(value, list) else value


def check_start(
    objective: Objective, start: float | tuple[float, ...], x_range: Interval | None = None
) -> None:
    """Raise ValueError where a run cannot start, or nothing of the curve is in the range that is shown.

    Parameters
    ----------
    objective
        The function.
    start
        A number, or one for each variable.
    x_range
        What is shown of a function of one variable.
    """
    refusal = undefined_at(objective, start)
    if refusal is not None:
        raise ValueError(refusal)
    place = objective.as_points(start)
    if not np.isfinite([float(objective.value(place)), *objective.gradient(place)]).all():
        where = f"{start:g}" if isinstance(start, (int, float)) else f"({', '.join(f'{x:g}' for x in start)})"
        raise ValueError(f"at start = {where} the value or the slope is no finite number; start elsewhere")
    if x_range is not None and not np.isfinite(objective(np.linspace(*x_range, 401))).any():
        low, high = x_range
        raise ValueError(
            f"nothing is defined in x_range = [{low:g}, {high:g}]; "
            f"the function is defined for {where_defined(objective)}"
        )


def run_notes(told: Account, optimizer: Optimizer[Any], look: Look = ENGLISH) -> list[str]:
    """Return a note when a run does not come down: what happens, and below which rate it would settle.

    Parameters
    ----------
    told
        The run's account.
    optimizer
        What made it.
    look
        In whose language.
    """
    step, there = told.leaving_step, told.beyond
    place = "" if there is None else _place(told, there)
    match told.end:
        case End.LEFT_DOMAIN:
            return [
                look.say(
                    "step {step} leads to {place}, where the function is not defined", step=step, place=place
                )
            ]
        case End.NO_SLOPE:
            return [
                look.say(
                    "step {step} leads to {place}, where the function has no slope", step=step, place=place
                )
            ]
        case End.DIVERGING if told.left:
            note = look.say("diverges at step {step}", step=step)
        case End.DIVERGING if told.rises:
            note = look.say("grows with every step")
        case End.DIVERGING:
            note = look.say("grows from step {step} on", step=(told.rises_from or 0) + 1)
        case End.FALLING:
            return [look.say("falls without end: downhill there is no minimum")]
        case End.CYCLE:
            note = look.say("goes round {count} places without end", count=told.period)
        case End.CREEPING:
            slope = float(np.linalg.norm(told.run.gradients[-1]))
            return [look.say("hardly moves: the slope is only {slope}", slope=f"{slope:.2g}")]
        case End.STANDING | End.KINK if not told.moved:
            start = _place(told, told.run.points[0])
            return [look.say("never moves: at {place} the slope is 0, but it is no minimum", place=start)]
        case _:
            return []
    limit, rate = _stable_below(told, optimizer), optimizer.learning_rate
    if limit is None or not isinstance(rate, float) or limit > rate:
        return [note]
    return [look.say("{note}; stable below {limit}", note=note, limit=f"{limit:.4g}")]


def _stable_below(told: Account, optimizer: Optimizer[Any]) -> float | None:
    """Return below which rate the run would settle, if that is known."""
    found = below(told.objective, told.run.points[:1], told.region)
    curvature = curvature_at(told.objective, found.places[0]) if found.kinds[0] is Downhill.MINIMUM else None
    return None if curvature is None else stable_limit(optimizer, curvature)


def _place(told: Account, point: Points) -> str:
    return ", ".join(f"{name} = {x:.4g}" for name, x in zip(told.objective.variables, point, strict=True))
