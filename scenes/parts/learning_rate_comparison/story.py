"""What the ball does with a learning rate, in one word and in one sentence."""

import numpy as np

from gd_math.accounts.endings import End
from gd_math.accounts.rates import RateRun, RateSize
from scenes.base.look import Look
from scenes.cast.writing.number_text import significant
from scenes.cast.writing.run_ends import end_of, word_of
from scenes.parts.learning_rate_comparison.labels import compared_losses, rate_text

MOST_OF_THE_WAY = 90
"""Per cent of the way up to which a run has "only" done it."""


def verdict(one: RateRun, look: Look) -> str:
    """Return the word over a panel: how the run ended, or how it went."""
    if one.slopes[0] == 0.0:
        return ""
    word = word_of(one, look)
    if word or not one.stays:
        return word
    if one.size is RateSize.LARGE and (one.crosses or one.arrival is None):
        return look.say("leaps across")
    if one.size is RateSize.SMALL and one.arrival is None:
        return look.say("creeps")
    if one.end is End.ARRIVED or (one.size and one.arrival is not None):
        return look.say("arrives")
    rises, falls = (bool(np.any(one.account.changes == way)) for way in (1, -1))
    if rises:
        return look.say("up and down") if falls else look.say("climbs")
    return look.say("on its way")


def story(one: RateRun, look: Look) -> str:
    """Return what a run does, in one sentence that is true of its numbers.

    Parameters
    ----------
    one
        The run.
    look
        Theme and language.
    """
    rate = f"α = {rate_text(one.rate)}"
    return end_of(one, rate, look, compared_losses) or _climb(one, rate, look) or _way(one, rate, look)


def _climb(one: RateRun, rate: str, look: Look) -> str | None:
    """Tell a run that rises."""
    if one.end is not End.DIVERGING:
        return None
    if one.account.rises:
        texts = compared_losses(float(one.heights[0]), float(one.heights[-1]))
        if texts.rises:
            return look.say(
                "{rate}: each step lands higher, from {first} to {final}.",
                rate=rate,
                first=texts.before,
                final=texts.after,
            )
    first_rise = one.account.rises_from
    if first_rise is None:
        return None
    return look.say("{rate}: from step {step} on, each step lands higher.", rate=rate, step=first_rise + 1)


def _way(one: RateRun, rate: str, look: Look) -> str:
    """Tell a run that came nearer to a minimum, or was on its way."""
    if one.last > 1:
        if one.size is RateSize.LARGE and one.crosses:
            return look.say("{rate}: each step jumps across, yet comes closer.", rate=rate)
        if one.arrival is not None and one.arrival > 1 and one.size is not RateSize.LARGE:
            return look.say("{rate}: 99 % of the way in {steps} steps.", rate=rate, steps=one.arrival)
        percent = _little(one)
        if percent is not None:
            return look.say(
                "{rate}: only {percent} % of the way in {steps} steps.",
                rate=rate,
                steps=one.last,
                percent=percent,
            )
    return change(one, rate, look)


def _little(one: RateRun) -> str | None:
    """Return the per cent of the way that a run has done which creeps, or None for another one."""
    done = 0.0 if one.way_done is None else 100 * float(one.way_done[-1])
    if one.last < 2 or one.size is not RateSize.SMALL or not one.creeps or not 0.0 < done <= MOST_OF_THE_WAY:
        return None
    return f"{done:.0f}" if done >= 1.5 else significant(done, 2)


def story_of_two(one: RateRun, other: RateRun, look: Look) -> str | None:
    """Return what two runs do that are told together, or None where they are no such contrast."""
    percent = _little(one)
    if percent is None or other.size is RateSize.LARGE or other.arrival is None or other.arrival < 2:
        return None
    return look.say(
        "{slow}: {percent} % of the way in {steps} steps. {quick}: 99 % in {few}.",
        slow=rate_text(one.rate),
        percent=percent,
        steps=one.last,
        quick=rate_text(other.rate),
        few=other.arrival,
    )


def change(one: RateRun, rate: str, look: Look) -> str:
    """Tell what all steps together did to the loss."""
    first, final = float(one.heights[0]), float(one.heights[-1])
    texts = compared_losses(first, final)
    if texts.alike:
        return look.say("{rate}: the loss stays near {loss}.", rate=rate, loss=texts.before)
    if np.any(one.account.changes > 0) and np.any(one.account.changes < 0):
        return look.say(
            "{rate}: the loss goes up and down, from {first} to {final}.",
            rate=rate,
            first=texts.before,
            final=texts.after,
        )
    return look.say(
        "{rate}: the loss goes from {first} to {final}.",
        rate=rate,
        first=texts.before,
        final=texts.after,
    )


__all__ = ["story", "story_of_two", "verdict"]
