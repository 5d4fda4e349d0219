"""The last frame: the same landscape for small steps, for large ones, and for Newton's method."""

from manim import ValueTracker, VGroup

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.base.words import Words
from scenes.cast.writing.formulas import MathFormula
from scenes.cast.writing.number_text import shortest, typst_number
from scenes.parts.basin_map.found import ALIKE, Found
from scenes.parts.basin_map.rooms import BasinRooms
from scenes.parts.basin_map.sheet import BasinSheet

APART, LEADING = 1.0, 0.6
"""From a map's name to what came of it, and between two lines of that, in capital heights."""


class ThreeMaps:
    """Three maps in a row: the map that is there goes to its place, and the others come beside it.

    Parameters
    ----------
    look
        Theme and language.
    rooms
        The places of the frame.
    found
        The basins.
    sheet
        The map that is there, of Newton's method.

    Attributes
    ----------
    gone
        Tells how far that one has gone to its place.
    others
        The maps of small and large steps.
    words
        What stands with each: its name, and what came of it.
    """

    def __init__(self, look: Look, rooms: BasinRooms, found: Found, sheet: BasinSheet) -> None:
        study, before = found.study, sheet.area()
        (left, right), (bottom, top) = study.region
        places = rooms.thirds((right - left) / (top - bottom))
        areas = [area for area, _ in places]
        self.gone = ValueTracker(0.0)
        sheet.area = lambda: before.towards(areas[2], self.gone.get_value())
        self.others = [
            BasinSheet(look, area, lambda area=area: area, found, rate)  # type: ignore[misc]
            for area, rate in zip(areas, study.rates, strict=False)
        ]
        for other in self.others:
            other.seen.set_value(0.0)
        count = int((study.small.by_step[:, -1] > 0).sum())
        rates = [f"alpha = {typst_number(shortest(rate))}" for rate in study.rates]
        names: list[MathFormula | Words] = [
            MathFormula(look, rate, colour=look.colours.step, size=TYPE.caption) for rate in rates
        ]
        astray = 1.0 - study.newton.share(slice(len(study.minima)))
        changed = look.say("{share} % change basin", share=f"{100.0 * study.changed:.1f}")
        lost, strays = (
            look.say("{share} % no minimum", share=f"{100.0 * share:.1f}") for share in (study.lost, astray)
        )
        results = [
            [look.say_count(count, "{count} basin", "{count} basins")],
            [changed, lost] if study.lost >= ALIKE else [changed],
            [strays],
        ]
        newton = Words(look, look.say("Newton"), size=TYPE.caption)
        self.words = [
            _written(look, name, lines, room, rooms.tall)
            for name, lines, (_, room) in zip([*names, newton], results, places, strict=True)
        ]


def _written(look: Look, name: MathFormula | Words, lines: list[str], room: Box, beside: bool) -> VGroup:
    """Put a name and what came of it into their room: below a map, or beside it."""
    cap = CAP_HEIGHT_PER_FONT_SIZE * TYPE.caption
    first = float(room.centre[1]) + 0.6 * cap if beside else room.top - 2 * cap
    name.stand_on(first)
    lines = [", ".join(lines)] if beside else lines
    results, top = [Words(look, line) for line in lines], first - APART * cap
    for k, result in enumerate(results):
        if result.width > room.width:
            results[k] = Words(look, lines[k], width=room.width, align="left" if beside else "center")
        results[k].shift((0.0, top - float(results[k].get_top()[1]), 0.0))
        top = float(results[k].get_bottom()[1]) - LEADING * cap
    for words in (name, *results):
        edge = float(words.get_left()[0]) if beside else float(words.get_center()[0])
        words.shift((room.left - edge if beside else float(room.centre[0]) - edge, 0.0, 0.0))
    written = VGroup(name, *results)
    if beside:
        written.shift((0.0, float(room.centre[1] - written.get_center()[1]), 0.0))
    return written


__all__ = ["ThreeMaps"]
