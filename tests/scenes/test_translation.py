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
from scenes.base.handout import handout_of
from scenes.base.look import Look
from scenes.base.table_source import TableFile
from tests.translation.messages import messages
from tests.translation.pseudo import LANGUAGE, LONGER, pseudo, write_catalogue

LESSONS = Catalog([SCENES]).entries
NAMES = {"Beale", "Himmelblau", "Rosenbrock", "float64"}
"""Words that are alike in all languages."""
_ENGLISH = re.compile(r"\b[A-Za-z]*[aeiouAEIOU][A-Za-z]*\b")


def _takes_tables(name: str) -> bool:
    return issubclass(LESSONS[name].load().Params, TableFile)


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
    handout = handout_of(told)
    beside = [*handout["headlines"], *handout["summary"], *handout["notes"], *handout["titles"].values()]
    assert handout["headlines"], "a slide would be called by an English sentence"
    assert not [text for text in (*beside, handout["question"]) if set(_ENGLISH.findall(text)) - names]
    findings = judge(told, pictures, flashing=False)
    assert not findings, "\n" + "\n".join(map(str, findings))


@pytest.mark.parametrize("name", [name for name in LESSONS if _takes_tables(name)])
def test_what_is_said_of_a_table_is_said_in_the_clips_language(
    name: str, catalogue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speaking, "LOCALES", catalogue)
    monkeypatch.chdir(tmp_path)
    rows = [
        f'{k},"{k},4{k % 10}6",{(7 * k) % 5},{k * k}.5,{k % 3},{k % 4},{(2 * k) % 7}' for k in range(1, 21)
    ]
    table = "\n".join(["nr,sqft,n\xb0,prc,b,c,d", *rows, "21,,1,1,2,3,4"])
    Path("t.csv").write_text(table, encoding="latin-1")
    lesson = LESSONS[name].load()
    params = lesson.Params(data="t.csv")
    english = lesson.notes(params)
    kinds = ("UTF-8", "only counts the rows", "is read as 1416", "1 row left out")
    assert all(any(kind in note for note in english) for kind in kinds)
    told = lesson.notes(params, Look(language=LANGUAGE))
    assert len(told) == len(english)
    assert not [note for note in told if _ENGLISH.search(note)]


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
