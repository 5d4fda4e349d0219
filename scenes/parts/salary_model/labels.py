"""What is written in the picture of wages: amounts, the names of the column's parts, the question mark."""

from collections.abc import Sequence

import numpy as np
from manim import VMobject
from manim.typing import Point3D, Point3D_Array

from scenes.base.theme import TYPE
from scenes.base.words import Words
from scenes.cast.charts.free_places import roomiest
from scenes.cast.marks.lines import closed
from scenes.cast.writing.formulas import MathFormula
from scenes.cast.writing.numbers import Number
from scenes.parts.salary_model.stage import LINE_POINTS, WageStage, filled
from scenes.parts.salary_model.worker import TALL

AWAY, ENOUGH = 0.32, 0.1
"""From the middle of an upright part to a label, and what a label keeps from anything, in scene units."""
BEYOND = 0.3
"""How far above or below its part a name may stand, in scene units, if there is no room beside it."""
SHARES = (0.5, 0.35, 0.65, 0.2, 0.8)
"""Where along its part a name may stand, the best place first."""


def beside(stage: WageStage, place: Point3D, text: str, colour: str, *others: VMobject) -> Number:
    """Return a number beside a place on the way: at its left, or where there is room, off other labels."""
    number = Number(stage.look, text, anchor="center", colour=colour, size=TYPE.formula)
    anchors = place + np.array([(0.0, up, 0.0) for up in (0.0, 0.3, -0.3, 0.6)])
    number.set_text(text, number.at + _free(stage, anchors, number, others) - number.get_center())
    return number


def names_of_parts(stage: WageStage) -> list[Words]:
    """Return the words beside the parts of the column, those that are there."""
    look, words = stage.look, list[Words]()
    named = {
        "bias": (look.say("bias"), look.colours.parameter),
        "weight": (look.say("weight"), stage.weight_colour),
        "noise": (look.say("noise"), look.colours.loss),
    }
    for kind, bar in stage.bars.items():
        if len(bar.points):
            text, colour = named[kind]
            word = Words(look, text, colour=colour, size=TYPE.caption)
            low, high = bar.get_bottom(), bar.get_top()
            beyond = np.array([(0.0, BEYOND, 0.0), (0.0, 2 * BEYOND, 0.0)])
            along = [low + share * (high - low) for share in SHARES]
            anchors = np.concatenate([along, high + beyond, low - beyond])
            words.append(word.move_to(_free(stage, anchors, word, words)))
    return words


def question(stage: WageStage) -> MathFormula:
    """Return the question mark above the head of the one who is told."""
    mark = MathFormula(stage.look, '"?"', colour=stage.look.colours.loss, size=2 * TYPE.formula)
    place = stage.worker.place + np.array([0.0, TALL + 0.5, 0.0])
    places = place + np.array([(0.0, 0.2 * k, 0.0) for k in range(12)])
    half = np.array([mark.width, mark.height]) / 2
    return mark.move_to(roomiest(places, half, stage.taken[LINE_POINTS:], enough=0.2))


def _free(stage: WageStage, anchors: Point3D_Array, label: VMobject, others: Sequence[VMobject]) -> Point3D:
    """Return where a label has room beside one of some places: at its left, if it has."""
    half = np.array([label.width, label.height]) / 2
    aside, room = np.array([half[0] + AWAY, 0.0, 0.0]), np.array([*half, 0.0])
    low, high = stage.corners
    places = np.concatenate([anchors - aside, anchors + aside])
    taken = [stage.taken, *(_outline(other) for other in others)]
    return roomiest(np.clip(places, low + room, high - room), half, np.concatenate(taken), enough=ENOUGH)


def _outline(label: VMobject) -> Point3D_Array:
    """Return points on screen ``(n, 3)`` all around a label."""
    signs = np.array([(-1.0, -1.0, 0.0), (1.0, -1.0, 0.0), (1.0, 1.0, 0.0), (-1.0, 1.0, 0.0)])
    return label.get_center() + filled(closed(signs * np.array([label.width, label.height, 0.0]) / 2))


__all__ = ["beside", "names_of_parts", "question"]
