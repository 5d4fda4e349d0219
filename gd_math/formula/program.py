"""A formula's derivatives as a program of instructions, for loops that are compiled once for all formulas.

`gd_math.runs.march` carries the instructions out for blocks of places, so that no formula is compiled by
itself.
"""

import itertools
import math
from typing import Literal

from gd_math.formula.instructions import Program, Writer
from gd_math.formula.parsing import FormulaObjective, parse_formula
from gd_math.functions.hills import SineHills
from gd_math.objective import Objective


def program_of(objective: Objective, *, bends: bool = False) -> Program:
    """Return what computes ∂f/∂x and ∂f/∂y, with `bends` also ∂²f/∂x², ∂²f/∂x∂y, ∂²f/∂y∂x, ∂²f/∂y².

    Where f may be undefined though its derivatives are not, its value is the last result.

    Parameters
    ----------
    objective
        A function of two variables that is given by a formula.
    bends
        Whether the second derivatives are wanted as well.
    """
    writer = Writer()
    results = writer.translate(_source(objective, "slopes"))
    if bends:
        results += writer.translate(_source(objective, "bends"))
    if isinstance(objective, FormulaObjective) and objective.is_partial:
        results += writer.translate(objective.source("value"))
    return writer.finish(results)


def _source(objective: Objective, part: Literal["slopes", "bends"]) -> str:
    """Return the text of a function of the coordinates."""
    if isinstance(objective, FormulaObjective):
        return objective.source(part)
    if isinstance(objective, SineHills):
        return _source_of_hills(objective, part)
    return parse_formula(objective.formula.replace("x y", "x*y"), objective.variables).source(part)


def _source_of_hills(hills: SineHills, part: Literal["slopes", "bends"]) -> str:
    """Return the text for a sum of sine waves, whose numbers are too many for a formula."""
    waves = hills.waves
    turned, sign = ("cos", 1.0) if part == "slopes" else ("sin", -1.0)
    lines = [f"    x{i} = {turned}({w.kx!r}*x + {w.ky!r}*y + {w.phase!r})" for i, w in enumerate(waves)]
    ways = itertools.product((0, 1), repeat=1 if part == "slopes" else 2)
    sums = [
        " + ".join(
            f"{sign * w.amplitude * math.prod((w.kx, w.ky)[k] for k in way)!r}*x{i}"
            for i, w in enumerate(waves)
        )
        for way in ways
    ]
    return "\n".join(["def derived(x, y):", *lines, f"    return [{', '.join(sums)}]"])


__all__ = ["program_of"]
