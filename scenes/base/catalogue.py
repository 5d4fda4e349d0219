"""Reads the sentences of a language from a catalogue in gettext's form for people, a ``.po`` file."""

import gettext
import io
import json
import struct
from collections.abc import Mapping
from pathlib import Path

_MAGIC, _HEAD = 0x950412DE, 28


def read_catalogue(path: Path) -> gettext.NullTranslations:
    """Return the sentences of a file, compiled in memory; those without a translation stay as they are.

    Raises
    ------
    OSError
        If there is no such file.
    """
    return gettext.GNUTranslations(io.BytesIO(compiled(messages_of(path.read_text(encoding="utf-8")))))


def messages_of(text: str) -> dict[str, str]:
    """Return the translated sentences; the forms of one are joined by zero characters, as in ``.mo`` files.

    >>> messages_of('msgid "a {b}"\\nmsgstr ""\\n"ein "\\n"{b}"\\n\\nmsgid "new"\\nmsgstr ""')
    {'a {b}': 'ein {b}'}
    """
    found: dict[str, str] = {}
    entry: dict[str, str] = {}
    field = ""
    for line in [*text.splitlines(), ""]:
        word, quote, rest = line.partition('"')
        if quote and not line.startswith("#"):
            field = word.strip() or field
            entry[field] = entry.get(field, "") + json.loads(quote + rest)
        elif not line.strip() and entry:
            sources = [entry[name] for name in ("msgid", "msgid_plural") if name in entry]
            forms = [form for name, form in entry.items() if name.startswith("msgstr")]
            if all(forms):
                found["\0".join(sources)] = "\0".join(forms)
            entry = {}
    return found


def compiled(messages: Mapping[str, str]) -> bytes:
    """Return sentences in gettext's form for machines, a ``.mo`` file."""
    pairs = sorted((source.encode(), told.encode()) for source, told in messages.items())
    tables, strings = [b"", b""], b""
    start = _HEAD + 16 * len(pairs)
    for side in (0, 1):
        for pair in pairs:
            tables[side] += struct.pack("<2I", len(pair[side]), start + len(strings))
            strings += pair[side] + b"\0"
    head = struct.pack("<7I", _MAGIC, 0, len(pairs), _HEAD, _HEAD + 8 * len(pairs), 0, start)
    return b"".join([head, *tables, strings])


__all__ = ["read_catalogue"]
