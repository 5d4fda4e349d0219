"""BallOnParabola: put the ball anywhere, choose the rate, take steps."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from gd_studio.deliver.explorables.descent import rate_range, slope_rule
from gd_studio.deliver.explorables.explorable import Explorable, Formula, Page, Slider, literal

if TYPE_CHECKING:
    from gd_math.objective import Objective
    from gd_math.typing import Interval
    from scenes.base.look import Look


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
            rules=[slope_rule(look, name, x, "f")],
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
                "rate": rate_range(middle, params.learning_rate),
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
