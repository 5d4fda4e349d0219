"""What is to be said of how a table was read: English sentences that another language may say otherwise."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence, and what stands in its ``{places}``.

    Parameters
    ----------
    sentence
        For one thing, or for any number of them.
    many
        For more than one; ``""`` if the sentence counts nothing.
    count
        How many there are.
    values
        By their places: texts stand as they are in the table, numbers as a language writes them.
    """

    sentence: str
    many: str
    count: int
    values: tuple[tuple[str, str | float], ...]

    def filled(self, sentence: str, written: Callable[[str], str] = str) -> str:
        """Return its sentence, or a translation of it, with the values in their places.

        Parameters
        ----------
        sentence
            With the same places.
        written
            How a number in English is written.
        """
        values = {
            name: value if isinstance(value, str) else written(f"{value:.15g}") for name, value in self.values
        }
        return sentence.format(count=self.count, **values)

    def __str__(self) -> str:
        return self.filled(self.many if self.many and self.count != 1 else self.sentence)


def remark(sentence: str, **values: str | float) -> Remark:
    """Return a sentence with its values.

    >>> str(remark("'{text}' is read as {value}", text="1,416", value=1416.0))
    "'1,416' is read as 1416"
    """
    return Remark(sentence, "", 1, tuple(values.items()))


def remark_count(count: int, one: str, many: str, **values: str | float) -> Remark:
    """Return the sentence for `count` things, ``{count}`` in it.

    >>> str(remark_count(2, "{count} row is empty", "{count} rows are empty"))
    '2 rows are empty'
    """
    return Remark(one, many, count, tuple(values.items()))


__all__ = ["Remark", "remark", "remark_count"]
