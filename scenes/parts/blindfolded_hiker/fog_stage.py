"""The hiker's whole stage: the land and the fog over it, the hiker, axis and panel, near and far."""

import numpy as np
from manim import ValueTracker, VGroup

from gd_math.accounts.account import Account
from scenes.base.layout import Box, Layout
from scenes.base.look import Look
from scenes.base.theme import TYPE
from scenes.cast.charts.undefined import Undefined
from scenes.cast.writing.formulas import MathFormula
from scenes.cast.writing.variable_names import variable_text
from scenes.parts.blindfolded_hiker.closeness import Closeness
from scenes.parts.blindfolded_hiker.descent import HikerDescent
from scenes.parts.blindfolded_hiker.fog import Fog
from scenes.parts.blindfolded_hiker.ground import Ground
from scenes.parts.blindfolded_hiker.knowledge import known_facts
from scenes.parts.blindfolded_hiker.mountains import Landscape
from scenes.parts.blindfolded_hiker.stage import close_stage, hiking_stage

HEIGHT, HEIGHT_IN_TALL_FRAMES = 1.45, 0.85
"""Of the hiker in the whole picture, in scene units."""
CLOSE, CLOSE_IN_TALL_FRAMES = 3.2, 2.4
"""Of the hiker who is seen from close by."""

QUESTION, ASIDE, ABOVE = 76.0, 0.62, 0.35
"""Size of the poster's question marks; how far from the boots, in heights; how high above the ground."""


class FogStage:
    """Everything that the lesson shows; at first it is seen from close by.

    Parameters
    ----------
    look, layout
        Theme, language and frame.
    account
        Of the walk, in the range of x that is shown.
    fog_radius
        How far one can see, in body heights.
    clock, air
        They tell where the walk stands, and the phase of what blows in the wind.
    """

    def __init__(
        self,
        look: Look,
        layout: Layout,
        account: Account,
        fog_radius: float,
        clock: ValueTracker,
        air: ValueTracker,
    ) -> None:
        tall, run, objective = layout.tall, account.run, account.objective
        height, close = (HEIGHT_IN_TALL_FRAMES, CLOSE_IN_TALL_FRAMES) if tall else (HEIGHT, CLOSE)
        across, size = (layout.stage.width, TYPE.label) if tall else (0.0, TYPE.caption)
        clear = fog_radius * height
        self.facts = known_facts(look, account, lambda: self.descent, across, size)
        self.home, (left, top) = hiking_stage(look, layout, account, self.facts, height, clear)
        panel = Box(left, left + self.facts.room[0], top - self.facts.room[1], top)
        ground = Ground(self.home, objective)
        place = ground.across(float(run.points[0, 0]))
        boots, name = np.array([place, ground.height(place), 0.0]), variable_text(objective.variables[0])
        self.plot = close_stage(look, layout, self.home, boots, panel, close / height, name)
        self.view = Closeness(self.plot, self.home)
        self.descent = HikerDescent(look, self.view, objective, run, clock, air, height=height)
        self.landscape = Landscape(look, layout, self.home, objective)
        self.landscape.come(self.view)
        self.fog = Fog(look, layout, clear, self.home.area.bottom)
        self.facts.stand_at(left, top)
        undefined = Undefined.on_curve(look, self.plot, objective)
        undefined.hatching.set_stroke(look.colours.ink)
        self.bare = [] if undefined.empty else [undefined]

        self.look = look

    def questions(self) -> VGroup:
        """Return the poster's question marks: one for each way, above the ground there."""
        marks, (x, y, _) = VGroup(), self.descent.boots.tolist()
        for side in (-1, 1):
            mark = MathFormula(self.look, '"?"', size=QUESTION)
            across = x + side * ASIDE * self.descent.size * self.view.scale
            place = float(self.view.back([across])[0])
            ground = self.view.scale * self.descent.ground.height(place) + self.view.shift[1]
            height = float(np.clip(ground, y - mark.height, y + self.descent.size)) + ABOVE + mark.height / 2
            marks.add(mark.move_to((across, height, 0.0)))
        marks.name = "questions"
        return marks


__all__ = ["FogStage"]
