"""A formula as functions of numpy arrays: its value, its exact derivatives, and what is 0 at its kinks."""

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, reduce
from typing import TYPE_CHECKING, Any

import numpy as np

from gd_math.formula.kept import FUNCTION, Derivation, Part, keep, recall
from gd_math.formula.numeric import NUMERIC
from gd_math.formula.syntax import Reading
from gd_math.typing import Floats, Hessians, Points

if TYPE_CHECKING:
    from gd_math.formula.symbols import Symbols

KINKED = {"absolute", "signum", "relu", "maximum", "minimum", "where"}
"""Functions whose slopes jump."""
ASIDE = (1e-7, 1e-9)
"""Distances at which the sides of a place are compared, as shares of its size."""
ROUNDING = 1e-5
"""Differences of derivatives, as shares of their size, at which sides agree."""

_NAMES = {"reduce": reduce} | {k: v for k, v in vars(np).items() if not k.startswith("_")} | NUMERIC
"""What the text of a derived function may call."""


class Expression:
    """A formula that is derived by sympy, or was before.

    Parameters
    ----------
    reading
        The checked formula.
    variables
        The names of its d coordinates, in order.
    """

    def __init__(self, reading: Reading, variables: tuple[str, ...]) -> None:
        self._reading, self._variables = reading, variables
        self._functions: dict[Part, Callable[..., list[Any]]] = {}
        self._derivation = recall(reading.source_form, variables) or self._derived()

    @property
    def formula(self) -> str:
        """f as Typst math markup, in the order in which it was written."""
        return self._derivation.formula

    @property
    def gradient_formulas(self) -> tuple[str, ...]:
        """The partial derivatives as Typst math markup, d of them."""
        return tuple(self._derivation.gradient_formulas)

    @property
    def kinked(self) -> set[str]:
        """The names of the functions in it, as `gd_math.formula.kinked` names them."""
        return set(self._derivation.kinked)

    def value(self, points: Points) -> Floats:
        """Return f at points of shape (..., d), shape (...)."""
        return self._evaluate("value", points)[..., 0]

    def gradient(self, points: Points) -> Points:
        """Return ∇f at points of shape (..., d), shape (..., d); nan where f is."""
        return self._where_defined(self._derivatives("slopes", points), points)

    def curvature(self, points: Points) -> Hessians:
        """Return the Hessian of f at points of shape (..., d), shape (..., d, d); nan where f is."""
        d = len(self._variables)
        bends = self._where_defined(self._derivatives("bends", points), points)
        return bends.reshape(*points.shape[:-1], d, d)

    def gaps(self, places: Floats) -> Floats:
        """Return what changes its sign at kinks, for places of shape (n,) on one axis: shape (n, gaps)."""
        return self._evaluate("gaps", places[:, None])

    def _derivatives(self, part: Part, points: Points) -> Floats:
        """Return slopes or bends, shape (..., n), those of both sides where the sides agree.

        max(x, min(x, x²)) is x on both sides of 0, where both ties would share 1 and 0 to 0.75.
        """
        derivatives = self._evaluate(part, points)
        if not KINKED & self.kinked:
            return derivatives
        each = derivatives.shape[-1] // len(self._variables)
        for i in range(len(self._variables)):
            axis = np.eye(len(self._variables))[i] * np.maximum(1.0, np.abs(points[..., [i]]))
            around = np.stack(
                [self._evaluate(part, points + sign * a * axis) for a in ASIDE for sign in (-1, 1)]
            )
            along = slice(i * each, (i + 1) * each)
            here, sides = derivatives[..., along], around[..., along]
            mean = np.mean(sides, axis=0)
            near = ROUNDING * (1 + np.abs(mean))
            differs = np.isfinite(here) & (np.ptp(sides, axis=0) <= near) & (np.abs(here - mean) > near)
            derivatives[..., along] = np.where(differs, mean, here)
        return derivatives

    def _where_defined(self, derivatives: Floats, points: Points) -> Floats:
        """Return derivatives of shape (..., n), nan where f is: that of log is 1/x, but not left of 0."""
        if not self._derivation.partial:
            return derivatives
        return np.where(np.isnan(self.value(points))[..., None], np.nan, derivatives)

    def _evaluate(self, part: Part, points: Points) -> Floats:
        """Return the results for points of shape (..., d) as a new last axis; constants are repeated."""
        if part not in self._functions:
            self._functions[part] = self._function(part)
        results = self._functions[part](*(points[..., i] for i in range(points.shape[-1])))
        values = np.empty((*points.shape[:-1], len(results)))
        for k, result in enumerate(results):
            values[..., k] = result
        return values

    @property
    def partial(self) -> bool:
        """Whether f may be undefined where its derivatives are not."""
        return self._derivation.partial

    def source(self, part: Part) -> str:
        """Return the text of a function of the coordinates, which returns a list of arrays."""
        if part not in self._derivation.sources:
            sources = {**self._derivation.sources, part: self._symbols.source(part)}
            self._derivation = replace(self._derivation, sources=sources)
            keep(self._reading.source_form, self._variables, self._derivation)
        return self._derivation.sources[part]

    def _function(self, part: Part) -> Callable[..., list[Any]]:
        names: dict[str, Any] = dict(_NAMES)
        exec(compile(self.source(part), f"<{self._reading.source_form}>", "exec"), names)
        function: Callable[..., list[Any]] = names[FUNCTION]
        return function

    @cached_property
    def _symbols(self) -> "Symbols":
        from gd_math.formula.symbols import Symbols

        return Symbols(self._reading, self._variables)

    def _derived(self) -> Derivation:
        derived = self._symbols
        sources: dict[Part, str] = {part: derived.source(part) for part in ("value", "slopes")}
        derivation = Derivation(
            derived.formula, derived.gradient_formulas, derived.partial, derived.kinked, sources
        )
        keep(self._reading.source_form, self._variables, derivation)
        return derivation
