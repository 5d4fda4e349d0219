"""OptimizerRace: press anywhere on the map, and all optimizers begin there; change the settings of one."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from gd_studio.deliver.explorables.contours import contours_of
from gd_studio.deliver.explorables.descent import printed_objective
from gd_studio.deliver.explorables.explorable import (
    Choice,
    Explorable,
    Formula,
    Page,
    Rule,
    Slider,
    Term,
    literal,
)

if TYPE_CHECKING:
    from scenes.base.look import Look

FACES = {"disc": "o", "square": "[]", "diamond": "<>", "triangle": "^", "ring": "o", "cross": "x"}
"""What JSXGraph calls the marks of runs."""
DASHES, LINES = (0, 0, 0, 2, 1, 3), ("solid", "solid", "solid", "dashed", "dotted", "dashed")
"""What JSXGraph and CSS call the dashes of up to six runs."""
SLOWEST, FASTEST = 1e-4, 10.0
"""Where the rate's slider begins and ends, or with the rates that are given, if they are beyond."""


class OptimizerRace(Explorable):
    """Optimizers on one land from wherever a hand lets them begin."""

    lesson = "OptimizerRace"
    summary = "press on the map, step, change rates and betas"

    def page(self, content: Mapping[str, Any], look: "Look") -> Page:
        """Return the land, and of each optimizer its rule, its settings and its style."""
        from scenes.cast.maps.named_landscapes import find_landscape
        from scenes.cast.marks.run_style import styles_for
        from scenes.cast.writing.descent_rule import optimizer_rule
        from scenes.cast.writing.variable_names import axis_names
        from scenes.optimizer_race import OptimizerRace as Lesson
        from scenes.parts.optimizer_race.rules import names_of

        params = Lesson.Params.restored(content)
        found, land = Lesson.computed(params), find_landscape(params.function)
        objective, names = land.objective, names_of(look)
        labels = [names[name] for name in params.optimizers]
        styles = styles_for(look, labels)
        across, upwards = axis_names(objective)
        return Page(
            heading=look.say("Which optimizer comes down first?"),
            formula=Formula(f"f({across}, {upwards}) = {land.formula}", params.function),
            boards=[
                ("map", look.say("Press anywhere: all begin there.")),
                ("losses", look.say("The loss after each step")),
            ],
            rules=[
                Rule([Term(Formula(markup, label))], f"single of-{place} {width}")
                for place, (rule, label) in enumerate(zip(found.race.optimizers, labels, strict=True))
                for markup, width in _choices(optimizer_rule(look, objective, rule))
            ],
            controls=[
                Choice(
                    look.say("Whose settings?"),
                    [(f"runner-{place}", label) for place, label in enumerate(labels)],
                ),
                Slider("rate", look.say("learning rate α"), "step"),
                Slider("beta", "β", "velocity"),
                Slider("beta2", "β₂", "velocity"),
            ],
            scripts=["curve.js", "map.js", "losses.js", "optimizers.js", "optimizer_race.js"],
            printed=literal(printed_objective(objective)),
            told={
                "start": params.start,
                "view": {"x": land.x_range, "y": land.y_range},
                "contours": contours_of(objective, land.x_range, land.y_range),
                "names": {"x": across, "y": upwards, "loss": look.say("loss"), "step": look.say("step")},
                "rate": {"low": min(SLOWEST, *found.rates), "high": max(FASTEST, *found.rates)},
                "runners": [
                    {
                        "rule": name,
                        "name": style.label,
                        "settings": _settings(rule),
                        "colour": style.colour,
                        "dash": DASHES[place],
                        "line": LINES[place],
                        "face": FACES[style.mark],
                        "ring": style.mark == "ring",
                    }
                    for place, (name, rule, style) in enumerate(
                        zip(params.optimizers, found.race.optimizers, styles, strict=True)
                    )
                ],
                "words": {
                    "begin": look.say("Press Step: all take one step from the same place."),
                    "lowest": look.say(
                        "After {steps} steps {who} is lowest, at {loss}.",
                        steps="{steps}",
                        who="{who}",
                        loss="{loss}",
                    ),
                    "alike": look.say(
                        "After {steps} steps the lowest are alike, at {loss}: {who}.",
                        steps="{steps}",
                        loss="{loss}",
                        who="{who}",
                    ),
                    "left": look.say("Diverged: {who}.", who="{who}"),
                    "mapAlt": look.say(
                        "A map with runs from {x}, {y}, after {steps} steps",
                        x="{x}",
                        y="{y}",
                        steps="{steps}",
                    ),
                },
            },
        )


def _choices(rule: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return a rule on one line for wide windows, and on several for narrow ones."""
    return [(rule[0], "wide"), (rule[-1], "narrow")]


def _settings(rule: Any) -> dict[str, float]:
    """Return rate and betas of an optimizer, as its page calls them."""
    names = {"learning_rate": "rate", "beta": "beta", "beta1": "beta", "beta2": "beta2"}
    return {name: float(getattr(rule, field)) for field, name in names.items() if hasattr(rule, field)}
