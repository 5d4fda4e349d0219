"""Whatever the function, the start, the rate and the table: no film says what its numbers do not bear."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, reject, settings
from pydantic import ValidationError

from gd_studio.lecture.catalog import Catalog
from gd_studio.store.drawing_code import SCENES
from tests.truth import films
from tests.truth.claims import untruths
from tests.truth.telling import tell

films.load_all()


def test_the_words_of_every_lesson_are_checked() -> None:
    assert sorted(films.FILMS) == sorted(Catalog([SCENES]).entries)


@pytest.mark.parametrize("lesson", sorted(films.FILMS))
def test_no_film_says_what_its_numbers_do_not_bear(
    lesson: str, media: Path, request: pytest.FixtureRequest
) -> None:
    count = max(1, round(request.config.getoption("films") / len(films.FILMS)))
    kind, found, told_films = films.lesson_named(lesson), [], []

    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(films.FILMS[lesson])
    def tell_one(params: dict[str, Any]) -> None:
        try:
            kind.Params(**params)
        except ValidationError:
            reject()
        told_films.append(params)
        try:
            told = tell(kind, media, **params)
        except Exception as error:
            found.append(f"{params}: {type(error).__name__}: {error}")
            return
        found.extend(f"{params}: {line}" for line in untruths(told, lesson))

    tell_one()
    assert len(told_films) >= count, "too few of the parameters are allowed"
    assert not found, f"{len(found)} untruths in {len(told_films)} films:\n" + "\n".join(found)
