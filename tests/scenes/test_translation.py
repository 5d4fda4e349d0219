"""Lessons speak other languages: every sentence can be found, and longer ones have room."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gd_studio.film_lint.lint import judge, watch
from gd_studio.film_lint.picture import Picture
from gd_studio.lecture.catalog import Catalog
from gd_studio.store.drawing_code import SCENES
from scenes.base import look as speaking
from scenes.base.look import Look
from tests.translation.messages import messages
from tests.translation.pseudo import LANGUAGE, LONGER, pseudo, write_catalogue

LESSONS = Catalog([SCENES]).entries
NAMES = {"float64"}
"""Words that are alike in all languages."""
_ENGLISH = re.compile(r"\b[A-Za-z]*[aeiouAEIOU][A-Za-z]*\b")


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of languages with one: every message of the lessons, 30 % longer."""
    folder = tmp_path_factory.mktemp("locale")
    write_catalogue(folder, (message.texts for message in messages() if message.texts))
    return folder


def test_every_sentence_is_a_literal_that_an_extractor_finds() -> None:
    found = list(messages())
    assert len(found) > 500
    assert [message.place for message in found if not message.texts] == []


def test_the_second_language_is_longer_and_keeps_the_places() -> None:
    sentence = "After {count} steps the loss is {loss}, and it rests."
    other = pseudo(sentence)
    assert len(other) >= LONGER * len(sentence) - len("{count}{loss}")
    assert re.findall(r"\{.*?\}", other) == ["{count}", "{loss}"]
    assert not _ENGLISH.findall(re.sub(r"\{.*?\}", "", other))


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_in_a_longer_language_is_whole(
    name: str, catalogue: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speaking, "LOCALES", catalogue)
    lesson = LESSONS[name].load()
    params, look = lesson.Params(), Look(language=LANGUAGE)
    told, pictures = watch(lesson, params, look, "16:9", stride=0)
    names = NAMES | set(_ENGLISH.findall(" ".join(map(str, _texts(params.model_dump())))))
    english = {
        words for picture in pictures for words in _words(picture) if set(_ENGLISH.findall(words)) - names
    }
    assert not english, "said in no other language"
    assert not [note for note in lesson.notes(params, look) if set(_ENGLISH.findall(note)) - names]
    findings = judge(told, pictures, flashing=False)
    assert not findings, "\n" + "\n".join(map(str, findings))


def _words(picture: Picture) -> Iterator[str]:
    """Yield the sentences and labels of a picture."""
    for text in picture.texts:
        yield text.source.words


def _texts(value: Any) -> Iterator[str]:
    """Yield the texts among parameters: labels of data, names of variables."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)
