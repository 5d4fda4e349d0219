"""HTML: a line of metadata in a page that says in its first line that it is one of ours."""

import re
from html import escape, unescape

SIGNATURE = b"<!DOCTYPE html>\n<!-- downhill explorable -->\n"
_PLACE = b"<head>\n"
_RECIPE = re.compile(rb'<meta name="recipe" content="([^"]*)">')


def with_text(content: bytes, text: str) -> bytes:
    """Return the page with its recipe as the first thing in its head."""
    before, place, after = content.partition(_PLACE)
    return before + place + f'<meta name="recipe" content="{escape(text)}">\n'.encode("ascii") + after


def text_of(content: bytes) -> str | None:
    """Return the text inside a page."""
    found = _RECIPE.search(content)
    return None if found is None else unescape(found[1].decode("ascii", "replace"))
