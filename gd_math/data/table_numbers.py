"""Numbers as people write them: thousands separators, decimal commas, currency and percent signs.

A mark that is alone and followed by three digits can be read two ways: 1,416 is 1416 or 1.416. The rest of
its column decides (1,5 beside it), or the other columns, or the delimiter; else the lecturer is asked.
"""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from gd_math.data.table_files import Cell

MISSING = frozenset(
    (
        "",
        "na",
        "n/a",
        "#n/a",
        "#na",
        "nan",
        "null",
        "none",
        "nil",
        "-",
        "–",
        "—",
        "?",
        "..",
        "#nv",
        "<na>",
        "missing",
    )
)
"""What stands in a cell without a value, in small letters."""

_CURRENCY = (
    r"[A-Z]{0,2}[$€£¥₹₩₽₺₴₪₫฿¢]|CHF|USD|EUR|GBP|JPY|CNY|SEK|NOK|DKK|PLN|CZK|HUF|INR|BRL|kr\.?|zł|Fr\.?"
)
_AMOUNT = re.compile(
    rf"(?P<before>[+-]?)\s*(?P<front>{_CURRENCY})?\s*(?P<sign>[+-]?)"
    rf"(?P<body>[\d.,](?:[\d., ']*[\d.])?)(?P<power>[eE][+-]?\d+)?\s*(?P<back>%|{_CURRENCY})?"
)
_BLANKS = str.maketrans(
    dict.fromkeys("\u00a0\u202f\u2009\u2007", " ") | dict.fromkeys("’ʼ`´", "'") | {"−": "-"}
)
_INFINITE = re.compile(r"[+-]?inf(inity)?", re.IGNORECASE)
_OPEN = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
OTHER = {".": ",", ",": "."}
REMEMBERED = 20_000
"""Cells that are not parsed again."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as written: its digits with their marks, and what stands around them."""

    sign: str
    body: str
    power: str
    unit: str

    @property
    def open_mark(self) -> str:
        """The only mark, where it may be a decimal sign as well as group thousands; else empty."""
        return self.body.strip("0123456789") if not self.power and _OPEN.fullmatch(self.body) else ""

    @property
    def decimal(self) -> str:
        """The mark that can only be the decimal sign; else empty."""
        marks = self.body.translate(dict.fromkeys(map(ord, "0123456789")))
        if not marks or self.open_mark or marks[-1] not in OTHER:
            return ""
        return marks[-1] if marks.count(marks[-1]) == 1 else OTHER[marks[-1]]

    @property
    def thousands(self) -> str:
        """The mark that can only group thousands; else empty."""
        marks = self.body.translate(dict.fromkeys(map(ord, "0123456789")))
        grouping = [mark for mark in marks if mark != self.decimal] if not self.open_mark else []
        return grouping[0] if grouping else ""


@lru_cache(maxsize=REMEMBERED)
def read_amount(cell: Cell) -> Amount | None:
    """Return the parts of a number that somebody wrote, None where it is none.

    >>> read_amount("$232,000")
    Amount(sign='', body='232,000', power='', unit='$')
    """
    match = _AMOUNT.fullmatch(cell.translate(_BLANKS).strip()) if isinstance(cell, str) else None
    if match is None or (match["before"] and match["sign"]) or (match["front"] and match["back"]):
        return None
    unit = match["front"] or match["back"] or ""
    return Amount(match["before"] or match["sign"], match["body"], match["power"] or "", unit)


def is_missing(cell: Cell) -> bool:
    """Return whether a cell says that it has no value."""
    if isinstance(cell, str):
        return cell.translate(_BLANKS).strip().lower() in MISSING
    return math.isnan(cell)


