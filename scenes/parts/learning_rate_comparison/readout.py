"""How far a run is told: the step, and the loss after it, at the upper right of its picture."""

from collections.abc import Callable, Sequence
from typing import Literal

from manim import VGroup

from gd_math.accounts.rates import RateRun
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.base.words import Words
from scenes.cast.writing.numbers import LiveNumber, number_width
from scenes.parts.learning_rate_comparison.labels import alike

GAP, APART = 0.14, 0.4
"""Between a word and its number, and between the two pairs."""


class Readout(VGroup):
    """``step 12   loss 21.3``, as the ball stands.

    Parameters
    ----------
    look
        Theme and language.
    area
        What the data of the picture fill: it stands above the right end of that.
    one
        The run.
    time
        Tells ``k + u``.
    compact
        Whether there is little room.
    shows
        Both, or the one that does not stand elsewhere.
    beside
        Another run whose numbers stand under these: all keep the room of the widest.
    seen
        The losses of all runs: they have one format.
    """

    def __init__(
        self,
        look: Look,
        area: Box,
        one: RateRun,
        time: Callable[[], float],
        *,
        compact: bool,
        shows: Literal["both", "step", "loss"] = "both",
        beside: Sequence[RateRun] = (),
        seen: Sequence[float] = (),
    ) -> None:
        baseline, right = area.top + CAP_HEIGHT_PER_FONT_SIZE * TYPE.label, area.right
        losses = alike(one.run.values.tolist(), seen)
        steps = [str(k) for k in range(len(losses))]
        colours = look.colours
        every = {
            "loss": (look.say("loss"), losses, colours.loss),
            "step": (look.say("step"), steps, colours.muted),
        }
        pairs = [every[name] for name in every if shows in ("both", name)]
        aside = 0.0 if compact else Words(look, look.say("loss")).width + APART
        sizes = (TYPE.label,) if compact else (TYPE.formula, TYPE.caption)[shows == "loss" :]
        fitting = (size for size in sizes if aside + _width(look, pairs, size) <= area.width)
        size = next(fitting, TYPE.label)

        def now() -> int:
            return min(int(time() + 1e-9), len(losses) - 1)

        super().__init__()
        for word, texts, colour in pairs:
            others = [text for run in beside for text in alike(run.run.values.tolist(), seen)]
            room = max(number_width(text, size) for text in (*texts, *others))
            name = Words(look, word, colour=colours.muted, size=size).stand_on(baseline)
            left = right - room
            number = LiveNumber(
                look,
                lambda texts=texts: texts[now()],  # type: ignore[misc]
                (left, baseline, 0.0),
                anchor="left",
                colour=colour,
                size=size,
            )
            name.shift((left - GAP - float(name.get_right()[0]), 0.0, 0.0))
            self.add(name, number)
            right = left - GAP - name.width - APART
        self.name = "readout"


def _width(look: Look, pairs: Sequence[tuple[str, Sequence[str], str]], size: float) -> float:
    """Return how wide words with their widest numbers are, side by side."""
    words = sum(Words(look, word, size=size).width for word, *_ in pairs)
    numbers = sum(max(number_width(text, size) for text in texts) for _, texts, _ in pairs)
    return words + numbers + len(pairs) * GAP + APART


__all__ = ["Readout"]
