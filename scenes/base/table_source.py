"""Parameters of lessons that take a table of the lecturer's: the file, and how its cells are to be read."""

import difflib
from pathlib import Path
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, Field, ValidationError

from gd_math.data.table_files import DELIMITERS, DatasetError
from gd_math.data.table_rows import Decimal, Missing, TableFormat, Thousands
from scenes.base.glyphs import listed, missing_glyphs
from scenes.base.look import Look
from scenes.base.parameters import LessonParams

MOST_SAMPLES = 2000
"""More points would be a cloud, and each of them slow to draw."""
OF_FORMAT = ("header", "delimiter", "decimal", "thousands", "missing")


def _known_delimiter(value: str) -> str:
    if value not in DELIMITERS and value not in DELIMITERS.values():
        raise ValueError(f"must be {', '.join(DELIMITERS)}, or the sign itself")
    return DELIMITERS.get(value, value)


Label = Annotated[str, Field(min_length=1, max_length=200)]
Delimiter = Annotated[str, AfterValidator(_known_delimiter)]


class TableFile(LessonParams):
    """What a lecturer may say about a table, in lessons that have data of their own as well.

    A lesson says in `known` which other data it has; `of_known` names the parameters that only these have.
    """

    known: ClassVar[tuple[str, ...]] = ()
    of_known: ClassVar[tuple[str, ...]] = ()

    data: str = Field(max_length=1000, description="a table such as my.csv")
    header: bool | None = Field(
        None, description="whether the table's first row names the columns; it must, unless this is false"
    )
    delimiter: Delimiter | None = Field(
        None,
        description="comma, semicolon, tab, blank or bar between the table's cells; "
        "by default what cuts all rows alike",
    )
    decimal: Decimal | None = Field(
        None, description="the table's decimal sign; by default the one that its numbers show"
    )
    thousands: Thousands | None = Field(
        None, description="what groups digits by three; by default what the table's numbers show"
    )
    missing: Missing = Field("omit", description="whether rows without a value are left out, or are an error")

    @property
    def from_file(self) -> bool:
        """Whether the data are a table of the lecturer's."""
        return self.data not in self.known

    def input_files(self) -> tuple[str, ...]:
        """Return the table's name, if the data are one."""
        return (*super().input_files(), *((self.data,) if self.from_file else ()))

    def idle(self) -> tuple[str, ...]:
        """Return the parameters that these data do not have."""
        return self.of_known if self.from_file else OF_FORMAT

    def idle_notes(self, look: Look) -> list[str]:
        """Return a note on the parameters that are given and that these data do not have."""
        names = [name for name in self.idle() if name in self.model_fields_set]
        told = {"names": ", ".join(names), "data": self.data}
        return [look.say('{names}: without effect on data = "{data}"', **told)] if names else []

    @property
    def form(self) -> TableFormat:
        """What is said about how the cells are to be read."""
        return TableFormat(**{name: getattr(self, name) for name in OF_FORMAT})

    def check_name(self) -> None:
        """Refuse what is neither one of the known data nor the name of a file."""
        if self.from_file and not Path(self.data).suffix:
            near = difflib.get_close_matches(self.data, self.known, 1)
            hint = f'; did you mean "{near[0]}"?' if near else ""
            raise DatasetError(f"must be one of {', '.join(self.known)}, or a table such as my.csv{hint}")

    def check_rows(self, count: int) -> None:
        """Refuse more rows than a clip can show."""
        if count > MOST_SAMPLES:
            raise DatasetError(f"has {count} rows, but a clip can show {MOST_SAMPLES} at most")

    def check_glyphs(self, label: str, way_out: str = "") -> None:
        """Refuse a label that the fonts cannot write."""
        lacking = missing_glyphs(label, self.font)
        if lacking:
            said = f'say font = "…" with an installed font that has them{way_out}'
            raise self.refusal(f"the fonts lack {listed(lacking)} of '{label}'; {said}")

    def refusal(self, sentence: str) -> ValidationError:
        """Return the error that says what is wrong with the data."""
        error: Any = {
            "type": "value_error",
            "loc": ("data",),
            "input": self.data,
            "ctx": {"error": ValueError(sentence)},
        }
        return ValidationError.from_exception_data(type(self).__name__, [error])


__all__ = ["MOST_SAMPLES", "OF_FORMAT", "Label", "TableFile"]
