"""The formula in the upper right corner: how trials multiply, then how a descent steps."""

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import WORDS_FONT
from scenes.base.words import typst_string
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.number_text import significant


def trial_formula(look: Look, box: Box) -> MathFormula:
    """Return ``trials = values^parameters`` in the upper right corner of a box."""
    trials, values, parameters = map(_word, (look.say("trials"), look.say("values"), look.say("parameters")))
    return _in_corner(look, box, f"{values}^{parameters} = {paint(look.colours.parameter, trials)}")


def step_rule(look: Look, box: Box, learning_rate: float) -> MathFormula:
    """Return ``w ← w − 0.18 · gradient`` in the upper right corner of a box, the learning rate named."""
    colours = look.colours
    w, gradient = paint(colours.parameter, "w"), paint(colours.gradient, _word(look.say("gradient")))
    name = _word(look.say("learning rate"))
    step = paint(colours.step, f"- underbrace({significant(learning_rate, 2)}, {name}) dot")
    return _in_corner(look, box, f"{w} arrow.l {w} {step} {gradient}")


def _word(text: str) -> str:
    return f'#text(font: "{WORDS_FONT}")[{typst_string(text)}]'


def _in_corner(look: Look, box: Box, math: str) -> MathFormula:
    formula = MathFormula(look, math)
    formula.scale(min(1.0, box.width / formula.width))
    return formula.shift(
        (box.right - float(formula.get_right()[0]), box.top - float(formula.get_top()[1]), 0.0)
    )


__all__ = ["step_rule", "trial_formula"]
