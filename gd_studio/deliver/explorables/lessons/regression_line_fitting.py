"""RegressionLineFitting: turn the line, or move its point on the map of all lines; then let steps do it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from gd_studio.deliver.explorables.contours import contours_of
from gd_studio.deliver.explorables.descent import printed_loss, rate_range, room_around, update_rule
from gd_studio.deliver.explorables.explorable import Explorable, Formula, Page, Rule, Slider, Term

if TYPE_CHECKING:
    from scenes.base.look import Look

ASPECT = 1.4
"""Width of the map divided by its height, about."""


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
        wide, high = room_around(x), room_around(y)
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
                "rate": rate_range(found.limit, found.rate),
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


def _printed() -> str:
    """Return the loss and its slopes as JavaScript."""
    import sympy

    w, b = sympy.symbols("w b")
    return printed_loss(lambda z: w * z + b, [w, b], "z")


def _rule(look: "Look", name: str) -> Rule:
    """Return the rule of one parameter."""
    from scenes.cast.writing.formulas import paint

    slope = Formula(paint(look.colours.gradient, f"partial L slash partial {name}"), f"∂L/∂{name}")
    return update_rule(look, Formula(name, name), Term(slope, f"g{name}", "gradient"), number=name)
