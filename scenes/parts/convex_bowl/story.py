"""What is said of convex functions: the curve and its chords, the bowl and its balls, and one that is not."""

from typing import Any

import numpy as np

from gd_math.accounts.account import Accounts
from gd_math.accounts.endings import End
from gd_math.shape.convexity import Bottom
from gd_math.typing import Bools
from scenes.base.look import Look
from scenes.cast.curves.ball_endings import BallEndings


class ConvexStory:
    """The sentences on the curve and the bowl.

    Parameters
    ----------
    look
        Theme and language.
    curve, bowl
        What the two functions are lowest at.
    """

    def __init__(self, look: Look, curve: Bottom, bowl: Bottom) -> None:
        self.look, self.curve, self.bowl = look, curve, bowl

    def chords(self, straight: bool, whole: bool) -> str:
        """Return the sentence on all chords."""
        if straight:
            return self.look.say("No chord dips below the graph: a straight line is convex as well.")
        if whole:
            return self.look.say("No chord dips below the graph: convex.")
        return self.look.say("No chord dips below the graph: convex where it is defined.")

    def meeting(self, told: Accounts) -> list[str]:
        """Return the sentences on two balls on the curve."""
        home, lowest = np.array([one.rests for one in told]), self.lowest()
        if lowest is None and home.all():
            return [self.look.say("They meet: one minimum.")]
        falling = all(one.end is End.FALLING for one in told)
        others = [] if falling and lowest else BallEndings(self.look, told, home).sentences()
        return [*([lowest] if lowest else []), *others]

    def lowest(self) -> str | None:
        """Return the sentence on where the curve is lowest, if that is not a single place in the picture."""
        match self.curve:
            case Bottom.NONE:
                return self.look.say("Convex, but without a minimum: it falls without end.")
            case Bottom.LEVEL:
                return self.look.say("It is level: every place is as low as any.")
            case Bottom.FLOOR:
                return self.look.say("Its floor is level: many places are equally low.")
            case Bottom.EDGE:
                return self.look.say("It is lowest where it ends.")
        return None

    def in_two(self, closed: bool) -> str:
        """Return the sentence on the bowl."""
        match self.bowl:
            case Bottom.NONE:
                return self.look.say("In two variables: convex, but without a lowest point.")
            case Bottom.LEVEL:
                return self.look.say("In two variables: level ground is convex as well.")
            case Bottom.FLOOR:
                return self.look.say("In two variables: a valley whose floor is level.")
            case Bottom.EDGE:
                return self.look.say("In two variables: convex, and lowest where it ends.")
            case Bottom.OUTSIDE:
                return self.look.say("In two variables: its lowest point lies outside the picture.")
        if closed:
            return self.look.say("In two variables it is a bowl.")
        return self.look.say("In two variables: convex, with one lowest point.")

    def going(self, starts: int) -> str:
        """Return the sentence that accompanies the balls in the bowl."""
        if self.bowl is Bottom.LEVEL:
            return self.look.say("There is no slope, so nobody moves.")
        return self.look.say_count(
            starts,
            "{count} ball at random: it follows the slope.",
            "{count} balls at random: each follows the slope.",
        )

    def arrivals(self, told: Accounts, home: Bools) -> list[str]:
        """Return the sentences on what became of the balls in the bowl; `home` rest in it ``(balls,)``."""
        count, arrived = len(told), int(home.sum())
        if self.bowl is Bottom.LEVEL:
            return [self.look.say("Level ground: every ball stays where it was put.")]
        others = BallEndings(self.look, told, home)
        if self.bowl is Bottom.POINT and set(others.counts()) <= {End.ON_ITS_WAY} and _nearer(told):
            return [self._at_the_point(count, arrived)]
        if not arrived:
            return others.sentences()
        return [self._some(count, arrived), *others.sentences()]

    def _at_the_point(self, count: int, arrived: int) -> str:
        if arrived < count:
            return self.look.say(
                "All go towards the one minimum; close to it: {arrived} of {count}.",
                arrived=arrived,
                count=count,
            )
        if count == 1:
            return self.look.say("It has come to the one minimum.")
        return self.look.say("All {count} arrive at the one minimum.", count=count)

    def _some(self, count: int, arrived: int) -> str:
        if self.bowl is Bottom.FLOOR:
            return self.look.say_count(
                arrived,
                "{count} of {balls} rests on the level floor: no place is lower.",
                "{count} of {balls} rest on the level floor: no place is lower.",
                balls=count,
            )
        return self.look.say_count(
            arrived,
            "{count} of {balls} has come to the one minimum.",
            "{count} of {balls} have come to the one minimum.",
            balls=count,
        )

    def two(self, told: Accounts, apart: bool) -> list[str]:
        """Return the sentences on two balls on the other curve, which may rest `apart`."""
        if apart:
            return [self.look.say("They do not meet: two minima.")]
        home = np.array([one.rests for one in told])
        if home.all():
            return [self.look.say("Here both end at the same place, but nothing promises it.")]
        sentences = BallEndings(self.look, told, home).sentences()
        if home.any():
            sentences.insert(0, self.look.say("One of the two has come to a minimum."))
        return sentences

    def summary(self, every: bool, apart: bool) -> str:
        """Return the last sentence: whether `every` ball in the bowl came to its minimum, the two `apart`."""
        if every and apart:
            return self.look.say("Convex: all came to one minimum. Not convex: the start can decide.")
        if apart:
            return self.look.say("Not convex: the start can decide where a ball ends.")
        return self.look.say("Not convex: nothing promises that a start comes to the lowest place.")

    def answer(self, every: bool, apart: bool) -> str:
        """Return the headline that answers whether they meet; ``""`` where the balls do not show it."""
        return self.look.say("Convex: they meet") if every and apart else ""

    def results(self, starts: int, every: bool, apart: bool) -> tuple[str, str]:
        """Return what stands at the bowl and at the other curve in the end."""
        one = self.look.say("not convex: 2 starts, 2 minima") if apart else self.look.say("not convex")
        if not every:
            return self.look.say("convex"), one
        return self.look.say_count(
            starts, "convex: {count} start, 1 minimum", "convex: {count} starts, 1 minimum"
        ), one


def bowl_notes(look: Look, told: Accounts, limit: float | None) -> list[str]:
    """Return how many balls do not stay in the bowl; `limit` is the rate that they exceed, if known."""
    starts, notes = len(told), []
    ends = (End.DIVERGING, End.FALLING, End.LEFT_DOMAIN)
    climbing, falling, lost = (told.count(end) for end in ends)
    if climbing:
        notes.append(
            look.say("{count} of {starts} balls climb out of the bowl", count=climbing, starts=starts)
            if limit is None
            else look.say(
                "{count} of {starts} balls climb out of the bowl; stable below {limit}",
                count=climbing,
                starts=starts,
                limit=f"{limit:.4g}",
            )
        )
    if falling:
        notes.append(look.say("{count} of {starts} balls fall without end", count=falling, starts=starts))
    if lost:
        notes.append(
            look.say(
                "{count} of {starts} balls step to where the bowl is not defined", count=lost, starts=starts
            )
        )
    return notes


def _nearer(told: Accounts) -> bool:
    """Tell whether all runs end lower and closer to the minimum than they began, or began there."""

    def away(one: Any, k: int) -> float:
        return float(np.linalg.norm(one.run.points[k] - one.minimum))

    def nearer(one: Any) -> bool:
        return bool(one.rests or (one.change < 0 and away(one, -1) < away(one, 0)))

    return all(one.minimum is not None and nearer(one) for one in told)


__all__ = ["ConvexStory", "bowl_notes"]
