"""All that the hiker knows: position and height, here and now, and the slope that was felt last."""

from collections.abc import Callable

from manim import VGroup

from gd_math.accounts.account import Account
from gd_math.formula.parsing import variable_markup
from gd_math.typing import Floats
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import TYPE
from scenes.cast.moving.moments import SLOW_STEPS
from scenes.cast.writing.comparing import telling_decimals
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.number_text import plain, typst_number
from scenes.parts.blindfolded_hiker.descent import HikerDescent
from scenes.parts.blindfolded_hiker.facts import Fact, KnownFacts

LINE = 0.5
"""From one baseline to the next."""
UNKNOWN = "?"
"""Stands for a slope that nobody has felt."""


def known_facts(
    look: Look, account: Account, hiker: Callable[[], HikerDescent], across: float, size: float
) -> KnownFacts:
    """Return the panel of what is felt.

    Parameters
    ----------
    look
        Theme and language.
    account
        Of the walk.
    hiker
        Returns who feels it, once there is somebody.
    across
        Least width of the panel.
    size
        Font size.
    """

    def fact(role: str, word: str, symbol: str, read: Callable[[], float | None], told: Floats) -> Fact:
        decimals = telling_decimals([float(value) for value in told[:SLOW_STEPS]])
        texts = [plain(float(value), decimals) for value in told]

        def now() -> str:
            value = read()
            return UNKNOWN if value is None else plain(value, decimals)

        return Fact(role, word, symbol, now, texts)

    run, name = account.run, variable_markup(account.objective.variables[0])
    position = fact("parameter", look.say("position"), name, lambda: hiker().x, run.points[:, 0])
    height = fact("loss", look.say("height"), f"f({name})", lambda: hiker().altitude, run.values)
    slope = fact("gradient", look.say("slope"), f"f′({name})", lambda: hiker().felt, run.gradients[:, 0])
    return KnownFacts(
        look, look.say("All the hiker knows"), (position, height, slope), across=across, size=size
    )


def way_walked(look: Look, facts: KnownFacts, box: Box, baseline: float) -> VGroup:
    """Return from where to where position and height went, at the right of a box: side by side if that fits.

    Parameters
    ----------
    look
        Theme and language.
    facts
        The panel, which has printed both.
    box
        Formula zone.
    baseline
        Where they stand, the lower one of two a line below.
    """
    ways = []
    for fact in facts.facts[:2]:
        first, last = (typst_number(fact.samples[place]) for place in (0, -1))
        ways.append(paint(getattr(look.colours, fact.role), f"{fact.symbol}: {first} -> {last}"))
    together = MathFormula(look, " quad ".join(ways), size=TYPE.formula)
    if together.width <= box.width:
        rows = [together]
    else:
        rows = [MathFormula(look, way, size=TYPE.caption) for way in ways]
    for place, row in enumerate(rows):
        row.stand_on(baseline - place * LINE)
        row.shift((box.right - float(row.get_right()[0]), 0.0, 0.0))
    return VGroup(*rows)


__all__ = ["known_facts", "way_walked"]