@dataclass(frozen=True, slots=True)
class Notation:
    """How a column writes its numbers.

    Parameters
    ----------
    decimal
        The decimal sign.
    thousands
        What groups digits by three; empty for nothing.
    """

    decimal: str = "."
    thousands: str = ""

    def number(self, cell: Cell) -> float | None:
        """Return the number that a cell holds, None where it is none; units are left out.

        >>> Notation(",", ".").number("1.000,5 €"), Notation(".", ",").number("1,5")
        (1000.5, None)
        """
        if not isinstance(cell, str):
            return cell
        if _INFINITE.fullmatch(cell.strip()):
            return float(cell)
        amount = read_amount(cell)
        if amount is None:
            return None
        d, t = re.escape(self.decimal), re.escape(self.thousands)
        shapes = [rf"\d+(?:{d}\d*)?|{d}\d+"]
        if self.thousands:
            shapes.append(rf"\d{{1,3}}(?:{t}\d{{3}})+(?:{d}\d*)?")
        if not re.fullmatch("|".join(shapes), amount.body):
            return None
        digits = amount.body.replace(self.thousands, "") if self.thousands else amount.body
        return float(amount.sign + digits.replace(self.decimal, ".") + amount.power)


@lru_cache(maxsize=REMEMBERED)
def is_number(cell: Cell) -> bool:
    """Return whether a cell is a number in any notation."""
    if not isinstance(cell, str):
        return not math.isnan(cell)
    amount = read_amount(cell)
    if amount is None:
        return bool(_INFINITE.fullmatch(cell.strip()))
    return any(
        Notation(decimal, mark).number(cell) is not None
        for decimal in OTHER
        for mark in ("", OTHER[decimal], "'", " ")
    )


@dataclass(slots=True)
class Signs:
    """What the cells of a column show about its notation: each mark with the first cell that shows it."""

    decimal: dict[str, int] = field(default_factory=dict)
    thousands: dict[str, int] = field(default_factory=dict)
    open: dict[str, int] = field(default_factory=dict)
    heads: list[str] = field(default_factory=list)
    """What stands before the open marks."""
    bare: list[str] = field(default_factory=list)
    """Whole numbers without any mark."""

    @classmethod
    def of(cls, cells: Iterable[Cell]) -> "Signs":
        """Return what cells show."""
        signs = cls()
        for place, cell in enumerate(cells):
            amount = read_amount(cell) if is_number(cell) else None
            if amount is None:
                continue
            for seen, mark in (
                (signs.decimal, amount.decimal),
                (signs.thousands, amount.thousands),
                (signs.open, amount.open_mark),
            ):
                if mark:
                    seen.setdefault(mark, place)
            if amount.open_mark:
                signs.heads.append(amount.body.split(amount.open_mark)[0])
            elif amount.body.isdigit() and not amount.power:
                signs.bare.append(amount.body)
        for mark, place in signs.thousands.items():
            if mark in OTHER:
                signs.decimal.setdefault(OTHER[mark], place)
        return signs

    @property
    def grouping(self) -> str:
        """The open mark that groups thousands, to judge by numbers below 1000 without any: 852 beside 1,416.

        As a decimal sign it would make one number hundreds of times the other, and write every fraction with
        three digits but whole numbers with none.
        """
        few_digits = any(len(head) < 3 for head in self.heads)
        if self.bare and all(len(text) == 3 and text[0] != "0" for text in self.bare) and few_digits:
            return next(iter(self.open), "") if len(self.open) == 1 else ""
        return ""


def settle(own: Signs, others: Iterable[Signs], delimiter: str) -> str | None:
    """Return the decimal sign of a column, None where it can be read two ways.

    Its own cells decide, else those of the other columns; between commas the decimal sign is a point.
    """
    if len(own.decimal) == 1:
        return next(iter(own.decimal))
    if not own.open:
        return "."
    others = list(others)
    elsewhere = {mark for signs in others for mark in signs.decimal}
    if len(elsewhere) == 1:
        return elsewhere.pop()
    by_grouping = {OTHER[signs.grouping] for signs in (own, *others) if signs.grouping}
    if delimiter == ",":
        by_grouping.add(".")
    return by_grouping.pop() if len(by_grouping) == 1 else None


__all__ = ["OTHER", "Amount", "Notation", "Signs", "is_missing", "is_number", "read_amount", "settle"]
