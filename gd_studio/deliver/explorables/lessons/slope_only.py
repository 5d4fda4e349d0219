"""SlopeOnly: turn the line, and its point slides on the loss; then let steps do it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from gd_studio.deliver.explorables.descent import (
    printed_loss,
    rate_range,
    room_around,
    slope_rule,
    update_rule,
)
from gd_studio.deliver.explorables.explorable import Choice, Explorable, Formula, Page, Rule, Slider, Term

if TYPE_CHECKING:
    from scenes.base.look import Look

GRIP = 0.85
"""Where the line is held, as a share of the way to the farthest point."""


class SlopeOnly(Explorable):
    """A line through the origin over its data, and its point on the loss."""

    lesson = "SlopeOnly"
    summary = "turn the line, choose fixed or sloping steps, take them"

    def page(self, content: Mapping[str, Any], look: "Look") -> Page:
        """Return the data, their loss, and the rate below which steps settle."""
        from scenes.cast.writing.formulas import paint
        from scenes.slope_only import SlopeOnly as Lesson

        params = Lesson.Params.restored(content)
        found = Lesson.computed(params)
        data, colours, view = found.data, look.colours, found.view
        far = max((float(x) for x in data.x), key=abs)
        fixed = float(f"{0.2 * found.reach:.1g}")
        return Page(
            heading=look.say("Which slope fits best?"),
            formula=Formula(
                f"{paint(colours.loss, 'L(w)')} = 1/n sum_(i=1)^n "
                f"({paint(colours.prediction, 'w x_i')} - y_i)^2",
                "L(w) = 1/n · Σ (w·xᵢ − yᵢ)²",
            ),
            boards=[
                ("data", look.say("Turn the line by its handle.")),
                ("loss", look.say("Or slide its point along the loss.")),
            ],
            rules=[slope_rule(look, "w", "w", "L"), _fixed_rule(look)],
            controls=[
                Slider("slope", look.say("slope w"), "parameter"),
                Slider("rate", look.say("learning rate α"), "step", marked=True),
                Slider("length", look.say("length of a step"), "step"),
                Choice(
                    look.say("How far a step leads"),
                    [("proportional", look.say("rate × slope")), ("fixed", look.say("always as far"))],
                ),
            ],
            scripts=["curve.js", "slope_only.js"],
            printed=_printed(),
            told={
                "start": found.start,
                "best": found.best,
                "limit": found.limit,
                "function": "L",
                "variable": "w",
                "names": {"w": "w", "L": "L(w)", "x": data.x_label, "y": data.y_label},
                "data": {"x": data.x.tolist(), "y": data.y.tolist()},
                "view": {
                    "x": room_around([*data.x.tolist(), 0.0]),
                    "y": room_around([*data.y.tolist(), 0.0]),
                },
                "grip": GRIP * far,
                "loss": {"x": view.x_range, "y": view.y_range},
                "rate": rate_range(found.limit, found.rate),
                "length": {"low": fixed / 100, "high": 10 * fixed, "value": fixed},
                "words": {
                    "lossAlt": look.say(
                        "A point on the loss, slope {w}, loss {loss}", w="{w}", loss="{loss}"
                    ),
                    "dataAlt": look.say(
                        "{count} points and a line through the origin with slope {w}",
                        count="{count}",
                        w="{w}",
                    ),
                    "walks": look.say("Every step is {length} long, however steep it is.", length="{length}"),
                    "hops": look.say("Steps of one length cannot settle: they jump across the minimum."),
                },
            },
        )


def _printed() -> str:
    """Return the loss and its slope as JavaScript."""
    import sympy

    w = sympy.Symbol("w")
    return printed_loss(lambda x: w * x, [w], "x")


def _fixed_rule(look: "Look") -> Rule:
    """Return the rule whose steps have one length."""
    from scenes.cast.writing.formulas import paint

    colours = look.colours
    sign = Formula(paint(colours.gradient, 'op("sign") L\'(w)'), "sign L′(w)")
    return update_rule(
        look,
        Formula("w", "w"),
        Term(sign, "sign", "gradient"),
        step=Term(Formula(paint(colours.step, "d"), "d"), "length", "step"),
        kind="by-length",
    )
