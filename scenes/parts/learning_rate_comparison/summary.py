"""What can be said of several learning rates together, in sentences that are true of all printed numbers."""

from collections.abc import Sequence

import numpy as np

from gd_math.accounts.changes import changes_of
from gd_math.accounts.endings import End
from gd_math.accounts.rates import RateComparison, RateRun, zone
from scenes.base.look import Look
from scenes.cast.curves.run_ends import start_of
from scenes.cast.writing.number_text import limit_text, steady
from scenes.cast.writing.variable_names import variable_text
from scenes.parts.learning_rate_comparison.labels import rate_text


def name_of(one: RateRun) -> str:
    """Return ``α = 0.02``."""
    return f"α = {rate_text(one.rate)}"


def setting(runs: Sequence[RateRun], steps: int, look: Look) -> str:
    """Say what is the same for all runs, and what differs."""
    count = len(runs)
    if count == 1:
        return look.say("{rate}: one step after the other.", rate=name_of(runs[0]))
    if steps == 1:
        return look.say("{count} runs: same start, one step each. Only the rate differs.", count=count)
    return look.say(
        "{count} runs: same start, same {steps} steps. Only the rate differs.", count=count, steps=steps
    )


def announced(runs: Sequence[RateRun], later: bool, look: Look) -> str:
    """Say which rates come now."""
    first, *others = (name_of(one) for one in runs)
    if others:
        return look.say("Two at once: {first} and {second}.", first=first, second=others[0])
    if later:
        return look.say("Now {rate}, from the same start.", rate=first)
    return look.say("First {rate}.", rate=first)


def turned(runs: Sequence[RateRun], steps: int, look: Look) -> str:
    """Say that the losses go to where their rates are."""
    if steps > 1 and all(one.run.steps_taken == steps and not one.account.left for one in runs):
        return look.say("Each loss after {steps} steps, over its rate.", steps=steps)
    return look.say("Now the losses over the learning rates.")


def meaning(comparison: RateComparison, look: Look) -> str:
    """Say what the curvature L is, where the slope changes evenly."""
    name = variable_text(comparison.objective.variables[0])
    return look.say("Curvature L: change of slope per unit of {name}.", name=name)


def limit(comparison: RateComparison, curvature: float, look: Look) -> str:
    """Say what the curvature at the minimum means for these rates."""
    (_, bend), (sign, most) = limit_text(curvature), limit_text(2.0 / curvature)
    if otherwise := _unruly(comparison, curvature):
        return _otherwise(otherwise[0], bend, look)
    if comparison.is_parabola:
        return look.say(
            "{one} lands in the minimum; beyond {two} it escapes.",
            one=" ".join(("1/L", *limit_text(1.0 / curvature))),
            two=" ".join(("2/L", sign, most)),
        )
    return look.say(
        "Curvature L = {bend} at the minimum: no rate above 2/L {sign} {limit} settles there.",
        bend=bend,
        sign=sign,
        limit=most,
    )


def stable_below(comparison: RateComparison, curvature: float, look: Look) -> str:
    """Return which rates settle, as an answer; nothing where a run shows that it is not so."""
    sign, most = limit_text(2.0 / curvature)
    if _unruly(comparison, curvature):
        return ""
    return look.say("Stable below 2/L {sign} {limit}", sign=sign, limit=most)


def _unruly(comparison: RateComparison, curvature: float) -> list[RateRun]:
    """Return the runs that do not settle although their rates are below the limit."""
    zones = zip(comparison.runs, comparison.zones(curvature), strict=True)
    return [one for one, where in zones if where is None and zone(one.rate * curvature) < 2]


def _otherwise(one: RateRun, bend: str, look: Look) -> str:
    """Tell a run that does not settle although its rate is below the limit."""
    place, rate = start_of(one), name_of(one)
    if one.end is End.DIVERGING:
        return look.say(
            "L = {bend} rules near the minimum only: from {place}, {rate} escapes.",
            bend=bend,
            place=place,
            rate=rate,
        )
    if one.end is End.CREEPING:
        return look.say(
            "L = {bend} rules near the minimum only: from {place}, {rate} hardly moves.",
            bend=bend,
            place=place,
            rate=rate,
        )
    return look.say(
        "L = {bend} rules near the minimum only: from {place}, {rate} does not settle.",
        bend=bend,
        place=place,
        rate=rate,
    )


def summary(runs: Sequence[RateRun], steps: int, look: Look) -> str:
    """Name the best of the rates, if one is best."""
    if len(runs) == 1:
        return _alone(runs[0], look)
    if all(one.end is End.FALLING for one in runs):
        return _falling(runs, look)
    fall = [one for one in runs if one.end is End.FALLING]
    if fall:
        return look.say("There is no lowest loss: with {rate} it falls without end.", rate=name_of(fall[-1]))
    going = [one for one in runs if not one.account.left]
    if not going:
        return look.say("None of these rates keeps the ball here.")
    best = min(going, key=lambda one: float(one.heights[-1]))
    others = [one for one in going if one is not best]
    alike = [one for one in others if not changes_of(np.array([best.heights[-1], one.heights[-1]]))[0]]
    if alike:
        return _shared([best, *alike], len(runs), steps, look)
    worst = runs[-1]
    if worst.end is End.DIVERGING and not best.escapes:
        return look.say(
            "After {steps} steps {best} is lowest, and {worst} has escaped.",
            steps=steps,
            best=name_of(best),
            worst=name_of(worst),
        )
    loss = steady(float(best.heights[-1]))
    if steps == 1:
        return look.say("Lowest loss after one step: {loss}, with {best}.", loss=loss, best=name_of(best))
    return look.say(
        "Lowest loss after {steps} steps: {loss}, with {best}.", steps=steps, loss=loss, best=name_of(best)
    )


def _alone(one: RateRun, look: Look) -> str:
    loss, steps = steady(float(one.run.values[-1])), one.run.steps_taken
    if one.account.left:
        return look.say("The last loss before it leaves is {loss}.", loss=loss)
    if steps == 1:
        return look.say("After one step the loss is {loss}.", loss=loss)
    return look.say("After {steps} steps the loss is {loss}.", steps=steps, loss=loss)


def _falling(runs: Sequence[RateRun], look: Look) -> str:
    """Tell runs that all fall without end."""
    finals = [float(one.heights[-1]) for one in runs]
    common = min(len(one.run.values) for one in runs) - 1
    along = np.array([one.run.values[common] for one in runs])
    if (changes_of(along) < 0).all() and finals == sorted(finals, reverse=True):
        return look.say(
            "No minimum stops them: all {count} fall, the larger rate the faster.", count=len(runs)
        )
    return look.say("No minimum stops them: all {count} fall without end.", count=len(runs))


def _shared(best: Sequence[RateRun], count: int, steps: int, look: Look) -> str:
    """Tell a lowest loss that several runs have in common."""
    loss = steady(float(best[0].heights[-1]))
    if len(best) == count:
        return look.say("No rate is better than another here: each loss ends at {loss}.", loss=loss)
    rates = ", ".join(rate_text(one.rate) for one in sorted(best, key=lambda one: one.rate))
    return look.say("The lowest loss, {loss}, is shared by α = {rates}.", loss=loss, rates=rates)


__all__ = ["announced", "limit", "meaning", "name_of", "setting", "stable_below", "summary", "turned"]
