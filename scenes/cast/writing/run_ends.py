"""How a run ended, in one sentence, in one variable or several; who of several is lowest, who has left."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from gd_math.accounts.endings import End
from gd_math.accounts.races import Race
from gd_math.accounts.told_runs import ToldRun
from gd_math.shape.curve_profile import Downhill
from gd_math.shape.lie import extent_of, has_kink
from gd_math.typing import Points
from scenes.base.look import Look
from scenes.base.words import no_break
from scenes.cast.writing.comparing import Compared, compared, in_one_form, told_apart, without_roundings
from scenes.cast.writing.number_text import significant
from scenes.cast.writing.variable_names import place_text, tuple_text

LITTLE = 0.05
"""A run that never gets further from its start than this share of the view hardly moves."""

Compare = Callable[[float, float], Compared]
"""Prints two losses with enough digits to differ."""


def point_text(one: ToldRun, point: Points) -> str:
    """Return where a point ``(d,)`` is, on one line: ``x = −0.54``, or ``(x, y) = (1, −0.54)``."""
    if len(point) == 1:
        return no_break(place_text(one.run.variables[0], significant(float(point[0]))))
    extent = extent_of(one.account.region)
    numbers = [significant(without_roundings(float(x), extent)) for x in point]
    return no_break(f"{tuple_text(one.account.objective)} = ({', '.join(numbers)})")


def end_of(one: ToldRun, who: str, look: Look, compare: Compare) -> str | None:
    """Return how a run ended, or None where it came to a minimum or was on its way, up or down.

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
    last, gradient = one.run.points[-1], one.run.gradients[-1]
    resting = one.account.moved and not gradient.any()
    if resting and has_kink(one.account.objective, last, one.account.region):
        return look.say(
            "{who}: stops on the kink at {place}: there the slope counts as 0.",
            who=who,
            place=point_text(one, last),
        )
    if one.end is End.STANDING:
        return look.say(
            "{who}: stops at {place}, where the slope is 0, but there is no minimum.",
            who=who,
            place=point_text(one, last),
        )
    if one.end is End.CREEPING:
        slope = significant(float(gradient[0] if len(gradient) == 1 else np.linalg.norm(gradient)), 2)
        if one.roamed > LITTLE:
            return look.say(
                "{who}: ends on nearly level ground, where the slope is {slope}.", who=who, slope=slope
            )
        return look.say("{who}: hardly moves, as the slope is nearly 0: {slope}.", who=who, slope=slope)
    return None


def _left(one: ToldRun, who: str, look: Look) -> str:
    step, beyond = one.last, one.run.beyond
    if one.end is End.LEFT_DOMAIN and not np.isfinite(one.account.objective.value(beyond)):
        return look.say(
            "{who}: step {step} leads to {place}, where f is not defined.",
            who=who,
            step=step,
            place=point_text(one, beyond),
        )
    if one.end is End.NO_SLOPE:
        return look.say(
            "{who}: step {step} leads to {place}, where f has no slope.",
            who=who,
            step=step,
            place=point_text(one, beyond),
        )
    if one.end is End.FALLING:
        return look.say("{who}: falls without end; step {step} leaves every scale.", who=who, step=step)
    return look.say("{who}: at step {step} the loss leaves every scale.", who=who, step=step)


def _round(one: ToldRun, who: str, look: Look) -> str:
    count, places = one.period, np.sort(one.run.points[-one.period :, 0])
    if count > 2 or len(one.run.variables) > 1:
        return look.say("{who}: ends going round {count} places, and never settles.", who=who, count=count)
    low, high = (place_text(one.run.variables[0], text) for text in told_apart(places.tolist()))
    if one.circling:
        return look.say(
            "{who}: jumps between {low} and {high}, and comes no closer.", who=who, low=low, high=high
        )
    return look.say(
        "{who}: ends jumping between {low} and {high}, and comes no closer.", who=who, low=low, high=high
    )


