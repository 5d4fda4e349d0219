"""What is said of many starts on one curve: its minima, who came where, and whether the start matters."""

from collections.abc import Callable

import numpy as np

from gd_math.accounts.account import NOWHERE
from gd_math.accounts.endings import End
from gd_math.accounts.many_starts import ManyStarts
from gd_math.shape.valleys import are_tops
from scenes.cast.curves.ball_endings import BallEndings
from scenes.cast.writing.numbers import plain
from scenes.cast.writing.variable_names import place_text

MOST_DECIMALS = 7

Say = Callable[..., str]


class MinimaStory:
    """The sentences on many starts.

    Parameters
    ----------
    say, say_count
        Translate a sentence, and one that depends on a count, and put values in their places.
    many
        What became of them.
    steps
        How many steps were asked for.
    """

    def __init__(self, say: Say, say_count: Say, many: ManyStarts, steps: int) -> None:
        self.say, self.say_count, self.many, self.steps = say, say_count, many, steps

    def title(self) -> str:
        """Return the header."""
        valleys = len(self.many.valleys)
        if self.many.starts == 1:
            return self.say("One start on one curve")
        if self.many.flat:
            return self.say("Many starts on level ground")
        if not valleys:
            return self.say("Many starts, no minimum")
        return self.say("Many starts, one minimum") if valleys == 1 else self.say("Many starts, many minima")

    def minima(self) -> str:
        """Return the sentence on the curve's minima."""
        count, lowest, complete = len(self.many.valleys), self.many.lowest, self.many.complete
        if self.many.flat:
            return self.say("This curve is level: every place is as low as any.")
        if not count:
            return self.say("This curve has no minimum in the picture.")
        if count == 1:
            return self._one_minimum(complete)
        if lowest == count and complete:
            return self.say("This curve has {count} minima, all equally low.", count=count)
        if lowest == count:
            return self.say("{count} minima in the picture, all equally low.", count=count)
        if lowest == 1 and complete:
            return self.say("This curve has {count} minima; only one is the lowest.", count=count)
        if lowest == 1:
            return self.say("{count} minima in the picture; only one is the lowest.", count=count)
        return self.say_count(
            count - lowest,
            "{minima} minima: {lowest} are equally low, {count} is higher.",
            "{minima} minima: {lowest} are equally low, {count} are higher.",
            minima=count,
            lowest=lowest,
        )

    def _one_minimum(self, complete: bool) -> str:
        valley = self.many.valleys[0]
        if valley.end:
            return self.say("This curve is lowest where it ends, at {x}.", x=self.at(valley.place))
        if self.many.falls_lower:
            return self.say("This curve has one minimum here, but it falls lower elsewhere.")
        if valley.flat:
            return self.say("One valley in the picture: its floor is level.")
        if complete:
            return self.say("This curve has one minimum only.")
        return self.say("There is one minimum in the picture.")

    def heights(self) -> list[str]:
        """Return the valleys' heights, with decimals that tell the lowest from the others."""
        heights = self.many.heights
        if not len(heights):
            return []
        heights = np.concatenate(
            [np.full(self.many.lowest, heights[: self.many.lowest].mean()), heights[self.many.lowest :]]
        )
        for decimals in range(2, MOST_DECIMALS + 1):
            texts = [plain(float(height), decimals) for height in heights]
            if texts[0] not in texts[self.many.lowest :]:
                break
        return texts

    def question(self) -> str:
        """Return what is to be predicted."""
        if self.many.starts == 1:
            return self.say("Predict: where does it end?")
        if 0 < self.many.lowest < len(self.many.valleys):
            return self.say("Predict: how many of them end in a lowest minimum?")
        return self.say("Predict: where does each of them end?")

    def going(self, steps: int) -> str:
        """Return the sentence that accompanies the steps."""
        if self.many.flat:
            return self.say("There is no slope, so nobody moves.")
        if self.many.starts == 1:
            return self.say_count(
                steps, "{count} step down the slope.", "{count} steps, each down the slope."
            )
        return self.say_count(
            steps, "{count} step down the slope.", "All at once: {count} steps, each down the slope."
        )

    def endings(self) -> list[str]:
        """Return the sentences on where the balls ended: in valleys, and elsewhere."""
        many = self.many
        if many.flat:
            return [self.say("Level ground: every ball stays where it was put.")]
        others = BallEndings(self.say, self.say_count, many.accounts, many.homes != NOWHERE).sentences()
        return [self._arrivals(), *others] if many.good + many.caught else others

    def _arrivals(self) -> str:
        count, good, caught = self.many.starts, self.many.good, self.many.caught
        one = len(self.many.valleys) == 1
        if count == 1:
            if one:
                return self.say("The ball has come to the minimum.")
            if good:
                return self.say("The ball has come to a lowest minimum.")
            return self.say("The ball is caught in a minimum that is not the lowest.")
        if good + caught < count:
            return self.say_count(
                self.steps,
                "After {count} step, {arrived} of {balls} balls are in a minimum.",
                "After {count} steps, {arrived} of {balls} balls are in a minimum.",
                arrived=good + caught,
                balls=count,
            )
        if one:
            return self.say("All {count} have come to the minimum.", count=count)
        if not caught:
            return self.say("All {count} have come to a lowest minimum.", count=count)
        if caught == 1:
            return self.say(
                "{good} of {count} reach a lowest minimum, one is caught in a higher one.",
                good=good,
                count=count,
            )
        return self.say(
            "{good} of {count} reach a lowest minimum, {caught} are caught in a higher one.",
            good=good,
            count=count,
            caught=caught,
        )

    def bands(self) -> str:
        """Return the sentence on the bands."""
        if self.many.basins.scattered:
            return self.say("Long steps: even starts side by side may end apart.")
        return self.say("All starts in one band come to the same minimum: its basin.")

    def moral(self) -> str:
        """Return the last sentence: where the borders are, or why some starts come to no minimum."""
        basins = self.many.basins
        homes, borders = basins.homes[basins.known], basins.borders
        if len(set(homes.tolist())) == 1:
            if len(self.many.valleys) == 1:
                return self.say("One minimum: here the start does not matter.")
            return self.say("All starts come to the same minimum: here the start does not matter.")
        if are_tops(self.many.objective, borders, float(np.ptp(self.many.view.x_range))).all():
            return self._tops()
        if basins.scattered:
            return self.say("Long steps jump over tops: where a start leads is hard to foresee.")
        if not basins.strays:
            return self.say(
                "Long steps jump over tops: {minima} minima, {pieces} bands.",
                minima=len(set(homes.tolist())),
                pieces=basins.bands,
            )
        if basins.strays == {End.DIVERGING}:
            return self._escapes(homes)
        if basins.strays == {End.LEFT_DOMAIN}:
            return self.say("From the other starts a step leads to where f is not defined.")
        if End.CREEPING in basins.strays:
            return self.say("From level ground they hardly move: the start does matter.")
        return self.say("From other starts no ball comes to rest: the start does matter.")

    def _escapes(self, homes: np.ndarray) -> str:
        """Return the sentence on starts from which the steps lead out."""
        inner = np.trim_zeros(homes != NOWHERE)
        if inner.all():
            return self.say("From far out these steps escape: the start does matter.")
        return self.say("From some starts these steps escape: the start does matter.")

    def _tops(self) -> str:
        """Return the sentence on borders that are the tops of the curve."""
        basins = self.many.basins
        homes, borders = basins.homes[basins.known], [self.at(float(x)) for x in basins.borders]
        if len(borders) == 1 and basins.strays == {End.FALLING}:
            if homes[0] == NOWHERE:
                return self.say("Left of {x} there is no minimum: the start decides.", x=borders[0])
            return self.say("Right of {x} there is no minimum: the start decides.", x=borders[0])
        if len(borders) == 1:
            return self.say("The border is the top at {x}: the start decides.", x=borders[0])
        if len(borders) == 2:
            return self.say(
                "The borders are the tops at {one} and {other}: the start decides.",
                one=borders[0],
                other=borders[1],
            )
        return self.say("The borders are the tops between the minima: the start decides.")

    def at(self, x: float) -> str:
        """Return a place as it is written in a sentence."""
        width = float(np.ptp(self.many.view.x_range))
        decimals = int(np.clip(np.ceil(2.0 - np.log10(width)), 2, MOST_DECIMALS))
        return place_text(self.many.objective.variables[0], plain(x, decimals))


__all__ = ["MinimaStory"]
