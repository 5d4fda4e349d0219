"""BallOnParabola: put the ball anywhere, choose the rate, take steps."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from gd_studio.deliver.explorables.explorable import (
    Explorable,
    Formula,
    Page,
    Rule,
    Slider,
    Term,
    literal,
)

if TYPE_CHECKING:
    from gd_math.objective import Objective
    from gd_math.typing import Interval
    from scenes.base.look import Look

LOWEST_RATE, HIGHEST_RATE = 0.01, 1.6
"""Where the rate's slider begins and ends, in units of the largest stable rate."""


class BallOnParabola(Explorable):
    """A ball on a curve of any formula, and its losses."""

    lesson = "BallOnParabola"
    summary = "drag the ball, choose the rate, take steps"

    def page(self, content: Mapping[str, Any], look: "Look") -> Page:
        """Return the curve, the rule, and the rates below which steps settle."""
        from gd_math.formula.javascript import printed_formula
        from gd_math.formula.parsing import parse_curve, variable_markup
        from scenes.ball_on_parabola import BallOnParabola as Lesson
        from scenes.cast.writing.formulas import paint
        from scenes.cast.writing.plain_formula import curve_formulas
        from scenes.cast.writing.variable_names import variable_text

        params = Lesson.Params.restored(content)
        found = Lesson.computed(params)
        objective, colours = parse_curve(params.function), look.colours
        name, x = variable_markup(objective.variables[0]), variable_text(objective.variables[0])
        printed = printed_formula(objective)
        minima = minima_of(objective, found.view.x_range)
        limits = [limit for _, limit in minima if limit is not None]
        middle = min(limits, default=params.learning_rate)
        spoken, _ = curve_formulas(params.function, objective.variables[0])
        return Page(
            heading=look.say("Which way, and how far?"),
            formula=Formula(f"{paint(colours.loss, f'f({name})')} = {objective.formula}", spoken),
            boards=[
                ("curve", look.say("Drag the ball to where it shall begin.")),
                ("losses", look.say("The loss after each step")),
            ],
            rules=[descent_rule(look, name, x, "f")],
            controls=[
                Slider("place", x, "parameter"),
                Slider("rate", look.say("learning rate α"), "step", marked=True),
            ],
            scripts=["curve.js", "losses.js", "ball_on_parabola.js"],
            printed=literal(printed),
            told={
                "start": params.start,
                "function": "f",
                "variable": x,
                "names": {"x": x, "f": f"f({x})", "loss": look.say("loss"), "step": look.say("step")},
                "view": {"x": found.view.x_range, "y": found.view.y_range},
                "parabola": found.curvature is not None,
                "minima": [{"x": place, "limit": limit} for place, limit in minima],
                "rate": {
                    "low": min(LOWEST_RATE * middle, params.learning_rate),
                    "high": max(HIGHEST_RATE * middle, 1.5 * params.learning_rate),
                    "value": params.learning_rate,
                },
                "words": {
                    "curveAlt": look.say("A ball on a curve at {x}, loss {loss}", x="{x}", loss="{loss}"),
                    "lossesAlt": look.say(
                        "Losses over steps, after step {steps} it is {loss}", steps="{steps}", loss="{loss}"
                    ),
                },
            },
        )


def minima_of(objective: "Objective", x_range: "Interval") -> list[tuple[float, float | None]]:
    """Return the minima in and around a range, each with the rate below which steps near it settle."""
    from gd_math.functions.minima import local_minima
    from gd_math.runs.theory import largest_stable_rate
    from gd_math.shape.steepness import curvature_at

    low, high = x_range
    found = local_minima(objective, low - (high - low), high + (high - low))
    curvatures = [curvature_at(objective, place) for place in found]
    return [
        (float(place[0]), largest_stable_rate(curvature) if curvature else None)
        for place, curvature in zip(found, curvatures, strict=True)
    ]


def descent_rule(look: "Look", name: str, x: str, function: str) -> Rule:
    """Return the rule of gradient descent with the numbers of the step that comes next."""
    from scenes.cast.writing.formulas import paint

    colours = look.colours
    return Rule(
        [
            Term(Formula(paint(colours.parameter, name), x), "next", "parameter"),
            Term(Formula("arrow.l", "←"), sign="="),
            Term(Formula(paint(colours.parameter, name), x), "old", "parameter"),
            Term(Formula("-", "−"), sign="−"),
            Term(Formula(paint(colours.step, "alpha"), "α"), "rate", "step"),
            Term(Formula("dot", "·"), sign="·"),
            Term(
                Formula(paint(colours.gradient, f"{function}'({name})"), f"{function}′({x})"),
                "gradient",
                "gradient",
            ),
        ],
        "by-slope",
    )
