"""A second language made from English: each vowel has an accent, and each sentence is 30 % longer."""

import json
import re
from collections.abc import Iterable
from pathlib import Path

from scenes.base.look import CATALOGUE

LONGER = 1.3
LANGUAGE = "xx"
_ACCENTS = str.maketrans("aeiouyAEIOUY", "áéíóúýÁÉÍÓÚÝ")
_PLACE = re.compile(r"(\{[^{}]*\})")
_WORD = re.compile(r"[^\W\d_]{2,}")
_HEADER = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"


def pseudo(sentence: str) -> str:
    """Return a sentence in the second language; its ``{places}`` stay.

    >>> pseudo("After {count} steps it rests.")
    'ÁÁfftér {count} ssttéps íít rréésts.'
    """
    parts = _PLACE.split(sentence)
    letters = sum(len(word) for part in parts[::2] for word in _WORD.findall(part))
    share = (LONGER - 1) * sum(len(part) for part in parts[::2]) / max(letters, 1)
    due = 0.0

    def stretched(word: re.Match[str]) -> str:
        nonlocal due
        due += share * len(word[0])
        doubled = min(round(due), len(word[0]))
        due -= doubled
        return "".join(2 * letter for letter in word[0][:doubled]) + word[0][doubled:]

    for place in range(0, len(parts), 2):
        parts[place] = _WORD.sub(stretched, parts[place]).translate(_ACCENTS)
    return "".join(parts)


def write_catalogue(folder: Path, messages: Iterable[tuple[str, ...]]) -> None:
    """Write the catalogue of the second language into a folder of languages, in gettext's form."""
    lines = ['msgid ""', f"msgstr {json.dumps(_HEADER)}"]
    for one, *many in sorted(set(messages)):
        lines += ["", f"msgid {json.dumps(one)}", *(f"msgid_plural {json.dumps(form)}" for form in many)]
        told = [json.dumps(pseudo(form)) for form in (one, *many)]
        lines += [f"msgstr[{k}] {form}" for k, form in enumerate(told)] if many else [f"msgstr {told[0]}"]
    path = folder / LANGUAGE / CATALOGUE
    path.parent.mkdir(parents=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
