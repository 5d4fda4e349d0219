"""What became of balls, told in groups of those that ended alike."""

import numpy as np

from gd_math.accounts.account import Account, Accounts
from gd_math.accounts.endings import End
from gd_math.shape.lie import extent_of
from gd_math.typing import Bools
from scenes.base.look import Look

MOST_GROUPS = 3
"""So many groups are told, the largest ones."""

TINY = 0.005
"""A step is tiny if it is shorter than this share of the picture's width."""


class BallEndings:
    """The sentences on balls that have not come to rest in one of the valleys that the picture shows.

    Parameters
    ----------
    look
        Theme and language.
    accounts
        What happened to each ball.
    home
        Which balls rest in a valley of the picture ``(balls,)``; nothing is said of them.
    """

    def __init__(self, look: Look, accounts: Accounts, home: Bools) -> None:
        self.look, self.accounts, self.home = look, accounts, home

    def counts(self) -> dict[End, int]:
        """Return how many balls ended in each way, the most frequent first."""
        found: dict[End, int] = {}
        for one, at_home in zip(self.accounts, self.home, strict=True):
            if not at_home:
                end = End.ON_ITS_WAY if one.end is End.CREEPING and not _tiny(one) else one.end
                found[end] = found.get(end, 0) + 1
        return dict(sorted(found.items(), key=lambda item: -item[1]))

    def sentences(self) -> list[str]:
        """Return one sentence for each group."""
        return [self.sentence(end, count) for end, count in list(self.counts().items())[:MOST_GROUPS]]

    def who(self, count: int) -> str:
        """Return how a group of `count` balls is called."""
        balls = len(self.accounts)
        if balls == 1:
            return self.look.say("The ball")
        if count == balls:
            return (
                self.look.say("Both balls") if balls == 2 else self.look.say("All {balls} balls", balls=balls)
            )
        if balls == 2:
            return self.look.say("One of the two balls")
        return self.look.say("{count} of {balls} balls", count=count, balls=balls)

    def sentence(self, end: End, count: int) -> str:
        """Return what became of `count` balls that ended in one way."""
        who, look = self.who(count), self.look
        match end:
            case End.FALLING:
                return look.say_count(
                    count,
                    "{who} falls without end: no minimum lies below it.",
                    "{who} fall without end: no minimum lies below them.",
                    who=who,
                )
            case End.DIVERGING:
                return look.say_count(
                    count,
                    "{who} climbs away: the steps are too long.",
                    "{who} climb away: the steps are too long.",
                    who=who,
                )
            case End.LEFT_DOMAIN:
                return look.say_count(
                    count,
                    "{who} steps to where f is not defined, and is lost.",
                    "{who} step to where f is not defined, and are lost.",
                    who=who,
                )
            case End.NO_SLOPE:
                return look.say_count(
                    count,
                    "{who} comes to a place where f has no slope.",
                    "{who} come to a place where f has no slope.",
                    who=who,
                )
            case End.CYCLE:
                return look.say_count(
                    count,
                    "{who} jumps to and fro between the same places.",
                    "{who} jump to and fro between the same places.",
                    who=who,
                )
            case End.STANDING:
                return look.say_count(
                    count,
                    "{who} stands where the slope is 0, but at no minimum.",
                    "{who} stand where the slope is 0, but at no minimum.",
                    who=who,
                )
            case End.KINK:
                return look.say_count(
                    count,
                    "{who} stands on a kink: there the slope counts as 0.",
                    "{who} stand on a kink: there the slope counts as 0.",
                    who=who,
                )
            case End.CREEPING:
                return look.say_count(
                    count,
                    "{who} hardly moves: each step is tiny.",
                    "{who} hardly move: each step is tiny.",
                    who=who,
                )
            case End.ARRIVED:
                return look.say_count(
                    count,
                    "{who} has come to a minimum outside the picture.",
                    "{who} have come to a minimum outside the picture.",
                    who=who,
                )
            case _:
                return look.say_count(
                    count,
                    "{who} is still moving when the steps are used up.",
                    "{who} are still moving when the steps are used up.",
                    who=who,
                )


def _tiny(one: Account) -> bool:
    """Tell whether the last step of a run is tiny beside the picture."""
    steps = one.run.steps
    return not len(steps) or float(np.linalg.norm(steps[-1])) <= TINY * extent_of(one.region)


__all__ = ["BallEndings"]
