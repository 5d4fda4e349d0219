"""How many steps have been walked, as a number that counts."""

import numpy as np
from manim import VGroup

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import TYPE
from scenes.base.words import Words
from scenes.cast.land.land_walk import LandWalk
from scenes.cast.writing.numbers import LiveNumber, number_width


class StepCounter(VGroup):
    """The number of steps walked, at the lower left of a box.

    Parameters
    ----------
    look
        Theme and language.
    box
        Where it stands.
    walk
        Its steps are counted.
    """

    def __init__(self, look: Look, box: Box, walk: LandWalk) -> None:
        muted = look.colours.muted
        words = Words(look, look.say("step"), size=TYPE.caption, colour=muted)
        words.shift((box.left - float(words.get_left()[0]), box.bottom - float(words.get_bottom()[1]), 0.0))
        across = float(words.get_right()[0]) + 0.16 + number_width(str(walk.steps), TYPE.caption)
        baseline = float(np.median([glyph.get_bottom()[1] for glyph in words]))
        count = LiveNumber(
            look,
            lambda: str(int(walk.clock.get_value() + 1e-6)),
            (across, baseline, 0.0),
            anchor="right",
            colour=muted,
            size=TYPE.caption,
        )
        super().__init__(words, count)


__all__ = ["StepCounter"]
