"""The rules by which optimizers go down in many variables, and of ascent."""

from typing import Any, Literal

from gd_math.objective import Objective
from gd_math.runs.optimizers import (
    AdaGrad,
    Adam,
    AdamW,
    GradientDescent,
    Momentum,
    Nesterov,
    Optimizer,
    RMSProp,
)
from scenes.base.look import Look
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.variable_names import tuple_markup

Sign = Literal["-", "+", "plus.minus"]


def descent_rule(look: Look, objective: Objective, sign: Sign = "-", rate: str = "alpha") -> str:
    """Return Typst math of (x, y) ← (x, y) − α ∇f(x, y), its symbols in the colours of what they name.

    In place of the letter α the rate itself may stand.
    """
    colours, place = look.colours, tuple_markup(objective)
    slope = paint(colours.gradient, f"nabla f{place}")
    return _moved(look, objective, f"{paint(colours.step, rate)} {slope}", sign)


def optimizer_rule(look: Look, objective: Objective, optimizer: Optimizer[Any]) -> tuple[str, ...]:
    """Return Typst math of an optimizer's rule, on one line and on several: choices for a `FormulaZone`.

    v ← β v + ∇f, then (x, y) ← (x, y) − α v for momentum. What an optimizer remembers of the
    gradients has the colour of velocity.

    Parameters
    ----------
    look
        Theme and language.
    objective
        What is minimised: its variables are named.
    optimizer
        One of `gd_math.runs.optimizers`.
    """
    if isinstance(optimizer, GradientDescent):
        return (descent_rule(look, objective),)
    *updates, step = _lines(look, objective, optimizer)
    lines = [*updates, _moved(look, objective, step)]
    return ", quad ".join(lines), " \\ ".join(line.replace("arrow.l", "&arrow.l", 1) for line in lines)


def _moved(look: Look, objective: Objective, step: str, sign: str = "-") -> str:
    point = paint(look.colours.parameter, tuple_markup(objective))
    return f"{point} arrow.l {point} {sign} {step}"


def _lines(look: Look, objective: Objective, optimizer: Optimizer[Any]) -> list[str]:
    """Return how the state follows from the gradient, and last what is taken off the point."""
    colours = look.colours
    alpha, slope = paint(colours.step, "alpha"), paint(colours.gradient, "nabla f")
    v, beta = (paint(colours.velocity, letter) for letter in ("v", "beta"))

    def average(letter: str, share: str, of: str) -> str:
        name, kept = paint(colours.velocity, letter), paint(colours.velocity, share)
        return f"{name} arrow.l {kept} {name} + (1 - {kept}) {of}"

    def scaled(of: str, squares: str) -> str:
        return f"{alpha} {of} \\/ (sqrt({paint(colours.velocity, squares)}) + epsilon)"

    squared = f"({slope})^2"
    match optimizer:
        case Nesterov():
            return [f"{v} arrow.l {beta} {v} + {slope}", f"{alpha} ({slope} + {beta} {v})"]
        case Momentum():
            return [f"{v} arrow.l {beta} {v} + {slope}", f"{alpha} {v}"]
        case AdaGrad():
            s = paint(colours.velocity, "s")
            return [f"{s} arrow.l {s} + {squared}", scaled(slope, "s")]
        case RMSProp():
            return [average("s", "beta", squared), scaled(slope, "s")]
        case Adam():
            step = scaled(paint(colours.velocity, "hat(m)"), "hat(s)")
            if isinstance(optimizer, AdamW):
                step = f"{step} - {alpha} lambda {paint(colours.parameter, tuple_markup(objective))}"
            return [average("m", "beta_1", slope), average("s", "beta_2", squared), step]
    raise TypeError(f"{type(optimizer).__name__} has no rule to show")


__all__ = ["Sign", "descent_rule", "optimizer_rule"]
