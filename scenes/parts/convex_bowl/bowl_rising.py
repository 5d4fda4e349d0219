"""How a curve becomes a bowl, and the bowl this curve again."""

from manim import Animation, smooth

from scenes.base.appearing import Appear, Vanish
from scenes.base.lesson import Lesson
from scenes.base.theme import TIMING
from scenes.cast.land.bowl import Bowl
from scenes.cast.moving.following import ride
from scenes.parts.convex_bowl.bowl_scene import BowlScene
from scenes.parts.convex_bowl.chord_panel import ChordPanel
from scenes.parts.convex_bowl.lifted_curve import LiftedCurve


class BowlRising:
    """Lifts a curve off its axes and turns it into a bowl; turns it back.

    Parameters
    ----------
    lesson
        Plays all this.
    chord, bowl
        The curve with its balls, and the bowl.
    ground
        What the bowl is.

    Attributes
    ----------
    lifted
        The curve off its axes, with its ball.
    """

    def __init__(self, lesson: Lesson, chord: ChordPanel, bowl: BowlScene, ground: Bowl) -> None:
        self.lesson, self.bowl = lesson, bowl
        self.lifted = LiftedCurve(lesson.look, chord, bowl.terrain, ground)
        self.heading = bowl.heading()

    def rise(self, *going: Animation) -> None:
        """Lift the curve off its axes while these go, and turn it into a bowl."""
        lesson, terrain, lifted = self.lesson, self.bowl.terrain, self.lifted
        lesson.add(lifted)
        lesson.play(*going, run_time=TIMING.quick)
        lesson.play(ride(lifted.lifted, 1.0, smooth), run_time=TIMING.move)
        lesson.remove(lifted)
        lesson.add(terrain, lifted)
        lesson.play(ride(terrain.opened, 1.0, smooth), Appear(self.heading), run_time=TIMING.slow)
        lesson.play(Vanish(lifted.line), run_time=TIMING.tick)

    def fold(self, *going: Animation) -> None:
        """Turn the bowl back into the curve, on its axes, when these have gone."""
        lesson, terrain, lifted = self.lesson, self.bowl.terrain, self.lifted
        lesson.play(*going, Vanish(self.heading), run_time=TIMING.tick)
        lesson.add(lifted)
        lesson.play(ride(terrain.opened, 0.0, smooth), terrain.turn_to(0.0), run_time=0.8 * TIMING.move)
        lesson.remove(terrain)
        lesson.play(ride(lifted.lifted, 0.0, smooth), run_time=0.6 * TIMING.move)


__all__ = ["BowlRising"]
