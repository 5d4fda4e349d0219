"""What is said of many starts on one curve: its minima, who came where, and whether the start matters."""

import numpy as np

from gd_math.accounts.account import NOWHERE, Accounts
from gd_math.accounts.endings import End
from gd_math.accounts.many_starts import ManyStarts
from gd_math.shape.valleys import are_tops
from scenes.base.look import Look
from scenes.cast.curves.ball_endings import BallEndings
from scenes.cast.writing.number_text import plain
from scenes.cast.writing.variable_names import place_text

MOST_DECIMALS = 7


class MinimaStory:
    """The sentences on many starts.

    Parameters
    ----------
    look
        Theme and language.
    many
        What became of them.
    steps
        How many steps were asked for.
    """

    def __init__(self, look: Look, many: ManyStarts, steps: int) -> None:
        self.look, self.many, self.steps = look, many, steps

    def title(self) -> str:
        """Return the header."""
        valleys = len(self.many.valleys)
        if self.many.starts == 1:
            return self.look.say("One start on one curve")
        if self.many.flat:
            return self.look.say("Many starts on level ground")
        if not valleys:
            return self.look.say("Many starts, no minimum")
        return (
            self.look.say("Many starts, one minimum")
            if valleys == 1
            else self.look.say("Which minimum will it find?")
        )

    def minima(self) -> str:
        """Return the sentence on the curve's minima."""
        count, lowest, complete = len(self.many.valleys), self.many.lowest, self.many.complete
        if self.many.flat:
            return self.look.say("This curve is level: every place is as low as any.")
        if not count:
            return self.look.say("This curve has no minimum in the picture.")
        if count == 1:
            return self._one_minimum(complete)
        if lowest == count and complete:
            return self.look.say("This curve has {count} minima, all equally low.", count=count)
        if lowest == count:
            return self.look.say("{count} minima in the picture, all equally low.", count=count)
        if lowest == 1 and complete:
            return self.look.say("This curve has {count} minima; only one is the lowest.", count=count)
        if lowest == 1:
            return self.look.say("{count} minima in the picture; only one is the lowest.", count=count)
        return self.look.say_count(
            count - lowest,
            "{minima} minima: {lowest} are equally low, {count} is higher.",
            "{minima} minima: {lowest} are equally low, {count} are higher.",
            minima=count,
            lowest=lowest,
        )

    def _one_minimum(self, complete: bool) -> str:
        valley = self.many.valleys[0]
        if valley.end:
            return self.look.say("This curve is lowest where it ends, at {x}.", x=self.at(valley.place))
        if self.many.falls_lower:
            return self.look.say("This curve has one minimum here, but it falls lower elsewhere.")
        if valley.flat:
            return self.look.say("One valley in the picture: its floor is level.")
        if complete:
            return self.look.say("This curve has one minimum only.")
        return self.look.say("There is one minimum in the picture.")

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

    def labels(self) -> list[str]:
        """Return the valleys' heights, named as the lowest and higher ones where there are both."""
        heights, lowest = self.heights(), self.many.lowest
        if not 0 < lowest < len(heights):
            return heights
        return [self.look.say("lowest: {height}", height=height) for height in heights[:lowest]] + [
            self.look.say("higher: {height}", height=height) for height in heights[lowest:]
        ]

    def drop(self, others: bool, even: bool) -> str:
        """Return the sentence on the balls that are put down, `others` if there is one already."""
        count, look = self.many.starts, self.look
        if others and even:
            return look.say_count(
                count - 1,
                "{count} more ball joins it: {starts} starts, evenly spread.",
                "{count} more balls join it: {starts} starts, evenly spread.",
                starts=count,
            )
        if others:
            return look.say_count(
                count - 1,
                "{count} more ball joins it: {starts} starts, at random.",
                "{count} more balls join it: {starts} starts, at random.",
                starts=count,
            )
        if even and count > 1:
            return look.say("{count} balls are put down, evenly spread.", count=count)
        return look.say_count(count, "{count} ball is put down.", "{count} balls are put down at random.")

    def question(self) -> str:
        """Return what is to be predicted."""
        if self.many.starts == 1:
            return self.look.say("Predict: where does it end?")
        if 0 < self.many.lowest < len(self.many.valleys):
            return self.look.say("Predict: how many of them end in a lowest minimum?")
        return self.look.say("Predict: where does each of them end?")

    def going(self, steps: int) -> str:
        """Return the sentence that accompanies the steps."""
        if self.many.flat:
            return self.look.say("There is no slope, so nobody moves.")
        if self.many.starts == 1:
            return self.look.say_count(
                steps, "{count} step down the slope.", "{count} steps, each down the slope."
            )
        return self.look.say_count(
            steps,
            "All at once: {count} step down the slope.",
            "All at once: {count} steps, each down the slope.",
        )

    def endings(self) -> list[str]:
        """Return the sentences on where the balls ended: in valleys, and elsewhere."""
        many = self.many
        if many.flat:
            return [self.look.say("Level ground: every ball stays where it was put.")]
        others = BallEndings(self.look, many.accounts, many.homes != NOWHERE).sentences()
        return [self._arrivals(), *others] if many.good + many.caught else others

    def _arrivals(self) -> str:
        count, good, caught = self.many.starts, self.many.good, self.many.caught
        one = len(self.many.valleys) == 1
        if count == 1:
            if one:
                return self.look.say("The ball has come to the minimum.")
            if good:
                return self.look.say("The ball has come to a lowest minimum.")
            return self.look.say("The ball is caught in a minimum that is not the lowest.")
        if good + caught < count:
            return self.look.say_count(
                self.steps,
                "After {count} step, {arrived} of {balls} balls are in a minimum.",
                "After {count} steps, {arrived} of {balls} balls are in a minimum.",
                arrived=good + caught,
                balls=count,
            )
        if one:
            return self.look.say("All {count} have come to the minimum.", count=count)
        if not caught:
            return self.look.say("All {count} have come to a lowest minimum.", count=count)
        if caught == 1:
            return self.look.say(
                "{good} of {count} reach a lowest minimum, one is caught in a higher one: the ring.",
                good=good,
                count=count,
            )
        return self.look.say(
            "{good} of {count} reach a lowest minimum, {caught} are caught in a higher one: rings.",
            good=good,
            count=count,
            caught=caught,
        )

    def result(self) -> str:
        """Return what stays in the picture: how many came to a lowest minimum, if others were caught."""
        many = self.many
        if not many.caught or not many.good or many.good + many.caught < many.starts:
            return ""
        return self.look.say("{good} of {count} reach a lowest minimum", good=many.good, count=many.starts)

    def bands(self, wet: bool) -> str:
        """Return the sentence on the bands, or on the water if it rises in `wet` valleys."""
        if wet:
            return self.look.say("Water shows each basin: all starts in it come to the same minimum.")
        if self.many.basins.scattered:
            return self.look.say("Long steps: even starts side by side may end apart.")
        return self.look.say("All starts in one band come to the same minimum: its basin.")

    def answer(self) -> str:
        """Return the headline that answers which minimum; ``""`` where there is no other one to come to."""
        basins = self.many.basins
        return self.look.say("The start decides") if len(set(basins.homes[basins.known].tolist())) > 1 else ""

    def moral(self) -> str:
        """Return the last sentence: where the borders are, or why some starts come to no minimum."""
        basins = self.many.basins
        homes, borders = basins.homes[basins.known], basins.borders
        if len(set(homes.tolist())) == 1:
            if len(self.many.valleys) == 1:
                return self.look.say("One minimum: here the start does not matter.")
            return self.look.say("All starts come to the same minimum: here the start does not matter.")
        if are_tops(self.many.objective, borders, float(np.ptp(self.many.view.x_range))).all():
            return self._tops()
        if basins.scattered:
            return self.look.say("Long steps jump over tops: where a start leads is hard to foresee.")
        if not basins.strays:
            return self.look.say(
                "Long steps jump over tops: {minima} minima, {pieces} bands.",
                minima=len(set(homes.tolist())),
                pieces=basins.bands,
            )
        if basins.strays == {End.DIVERGING}:
            return self._escapes(homes)
        if basins.strays == {End.LEFT_DOMAIN}:
            return self.look.say("From the other starts a step leads to where f is not defined.")
        if End.CREEPING in basins.strays:
            return self.look.say("From level ground they hardly move: the start does matter.")
        return self.look.say("From other starts no ball comes to rest: the start does matter.")

    def _escapes(self, homes: np.ndarray) -> str:
        """Return the sentence on starts from which the steps lead out."""
        inner = np.trim_zeros(homes != NOWHERE)
        if inner.all():
            return self.look.say("From far out these steps escape: the start does matter.")
        return self.look.say("From some starts these steps escape: the start does matter.")

    def _tops(self) -> str:
        """Return the sentence on borders that are the tops of the curve."""
        basins = self.many.basins
        homes, borders = basins.homes[basins.known], [self.at(float(x)) for x in basins.borders]
        if len(borders) == 1 and basins.strays == {End.FALLING}:
            if homes[0] == NOWHERE:
                return self.look.say("Left of {x} there is no minimum: the start decides.", x=borders[0])
            return self.look.say("Right of {x} there is no minimum: the start decides.", x=borders[0])
        if len(borders) == 1:
            return self.look.say("The border is the top at {x}: the start decides.", x=borders[0])
        if len(borders) == 2:
            return self.look.say(
                "The borders are the tops at {one} and {other}: the start decides.",
                one=borders[0],
                other=borders[1],
            )
        return self.look.say("The borders are the tops between the minima: the start decides.")

    def at(self, x: float) -> str:
        """Return a place as it is written in a sentence."""
        width = float(np.ptp(self.many.view.x_range))
        decimals = int(np.clip(np.ceil(2.0 - np.log10(width)), 2, MOST_DECIMALS))
        return place_text(self.many.objective.variables[0], plain(x, decimals))


def minima_notes(look: Look, told: Accounts) -> list[str]:
    """Return how many balls do not stay."""
    balls = len(told)
    diverging, falling, leaving = map(told.count, (End.DIVERGING, End.FALLING, End.LEFT_DOMAIN))
    notes = []
    if diverging:
        notes.append(look.say("{count} of {balls} balls diverge", count=diverging, balls=balls))
    if falling:
        notes.append(look.say("{count} of {balls} balls fall without end", count=falling, balls=balls))
    if leaving:
        notes.append(
            look.say(
                "{count} of {balls} balls step to where the function is not defined",
                count=leaving,
                balls=balls,
            )
        )
    return notes


__all__ = ["MinimaStory", "minima_notes"]
