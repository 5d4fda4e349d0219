"""How a run on a curve ended that did not simply come nearer to a minimum, in one sentence."""

from collections.abc import Callable

import numpy as np

from gd_math.accounts.curve_runs import CurveRun
from gd_math.accounts.endings import End
from gd_math.shape.lie import Lie, has_kink
from scenes.base.look import Look
from scenes.base.words import no_break
from scenes.cast.writing.comparing import Compared, told_apart
from scenes.cast.writing.number_text import shortest, significant
from scenes.cast.writing.variable_names import variable_text

LITTLE = 0.05
"""A run that never gets further from its start than this share of the view hardly moves."""

Compare = Callable[[float, float], Compared]
"""Prints two losses with enough digits to differ."""


def place_text(name: str, number: str) -> str:
    """Return where something is, on one line: ``x = −0.54``, with the lecturer's name for x."""
    return no_break(f"{variable_text(name)} = {number}")


def place_of(one: CurveRun, x: float) -> str:
    """Return ``x = −0.54``, with the lecturer's name for x."""
    return place_text(one.run.variables[0], significant(x))


def start_of(one: CurveRun) -> str:
    """Return where a run starts, as the lecturer has written it: ``x = 6``."""
    return place_text(one.run.variables[0], shortest(float(one.xs[0])))


def end_of(one: CurveRun, who: str, look: Look, compare: Compare) -> str | None:
    """Return how a run ended, or None where it came to a minimum or was on its way.

    Parameters
    ----------
    one
        The run.
    who
        What the sentence begins with, translated: ``α = 0.2`` or ``Steps of 4``.
    look
        Theme and language.
    compare
        Prints the first loss and the last one.
    """
    if one.account.left:
        return _left(one, who, look)
    if one.end is End.FALLING:
        texts = compare(float(one.heights[0]), float(one.heights[-1]))
        if texts.falls:
            return look.say(
                "{who}: falls from {first} to {final}, and no minimum stops it.",
                who=who,
                first=texts.before,
                final=texts.after,
            )
    if one.period:
        return _round(one, who, look)
    last = float(one.run.points[-1, 0])
    resting = one.account.moved and one.run.gradients[-1, 0] == 0.0
    if resting and has_kink(one.account.objective, [last], one.account.region):
        return look.say(
            "{who}: stops on the kink at {place}: there the slope counts as 0.",
            who=who,
            place=place_of(one, last),
        )
    if one.end is End.STANDING:
        return look.say(
            "{who}: stops at {place}, where the slope is 0, but there is no minimum.",
            who=who,
            place=place_of(one, last),
        )
    if one.end is End.CREEPING:
        slope = significant(float(one.slopes[-1]), 2)
        if one.roamed > LITTLE:
            return look.say(
                "{who}: ends on nearly level ground, where the slope is {slope}.", who=who, slope=slope
            )
        return look.say("{who}: hardly moves, as the slope is nearly 0: {slope}.", who=who, slope=slope)
    return None


def _left(one: CurveRun, who: str, look: Look) -> str:
    step, beyond = one.last, float(one.xs[-1])
    if one.end is End.LEFT_DOMAIN and not np.isfinite(one.account.objective(beyond)):
        return look.say(
            "{who}: step {step} leads to {place}, where f is not defined.",
            who=who,
            step=step,
            place=place_of(one, beyond),
        )
    if one.end is End.NO_SLOPE:
        return look.say(
            "{who}: step {step} leads to {place}, where f has no slope.",
            who=who,
            step=step,
            place=place_of(one, beyond),
        )
    if one.end is End.FALLING:
        return look.say("{who}: falls without end; step {step} leaves every scale.", who=who, step=step)
    return look.say("{who}: at step {step} the loss leaves every scale.", who=who, step=step)


def _round(one: CurveRun, who: str, look: Look) -> str:
    count, places = one.period, np.sort(one.run.points[-one.period :, 0])
    if count > 2:
        return look.say("{who}: ends going round {count} places, and never settles.", who=who, count=count)
    low, high = (place_text(one.run.variables[0], text) for text in told_apart(places.tolist()))
    if one.circling:
        return look.say(
            "{who}: jumps between {low} and {high}, and comes no closer.", who=who, low=low, high=high
        )
    return look.say(
        "{who}: ends jumping between {low} and {high}, and comes no closer.", who=who, low=low, high=high
    )


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


def word_of(one: CurveRun, look: Look) -> str:
    """Return the word for how a run ended; nothing where it came to a minimum or was on its way."""
    if one.end is End.DIVERGING:
        return look.say("unstable")
    if one.end in (End.LEFT_DOMAIN, End.NO_SLOPE):
        return look.say("leaves")
    if one.end is End.FALLING:
        return look.say("falls on")
    if one.period:
        return look.say("to and fro") if one.period == 2 else look.say("goes round")
    if one.end in (End.STANDING, End.KINK):
        return look.say("stands still")
    if one.end is End.CREEPING:
        return look.say("hardly moves")
    return ""


__all__ = ["end_of", "flat_start", "place_of", "place_text", "start_of", "word_of"]
