"""All that the hiker knows: position and height, here and now, and the slope that was felt last."""

from collections.abc import Callable

from gd_math.accounts.account import Account
from gd_math.formula.parsing import variable_markup
from gd_math.typing import Floats
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.cast.moving.moments import SLOW_STEPS
from scenes.cast.writing.comparing import telling_decimals
from scenes.cast.writing.facts import Fact, KnownFacts
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.number_text import plain, typst_number
from scenes.parts.blindfolded_hiker.descent import HikerDescent

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


def way_walked(look: Look, facts: KnownFacts, box: Box, baseline: float) -> MathFormula | None:
    """Return from where to where position and height went, at the right of a box; None where it is too long.

    Parameters
    ----------
    look
        Theme and language.
    facts
        The panel, which has printed both.
    box
        Formula zone.
    baseline
        Where it stands.
    """
    ways = []
    for fact in facts.facts[:2]:
        colour = getattr(look.colours, fact.role)
        first, last = (typst_number(fact.samples[place]) for place in (0, -1))
        ways.append(paint(colour, f"{fact.symbol}: {first} -> {last}"))
    row = MathFormula(look, " quad ".join(ways), size=TYPE.formula)
    row.scale(min(1.0, box.width / row.width))
    if row.height < CAP_HEIGHT_PER_FONT_SIZE * TYPE.label:
        return None
    row.stand_on(baseline)
    row.shift((box.right - float(row.get_right()[0]), 0.0, 0.0))
    return row


__all__ = ["known_facts", "way_walked"]
