"""What is said of a race: its rule, who leads, and what else there is to know."""

from collections.abc import Mapping, Sequence

import numpy as np

from gd_math.accounts.races import Race
from scenes.base.look import Look
from scenes.base.parameters import run_notes
from scenes.cast.writing.comparing import in_one_form
from scenes.cast.writing.number_text import shortest
from scenes.cast.writing.run_ends import joined
from scenes.parts.optimizer_race.rules import Name, Tried

ALIKE = 1e-6
"""Places closer than this share of how far the first steps lie apart are one."""


NAMED_AFTER = "Beale", "Himmelblau", "Rosenbrock"
"""Who gave their names to functions."""
BETA = 0.9
"""What momentum and Nesterov keep, as `RULES` make them."""
SHARES = "0.99", "0.01"
"""What RMSProp keeps of its average, and how much it takes of the new square: √0.01 is a tenth."""


def begun(name: str) -> str:
    """Return a name as a sentence begins."""
    return name[:1].upper() + name[1:]


def start(look: Look, function: str, count: int, steps: int) -> str:
    """Return what all have in common: after whom the function is named, if it is, the start, the budget."""
    name = function.capitalize()
    if name in NAMED_AFTER:
        return look.say(
            "{name}'s function: {count} optimizers, {steps} gradients each.",
            name=name,
            count=count,
            steps=steps,
        )
    return look.say("{count} optimizers, {steps} gradients each.", count=count, steps=steps)


def rule(look: Look, steps: int, rates: int) -> str:
    """Return the rule of the race: the budget, and of how many rates each has the best; 0 if given."""
    if rates:
        return look.say("{steps} gradients, best of {count} rates", steps=steps, count=rates)
    return look.say("{steps} gradients each", steps=steps)


def leading(look: Look, race: Race, names: Sequence[str], steps: int) -> str:
    """Return who leads after so many steps."""
    leaders = [names[k] for k in race.leaders(steps)]
    if not leaders:
        return look.say("Nobody leads after {count} gradients: all have left.", count=steps)
    who = begun(joined(look, leaders))
    if len(leaders) == 1:
        return look.say("{names} leads after {count} gradients.", names=who, count=steps)
    return look.say("{names} lead after {count} gradients.", names=who, count=steps)


def standing(race: Race, steps: int, written: Mapping[int, str] | None = None) -> dict[int, str]:
    """Return the losses of those who lead after so many steps, and of the next, if they are told apart.

    They are those already `written` for the same runs, where there are any.
    """
    losses = np.array([race.loss_after(k, steps) for k in range(len(race.told))])
    leaders = race.leaders(steps)
    others = [k for k in range(len(losses)) if k not in leaders and np.isfinite(losses[k])]
    shown = [leaders[0], *sorted(others, key=lambda k: float(losses[k]))[:1]] if leaders else []
    if not shown or not np.isfinite(losses[shown]).all():
        return {}
    first, *rest = in_one_form([float(losses[k]) for k in shown])
    if first in rest:
        return {}
    found = {**dict.fromkeys(leaders, first), **dict(zip(shown[1:], rest, strict=True))}
    return {k: (written or {}).get(k, text) for k, text in found.items()}


def keeping(look: Look, names: Sequence[str]) -> str:
    """Return who keeps how much of its velocity."""
    who, beta = begun(joined(look, names)), shortest(BETA)
    if len(names) == 1:
        return look.say("{name} also keeps β = {beta} of its velocity v.", name=who, beta=beta)
    return look.say("{names} also keep β = {beta} of their velocity v.", names=who, beta=beta)


def a_tenth(look: Look, found: Tried, names: Sequence[Name], group: Sequence[int]) -> str:
    """Return why AdaGrad and RMSProp land together, if they do and no one else does."""
    rates = {names[k]: shortest(found.rates[k]) for k in group}
    if set(rates) != {"adagrad", "rmsprop"}:
        return ""
    return look.say(
        "RMSProp's √s begins at a tenth: {one} goes as far as AdaGrad's {other}.",
        one=rates["rmsprop"],
        other=rates["adagrad"],
    )


def together(race: Race) -> list[int]:
    """Return who lands at one place with the first step, though not all do; nobody if no two."""
    points = np.array([run.points[min(1, run.steps_taken)] for run in race.runs])
    apart = np.linalg.norm(points[:, None] - points[None], axis=2)
    near = apart <= ALIKE * np.ptp(points, axis=0).max(initial=0.0)
    groups = [np.flatnonzero(row).tolist() for row in near]
    most = max(groups, key=len)
    moved = all(
        race.runs[k].steps_taken and (race.runs[k].points[1] != race.runs[k].points[0]).any() for k in most
    )
    return most if moved and 1 < len(most) < len(points) else []


def away_from(race: Race, since: int, steps: int) -> int:
    """Return from which step on who is lowest alone at the end leads for good; the last one if none is."""
    last = race.leaders(steps)
    if len(last) != 1:
        return steps
    return next((k + 1 for k in range(steps - 1, since - 1, -1) if race.leaders(k) != last), since)


def notes_on(look: Look, found: Tried, names: Sequence[str]) -> list[str]:
    """Return by which conventions they work, which rates might be bettered, and who does not settle."""
    memory = look.say("momentum and Nesterov: v ← 0.9 v + g, with α outside v, as in PyTorch")
    shares = look.say("RMSProp averages with 0.99, Adam with 0.9 and 0.999; only Adam corrects its bias")
    notes = [memory, shares, look.say("ε = 10⁻⁸, AdaGrad's 10⁻¹⁰, is added outside the root")]
    for name, one in zip(names, found.tuned, strict=False):
        if one.at_edge:
            notes.append(
                look.say(
                    "{who}: its best rate, {rate}, is at the grid's end; one beyond may be better",
                    who=name,
                    rate=shortest(one.best),
                )
            )
    runs = zip(names, found.race.each, found.race.optimizers, strict=True)
    return notes + [
        f"{name}: {note}" for name, one, made in runs for note in run_notes(one.account, made, look)
    ]


__all__ = [
    "SHARES",
    "a_tenth",
    "away_from",
    "begun",
    "keeping",
    "leading",
    "notes_on",
    "rule",
    "standing",
    "together",
]
