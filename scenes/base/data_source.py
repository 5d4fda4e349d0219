"""Parameters that name data: made from a seed, Anscombe's, or the lecturer's own table."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, ClassVar, Self

from pydantic import (
    AfterValidator,
    Field,
    PrivateAttr,
    ValidationError,
    ValidationInfo,
    computed_field,
    model_validator,
)

from gd_math.data.datasets import Dataset, DatasetError, anscombe, linear_data, parabolic_data, read_table
from gd_math.data.measured import hubble
from gd_math.data.table_files import DELIMITERS
from gd_math.data.table_rows import Decimal, Missing, TableFormat, Thousands
from scenes.base.glyphs import missing_glyphs
from scenes.base.look import Look
from scenes.base.parameters import Coordinate, LessonParams, as_it_was
from scenes.base.words import LONGEST_LABEL

LOW, HIGH = -1.0, 3.0
"""Where the x of linear data lie: the contours of the loss are then tilted ellipses, not too long."""
PARABOLA_LOW, PARABOLA_HIGH = -3.0, 3.0
MOST_SAMPLES = 2000
"""More points would be a cloud, and a gap for each of them slow to draw."""
MOST_TOLD = 5
_OF_FORMAT = ("header", "delimiter", "decimal", "thousands", "missing")

Noise = Annotated[float, Field(ge=0.0, le=1e6, allow_inf_nan=False)]
Seed = Annotated[int, Field(ge=0, lt=2**32, description="which noise: the same seed gives the same points")]


def _known_delimiter(value: str) -> str:
    if value not in DELIMITERS and value not in DELIMITERS.values():
        raise ValueError(f"must be {', '.join(DELIMITERS)}, or the sign itself")
    return DELIMITERS.get(value, value)


Label = Annotated[str, Field(min_length=1, max_length=200)]
Delimiter = Annotated[str, AfterValidator(_known_delimiter)]


@dataclass(frozen=True, slots=True)
class Samples:
    """The data themselves, so that parameters that were read from a file cover its contents."""

    name: str
    x_label: str
    y_label: str
    x: tuple[float, ...]
    y: tuple[float, ...]


def _listed(characters: str) -> str:
    told = ", ".join(characters[:MOST_TOLD])
    return told + (", …" if len(characters) > MOST_TOLD else "")


class TableParams(LessonParams):
    """What a lecturer may change in lessons that take a table.

    A lesson says in `known` which other data it has, and makes them in `made`; `of_known` names the
    parameters that only these have.
    """

    known: ClassVar[tuple[str, ...]] = ()
    of_known: ClassVar[tuple[str, ...]] = ()

    data: str = Field(max_length=1000, description="a table such as my.csv")
    x_column: str | None = Field(
        None, description="the table's column for x; the first with numbers by default"
    )
    y_column: str | None = Field(
        None, description="the table's column for y; the next with numbers by default"
    )
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

    x_label: Label | None = Field(None, description="the words at the x axis; the column's name by default")
    y_label: Label | None = Field(None, description="the words at the y axis; the column's name by default")

    _samples: Samples = PrivateAttr()
    _reading: tuple[str, ...] = PrivateAttr(())

    @model_validator(mode="after")
    def _read_data(self, info: ValidationInfo) -> Self:
        """Make or read the data; whatever is wrong with a table becomes a sentence about `data`."""
        folder = (info.context or {}).get("folder", Path())
        try:
            read = self._table(Path(folder)) if self.from_file else self.made()
        except ValueError as error:
            raise self._refusal(str(error)) from error
        x_label, y_label = self.x_label or read.x_label, self.y_label or read.y_label
        for key, label in (("x_label", x_label), ("y_label", y_label)):
            lacking = missing_glyphs(label, self.font)
            if lacking:
                way_out = f'say font = "…" with an installed font that has them, or {key} = "…"'
                raise self._refusal(f"the fonts lack {_listed(lacking)} of '{label}'; {way_out}")
        self._samples = Samples(read.name, x_label, y_label, tuple(read.x.tolist()), tuple(read.y.tolist()))
        self._reading = read.notes
        return self

    @classmethod
    def restored(cls, content: Mapping[str, Any]) -> Self:
        """Return the parameters with the points that were told: no table is read."""
        made = super().restored(content)
        made._samples = Samples(**{key: as_it_was(value) for key, value in content["samples"].items()})
        return made

    @computed_field(description="the points themselves")  # type: ignore[prop-decorator]
    @property
    def samples(self) -> Samples:
        """The points themselves, whatever file or seed they came from."""
        return self._samples

    @property
    def dataset(self) -> Dataset:
        """The data as the mathematics takes them, with the truth where it is known."""
        read = self._samples
        truth = None if self.from_file else self.made().truth
        return Dataset(read.name, read.x, read.y, truth, read.x_label, read.y_label)  # type: ignore[arg-type]

    @property
    def from_file(self) -> bool:
        """Whether the data are a table of the lecturer's."""
        return self.data not in self.known

    def made(self) -> Dataset:
        """Return the data that `known` names."""
        raise NotImplementedError

    def input_files(self) -> tuple[str, ...]:
        """Return the table's name, if the data are one."""
        return (*super().input_files(), *((self.data,) if self.from_file else ()))

    def data_notes(self, look: Look) -> list[str]:
        """Return what the reader left out or guessed, and which parameters these data do not have."""
        names = [name for name in self.idle() if name in self.model_fields_set]
        told = {"names": ", ".join(names), "data": self.data}
        idle = [look.say('{names}: without effect on data = "{data}"', **told)] if names else []
        return [*(f"{self.data}: {note}" for note in self._reading), *self._long_labels(look), *idle]

    def _long_labels(self, look: Look) -> list[str]:
        """Return a note on each label that an axis will cut where it has no room for it."""
        labels = {"x_label": self._samples.x_label, "y_label": self._samples.y_label}
        return [
            look.say(
                "'{label}…' is cut on its axis; say {key} = \"…\"",
                label=label[:LONGEST_LABEL].rstrip(),
                key=key,
            )
            for key, label in labels.items()
            if len(label) > LONGEST_LABEL
        ]

    def idle(self) -> tuple[str, ...]:
        """Return the parameters that these data do not have."""
        return self.of_known if self.from_file else ("x_column", "y_column", *_OF_FORMAT)

    def _table(self, folder: Path) -> Dataset:
        if not Path(self.data).suffix:
            near = difflib.get_close_matches(self.data, self.known, 1)
            hint = f'; did you mean "{near[0]}"?' if near else ""
            raise DatasetError(f"must be one of {', '.join(self.known)}, or a table such as my.csv{hint}")
        path = folder / self.data
        form = TableFormat(**{name: getattr(self, name) for name in _OF_FORMAT})
        try:
            table = read_table(path, self.x_column, self.y_column, form)
        except DatasetError as error:
            raise DatasetError(str(error).removeprefix(f"{path}: ")) from error
        if len(table) > MOST_SAMPLES:
            raise DatasetError(f"has {len(table)} rows, but a clip can show {MOST_SAMPLES} at most")
        return table

    def _refusal(self, sentence: str) -> ValidationError:
        error: Any = {
            "type": "value_error",
            "loc": ("data",),
            "input": self.data,
            "ctx": {"error": ValueError(sentence)},
        }
        return ValidationError.from_exception_data(type(self).__name__, [error])


