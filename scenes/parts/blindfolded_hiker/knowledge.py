"""All that the hiker knows: position and height, here and now, and the slope that was felt last."""

from collections.abc import Callable

from gd_math.accounts.account import Account
from gd_math.formula.parsing import variable_markup
from gd_math.typing import Floats
from scenes.base.look import Look
from scenes.cast.moving.moments import SLOW_STEPS
from scenes.cast.writing.comparing import telling_decimals
from scenes.cast.writing.facts import Fact, KnownFacts
from scenes.cast.writing.number_text import plain
from scenes.parts.blindfolded_hiker.descent import HikerDescent


def known_facts(look: Look, account: Account, hiker: Callable[[], HikerDescent], across: float) -> KnownFacts:
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
    """

    def fact(role: str, word: str, symbol: str, read: Callable[[], float], told: Floats) -> Fact:
        decimals = telling_decimals([float(value) for value in told[:SLOW_STEPS]])
        texts = [plain(float(value), decimals) for value in told]
        return Fact(role, word, symbol, lambda: plain(read(), decimals), texts)

    run, name = account.run, variable_markup(account.objective.variables[0])
    position = fact("parameter", look.say("position"), name, lambda: hiker().x, run.points[:, 0])
    height = fact("loss", look.say("height"), f"f({name})", lambda: hiker().altitude, run.values)
    slope = fact("gradient", look.say("slope"), f"f′({name})", lambda: hiker().felt, run.gradients[:, 0])
    return KnownFacts(look, look.say("All the hiker knows"), (position, height, slope), across=across)


__all__ = ["known_facts"]
