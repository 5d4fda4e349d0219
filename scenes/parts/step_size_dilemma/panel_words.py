"""What is said over a run: the length of its steps, its height, and what becomes of it."""

from typing import Protocol

from manim import VGroup, VMobject

from gd_math.accounts.step_rules import StepRun
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import WORDS_FONT
from scenes.base.words import Words, typst_string
from scenes.cast.charts.axes import Plot
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.number_text import shortest, typst_number
from scenes.cast.writing.numbers import Number, number_width
from scenes.parts.step_size_dilemma.stages import LINE
from scenes.parts.step_size_dilemma.story import verdict

NUMBER_GAP, WORDS_GAP, BELOW = 0.14, 0.6, 0.3


class Told(Protocol):
    """A panel of a run: its run, whether the frame is tall, where its curve goes, and its heights as text."""

    one: StepRun
    tall: bool
    goal: Plot

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
    """The words over a run, at one place: title, height, verdict.

    Parameters
    ----------
    look
        Theme and language.
    panel
        Whose words.
    box
        Where: two lines at its upper edge.
    size, small
        Font sizes of the title and of the others.
    line
        Distance of the lines; 0 puts title and height on one line, which ends at the right edge.
    """

    def __init__(self, look: Look, panel: Told, box: Box, size: float, small: float, line: float) -> None:
        one, colours = panel.one, look.colours
        self.title = step_title(look, one, size)
        name: VMobject = Words(look, look.say("height"), colour=colours.muted, size=small)
        widest = max(number_width(panel.height_text(k), small) for k in range(len(one.run.values)))
        ill = one.bounces or one.escapes
        fate = Words(
            look, verdict(one, look), colour=colours.warning if ill else colours.ink, size=min(small, size)
        )
        number = Number(look, panel.height_text(0), colour=colours.loss, size=small)
        first = box.top - (0.27 if line else 0.36)
        if line:
            second, left, fate_line = first - line, box.left, first - line
            room = box.width - widest - NUMBER_GAP - float(fate.width) - NUMBER_GAP
            if float(name.width) > room:
                name = VGroup()  # the colour tells what it is
            if room < 0.0 and panel.tall:
                fate_line = panel.goal.area.bottom - BELOW
            elif room < 0.0:
                fate_line = first
            self.title.shift((box.left - float(self.title.get_left()[0]), 0.0, 0.0))
        else:
            second, fate_line = first, first - LINE
            left = box.right - widest - NUMBER_GAP - float(name.width)
            gap = max(NUMBER_GAP, min(WORDS_GAP, left - float(self.title.width) - box.left))
            self.title.shift((left - gap - float(self.title.get_right()[0]), 0.0, 0.0))
        self.title.stand_on(first)
        if isinstance(name, Words):
            name.stand_on(second).shift((left - float(name.get_left()[0]), 0.0, 0.0))
            left += float(name.width) + NUMBER_GAP
        number.set_text(number.text, (left, second, 0.0))
        fate.stand_on(fate_line)
        across = box.right - float(fate.get_right()[0])
        if not line:
            across = min(across, left - float(fate.get_left()[0]))
        fate.shift((across, 0.0, 0.0))
        self.name, self.number, self.fate = name, number, fate


__all__ = ["NUMBER_GAP", "PanelWords", "step_title"]
