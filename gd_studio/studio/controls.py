"""What a parameter is turned with: a slider where there are two bounds, a toggle for choices, or a field."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from gd_studio.lecture.kinds import kind_of
from gd_studio.lecture.parameters import limits, own_fields
from gd_studio.lecture.wording import toml, value_of

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic.fields import FieldInfo

Kind = Literal["number", "whole", "switch", "choice", "text", "list"]

MOST_CHOICES = 8
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

    def position(self, value: float) -> float:
        """Return where on the slider a value is, from 0 to 1000."""
        low, high, value = self.low, self.high, min(max(value, self.low), self.high)
        if self.logarithmic:
            low, high, value = math.log(low), math.log(high), math.log(value)
        return 1000 * (value - low) / (high - low)

    def value(self, position: float) -> float | int:
        """Return the value at a place on the slider, with as many digits as a hand can set."""
        share = position / 1000
        if self.logarithmic:
            exact = float(self.low * (self.high / self.low) ** share)
            step = 10.0 ** (math.floor(math.log10(exact)) - 1)
        else:
            exact = self.low + (self.high - self.low) * share
            step = 10.0 ** (math.floor(math.log10(self.high - self.low)) - 2)
        if self.kind == "whole":
            return min(max(round(exact), math.ceil(self.low)), math.floor(self.high))
        return min(max(float(f"{round(exact / step) * step:.6g}"), self.low), self.high)

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
