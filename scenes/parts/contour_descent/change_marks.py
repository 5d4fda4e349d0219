"""The marks that explain the end of a run beside the curve of its changes."""

import math

import numpy as np
from manim import VGroup

from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, POINT_RADIUS, STROKES, TYPE
from scenes.cast.charts.free_places import clearances
from scenes.cast.marks.lines import Dots, Polyline, dashes
from scenes.cast.writing.formulas import MathFormula
from scenes.cast.writing.number_rows import Cell
from scenes.cast.writing.number_text import TIMES, plain, powers_of_ten, significant
from scenes.cast.writing.numbers import Number, number_width
from scenes.parts.contour_descent.change_curve import GAP, RISE_OF_LABEL, ChangeCurve
from scenes.parts.contour_descent.way_left import FACTOR_DECIMALS

BESIDE_FACTOR = 0.6
"""Share of the steps beside which the factor of each of them stands."""
DIFFERS = 0.2
"""Share by which float64 must differ from exact arithmetic for the eye to tell."""
LINES, LINE_GAP = 2, 1.9
"""Of what is written beside a mark; from one line to the next, in capital heights."""
ROOM_OF_LABEL = 2.4
"""Capital heights that a line and the label over it take."""


def end_marks(curve: ChangeCurve, factor: float | None) -> list[VGroup]:
    """Return the mark of the step that is below the threshold, and what each step leaves of the change.

    Parameters
    ----------
    factor
        What each step leaves in the long run; None where that is not one number.
    """
    marks = [factor_mark(curve, factor)] if factor is not None else []
    if curve.threshold is not None and len(curve.changes) and 0.0 < curve.changes[-1] <= curve.threshold:
        marks.append(curve.mark(len(curve.changes)))
    return [mark for mark in marks if len(mark)]


def near_mark(curve: ChangeCurve, step: int, way: float) -> VGroup:
    """Return the mark of a step, with its change and the way then left where there is room for them."""
    mark = curve.mark(step)
    if len(mark) < 2:
        return mark
    number = mark.submobjects[1]
    assert isinstance(number, Number)
    say, colours = curve.look.say, curve.look.colours
    change = say(
        "{step}: change {change}", step=step, change=powers_of_ten(float(curve.changes[step - 1]), 1)
    )
    left = say("still to go: {length}", length=significant(way, 1))
    words = VGroup()
    for place, (said, colour) in enumerate(((change, colours.step), (left, colours.parameter))):
        line = MathFormula(curve.look, Cell.words(said).markup, colour=colour, size=TYPE.label)
        line.stand_on(float(number.at[1]) + (LINES - 1 - place) * LINE_GAP * number.cap_height)
        words.add(line.shift((float(number.at[0]) - float(line.get_left()[0]), 0.0, 0.0)))
    half = np.array([float(words.width), float(words.height)]) / 2
    area = curve.plot.area
    inside = float(words.get_right()[0]) < area.right and float(words.get_top()[1]) < area.top
    if inside and clearances(words.get_center()[None], half, curve.occupied())[0] > GAP / 2:
        mark.remove(number)
        mark.add(words)
    return mark


def float64_marks(curve: ChangeCurve) -> list[VGroup]:
    """Return the line below which float64 has no change, and how it would go on in exact arithmetic."""
    return [mark for mark in (spacing_mark(curve), exact_mark(curve)) if len(mark)]


def spacing_mark(curve: ChangeCurve) -> VGroup:
    """Return the line below which float64 has no change, nothing without room for its label."""
    if curve.spacing is None:
        return VGroup()
    cap = CAP_HEIGHT_PER_FONT_SIZE * TYPE.label
    marks = [curve.threshold] if curve.threshold is not None else []
    here = float(curve.plot.at(1.0, curve.spacing)[1])
    near = [abs(float(curve.plot.at(1.0, mark)[1]) - here) for mark in marks]
    if min(near, default=math.inf) < ROOM_OF_LABEL * cap:
        return VGroup()
    return curve.level(curve.spacing, "float64", powers_of_ten(curve.spacing, 1))


def exact_mark(curve: ChangeCurve) -> VGroup:
    """Return how the changes would go on in exact arithmetic, to the step that ends them."""
    if not curve.exact_is_shown:
        return VGroup()
    here, run = curve.exact[: len(curve.changes)], curve.changes
    differs = np.flatnonzero(np.abs(run - here) > DIFFERS * here)
    first = int(differs[0]) if len(differs) else len(run) - 1
    heights = np.clip(curve.exact[[first, -1]], *curve.plot.y_range)
    ends = curve.plot.points_at(np.array([first + 1, len(curve.exact)]), heights)
    ink = curve.look.colours.ink
    way = Polyline(ink, STROKES.path, name="exact changes").set_corners(*dashes(ends[0], ends[1]))
    dot = Dots(ink, POINT_RADIUS, name="exact end").set_places(ends[1:])
    text = str(len(curve.exact))
    cap = CAP_HEIGHT_PER_FONT_SIZE * TYPE.label
    place = ends[1] + np.array([POINT_RADIUS, RISE_OF_LABEL * cap, 0.0])
    number = Number(curve.look, text, place, anchor="left")
    return VGroup(way, dot, number)


def factor_mark(curve: ChangeCurve, factor: float) -> VGroup:
    """Return what each step leaves of the change in the long run, beside the curve, if there is room."""
    area, cap = curve.plot.area, CAP_HEIGHT_PER_FONT_SIZE * TYPE.label
    number = Number(curve.look, TIMES + plain(factor, FACTOR_DECIMALS))
    words = MathFormula(curve.look, Cell.words(curve.look.say("per step")).markup, size=TYPE.label)
    width = number_width(number.text, TYPE.label) + GAP + float(words.width)
    half = np.array([width / 2, cap])
    middle = curve.screen[round(BESIDE_FACTOR * (len(curve.screen) - 1))] + np.array(
        [half[0] + 3 * GAP, 3 * GAP, 0.0]
    )
    inside = middle[0] + half[0] < area.right and middle[1] + half[1] < area.top
    if not inside or clearances(middle[None], half, curve.occupied())[0] < GAP:
        return VGroup()
    left, baseline = float(middle[0] - half[0]), float(middle[1]) - cap / 2
    number.set_text(number.text, (left, baseline, 0.0))
    words.stand_on(baseline)
    words.shift((left + 2 * half[0] - float(words.get_right()[0]), 0.0, 0.0))
    return VGroup(number, words)
