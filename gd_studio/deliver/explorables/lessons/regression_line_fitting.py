"""RegressionLineFitting: turn the line, or move its point on the map of all lines; then let steps do it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from gd_studio.deliver.explorables.contours import contours_of
from gd_studio.deliver.explorables.explorable import Explorable, Formula, Page, Rule, Slider, Term
from gd_studio.deliver.explorables.lessons.ball_on_parabola import HIGHEST_RATE, LOWEST_RATE

if TYPE_CHECKING:
    from scenes.base.look import Look

ASPECT = 1.4
"""Width of the map divided by its height, about."""
ROOM = 0.12
"""What is left around the data, as a share of their extent."""


class RegressionLineFitting(Explorable):
    """A line over its data, and its point on the map of all lines."""

    lesson = "RegressionLineFitting"
    summary = "turn the line or move its point, take steps"

    def page(self, content: Mapping[str, Any], look: "Look") -> Page:
        """Return the data, the map of their losses, and the rate below which steps settle."""
        from gd_math.data.line_views import bowl_window
        from scenes.cast.writing.formulas import paint
        from scenes.cast.writing.plain_formula import LINE_FORMULAS
        from scenes.regression_line_fitting import RegressionLineFitting as Lesson

        params = Lesson.Params.restored(content)
        found = Lesson.computed(params)
        data, feature, colours = found.data, found.feature, look.colours
        x, y = data.x.tolist(), data.y.tolist()
        window = bowl_window(found, ASPECT)
        wide, high = _around(x), _around(y)
        line = paint(colours.prediction, f"w {feature.name}_i + b")
        return Page(
            heading=look.say("Which line fits best?"),
            formula=Formula(
                f"{paint(colours.loss, 'L(w, b)')} = 1/n sum_(i=1)^n ({line} - y_i)^2", LINE_FORMULAS[1]
            ),
            boards=[
                ("data", look.say("Turn the line by its two handles.")),
                ("map", look.say("Or put its point anywhere: every point is a line.")),
            ],
            rules=[_rule(look, name) for name in ("w", "b")],
            controls=[
                Slider("slope", look.say("slope w"), "parameter"),
                Slider("height", look.say("intercept b"), "parameter"),
                Slider("rate", look.say("learning rate α"), "step", marked=True),
            ],
            scripts=["curve.js", "map.js", "regression_line_fitting.js"],
            printed=_printed(),
            told={
                "start": found.run.points[0].tolist(),
                "limit": found.limit,
                "curvatures": found.curvatures,
                "names": {"w": "w", "b": "b", "x": data.x_label, "y": data.y_label},
                "data": {"x": x, "y": y, "z": feature.of(data.x).tolist()},
                "feature": {"mean": feature.mean, "scale": feature.scale},
                "view": {"x": wide, "y": high},
                "ends": [min(x), max(x)],
                "window": {"x": window[0], "y": window[1]},
                "contours": contours_of(found.loss, *window),
                "rate": {
                    "low": min(LOWEST_RATE * found.limit, found.rate),
                    "high": max(HIGHEST_RATE * found.limit, 1.5 * found.rate),
                    "value": found.rate,
                },
                "words": {
                    "mapAlt": look.say(
                        "A map of all lines; the point is at w = {w}, b = {b}, loss {loss}",
                        w="{w}",
                        b="{b}",
                        loss="{loss}",
                    ),
                    "dataAlt": look.say(
                        "{count} points and the line with w = {w}, b = {b}",
                        count="{count}",
                        w="{w}",
                        b="{b}",
                    ),
                    **_verdicts(look),
                },
            },
        )


def _verdicts(look: "Look") -> dict[str, str]:
    share, factor = "{share}", "{factor}"
    return {
        "valleyCreeps": look.say(
            "In the long run each step leaves {share} % of the distance: it creeps along the valley.",
            share=share,
        ),
        "valleySettles": look.say(
            "In the long run each step leaves {share} % of the distance: it settles.", share=share
        ),
        "valleyJumps": look.say(
            "Each step jumps across the valley; in the long run it leaves {share} % of the distance.",
            share=share,
        ),
        "valleyBorder": look.say("Across the valley it jumps to and fro without end."),
        "valleyDiverges": look.say(
            "Each step jumps across the valley, {factor} times as far: it diverges.", factor=factor
        ),
    }


def _around(numbers: list[float]) -> tuple[float, float]:
    """Return a range that shows numbers with some room."""
    low, high = min(numbers), max(numbers)
    room = ROOM * ((high - low) or 1.0)
    return low - room, high + room


def _printed() -> str:
    """Return the loss and its slopes over data z, y of n points, as JavaScript."""
    import sympy

    from gd_math.formula.javascript import printed

    (w, b, n), i = sympy.symbols("w b n"), sympy.Symbol("i", integer=True)
    z, y = sympy.IndexedBase("z"), sympy.IndexedBase("y")
    told = printed(sympy.Sum((w * z[i] + b - y[i]) ** 2, (i, 0, n - 1)) / n, [w, b])
    return f"(z, y, n) => ({{value: {told['value']}, gradient: {told['gradient']}}})"


def _rule(look: "Look", name: str) -> Rule:
    """Return the rule of one parameter."""
    from scenes.cast.writing.formulas import paint

    colours = look.colours
    slope = paint(colours.gradient, f"partial L slash partial {name}")
    return Rule(
        [
            Term(Formula(paint(colours.parameter, name), name), f"next{name}", "parameter"),
            Term(Formula("arrow.l", "←"), sign="="),
            Term(Formula(paint(colours.parameter, name), name), f"old{name}", "parameter"),
            Term(Formula("-", "−"), sign="−"),
            Term(Formula(paint(colours.step, "alpha"), "α"), "rate", "step"),
            Term(Formula("dot", "·"), sign="·"),
            Term(Formula(slope, f"∂L/∂{name}"), f"g{name}", "gradient"),
        ]
    )
