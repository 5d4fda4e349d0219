"""Parameters that name data: made from a seed, Anscombe's, or the lecturer's own table."""

import difflib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import Field, PrivateAttr, ValidationError, ValidationInfo, computed_field, model_validator

from gd_math.datasets import Dataset, DatasetError, anscombe, linear_data, parabolic_data, read_csv
from scenes.parameters import Coordinate, LessonParams

Known = Literal["linear", "parabolic", "anscombe-1", "anscombe-2", "anscombe-3", "anscombe-4"]
KNOWN: tuple[str, ...] = get_args(Known)

LOW, HIGH = -1.0, 3.0
"""Where the x of linear data lie: the contours of the loss are then tilted ellipses, not too long."""
PARABOLA_LOW, PARABOLA_HIGH = -3.0, 3.0
MOST_SAMPLES = 2000
"""More points would be a cloud, and a gap for each of them slow to draw."""

_MADE_BY_SEED = ("slope", "intercept", "noise", "count", "seed")
_OF_TABLES = ("x_column", "y_column")

Noise = Annotated[float, Field(ge=0.0, le=1e6, allow_inf_nan=False)]


@dataclass(frozen=True, slots=True)
class Samples:
    """The data themselves, so that parameters that were read from a file cover its contents."""

    name: str
    x_label: str
    y_label: str
    x: tuple[float, ...]
    y: tuple[float, ...]


class DataParams(LessonParams):
    """What a lecturer may change in lessons about data."""

    data: str = Field(
        "linear",
        max_length=1000,
        description="linear, parabolic, anscombe-1 to anscombe-4, or a table such as my.csv",
    )
    x_column: str | None = Field(
        None, description="the table's column for x; the first with numbers by default"
    )
    y_column: str | None = Field(
        None, description="the table's column for y; the next with numbers by default"
    )
    slope: Coordinate = Field(
        1.5, description="slope of the line that linear and parabolic data are made from"
    )
    intercept: Coordinate = Field(2.0, description="its height at x = 0")
    noise: Noise = Field(1.0, description="standard deviation of the noise in y")
    count: int = Field(20, ge=2, le=500, description="how many points are made")
    seed: int = Field(78, ge=0, lt=2**32, description="which noise: the same seed gives the same points")

    _samples: Samples = PrivateAttr()

    @model_validator(mode="after")
    def _read_data(self, info: ValidationInfo) -> Self:
        """Make or read the data; whatever is wrong with a table becomes a sentence about `data`."""
        folder = (info.context or {}).get("folder", Path())
        try:
            read = self._dataset(Path(folder))
        except ValueError as error:
            raise self._refusal(str(error)) from error
        self._samples = Samples(
            read.name, read.x_label, read.y_label, tuple(read.x.tolist()), tuple(read.y.tolist())
        )
        return self

    @computed_field(description="the points themselves")  # type: ignore[prop-decorator]
    @property
    def samples(self) -> Samples:
        """The points themselves, whatever file or seed they came from."""
        return self._samples

    @property
    def dataset(self) -> Dataset:
        """The data as the mathematics takes them, with the truth where it is known."""
        made = self._samples
        truth = self._dataset(Path()).truth if self.data in ("linear", "parabolic") else None
        return Dataset(made.name, made.x, made.y, truth, made.x_label, made.y_label)  # type: ignore[arg-type]

    @property
    def from_file(self) -> bool:
        """Whether the data are a table of the lecturer's."""
        return self.data not in KNOWN

    def input_files(self) -> tuple[str, ...]:
        """Return the table's name, if the data are one."""
        return (self.data,) if self.from_file else ()

    def data_notes(self) -> list[str]:
        """Return a note where a parameter was given that these data do not have."""
        made = self.data in ("linear", "parabolic")
        idle = (*(() if made else _MADE_BY_SEED), *(() if self.from_file else _OF_TABLES))
        names = [name for name in idle if name in self.model_fields_set]
        return [f'{", ".join(names)}: without effect on data = "{self.data}"'] if names else []

    def _dataset(self, folder: Path) -> Dataset:
        match self.data:
            case "linear":
                return linear_data(self.slope, self.intercept, self.noise, self.count, self.seed, LOW, HIGH)
            case "parabolic":
                return parabolic_data(
                    1.0,
                    self.slope,
                    self.intercept,
                    self.noise,
                    self.count,
                    self.seed,
                    PARABOLA_LOW,
                    PARABOLA_HIGH,
                )
            case "anscombe-1" | "anscombe-2" | "anscombe-3" | "anscombe-4":
                return anscombe(int(self.data[-1]))  # type: ignore[arg-type]
        return self._table(folder)

    def _table(self, folder: Path) -> Dataset:
        if not Path(self.data).suffix:
            near = difflib.get_close_matches(self.data, KNOWN, 1)
            hint = f'; did you mean "{near[0]}"?' if near else ""
            raise DatasetError(f"must be one of {', '.join(KNOWN)}, or a table such as my.csv{hint}")
        path = folder / self.data
        try:
            table = read_csv(path, self.x_column, self.y_column)
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
