"""Parameters of lessons on several features: a measured table, or the lecturer's own."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Self

import numpy as np
from pydantic import Field, PrivateAttr, ValidationInfo, computed_field, model_validator

from gd_math.data.features import MOST_FEATURES, FeatureTable, read_features
from gd_math.data.penguins import gentoo
from gd_math.data.remarks import Remark
from gd_math.data.table_files import DatasetError
from scenes.base.look import Look
from scenes.base.parameters import as_it_was
from scenes.base.table_source import Label, TableFile


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows themselves, so that parameters that were read from a file cover its contents."""

    name: str
    feature_names: tuple[str, ...]
    label_name: str
    features: tuple[tuple[float, ...], ...]
    labels: tuple[float, ...]


class FeatureParams(TableFile):
    """What a lecturer may change in lessons that predict one column of a table from others.

    A lesson says in `by_default` what it takes of the measured table, the label first, in `features_taken`
    how few and how many features it shows, and in `check_table` what else it needs of a table.
    """

    known = ("gentoo",)
    by_default: ClassVar[tuple[str, ...]] = (
        "body mass (g)",
        "bill length (mm)",
        "bill depth (mm)",
        "flipper (mm)",
    )
    features_taken: ClassVar[tuple[int, int]] = (1, MOST_FEATURES)

    data: str = Field(
        "gentoo",
        max_length=1000,
        description="gentoo (123 penguins), or a table such as my.csv or my.xlsx",
    )
    x_columns: tuple[Label, ...] | None = Field(
        None, max_length=MOST_FEATURES, description="the features' columns; the first with numbers by default"
    )
    y_column: Label | None = Field(
        None, description="the column to be predicted; the last with numbers by default"
    )

    _rows: Rows = PrivateAttr()
    _reading: tuple[Remark, ...] = PrivateAttr(())

    @model_validator(mode="after")
    def _read_table(self, info: ValidationInfo) -> Self:
        """Read the table; whatever is wrong with it becomes a sentence about `data`."""
        folder = (info.context or {}).get("folder", Path())
        try:
            read = self._table(Path(folder)) if self.from_file else self._measured()
            least, most = self.features_taken
            if not least <= len(read.feature_names) <= most:
                wanted = str(least) if least == most else f"{least} to {most}"
                raise DatasetError(f"has {len(read.feature_names)} features, and the clip takes {wanted}")
            self.check_table(read)
        except ValueError as error:
            raise self.refusal(str(error)) from error
        for label in (*read.feature_names, read.label_name):
            self.check_glyphs(label)
        features = tuple(tuple(row) for row in read.features.tolist())
        self._rows = Rows(
            read.name, read.feature_names, read.label_name, features, tuple(read.labels.tolist())
        )
        self._reading = read.notes
        return self

    def check_table(self, table: FeatureTable) -> None:
        """Raise ValueError with a sentence where a lesson cannot tell of this table."""

    @classmethod
    def restored(cls, content: Mapping[str, Any]) -> Self:
        """Return the parameters with the rows that were told: no table is read."""
        made = super().restored(content)
        made._rows = Rows(**{key: as_it_was(value) for key, value in content["rows"].items()})
        return made

    @computed_field(description="the rows themselves")  # type: ignore[prop-decorator]
    @property
    def rows(self) -> Rows:
        """The rows themselves, whatever file they came from."""
        return self._rows

    @property
    def table(self) -> FeatureTable:
        """The data as the mathematics takes them."""
        read = self._rows
        return FeatureTable(
            read.name, np.array(read.features), np.array(read.labels), read.feature_names, read.label_name
        )

    def data_notes(self, look: Look) -> list[str]:
        """Return what the reader left out or guessed, and which parameters these data do not have."""
        return [*(f"{self.data}: {look.tell(note)}" for note in self._reading), *self.idle_notes(look)]

    def _measured(self) -> FeatureTable:
        label, *features = self.by_default
        return gentoo().predicting(self.y_column or label, *(self.x_columns or features))

    def _table(self, folder: Path) -> FeatureTable:
        self.check_name()
        path = folder / self.data
        most = self.features_taken[1]
        try:
            table = read_features(path, self.x_columns, self.y_column, self.form, most)
        except DatasetError as error:
            raise DatasetError(str(error).removeprefix(f"{path}: ")) from error
        self.check_rows(len(table))
        return table


__all__ = ["FeatureParams", "Rows"]
