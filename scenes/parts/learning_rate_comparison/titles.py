"""How much room the words of the panels in the row take: rates, verdicts, last losses."""

from gd_math.accounts.rates import RateComparison
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import TYPE
from scenes.base.words import Words
from scenes.cast.writing.numbers import number_width
from scenes.parts.learning_rate_comparison.labels import RateLabel, alike, title_width
from scenes.parts.learning_rate_comparison.story import verdict

ASIDE = 0.5
"""The rates and verdicts take at most this share of the width of what they stand in."""
WORD_GAP = 0.14
"""Between a word and its number."""
FLAT = 5.0
"""In a place so many times as wide as high there is no room for words over the picture."""


def title_form(look: Look, comparison: RateComparison, box: Box, compact: bool) -> tuple[int, float]:
    """Return in how many lines over its picture every rate stands with its verdict; and their size.

    Where there is room they stand in two lines at the right of the picture, where little is needed in one: 0.
    """
    if not compact:
        fits = aside(look, comparison, TYPE.caption) <= ASIDE * box.width
        return 2, TYPE.caption if fits else TYPE.label
    if box.width > FLAT * box.height:
        return 0, TYPE.label
    return 1 if in_one_line(look, comparison) <= box.width else 2, TYPE.label


def in_one_line(look: Look, comparison: RateComparison) -> float:
    """Return the width of the widest rate with its verdict beside it."""
    runs = comparison.runs
    return max(title_width(look, one.rate, verdict(one, look), TYPE.label, symbol=False) for one in runs)


def aside(look: Look, comparison: RateComparison, size: float) -> float:
    """Return the width of the widest rate or verdict."""
    rates = (RateLabel(look, one.rate, size=size).room for one in comparison.runs)
    fates = (Words(look, verdict(one, look), size=size).width for one in comparison.runs)
    return float(max(*rates, *fates))


def last_losses(look: Look, comparison: RateComparison, size: float) -> float:
    """Return the width of the widest last loss with its word."""
    losses = [float(one.heights[-1]) for one in comparison.runs if not one.account.left]
    seen = [loss for one in comparison.runs for loss in one.run.values.tolist()]
    widest = max((number_width(text, size) for text in alike(losses, seen)), default=0.0)
    return float(Words(look, look.say("loss"), size=size).width) + WORD_GAP + widest


__all__ = ["ASIDE", "WORD_GAP", "aside", "in_one_line", "last_losses", "title_form"]
