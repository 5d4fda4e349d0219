"""What pages share in which steps of gradient descent are taken: their rule, their rates, their losses."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from gd_studio.deliver.explorables.explorable import Formula, Rule, Term

if TYPE_CHECKING:
    from gd_math.objective import Objective
    from scenes.base.look import Look

LOWEST_RATE, HIGHEST_RATE = 0.01, 1.6
"""Where the rate's slider begins and ends, in units of the largest stable rate."""
ROOM = 0.12
"""What is left around data, as a share of their extent."""


def rate_range(limit: float, rate: float) -> dict[str, float]:
    """Return where the rate's slider begins and ends, for steps that settle below `limit`, and its value."""
    low, high = min(LOWEST_RATE * limit, rate), max(HIGHEST_RATE * limit, 1.5 * rate)
    return {"low": low, "high": high, "value": rate}


def room_around(numbers: Sequence[float]) -> tuple[float, float]:
    """Return a range that shows numbers with some room.

    >>> room_around([0.0, 100.0])
    (-12.0, 112.0)
    """
    low, high = min(numbers), max(numbers)
    room = ROOM * ((high - low) or 1.0)
    return low - room, high + room


def update_rule(
    look: "Look",
    place: Formula,
    slope: Term,
    *,
    step: Term | None = None,
    number: str = "",
    kind: str = "",
) -> Rule:
    """Return place ← place − step · slope, with the numbers of the step that comes next.

    Parameters
    ----------
    look
        Theme and language.
    place
        The parameter, without its colour.
    slope
        The last factor.
    step
        The first one; the rate α by default.
    number
        What the place's numbers, `next` and `old`, are called besides.
    kind
        As of `Rule`.
    """
    from scenes.cast.writing.formulas import paint

    shown = Formula(paint(look.colours.parameter, place.markup), place.spoken)
    rate = Term(Formula(paint(look.colours.step, "alpha"), "α"), "rate", "step")
    return Rule(
        [
            Term(shown, f"next{number}", "parameter"),
            Term(Formula("arrow.l", "←"), sign="="),
            Term(shown, f"old{number}", "parameter"),
            Term(Formula("-", "−"), sign="−"),
            step or rate,
            Term(Formula("dot", "·"), sign="·"),
            slope,
        ],
        kind,
    )


def slope_rule(look: "Look", name: str, x: str, function: str) -> Rule:
    """Return the rule of gradient descent on a curve: x ← x − α · f′(x)."""
    from scenes.cast.writing.formulas import paint

    slope = Formula(paint(look.colours.gradient, f"{function}'({name})"), f"{function}′({x})")
    return update_rule(look, Formula(name, x), Term(slope, "gradient", "gradient"), kind="by-slope")


def printed_loss(model: Callable[[Any], Any], weights: Sequence[Any], feature: str) -> str:
    """Return the mean squared error over data of n points, and its slopes, as JavaScript.

    Parameters
    ----------
    model
        Returns the prediction for a symbol of sympy, over `weights`.
    weights
        Symbols.
    feature
        What the data's first column is called; the second one is ``y``.
    """
    import sympy

    from gd_math.formula.javascript import printed

    n, i = sympy.Symbol("n"), sympy.Symbol("i", integer=True)
    x, y = sympy.IndexedBase(feature), sympy.IndexedBase("y")
    told = printed(sympy.Sum((model(x[i]) - y[i]) ** 2, (i, 0, n - 1)) / n, weights)
    return f"({feature}, y, n) => ({{value: {told['value']}, gradient: {told['gradient']}}})"


def printed_objective(objective: "Objective") -> Mapping[str, Any]:
    """Return a function of one or two variables and its gradient as JavaScript."""
    import sympy

    from gd_math.formula.javascript import printed, printed_formula
    from gd_math.formula.parsing import FormulaObjective, parse_land
    from gd_math.functions.hills import MountainRange, SineHills

    x, y = sympy.symbols("x y")
    if isinstance(objective, MountainRange):
        shapes = zip(objective.heights, objective.centers, objective.widths, strict=True)
        peaks = (
            float(height) * sympy.exp(-(((x - float(centre)) / float(width)) ** 2))
            for height, centre, width in shapes
        )
        return printed(sympy.Add(*peaks), [x])
    if isinstance(objective, SineHills):
        waves = (
            wave.amplitude * sympy.sin(wave.kx * x + wave.ky * y + wave.phase) for wave in objective.waves
        )
        return printed(sympy.Add(*waves), [x, y])
    return printed_formula(
        objective if isinstance(objective, FormulaObjective) else parse_land(objective.formula)
    )
