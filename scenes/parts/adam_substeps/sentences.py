"""What AdamSubsteps says of its runs, as the numbers are printed."""

import numpy as np

from gd_math.runs.optimizers import Adam
from scenes.base.look import Look
from scenes.base.parameters import run_notes
from scenes.base.words import no_break
from scenes.cast.writing.number_text import fixed
from scenes.cast.writing.variable_names import axis_names
from scenes.parts.adam_substeps.formulas import rest_text, slope_text
from scenes.parts.adam_substeps.found import AdamFound

NEAR = 0.1
"""Ratios that differ from ±1 by less are near it."""


class Sentences:
    """The captions that depend on what was found.

    Parameters
    ----------
    look
        Theme and language.
    found
        The runs.
    """

    def __init__(self, look: Look, found: AdamFound) -> None:
        self.look, self.found = look, found
        self.variables = axis_names(found.race.objective)

    def names(self) -> list[str]:
        """Return what the runs are called."""
        say = self.look.say
        return [say("Corrected"), say("Not corrected")]

    def slopes(self) -> str:
        """Tell both slopes at the start."""
        (x, y), (name, other) = self.found.slope.tolist(), self.variables
        return self.look.say(
            "Slopes: {x} along {name}, {y} along {other}.",
            x=slope_text(x),
            y=slope_text(y),
            name=name,
            other=other,
        )

    def copied(self) -> str:
        """Tell both slopes, and that a plain step copies them."""
        (x, y), (name, other) = self.found.slope.tolist(), self.variables
        return self.look.say(
            "Slopes: {x} along {name}, {y} along {other}. A plain step copies that.",
            x=slope_text(x),
            y=slope_text(y),
            name=name,
            other=other,
        )

    def mean(self) -> str:
        """Tell what m is."""
        share = rest_text(self.found.shares[0])
        return self.look.say(
            "Adam averages the slopes: m. From 0, the first one counts {share}.", share=share
        )

    def measured(self) -> str:
        """Tell how long m is by √s, and that it would be as long with a slope of another size."""
        ratio, (name, other) = self.ratio(0.0), self.variables
        if self.alike(0.0) and self.found.decades_apart:
            return self.look.say(
                "By this ruler m is {ratio} long, even were {name} as steep as {other}: the size cancels.",
                ratio=ratio,
                name=name,
                other=other,
            )
        if self.alike(0.0):
            return self.look.say(
                "By this ruler m is {ratio} long, steep or flat: the slope's size cancels.", ratio=ratio
            )
        return self.look.say("Adam measures m with this ruler: the slope's size cancels.")

    def stepped(self) -> str:
        """Tell what this ratio is on the map."""
        return self.look.say(
            "Times α, turned round: a step of {length} along each.", length=alphas(self.ratio(0.0))
        )

    def ratio(self, corrected: float) -> str:
        """Return the first ratio without its sign, as it is printed."""
        return fixed(float(np.abs(self.found.first(corrected)).max()), 2)

    def alike(self, corrected: float) -> bool:
        """Tell whether both first ratios are printed alike."""
        ratios = np.abs(self.found.first(corrected))
        return len({fixed(float(one), 2) for one in ratios}) == 1

    def following(self) -> str:
        """Tell what the next steps are made of."""
        ratios = self.found.told[0].ratios[: self.found.live]
        if (np.abs(ratios * np.sign(self.found.slope) - 1.0) < NEAR).all():
            return self.look.say("Next, new slopes are averaged in: the ratios stay near ±1.")
        return self.look.say("Next, new slopes are averaged in.")

    def compared(self) -> str:
        """Tell how long the steps of both runs become."""
        one, other = (alphas(self.longest(run)) for run in range(2))
        return self.look.say("With it the longest step is {one}, without it {other}.", one=one, other=other)

    def answer(self, told: bool) -> str:
        """Answer the headline's question; `told` says whether the first step was."""
        say = self.look.say
        return say("First step: slope ÷ its size = ±1") if told else say("Each slope by its own size")

    def lengths(self) -> list[tuple[str, str]]:
        """Return what stands beside the longest steps of both runs, from long to short."""
        one, other = (alphas(self.longest(run)) for run in range(2))
        named = self.look.say("corrected: {length}", length=one)
        other_named = self.look.say("not corrected: {length}", length=other)
        return [(named, other_named), (one, other_named), (one, other)]

    def longest(self, run: int) -> str:
        """Return the longest step of a run, along one coordinate, in units of α."""
        return fixed(self.found.told[run].longest, 2)


def alphas(number: str) -> str:
    """Return a multiple of α that no line parts.

    >>> alphas("3.16")
    '3.16\\xa0α'
    """
    return no_break(f"{number} α")


def notes_on(look: Look, found: AdamFound) -> list[str]:
    """Say which Adam it is, and who does not settle."""
    notes = [look.say("Adam as in PyTorch: ε = 10⁻⁸ outside the root; many write v for our s")]
    rules = found.rule, Adam(found.rate, found.rule.beta1, found.rule.beta2, corrected=False)
    for name, told, rule in zip(Sentences(look, found).names(), found.race.told, rules, strict=True):
        notes += [f"{name}: {note}" for note in run_notes(told, rule, look)]
    return notes


__all__ = ["Sentences", "notes_on"]
