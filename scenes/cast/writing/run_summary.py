"""What a run did, in one sentence for those who cannot see it: from where, how, to where, and what it won."""

import math
from collections.abc import Sequence

from gd_math.runs.trajectory import Trajectory
from scenes.base.look import Look
from scenes.cast.writing.comparing import told_apart
from scenes.cast.writing.number_text import TIMES, plain, shortest, significant
from scenes.cast.writing.variable_names import variable_text

FINENESS = 400
"""A place is told to this share of the way."""
ROUNDING = 1e-9
"""What is below this share of the way is 0."""
DIGITS = 2
"""Of a loss, where they tell it apart."""


def run_summary(look: Look, run: Trajectory, rate: float, names: Sequence[str] = ()) -> list[str]:
    """Return what a run of gradient descent did: "Starting at 8, twenty steps … bring x to 0.09; …".

    Parameters
    ----------
    look
        Whose language.
    run
        A single run; of one that leaves every scale, what is finite.
    rate
        Its learning rate.
    names
        Of the coordinates; the run's own by default.
    """
    count, first, final = len(run.steps), float(run.values[0]), float(run.values[-1])
    before, after = told_apart([first, final], DIGITS)
    letters = [variable_text(name) for name in names or run.variables]
    said = {
        "start": _tuple([shortest_or_short(float(x)) for x in run.points[0]]),
        "rate": shortest_or_short(rate),
        "number": counted(look, count),
        "name": _tuple(letters),
        "place": places_apart(run),
        "first": before,
        "final": after,
    }
    if count == 0:
        return [look.say("At {start} no step is taken; the loss is {first}.", **said)]
    if before == after:
        return [
            look.say_count(
                count,
                "Starting at {start}, one step of gradient descent at rate {rate} brings {name} to {place}; "
                "the loss stays {first}.",
                "Starting at {start}, {number} steps of gradient descent at rate {rate} bring {name} to "
                "{place}; the loss is {first} as before.",
                **said,
            )
        ]
    if final < first:
        return [
            look.say_count(
                count,
                "Starting at {start}, one step of gradient descent at rate {rate} brings {name} to {place}; "
                "the loss falls from {first} to {final}.",
                "Starting at {start}, {number} steps of gradient descent at rate {rate} bring {name} to "
                "{place}; the loss falls from {first} to {final}.",
                **said,
            )
        ]
    return [
        look.say_count(
            count,
            "Starting at {start}, one step of gradient descent at rate {rate} brings {name} to {place}; "
            "the loss rises from {first} to {final}.",
            "Starting at {start}, {number} steps of gradient descent at rate {rate} bring {name} to "
            "{place}; the loss rises from {first} to {final}.",
            **said,
        )
    ]


def runs_summary(look: Look, runs: Sequence[tuple[str, Trajectory]]) -> list[str]:
    """Return what several runs from one start came to: "All start at 8 … Rate 0.1: after 27 steps …".

    Parameters
    ----------
    look
        Whose language.
    runs
        Each with what its sentence begins with, translated: ``Rate 0.1``.
    """
    start = runs[0][1].points[0].tolist()
    first, *finals = told_apart(
        [float(runs[0][1].values[0]), *(float(run.values[-1]) for _, run in runs)], DIGITS
    )
    place = _tuple([shortest_or_short(x) for x in start])
    return [
        look.say("All start at {start}, where the loss is {first}.", start=place, first=first),
        *(
            look.say_count(
                len(run.steps),
                "{who}: after {count} step the loss is {final}.",
                "{who}: after {count} steps the loss is {final}.",
                who=who,
                final=final,
            )
            for (who, run), final in zip(runs, finals, strict=True)
        ),
    ]


def counted(look: Look, count: int) -> str:
    """Return a number of things as one says it: a word from two to twenty, digits beyond."""
    words = (
        look.say("two"),
        look.say("three"),
        look.say("four"),
        look.say("five"),
        look.say("six"),
        look.say("seven"),
        look.say("eight"),
        look.say("nine"),
        look.say("ten"),
        look.say("eleven"),
        look.say("twelve"),
        look.say("thirteen"),
        look.say("fourteen"),
        look.say("fifteen"),
        look.say("sixteen"),
        look.say("seventeen"),
        look.say("eighteen"),
        look.say("nineteen"),
        look.say("twenty"),
    )
    return words[count - 2] if 2 <= count < len(words) + 2 else str(count)


def shortest_or_short(value: float) -> str:
    """Return a number as somebody typed it, or with three digits if nobody would type it.

    >>> shortest_or_short(8.0), shortest_or_short(0.1), shortest_or_short(0.123456789)
    ('8', '0.1', '0.123')
    """
    text = shortest(value)
    return text if len(text) <= 6 else significant(value, 3)


def places_apart(run: Trajectory) -> str:
    """Return where a run ends, as finely as its way lets one see."""
    texts = []
    for start, end in zip(run.points[0].tolist(), run.points[-1].tolist(), strict=True):
        way = max(abs(end - start), abs(start), abs(end))
        text = place_text(end, way)
        if text == place_text(start, way) and start != end:
            text = told_apart([start, end], DIGITS)[1]
        texts.append(text)
    return _tuple(texts)


def place_text(value: float, way: float) -> str:
    """Return a coordinate to a small share of a way.

    >>> place_text(0.0922, 8.0), place_text(1e-14, 8.0), place_text(0.0003, 8.0), place_text(2.0, 8.0)
    ('0.09', '0', '0.0003', '2')
    """
    if abs(value) <= ROUNDING * way or way == 0.0:
        return "0"
    text = plain(value, max(0, math.ceil(-math.log10(way / FINENESS))))
    if not any(digit in text for digit in "123456789"):
        return significant(value, 1)
    return text.rstrip("0").rstrip(".") if "." in text and TIMES not in text else text


def _tuple(texts: Sequence[str]) -> str:
    return texts[0] if len(texts) == 1 else f"({', '.join(texts)})"
