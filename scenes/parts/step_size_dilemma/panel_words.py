"""What is said over a run: the length of its steps, its height, and what becomes of it."""

from typing import Protocol

from manim import VGroup

from gd_math.accounts.step_rules import StepRun
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import WORDS_FONT
from scenes.base.words import Words, typst_string
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.number_text import shortest, typst_number
from scenes.cast.writing.numbers import Number, number_width
from scenes.parts.step_size_dilemma.story import verdict

NUMBER_GAP, WORDS_GAP, ROW_GAP, TIGHT, BELOW = 0.14, 0.6, 0.25, 0.06, 0.3
ROUNDING = 1e-9


class Told(Protocol):
    """A panel of a run: its run, whether the frame is tall, and its heights as text."""

    one: StepRun
    tall: bool

    def height_text(self, k: int) -> str:
        """Return the height after step k as it is printed."""
        ...


def step_title(look: Look, one: StepRun, size: float) -> MathFormula:
    """Return ``step 4`` or ``α × slope``."""
    words = look.say("step"), look.say("slope")
    step, slope = (f'#text(font: "{WORDS_FONT}")[{typst_string(word)}]' for word in words)
    markup = paint(look.colours.step, f"{step} thick {typst_number(shortest(one.size))}")
    if one.follows_slope:
        markup = f"{paint(look.colours.step, 'alpha')} times {paint(look.colours.gradient, slope)}"
    return MathFormula(look, markup, size=size)


class PanelWords:
    """The words over a run, at one place: title, height, verdict; of a run that is over, from where to where.

    Where room is short the word height goes first, whose colour tells it, then the height of the start.

    Parameters
    ----------
    look
        Theme and language.
    panel
        Whose words.
    box
        Where they stand, at its upper edge.
    foot
        The lower edge of the curve there: in tall frames a verdict without room above stands below it.
    size, small
        Font sizes of title and verdict, and of the others.
    line
        Distance of the two lines, title and verdict over the heights; 0 puts all on one line, the verdict
        last or, with `below`, under the height.
    below
        Distance of the verdict below a single line that ends at the right edge.
    titled
        Whether the title needs room: it may come later, at another place.
    over
        Whether the run is over there: the height of the start stands before the last one.

    Attributes
    ----------
    title, name, origin, number, fate
        The rule's length, the word height, ``25.00 →``, the height now, and what becomes of the run.
    """

    def __init__(
        self,
        look: Look,
        panel: Told,
        box: Box,
        foot: float,
        size: float,
        small: float,
        line: float,
        below: float = 0.0,
        titled: bool = True,
        over: bool = True,
    ) -> None:
        one, colours = panel.one, look.colours
        ill = one.bounces or one.escapes
        self.title = step_title(look, one, size)
        self.fate = Words(
            look, verdict(one, look), colour=colours.warning if ill else colours.ink, size=min(small, size)
        )
        name = Words(look, look.say("height"), colour=colours.muted, size=small)
        origin = f"{typst_number(panel.height_text(0))} arrow.r"
        start = MathFormula(look, origin, colour=colours.loss, size=small)
        steps = len(one.run.values)
        told = range(steps - 1, steps) if over else range(steps)
        widest = max(number_width(panel.height_text(k), small) for k in told)
        first = box.top - (0.27 if line or not below else 0.36)
        second = first - line
        title, fate = (float(part.width) for part in (self.title, self.fate))
        fate_line, left, room = first, box.left, box.width
        if line and title + NUMBER_GAP + fate > box.width:
            fate_line, room = second, room - fate - NUMBER_GAP
        elif below:
            fate_line, room = first - below, room - title - NUMBER_GAP
        elif not titled:
            room -= fate + NUMBER_GAP
        elif not line:
            gap = min(ROW_GAP, (room - title - fate - float(start.width) - NUMBER_GAP - widest) / 2)
            if not over or gap < TIGHT:  # without the height of the start
                gap = min(ROW_GAP, max((room - title - widest - fate) / 2, NUMBER_GAP))
            left, room = left + title + gap, room - title - fate - 2 * gap
        choices: tuple[list[Words | MathFormula], ...] = [name, start], [start], [name], []
        for parts in choices[0 if over else 2 :]:
            wide = sum(float(part.width) + NUMBER_GAP for part in parts) + widest
            if wide <= room + ROUNDING:
                break
        self.name, self.origin = (part if part in parts else VGroup() for part in (name, start))
        if wide > room and fate_line == second and line:
            fate_line = foot - BELOW if panel.tall else first
        if below:
            left = box.right - wide
            gap = max(NUMBER_GAP, min(WORDS_GAP, left - title - box.left))
            _start(self.title, left - gap - title, first)
        else:
            _start(self.title, box.left, first)
        _start(self.fate, box.right - fate, fate_line)
        for part in parts:
            _start(part, left, second)
            left += float(part.width) + NUMBER_GAP
        text = panel.height_text(steps - 1 if over else 0)
        at = (left + widest, second, 0.0)
        self.number = Number(look, text, at, anchor="right", colour=colours.loss, size=small)


def _start(part: Words | MathFormula, left: float, base: float) -> None:
    """Put words on a line, from a place on."""
    part.stand_on(base)
    part.shift((left - float(part.get_left()[0]), 0.0, 0.0))


__all__ = ["NUMBER_GAP", "PanelWords", "step_title"]
