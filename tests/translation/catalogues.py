"""The catalogues of the languages: what the lessons say, gathered by Babel, and what translators made of it.

They are ``scenes/locale/de/LC_MESSAGES/downhill.po`` and its neighbours; a clip reads them as they are.
"""

import io
import re
from collections.abc import Iterator
from contextlib import redirect_stderr
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from gd_studio.store.drawing_code import LOCALES, ROOT
from scenes.parts.quiz_cards.questions import SAMPLE
from tests.translation.messages import KEYWORDS, SPEAKING, asked

PLURALS = {"fr": "nplurals=2; plural=(n > 1);"}
OTHER_PLURALS = "nplurals=2; plural=(n != 1);"
"""One and many. (French says "0 pas" as "1 pas"; what is said of millions is not asked here.)"""
_IDLE = re.compile(
    rb'^"(POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator|Language-Team|Report-Msgid-Bugs-To|Project-Id-Version):.*\n',
    re.M,
)
_PLACE = re.compile(r"\{[^{}]*\}")


@cache
def template() -> Catalog:
    """Return every sentence of the lessons, with the files that say it."""
    made = Catalog(project="Downhill", header_comment="", fuzzy=False)
    keywords = {word: tuple(range(place.start + 1, place.stop + 1)) for word, place in KEYWORDS.items()}
    with redirect_stderr(io.StringIO()):  # Babel warns of every f-string among the values
        for folder in SPEAKING:
            for name, _, sentence, _, _ in extract_from_dir(folder, keywords=keywords):
                made.add(sentence, locations=[((folder / name).relative_to(ROOT).as_posix(), 0)])
    for text in asked():
        made.add(text, locations=[(SAMPLE.relative_to(ROOT).as_posix(), 0)])
    return made


def languages() -> list[str]:
    """Return the languages that somebody has written a catalogue for."""
    return sorted(path.parents[1].name for path in LOCALES.glob("*/LC_MESSAGES/downhill.po"))


def catalogue(language: str) -> Catalog:
    """Return what translators have written."""
    with path_of(language).open("rb") as file:
        return read_po(file, locale=language)


def path_of(language: str) -> Path:
    """Return the file for people."""
    return LOCALES / language / "LC_MESSAGES" / "downhill.po"


def write(language: str) -> Path:
    """Write a catalogue with today's sentences: new ones are empty, old ones are gone."""
    path = path_of(language)
    made = Catalog(locale=language, project="Downhill", header_comment="", fuzzy=False)
    made.mime_headers = [*made.mime_headers, ("Plural-Forms", PLURALS.get(language, OTHER_PLURALS))]
    known = catalogue(language) if path.exists() else made
    for message in template():
        if message.id:
            made.add(message.id, string_of(known, message), locations=message.locations)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = io.BytesIO()
    write_po(text, made, width=100, include_lineno=False)
    path.write_bytes(_IDLE.sub(b"", text.getvalue()))
    return path


def string_of(known: Catalog, message: Message) -> str | tuple[str, ...]:
    """Return what a catalogue has for a sentence: nothing, or its forms."""
    found = known.get(forms(message.id)[0])
    fits = found is not None and forms(found.id) == forms(message.id)
    return found.string if fits else ("", "") if message.pluralizable else ""


def faults(written: Catalog, said: Catalog) -> Iterator[str]:
    """Yield what is wrong with a catalogue: sentences that it lacks, has too much, or says with other places.

    Parameters
    ----------
    written
        What translators have written.
    said
        What the lessons say: the template.
    """
    wanted = {forms(message.id) for message in said if message.id}
    for message in written:
        source, told = forms(message.id), forms(message.string)
        if not message.id:
            continue
        if source not in wanted:
            yield f"too much: {source[0]}"
        elif not all(told):
            yield f"lacks: {source[0]}"
        elif message.fuzzy:
            yield f"fuzzy: {source[0]}"
        elif list(map(places, source)) != list(map(places, told)):
            yield f"other places: {source[0]} = {told[0]}"
        elif list(map(_ending, source)) != list(map(_ending, told)):
            yield f"another ending: {source[0]} = {told[0]}"
        wanted.discard(source)
    yield from (f"lacks: {source[0]}" for source in sorted(wanted))


def _ending(sentence: str) -> str:
    return sentence[-1] if sentence[-1] in ".?:" else ""


def forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """Return a sentence as a tuple of its forms."""
    return (text,) if isinstance(text, str) else tuple(text)


def places(sentence: str) -> list[str]:
    """Return the ``{places}`` of a sentence, in alphabetical order.

    >>> places("From {first} to {last}.")
    ['{first}', '{last}']
    """
    return sorted(set(_PLACE.findall(sentence)))
