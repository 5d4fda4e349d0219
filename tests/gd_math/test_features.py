"""Tables with several features: measured ones are as published, a lecturer's is read as meant."""

from pathlib import Path

import numpy as np
import pytest

from gd_math.data.features import FeatureTable, read_features
from gd_math.data.measured import hubble
from gd_math.data.penguins import gentoo
from gd_math.data.table_files import DatasetError

TABLE = "id;town;rooms;area;price\n1;Ulm;2;50,5;200\n2;Bonn;3;71;310\n3;Ulm;5;;400\n4;Bonn;4;95,5;395\n"


def table(folder: Path, text: str) -> Path:
    path = folder / "flats.csv"
    path.write_text(text)
    return path


def test_measured_tables_are_those_published() -> None:
    nebulae, birds = hubble(), gentoo()
    assert len(nebulae) == 24 and nebulae.x.sum() == pytest.approx(21.873) and nebulae.y.sum() == 8955
    assert birds.features.mean(axis=0).round(2).tolist() == [47.5, 14.98, 217.19]
    assert birds.labels.min() == 3950 and birds.labels.max() == 6300


def test_columns_of_numbers_are_features_and_the_last_is_the_label(tmp_path: Path) -> None:
    flats = read_features(table(tmp_path, TABLE))
    assert flats.feature_names == ("rooms", "area") and flats.label_name == "price"
    np.testing.assert_array_equal(flats.features, [[2, 50.5], [3, 71], [4, 95.5]])
    assert flats.labels.tolist() == [200, 310, 395]
    assert tuple(map(str, flats.notes)) == (
        "the first column, 'id', only counts the rows and is left out",
        "1 row left out, without a value: row 4",
    )


def test_columns_are_chosen_by_name(tmp_path: Path) -> None:
    flats = read_features(table(tmp_path, TABLE), ["price", "rooms"], "area")
    assert flats.feature_names == ("price", "rooms") and flats.labels.tolist() == [50.5, 71, 95.5]


@pytest.mark.parametrize(
    ("text", "names", "sentence"),
    [
        (
            TABLE,
            (["rooms"], "rooms"),
            "column 'rooms' is named twice; features and label are different columns",
        ),
        (TABLE, (["room"], None), "there is no column 'room'; did you mean 'rooms'?"),
        (
            "a,b\nx,1\ny,2\n",
            (None, None),
            "there is no feature beside the label; a clip shows 1 to 5; the columns are 'a', 'b'",
        ),
        ("a,b\nx,y\n", (None, None), "no column of numbers is left for the label; the columns are 'a', 'b'"),
        ("a,b,c\n1,2,3\n4,2,6\n", (None, None), "column 'b' holds 2 in every row"),
    ],
)
def test_one_sentence_says_what_is_wrong(
    tmp_path: Path, text: str, names: tuple[list[str] | None, str | None], sentence: str
) -> None:
    with pytest.raises(DatasetError, match=r"flats\.csv: ") as refused:
        read_features(table(tmp_path, text), *names)
    assert sentence in str(refused.value)


def test_of_many_columns_the_first_are_features_and_a_note_says_so(tmp_path: Path) -> None:
    many = read_features(table(tmp_path, "a,b,c,d\n1,2,3,4\n2,2.5,9,3\n"), most=2)
    assert many.feature_names == ("a", "b") and many.label_name == "d"
    assert tuple(map(str, many.notes)) == ("the features are 'a', 'b'; name others in x_columns",)
    with pytest.raises(DatasetError, match="3 features are named; a clip shows 1 to 2"):
        read_features(tmp_path / "flats.csv", ["a", "b", "c"], most=2)


def test_standardised_features_have_mean_0_and_deviation_1() -> None:
    birds = gentoo().standardised()
    np.testing.assert_allclose(birds.features.mean(axis=0), 0, atol=1e-13)
    np.testing.assert_allclose((birds.features**2).mean(axis=0), 1, rtol=1e-12)
    assert birds.labels.mean() == pytest.approx(0, abs=1e-9)
    alone = gentoo().predicting("body mass (g)", "flipper (mm)").standardised()
    np.testing.assert_allclose(alone.features[:, 0], birds.features[:, 2], rtol=1e-12)


def test_scaling_changes_units_and_no_prediction() -> None:
    raw, scaled = gentoo(), gentoo().standardised()
    one, other = raw.loss, scaled.loss
    predicted = other.predict(other.least_squares()) + raw.labels.mean()
    np.testing.assert_allclose(one.predict(one.least_squares()), predicted, rtol=1e-9)


def test_what_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="there is no column 'wings'; the columns are 'bill length"):
        gentoo().predicting("wings", "flipper (mm)")
    with pytest.raises(ValueError, match=r"column 'flipper \(mm\)' is named twice"):
        gentoo().predicting("flipper (mm)", "flipper (mm)")
    with pytest.raises(ValueError, match="feature 'a' is the same in every row"):
        FeatureTable("t", [[1.0], [1.0]], [0.0, 1.0], ("a",), "y").standardised()  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"shapes \(n, p\) and \(n,\)"):
        FeatureTable("t", np.ones((2, 1)), np.ones(3), ("a",), "y")
