"""Parameters that name data: made from a seed, Anscombe's, measured, or the lecturer's own table."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import Field, PrivateAttr, ValidationInfo, computed_field, model_validator

from gd_math.data.datasets import Dataset, DatasetError, anscombe, linear_data, parabolic_data, read_table
from gd_math.data.measured import hubble
from gd_math.data.remarks import Remark
from scenes.base.look import Look
from scenes.base.parameters import Coordinate, LearningRate, as_it_was
from scenes.base.table_source import Label, TableFile
from scenes.base.words import LONGEST_LABEL

LOW, HIGH = -1.0, 3.0
"""Where the x of linear data lie: the contours of the loss are then tilted ellipses, not too long."""
PARABOLA_LOW, PARABOLA_HIGH = -3.0, 3.0

Noise = Annotated[float, Field(ge=0.0, le=1e6, allow_inf_nan=False)]
SafeRate = Annotated[
    LearningRate | None,
    Field(description="how much of the gradient becomes the step (α); by default a safe one, at most 1/L"),
]
StartSlope = Annotated[Coordinate | None, Field(description="w at the start; by default a wrong line's")]
StartIntercept = Annotated[Coordinate | None, Field(description="b at the start; by default a wrong line's")]
Standardise = Annotated[
    bool | None,
    Field(description="whether x gets mean 0 and deviation 1; by default where the valley is too long"),
]
Seed = Annotated[int, Field(ge=0, lt=2**32, description="which noise: the same seed gives the same points")]


@dataclass(frozen=True, slots=True)
class Samples:
    """The data themselves, so that parameters that were read from a file cover its contents."""

    name: str
    x_label: str
    y_label: str
    x: tuple[float, ...]
    y: tuple[float, ...]


class TableParams(TableFile):
    """What a lecturer may change in lessons that take two columns of a table.

    A lesson says in `known` which other data it has, and makes them in `made`; `of_known` names the
    parameters that only these have.
    """

    x_column: str | None = Field(
        None, description="the table's column for x; the first with numbers by default"
    )
    y_column: str | None = Field(
        None, description="the table's column for y; the next with numbers by default"
    )
    x_label: Label | None = Field(None, description="the words at the x axis; the column's name by default")
    y_label: Label | None = Field(None, description="the words at the y axis; the column's name by default")

    _samples: Samples = PrivateAttr()
    _reading: tuple[Remark, ...] = PrivateAttr(())

    @model_validator(mode="after")
    def _read_data(self, info: ValidationInfo) -> Self:
        """Make or read the data; whatever is wrong with a table becomes a sentence about `data`."""
        folder = (info.context or {}).get("folder", Path())
        try:
            read = self._table(Path(folder)) if self.from_file else self.made()
        except ValueError as error:
            raise self.refusal(str(error)) from error
        x_label, y_label = self.x_label or read.x_label, self.y_label or read.y_label
        for key, label in (("x_label", x_label), ("y_label", y_label)):
            self.check_glyphs(label, f', or {key} = "…"')
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

    def made(self) -> Dataset:
        """Return the data that `known` names."""
        raise NotImplementedError

    def data_notes(self, look: Look) -> list[str]:
        """Return what the reader left out or guessed, and which parameters these data do not have."""
        read = [f"{self.data}: {look.tell(note)}" for note in self._reading]
        return [*read, *self._long_labels(look), *self.idle_notes(look)]

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
        columns = () if self.from_file else ("x_column", "y_column")
        return (*columns, *super().idle())

    def _table(self, folder: Path) -> Dataset:
        self.check_name()
        path = folder / self.data
        try:
            table = read_table(path, self.x_column, self.y_column, self.form)
        except DatasetError as error:
            raise DatasetError(str(error).removeprefix(f"{path}: ")) from error
        self.check_rows(len(table))
        return table


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
