"""Tables with several features and a label: measured ones, and the lecturer's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path

import numpy as np

from gd_math.data.regression import MeanSquaredError
from gd_math.data.remarks import Remark, remark
from gd_math.data.table_columns import notation_of, numbers
from gd_math.data.table_files import DatasetError, read_grid
from gd_math.data.table_rows import Table, TableFormat
from gd_math.data.tables import left_out, refuse_what_cannot_be_drawn, rows_with_values
from gd_math.objective import frozen
from gd_math.typing import Floats

MOST_FEATURES = 5


@dataclass(frozen=True, slots=True, eq=False)
class FeatureTable:
    """Rows of p features and one label each.

    Parameters
    ----------
    name
        What the table is called.
    features
        One column for each feature, shape (n, p).
    labels
        What is to be predicted, shape (n,).
    feature_names
        What the columns are called, with their units; p of them.
    label_name
        What the labels are called.
    notes
        What the reader of a table left out or had to guess.
    """

    name: str
    features: Floats
    labels: Floats
    feature_names: tuple[str, ...]
    label_name: str
    notes: tuple[Remark, ...] = ()

    def __post_init__(self) -> None:
        features, labels = frozen(self.features), frozen(self.labels)
        if features.ndim != 2 or labels.shape != features.shape[:1]:
            raise ValueError(
                "features and labels must have shapes (n, p) and (n,), "
                f"not {features.shape} and {labels.shape}"
            )
        if features.shape[1] != len(self.feature_names):
            raise ValueError(f"{features.shape[1]} features cannot have {len(self.feature_names)} names")
        object.__setattr__(self, "features", features)
        object.__setattr__(self, "labels", labels)

    def __len__(self) -> int:
        return len(self.labels)

    def predicting(self, label: str, *features: str) -> "FeatureTable":
        """Return a table of some of the columns; any of them may be the label.

        Raises
        ------
        ValueError
            If a name is not one of the columns', or is taken twice.
        """
        columns = {
            **dict(zip(self.feature_names, self.features.T, strict=True)),
            self.label_name: self.labels,
        }
        for name in (label, *features):
            if name not in columns:
                known = ", ".join(f"'{one}'" for one in columns)
                raise ValueError(f"there is no column '{name}'; the columns are {known}")
            if (label, *features).count(name) > 1:
                raise ValueError(f"column '{name}' is named twice; features and label are different columns")
        chosen = np.column_stack([columns[name] for name in features])
        return FeatureTable(self.name, chosen, columns[label], features, label, self.notes)

    def centred(self) -> "FeatureTable":
        """Return the table with the mean taken from each column, so that a plane needs no intercept."""
        labels = self.labels - self.labels.mean()
        return self._with(self.features - self.features.mean(axis=0), labels)

    def standardised(self) -> "FeatureTable":
        """Return the table with features of mean 0 and deviation 1, zᵢ = (xᵢ − x̄) / s, and centred labels.

        s is the deviation of the population, with n below the sum.

        Raises
        ------
        ValueError
            If a feature is the same in all rows.

        Examples
        --------
        >>> table = FeatureTable("t", [[1.0], [3.0]], [0.0, 4.0], ("x",), "y").standardised()
        >>> table.features.tolist(), table.labels.tolist()
        ([[-1.0], [1.0]], [-2.0, 2.0])
        """
        centred, deviations = self.centred(), self.features.std(axis=0)
        for name, deviation in zip(self.feature_names, deviations, strict=True):
            if not deviation > 0.0:
                raise ValueError(f"feature '{name}' is the same in every row; it cannot be standardised")
        return self._with(centred.features / deviations, centred.labels)

    @property
    def loss(self) -> MeanSquaredError:
        """The mean squared error of the plane ŷ = w·x + b on these rows."""
        return MeanSquaredError(self.features, self.labels)

    def _with(self, features: Floats, labels: Floats) -> "FeatureTable":
        return FeatureTable(self.name, features, labels, self.feature_names, self.label_name, self.notes)


def read_features(
    path: str | PathLike[str],
    x_columns: Sequence[str] | None = None,
    y_column: str | None = None,
    form: TableFormat | None = None,
    most: int = MOST_FEATURES,
) -> FeatureTable:
    """Return the columns of a table as features and label.

    Parameters
    ----------
    path
        A text file (CSV and its kin), or an .xlsx workbook.
    x_columns
        The names of the features' columns; by default the first `most` with numbers, without the label's and
        a first one that only counts the rows.
    y_column
        The name of the label's column; by default the last with numbers that is no feature.
    form
        What is known about the table; the rest shows in the table itself.
    most
        How many features there may be.

    Raises
    ------
    DatasetError
        With one sentence: the file, the row, the column, the cell, and what is wanted.
    """
    form = form or TableFormat()
    grid = read_grid(path, form.delimiter)
    table = Table.of(str(path), grid, form.header)
    places, notes = _choose(table, x_columns, y_column, most)
    notations = [notation_of(table, place, form) for place in places]
    rows, gaps = rows_with_values(table, places, form)
    columns = [
        numbers(table, place, rows, notation) for place, (notation, _) in zip(places, notations, strict=True)
    ]
    names = [table.names[place] for place in places]
    refuse_what_cannot_be_drawn(str(path), names, columns, gaps)
    read = [note for _, found in notations for note in found]
    *features, labels = columns
    return FeatureTable(
        Path(path).stem,
        np.column_stack(features),
        labels,
        tuple(names[:-1]),
        names[-1],
        (*grid.notes, *notes, *read, *gaps),
    )


def _choose(
    table: Table, x_columns: Sequence[str] | None, y_column: str | None, most: int
) -> tuple[list[int], list[Remark]]:
    """Return the columns of the features and, last, of the label; note which are left out unasked."""
    asked = [table.find(name) for name in x_columns or ()]
    label = None if y_column is None else table.find(y_column)
    free = [place for place in range(len(table.names)) if table.is_numeric(place) and place not in asked]
    notes = []
    if 0 in free and label != 0 and len(free) > 1 and table.is_index(0):
        free.remove(0)
        notes.append(left_out(table))
    if label is None:
        if not free:
            raise DatasetError(
                f"{table.path}: no column of numbers is left for the label; {_there_are(table)}"
            )
        label = free[-1]
    others = [place for place in free if place != label]
    features = asked or others[:most]
    if not asked and len(others) > most:
        named = ", ".join(f"'{table.names[place]}'" for place in features)
        notes.append(remark("the features are {names}; name others in x_columns", names=named))
    if label in features or len({*features}) < len(features):
        twice = next(place for place in [label, *features] if [label, *features].count(place) > 1)
        raise DatasetError(
            f"{table.path}: column '{table.names[twice]}' is named twice; "
            "features and label are different columns"
        )
    if not 1 <= len(features) <= most:
        count = f"{len(features)} features are named" if features else "there is no feature beside the label"
        bounds = "one is needed" if most == 1 else f"a clip shows 1 to {most}"
        raise DatasetError(f"{table.path}: {count}; {bounds}; {_there_are(table)}")
    return [*features, label], notes


def _there_are(table: Table) -> str:
    return f"the columns are {table.listed()}"


__all__ = ["MOST_FEATURES", "FeatureTable", "read_features"]
