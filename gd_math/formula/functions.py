"""The functions that a formula may call: how many arguments each takes, and its value for plain numbers."""

import math
from collections.abc import Callable
from dataclasses import dataclass

CONSTANTS: dict[str, float] = {"pi": math.pi, "e": math.e}
"""The names of numbers."""


@dataclass(frozen=True, slots=True)
class Function:
    """A function: its value for numbers, and the least and largest count of arguments."""

    number: Callable[..., float]
    least: int = 1
    most: int = 1

    @property
    def arguments(self) -> str:
        """How many arguments it takes, in words."""
        words = {1: "one argument", 2: "two arguments", 3: "three arguments"}
        if self.most > 3:
            return f"{self.least} or more arguments"
        if self.least < self.most:
            return f"{words[self.least].split()[0]} or {words[self.most]}"
        return words[self.most]


def sigmoid(x: float) -> float:
    """Return 1 / (1 + e⁻ˣ)."""
    small = math.exp(-abs(x))
    return (1 if x >= 0 else small) / (1 + small)


def huber(x: float, delta: float = 1.0) -> float:
    """Return ½ x² up to |x| = δ, and δ (|x| − δ/2) beyond (Huber 1964, as torch.nn.HuberLoss scales it)."""
    return x * x / 2 if abs(x) <= delta else delta * (abs(x) - delta / 2)


MOST_ARGUMENTS = 20

FUNCTIONS: dict[str, Function] = {
    "sin": Function(math.sin),
    "cos": Function(math.cos),
    "tan": Function(math.tan),
    "asin": Function(math.asin),
    "acos": Function(math.acos),
    "atan": Function(math.atan),
    "sinh": Function(math.sinh),
    "cosh": Function(math.cosh),
    "tanh": Function(math.tanh),
    "exp": Function(math.exp),
    "log": Function(math.log),
    "ln": Function(math.log),
    "log2": Function(math.log2),
    "log10": Function(math.log10),
    "sqrt": Function(math.sqrt),
    "abs": Function(abs),
    "sign": Function(lambda x: float((x > 0) - (x < 0))),
    "max": Function(max, 2, MOST_ARGUMENTS),
    "min": Function(min, 2, MOST_ARGUMENTS),
    "where": Function(lambda condition, then, otherwise: then if condition else otherwise, 3, 3),
    "relu": Function(lambda x: max(x, 0.0)),
    "huber": Function(huber, 1, 2),
    "sigmoid": Function(sigmoid),
    "softplus": Function(lambda x: max(x, 0.0) + math.log1p(math.exp(-abs(x)))),
    "erf": Function(math.erf),
}
"""The functions that a formula may call; log and ln are the natural logarithm."""
