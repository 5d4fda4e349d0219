"""A numpydoc docstring, taken apart: what it says first, what it explains, what it shows."""

import re
from dataclasses import dataclass, field

_SECTION = re.compile(r"^([A-Z][A-Za-z ]+)\n-{3,}\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Docstring:
    """The parts of a docstring that a page tells.

    Parameters
    ----------
    line
        Its first paragraph, in one line.
    more
        The paragraphs before the first section.
    explained
        What each name under Parameters and Attributes means.
    returned
        What stands under Returns.
    examples
        Its doctests, line by line.
    """

    line: str
    more: tuple[str, ...] = ()
    parameters: dict[str, str] = field(default_factory=dict)
    attributes: dict[str, str] = field(default_factory=dict)
    returned: str = ""
    examples: tuple[str, ...] = ()


def read(text: str) -> Docstring:
    """Return the parts of a cleaned docstring."""
    head, *rest = _SECTION.split(text)
    sections = dict(zip(rest[::2], rest[1::2], strict=True))
    told, examples = _examples(head)
    paragraphs = [" ".join(one.split()) for one in told.split("\n\n") if one.strip()]
    return Docstring(
        line=paragraphs[0] if paragraphs else "",
        more=tuple(paragraphs[1:]),
        parameters=_entries(sections.get("Parameters", "")),
        attributes=_entries(sections.get("Attributes", "")),
        returned=" ".join(_entries(sections.get("Returns", "")).values()),
        examples=(*examples, *_examples(sections.get("Examples", ""))[1]),
    )


def _entries(section: str) -> dict[str, str]:
    """Return the text of each entry by its names, which stand before it at the left margin."""
    entries: dict[str, list[str]] = {}
    names: list[str] = []
    for line in section.splitlines():
        if line and not line.startswith(" "):
            names = [name.strip() for name in line.split(" : ")[0].split(",")]
            entries |= {name: [] for name in names}
        elif line.strip():
            for name in names:
                entries[name].append(line.strip())
    return {name: " ".join(lines) for name, lines in entries.items()}


def _examples(text: str) -> tuple[str, list[str]]:
    """Return a text without its doctests, and these."""
    told, shown = [], []
    within = False
    for line in text.splitlines():
        within = line.startswith(">>>") or (within and bool(line.strip()))
        (shown if within else told).append(line)
    return "\n".join(told), shown
