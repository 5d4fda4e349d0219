"""What an explorable is: a page in which a hand turns what a lesson shows. A subclass is known at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from scenes.base.look import Look


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula, set by Typst.

    Parameters
    ----------
    markup
        Typst math, coloured with `paint`.
    spoken
        The same as plain text, for those who cannot see it.
    """

    markup: str
    spoken: str


@dataclass(frozen=True, slots=True)
class Term:
    """A piece of a rule with the number that it has now.

    Parameters
    ----------
    symbol
        What is seen.
    number
        The name under which the page's script tells its value; ``""`` of a sign, which has none.
    colour
        The meaning whose colour the number has.
    sign
        What stands below a sign: itself, or ``"="`` below an arrow.
    """

    symbol: Formula
    number: str = ""
    colour: str = "ink"
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """The update rule as terms; `kind` is the class that a script shows or hides it by."""

    terms: Sequence[Term]
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Slider:
    """A slider: its name in the script, its label, its colour, whether limits are marked on it."""

    name: str
    label: str
    colour: str = "ink"
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """Some choices of which one holds: a legend, and names with labels, the first one chosen."""

    legend: str
    options: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its label, its numbers' names, colour and style of the line it is about."""

    label: str
    numbers: Sequence[str]
    colour: str
    line: str = "solid"


@dataclass(frozen=True, slots=True)
class Table:
    """A table that the script shows when its numbers are known: the heads of its columns, and its rows."""

    heads: Sequence[str]
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Page:
    """All that a page shows and knows.

    Parameters
    ----------
    heading
        Its first line.
    formula
        What is minimised, unless that is hidden.
    boards
        The pictures: names in the script, with the sentence that stands above each.
    rules
        The update rule, with live numbers.
    controls
        What a hand moves, beside the buttons.
    scripts
        Files of the folder ``page`` that draw it, after those that all pages have.
    printed
        The mathematics, as JavaScript that `gd_math.formula.javascript` has printed.
    told
        Whatever else the scripts are told: numbers, words.
    buttons
        Names of the buttons, the main one first.
    table
        What stands below the verdict.
    """

    heading: str
    formula: Formula | None
    boards: Sequence[tuple[str, str]]
    rules: Sequence[Rule]
    controls: Sequence[Slider | Choice]
    scripts: Sequence[str]
    printed: str
    told: Mapping[str, Any] = field(default_factory=dict)
    buttons: Sequence[str] = ("step", "run", "undo", "reset")
    table: Table | None = None


class Explorable:
    """An explorable; each stands in a file of its own in `gd_studio.deliver.explorables.lessons`.

    Its module is imported by every command, so it imports what is heavy only when it works.
    """

    lesson: ClassVar[str] = ""
    """The lesson whose parameters it takes."""
    summary: ClassVar[str] = ""
    """What a hand may do, in a few words."""

    known: ClassVar[dict[str, "Explorable"]] = {}
    """One of each class that stands, by lesson."""

    def __init_subclass__(cls) -> None:
        Explorable.known[cls.lesson] = cls()

    def page(self, content: Mapping[str, Any], look: "Look") -> Page:
        """Return what the page shows.

        Parameters
        ----------
        content
            The lesson's parameters as a recipe has them, and what was read for them.
        look
            Theme and language.
        """
        raise NotImplementedError


def literal(printed: Mapping[str, Any]) -> str:
    """Return printed functions, and what is true of them, as an object of JavaScript.

    >>> literal({"value": "(x) => x", "kinked": False})
    '{value: (x) => x, kinked: false}'
    """
    texts = {key: told if isinstance(told, str) else str(told).lower() for key, told in printed.items()}
    return "{" + ", ".join(f"{key}: {text}" for key, text in texts.items()) + "}"
