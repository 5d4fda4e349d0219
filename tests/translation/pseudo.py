"""A second language made from English: each vowel has an accent, and each sentence is 30 % longer."""

import re
import struct
from collections.abc import Iterable
from pathlib import Path

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
    """Write the catalogue of the second language into a folder of languages, in gettext's binary form."""
    texts = {"": _HEADER} | {
        "\0".join(message): "\0".join(map(pseudo, message)) for message in sorted(set(messages))
    }
    pairs = [(one.encode(), other.encode()) for one, other in sorted(texts.items())]
    tables, strings = [b"", b""], b""
    start = 28 + 16 * len(pairs)
    for side in (0, 1):
        for pair in pairs:
            tables[side] += struct.pack("<2I", len(pair[side]), start + len(strings))
            strings += pair[side] + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, start)
    path = folder / LANGUAGE / "LC_MESSAGES" / "downhill.mo"
    path.parent.mkdir(parents=True)
    path.write_bytes(head + tables[0] + tables[1] + strings)