def outcome_of(one: ToldRun, who: str, look: Look, compare: Compare = compared) -> str:
    """Return how a run ended, whatever it came to. Parameters as for `end_of`.

    Of a run that is alone and has no name, ``who`` is empty: the sentence is about the ball.
    """
    told, who = one.account, who or look.say("The ball")
    sentence = end_of(one, who, look, compare)
    if sentence is not None:
        return sentence
    if one.end is End.ARRIVED and told.minimum is not None:
        place = point_text(one, told.minimum)
        if told.below is Downhill.MINIMUM:
            return look.say("{who}: has come to the minimum at {place}.", who=who, place=place)
        return look.say("{who}: has come to the floor of a valley at {place}.", who=who, place=place)
    texts = compare(float(one.heights[0]), float(one.heights[-1]))
    numbers = {"who": who, "step": one.last, "first": texts.before, "final": texts.after}
    if texts.falls:
        return look.say("{who}: down from {first} to {final} at step {step}.", **numbers)
    if texts.rises:
        return look.say("{who}: up from {first} to {final} at step {step}.", **numbers)
    return look.say("{who}: at step {step} the loss is {final}, as at the start.", **numbers)


def joined(look: Look, names: Sequence[str]) -> str:
    """Return names as a sentence has them: ``A``, ``A and B``, ``A, B and C``."""
    if len(names) < 2:
        return "".join(names)
    return look.say("{names} and {last}", names=", ".join(names[:-1]), last=names[-1])


def standings_of(
    look: Look, found: Race, names: Sequence[str], written: Mapping[int, str] | None = None
) -> list[str]:
    """Return who is lowest at the end of a race, and what became of those that left or climb.

    One sentence for each beat: first who is lowest and who is next, or that several are alike, with numbers
    that tell them apart; then the runs that are diverging, then those that a step led to where no slope is.

    Parameters
    ----------
    look
        Theme and language.
    found
        The race.
    names
        Of its runs, translated, in their order: the same as in their styles.
    written
        The losses as the picture has them, by the places of the runs: the sentence repeats those that differ.
    """
    best = found.tied
    gone = [k for k, one in enumerate(found.each) if (one.account.left or one.escapes) and k not in best]
    told = [_lowest(look, found, names, written or {})]
    climbing = [k for k in gone if found.each[k].end is End.DIVERGING]
    for runs in (climbing, [k for k in gone if k not in climbing]):
        who = joined(look, [names[k] for k in runs])
        if len(runs) == 1:
            told.append(outcome_of(found.each[runs[0]], who, look))
        elif runs is climbing and runs:
            told.append(look.say("{names}: diverging.", names=who))
        elif runs:
            told.append(look.say("{names}: a step leads to where there is no slope.", names=who))
    return told


def _lowest(look: Look, found: Race, names: Sequence[str], written: Mapping[int, str]) -> str:
    best, finals = list(found.tied), found.finals
    if not best:
        return look.say("Nobody is lowest: all have left.")
    who, loss = joined(look, [names[k] for k in best]), float(finals[best].min())
    if loss == -np.inf:
        return look.say("{names}: the loss falls without end.", names=who)
    if len(best) > 1:
        final, apart = significant(loss), float(np.ptp(finals[best]))
        if apart == 0.0:
            return look.say("Lowest together: {names}, with {loss}.", names=who, loss=final)
        gap = significant(1.06 * apart, 2)
        return look.say("Lowest: {names}, no more than {gap} apart.", names=who, gap=gap)
    others = [k for k in range(len(names)) if k not in best and np.isfinite(finals[k])]
    if not others:
        return look.say("All others have left: {name} ends with {loss}.", name=who, loss=significant(loss))
    after = float(finals[others].min())
    following = joined(look, [names[k] for k in others if finals[k] == after])
    texts = compared(loss, after)
    if texts.alike:
        gap = significant(after - loss, 2)
        return look.say("Lowest: {name}, by {gap}. Then {then}.", name=who, then=following, gap=gap)
    final, more = in_one_form([loss, after])
    seen = [written.get(k) for k in (best[0], next(k for k in others if finals[k] == after))]
    if seen[0] and seen[1] and seen[0] != seen[1]:
        final, more = seen[0], seen[1]
    return look.say(
        "Lowest: {name}, with {loss}. Then {then}, with {more}.",
        name=who,
        loss=final,
        then=following,
        more=more,
    )


def word_of(one: ToldRun, look: Look) -> str:
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


__all__ = ["Compare", "end_of", "joined", "outcome_of", "point_text", "standings_of", "word_of"]
