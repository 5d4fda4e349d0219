"""What becomes of a run on a curve: where it starts, and why it does not move."""

from gd_math.accounts.curve_runs import CurveRun
from gd_math.shape.lie import Lie, has_kink
from scenes.base.look import Look
from scenes.base.words import no_break
from scenes.cast.writing.number_text import shortest
from scenes.cast.writing.variable_names import variable_text


def place_text(name: str, number: str) -> str:
    """Return where something is, on one line: ``x = −0.54``, with the lecturer's name for x."""
    return no_break(f"{variable_text(name)} = {number}")


def start_of(one: CurveRun) -> str:
    """Return where a run starts, as the lecturer has written it: ``x = 6``."""
    return place_text(one.run.variables[0], shortest(float(one.xs[0])))


def flat_start(one: CurveRun, look: Look) -> str:
    """Say why no run moves."""
    start, place = float(one.xs[0]), start_of(one)
    if has_kink(one.account.objective, [start], one.account.region):
        return look.say("{place} is a kink, and there the slope counts as 0.", place=place)
    match one.account.lie:
        case Lie.MINIMUM:
            return look.say("{place} is a minimum: the slope there is 0.", place=place)
        case Lie.SUMMIT:
            return look.say("{place} is a summit, no valley, but the slope there is 0 too.", place=place)
        case Lie.FLOOR | Lie.LEVEL:
            return look.say("The ground at {place} is level: the slope is 0.", place=place)
    return look.say("The slope at the start is zero.")


__all__ = ["flat_start", "place_text", "start_of"]
