"""Which characters the fonts of a clip have: one that they lack would be drawn as a box."""

import re
from collections.abc import Sequence
from functools import cache

import typst

from scenes.base.theme import MATH_FONT, WORDS_FONT

ALWAYS_THERE = frozenset(map(chr, range(0x20, 0x7F)))
"""Characters that need no look into the fonts."""
MOST_TOLD = 5
"""Missing characters that a sentence names."""
NO_CHARACTER = "\U0010fffe"
"""Unicode keeps this one free for ever, so every font shows its box."""
_OUTLINE = re.compile(r'<path [^>]*?\bd="([^"]*)"')


def typst_string(text: str) -> str:
    """Return Typst source that shows `text` literally."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'#"{escaped}"'


def font_families(font: str | None = None) -> tuple[str, ...]:
    """Return the fonts that words are set in: the clip's, one that the lecturer names, and two built in."""
    return (WORDS_FONT, *((font,) if font else ()), MATH_FONT, "DejaVu Sans Mono")


def box_outlines() -> frozenset[str]:
    """Return the SVG outlines of the boxes that words and formulas show for what their fonts lack."""
    words, formula = f"{font_rule()}\n{typst_string(NO_CHARACTER)}", f'$ "{NO_CHARACTER}" $'
    return _svg_outlines(words) | _svg_outlines(formula)


def font_rule(font: str | None = None) -> str:
    """Return the Typst rule for words: these fonts alone, so that every machine shows the same."""
    families = ", ".join(f'"{family}"' for family in font_families(font))
    return f"#set text(font: ({families}), fallback: false, hyphenate: false)"


@cache
def fonts() -> typst.Fonts:
    """Return the built-in fonts and the machine's; to look for them takes longer than to set a line."""
    return typst.Fonts()


def installed_fonts() -> Sequence[str]:
    """Return the names of the fonts that this machine has, the built-in ones among them."""
    families: list[str] = fonts().families()
    return families


def font_files(font: str) -> Sequence[str]:
    """Return the files of an installed font; none for one that is built in."""
    return sorted({str(found.path) for found in fonts().fonts() if found.family == font and found.path})


def missing_glyphs(text: str, font: str | None = None) -> str:
    """Return the characters of a text that the fonts lack, each once, in the text's order.

    >>> missing_glyphs("Größe in m², Δx ≤ 5 €"), missing_glyphs("面积 (m²)")
    ('', '面积')
    """
    alone = [mark for mark in dict.fromkeys(text) if mark not in ALWAYS_THERE and _boxes(mark, font)]
    return "".join(alone) if alone and _boxes(text, font) else ""


class MissingGlyphsError(ValueError):
    """The fonts lack characters of words that shall be seen."""


def check_glyphs(text: str, font: str | None = None) -> None:
    """Refuse words that the fonts cannot write.

    Raises
    ------
    MissingGlyphsError
        If a character would be a box.
    """
    lacking = missing_glyphs(text, font)
    if lacking:
        way_out = 'say font = "…" with an installed font that has them'
        raise MissingGlyphsError(f'the fonts lack {listed(lacking)} of "{text}"; {way_out}')


def listed(characters: str) -> str:
    """Return characters as a list for the eye, the first of many.

    >>> listed("面积"), listed("abcdefg")
    ('面, 积', 'a, b, c, d, e, …')
    """
    told = ", ".join(characters[:MOST_TOLD])
    return told + (", …" if len(characters) > MOST_TOLD else "")


@cache
def _boxes(text: str, font: str | None) -> bool:
    """Return whether any part of a text is shown as a box."""
    return not _outlines(text, font).isdisjoint(_outlines(NO_CHARACTER, font))


@cache
def _outlines(text: str, font: str | None) -> frozenset[str]:
    return _svg_outlines(f"{font_rule(font)}\n{typst_string(text)}")


def _svg_outlines(source: str) -> frozenset[str]:
    svg = typst.compile(f"#set page(fill: none)\n{source}".encode(), format="svg", font_paths=fonts())
    return frozenset(_OUTLINE.findall(svg.decode()))


__all__ = [
    "MissingGlyphsError",
    "box_outlines",
    "check_glyphs",
    "font_families",
    "font_files",
    "font_rule",
    "fonts",
    "installed_fonts",
    "listed",
    "missing_glyphs",
    "typst_string",
]