class DataParams(TableParams):
    """What a lecturer may change in lessons about data of any kind."""

    known = ("linear", "parabolic", "anscombe-1", "anscombe-2", "anscombe-3", "anscombe-4", "hubble")
    of_known = ("slope", "intercept", "noise", "count", "seed")

    data: str = Field(
        "linear",
        max_length=1000,
        description="linear, parabolic, anscombe-1 to anscombe-4, hubble, "
        "or a table such as my.csv or my.xlsx",
    )
    slope: Coordinate = Field(
        1.5, description="slope of the line that linear and parabolic data are made from"
    )
    intercept: Coordinate = Field(2.0, description="its height at x = 0")
    noise: Noise = Field(1.0, description="standard deviation of the noise in y")
    count: int = Field(20, ge=2, le=500, description="how many points are made")
    seed: Seed = 78

    def idle(self) -> tuple[str, ...]:
        """Return the parameters that these data do not have."""
        return (*super().idle(), *(self.of_known if self.data in self.known[2:] else ()))

    def made(self) -> Dataset:
        """Return the data that a seed makes, Anscombe's, or Hubble's."""
        if self.data == "hubble":
            return hubble()
        if self.data.startswith("anscombe"):
            return anscombe(int(self.data[-1]))  # type: ignore[arg-type]
        line = (self.slope, self.intercept, self.noise, self.count, self.seed)
        if self.data == "parabolic":
            return parabolic_data(1.0, *line, PARABOLA_LOW, PARABOLA_HIGH)
        return linear_data(*line, LOW, HIGH)
