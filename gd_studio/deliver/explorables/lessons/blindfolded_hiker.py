"""BlindfoldedHiker: a game in the fog. Step by the slope under the boots, and say where it is lowest."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from gd_studio.deliver.explorables.descent import printed_objective, rate_range, slope_rule
from gd_studio.deliver.explorables.explorable import (
    Choice,
    Explorable,
    Formula,
    Page,
    Row,
    Rule,
    Slider,
    Table,
    Term,
    literal,
)

if TYPE_CHECKING:
    from gd_math.accounts.account import Account
    from gd_math.objective import Objective
    from gd_math.typing import Interval
    from scenes.base.look import Look

STABLE = 2.0
"""What its slider takes as the largest stable rate, in units of the lesson's: in the fog nobody knows it."""


class BlindfoldedHiker(Explorable):
    """A walk in the fog, and gradient descent's when it lifts."""

    lesson = "BlindfoldedHiker"
    summary = "step in the fog, say where it is lowest, see who came lower"

    def page(self, content: Mapping[str, Any], look: "Look") -> Page:
        """Return the land, hidden, and the lesson's start, rate and steps."""
        from gd_math.formula.variables import variable_markup
        from scenes.blindfolded_hiker import BlindfoldedHiker as Lesson
        from scenes.cast.writing.variable_names import variable_text

        params = Lesson.Params.restored(content)
        found = Lesson.computed(params).in_wide_frames
        ground, (across,) = found.objective, found.region
        name, x = variable_markup(ground.variables[0]), variable_text(ground.variables[0])
        length = float(f"{(across[1] - across[0]) / 20:.1g}")
        return Page(
            heading=look.say("Which way is down?"),
            formula=None,
            boards=[("land", look.say("All there is to feel is the slope under the boots."))],
            rules=[_facts(look), slope_rule(look, name, x, "f")],
            controls=[
                Choice(
                    look.say("Which way, and how far?"),
                    [
                        ("left", look.say("to the left")),
                        ("right", look.say("to the right")),
                        ("downhill", look.say("rate × slope")),
                    ],
                ),
                Slider("length", look.say("length of a step"), "step"),
                Slider("rate", look.say("learning rate α"), "step"),
            ],
            scripts=["curve.js", "blindfolded_hiker.js"],
            printed=literal(printed_objective(ground)),
            told={
                "start": params.start,
                "steps": params.steps,
                "view": {"x": across, "y": heights_shown(found, across)},
                "lowest": lowest_place(ground, across),
                "names": {"x": x, "height": look.say("height")},
                "rate": rate_range(STABLE * params.learning_rate, params.learning_rate),
                "length": {"low": length / 100, "high": 10 * length, "value": length},
                "words": _words(look),
            },
            buttons=["step", "lift", "reset"],
            table=Table(
                [look.say("steps"), look.say("height above the lowest place")],
                [
                    Row(look.say("you"), ["steps", "above"], "parameter"),
                    Row(look.say("gradient descent"), ["guideSteps", "guideAbove"], "ink", "dashed"),
                ],
            ),
        )


def heights_shown(found: "Account", across: "Interval") -> "Interval":
    """Return the heights of the whole land, cut where they are twice as far as the lesson shows."""
    import numpy as np

    from gd_math.accounts.views import curve_view

    low, high = curve_view(found.objective, [found.run], x_range=across).y_range
    heights = found.objective.value(np.linspace(*across, 4001)[:, None])
    seen, rise = heights[np.isfinite(heights)], high - low
    return max(float(seen.min()), low - rise), min(float(seen.max()), high + rise)


def lowest_place(ground: "Objective", across: "Interval") -> tuple[float, float]:
    """Return where a curve is lowest in a range, its edges included, and how high it is there.

    >>> from gd_math.formula.parsing import parse_curve
    >>> lowest_place(parse_curve("(x - 1)**2 + 3"), (-2.0, 5.0)), lowest_place(parse_curve("x"), (-2.0, 5.0))
    ((1.0, 3.0), (-2.0, -2.0))
    """
    import numpy as np

    from gd_math.functions.minima import local_minima

    places = np.concatenate([local_minima(ground, *across)[:, 0], np.linspace(*across, 4001)])
    heights = ground.value(places[:, None])
    place = int(np.nanargmin(np.where(np.isfinite(heights), heights, np.nan)))
    return float(places[place]), float(heights[place])


def _facts(look: "Look") -> Rule:
    """Return all that is known in the fog."""
    facts = (
        ("position", "old", "parameter"),
        ("height", "height", "loss"),
        ("slope", "gradient", "gradient"),
    )
    words = {"position": look.say("position"), "height": look.say("height"), "slope": look.say("slope")}
    terms = [Term(Formula(f'"{words[name]}"', words[name]), number, colour) for name, number, colour in facts]
    return Rule(terms, "facts")


def _words(look: "Look") -> dict[str, str]:
    return {
        "fog": look.say("All there is to feel is the slope under the boots."),
        "lifted": look.say("The fog lifts."),
        "hint": look.say("Step until you stand at the lowest place; then say so."),
        "edge": look.say("The land ends there: this step is not taken."),
        "place": look.say("lowest place"),
        "lowest": look.say("This is the lowest place."),
        "hidden": look.say("The lowest place lies {above} further down.", above="{above}"),
        "lower": look.say("You came {by} lower than gradient descent.", by="{by}"),
        "higher": look.say("Gradient descent came {by} lower than you.", by="{by}"),
        "alike": look.say("Gradient descent came just as low as you."),
        "strayed": look.say("left the land"),
        "fogAlt": look.say(
            "Fog: only the ground at {x} is seen, height {height}, slope {slope}",
            x="{x}",
            height="{height}",
            slope="{slope}",
        ),
        "landAlt": look.say(
            "The land without fog: you are at {x}, height {height}; it is lowest at {lowest}",
            x="{x}",
            height="{height}",
            lowest="{lowest}",
        ),
    }
