"""What a parameter is turned with: a slider where there are two bounds, a toggle for choices, or a field."""

import math
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from gd_studio.lecture.kinds import kind_of
from gd_studio.lecture.parameters import limits, own_fields
from gd_studio.lecture.wording import toml, value_of

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic.fields import FieldInfo

Kind = Literal["number", "whole", "switch", "choice", "text", "list"]

MOST_CHOICES = 8
MOST_STOPS = 1000
DECADES = 2.0
"""A slider over decades reaches so many to both sides of the default."""
WIDE = 1000.0
"""Where bounds are so many times as wide as the default, a slider only reaches a little beyond that."""


@dataclass(frozen=True, slots=True)
class Control:
    """One parameter for the hand.

    Parameters
    ----------
    name
        As in lecture.toml.
    kind
        What it takes.
    default
        The lesson's; None if it follows from something else.
    low, high
        The ends of its slider; equal where there is none.
    logarithmic
        Whether the slider goes by decades.
    choices
        What there is to choose from.
    unit, text
        What is measured, and what it is.
    symbol
        What formulas call it; ``""`` where they do not.
    own
        Whether only this lesson has it.
    """

    name: str
    kind: Kind
    default: Any
    low: float = 0.0
    high: float = 0.0
    logarithmic: bool = False
    choices: tuple[str, ...] = ()
    unit: str = ""
    text: str = ""
    symbol: str = ""
    own: bool = True

    @property
    def label(self) -> str:
        """Return its name as the page has it."""
        return self.name.replace("_", " ") + (f" ({self.unit})" if self.unit else "")

    @property
    def has_slider(self) -> bool:
        """Tell whether it has a slider."""
        return self.high > self.low

    @property
    def stops(self) -> tuple[float, ...]:
        """The values that its slider has, each at one place: as many digits as a hand can set."""
        return _stops(self.low, self.high, self.logarithmic, self.kind == "whole")

    def position(self, value: float) -> int:
        """Return the place on the slider that is nearest to a value, from 0 on."""
        measure = math.log if self.logarithmic else float
        value = min(max(value, self.low), self.high)
        after = min(bisect_left(self.stops, value), len(self.stops) - 1)
        before = max(after - 1, 0)
        return min(before, after, key=lambda place: abs(measure(self.stops[place]) - measure(value)))

    def value(self, position: float) -> float | int:
        """Return the value at a place on the slider."""
        return self.stops[round(position)]

    def read(self, text: str) -> Any:
        """Return what is meant by a text in its field; None for an empty one."""
        text = text.strip()
        if not text:
            return None
        if self.kind == "list":
            return value_of(text if text.startswith("[") else f"[{text}]")
        return value_of(text) if self.kind in ("number", "whole") else text

    def shown(self, value: Any) -> str:
        """Return a value as a text for its field."""
        if value is None:
            return ""
        if self.kind == "list" and isinstance(value, list | tuple):
            return toml(list(value))[1:-1]
        return value if isinstance(value, str) else toml(value)


@cache
def _stops(low: float, high: float, logarithmic: bool, whole: bool) -> tuple[float, ...]:
    """Return each value once that a slider of 1000 places comes upon."""
    found = (_value(low, high, logarithmic, share / MOST_STOPS) for share in range(MOST_STOPS + 1))
    if whole:
        return tuple(sorted({min(max(round(value), math.ceil(low)), math.floor(high)) for value in found}))
    return tuple(sorted({min(max(float(f"{value:.6g}"), low), high) for value in found}))


def _value(low: float, high: float, logarithmic: bool, share: float) -> float:
    if logarithmic:
        exact = float(low * (high / low) ** share)
        step = 10.0 ** (math.floor(math.log10(exact)) - 1)
    else:
        exact = low + (high - low) * share
        step = 10.0 ** (math.floor(math.log10(high - low)) - 2)
    return round(exact / step) * step


def controls_of(model: "type[BaseModel]") -> list[Control]:
    """Return the controls of a lesson: its own before those that all lessons have."""
    own = own_fields(model)
    fields: Mapping[str, FieldInfo] = model.model_fields
    return [
        _control(name, fields[name], name in own) for name in [*own, *(n for n in fields if n not in own)]
    ]


def _control(name: str, field: "FieldInfo", own: bool) -> Control:
    default = field.get_default(call_default_factory=True, validated_data={})
    default = list(default) if isinstance(default, tuple) else default
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    said, choices = kind_of(field.annotation), ()
    kind: Kind = "text"
    if said == "true or false":
        kind = "switch"
    elif said == "number":
        kind = "number"
    elif said == "whole number":
        kind = "whole"
    elif said.startswith("list of"):
        kind = "list"
    elif "list of" not in said and "number" not in said and 1 < len(said.split(" | ")) <= MOST_CHOICES:
        kind, choices = "choice", tuple(said.split(" | "))  # type: ignore[assignment]
    low, high, logarithmic = _range(kind, default, limits(field))
    return Control(
        name, kind, default, low, high, logarithmic, choices,
        unit=str(extra.get("unit", "")), text=field.description or "", symbol=str(extra.get("symbol", "")),
        own=own,
    )  # fmt: skip


def _range(kind: Kind, default: Any, known: Mapping[str, float]) -> tuple[float, float, bool]:
    """Return the ends of a slider, and whether it goes by decades; equal ends where there is none."""
    low, high = known.get("ge", known.get("gt")), known.get("le", known.get("lt"))
    if kind not in ("number", "whole") or low is None or high is None:
        return 0.0, 0.0, False
    middle = float(default) if isinstance(default, int | float) else None
    if kind == "whole":
        if high - low > WIDE and (low < 1 or middle is None or high > 1e6):
            return 0.0, 0.0, False
        return low, high, high - low > WIDE
    if low > 0 and high / low >= WIDE:
        return low, high, True
    if "gt" in known and low == 0 and high > WIDE:
        middle = middle or 0.1
        return middle / 10**DECADES, min(high, middle * 10**DECADES), True
    if middle is None:
        return 0.0, 0.0, False
    if high - low > WIDE * max(abs(middle), 1.0):
        reach = max(10.0, 2 * abs(middle))
        return max(low, -reach), min(high, reach), False
    return low + (0.0 if "ge" in known else (high - low) / WIDE), high, False
