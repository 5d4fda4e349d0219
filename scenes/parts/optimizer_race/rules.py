"""The optimizers that race, what they are called, and what their race came to."""

from dataclasses import dataclass
from typing import Any, Literal

from gd_math.accounts.races import Race
from gd_math.accounts.tuning import Tuned
from gd_math.runs.optimizers import AdaGrad, Adam, GradientDescent, Momentum, Nesterov, RMSProp
from scenes.base.look import Look

Name = Literal["gradient descent", "momentum", "nesterov", "adagrad", "rmsprop", "adam"]
RULES: dict[Name, type[Any]] = {
    "gradient descent": GradientDescent,
    "momentum": Momentum,
    "nesterov": Nesterov,
    "adagrad": AdaGrad,
    "rmsprop": RMSProp,
    "adam": Adam,
}
Kind = Literal["plain", "memory", "scaled", "both"]
KINDS: dict[Name, Kind] = {
    "gradient descent": "plain",
    "momentum": "memory",
    "nesterov": "memory",
    "adagrad": "scaled",
    "rmsprop": "scaled",
    "adam": "both",
}
"""What an optimizer makes of a gradient: a step, a velocity, a step that is divided by √s, or both."""


def names_of(look: Look) -> dict[Name, str]:
    """Return what the optimizers are called."""
    return {
        "gradient descent": look.say("gradient descent"),
        "momentum": look.say("momentum"),
        "nesterov": look.say("Nesterov"),
        "adagrad": look.say("AdaGrad"),
        "rmsprop": look.say("RMSProp"),
        "adam": look.say("Adam"),
    }


@dataclass(frozen=True, slots=True, eq=False)
class Tried:
    """The race, and of each optimizer what the rates of the grid led to; none where the rates are given."""

    race: Race
    tuned: tuple[Tuned, ...]
    rates: tuple[float, ...]


__all__ = ["KINDS", "RULES", "Kind", "Name", "Tried", "names_of"]
