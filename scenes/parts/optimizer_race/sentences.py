"""What is said of a race: its rule, who leads, and what else there is to know."""

from collections.abc import Sequence

from gd_math.accounts.races import Race
from scenes.base.look import Look
from scenes.base.parameters import run_notes
from scenes.cast.writing.number_text import shortest
from scenes.cast.writing.run_ends import joined
from scenes.parts.optimizer_race.rules import Tried


def begun(name: str) -> str:
    """Return a name as a sentence begins."""
    return name[:1].upper() + name[1:]


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


__all__ = ["begun", "leading", "notes_on", "rule"]
