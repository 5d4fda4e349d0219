"""A page by families: an index with links, the entries of each family, and what else is there by name."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from tests.pages.entries import constants, entry, listed
from tests.pages.sources import Key, Public, modules


def page(families: Sequence[str], told: set[Key], others: str) -> str:
    """Return the index and the families.

    Parameters
    ----------
    families
        Packages, or modules.
    told
        What gets a whole entry.
    others
        The title over the names of the rest; nothing of them where it is empty.
    """
    kept = {family: [one for one in _publics(family) if one.key in told] for family in families}
    kept = {family: publics for family, publics in kept.items() if publics}
    links = _links([title for family in kept for title in (_title(family), *_names(kept[family]))])
    index, parts = "", ""
    for family, publics in kept.items():
        next(links)
        index += f"- **{_title(family)}**: "
        index += ", ".join(f"[{name}](#{next(links)})" for name in _names(publics)) + "\n"
        parts += f"\n## {_title(family)}\n\n{modules()[family].doc.line}\n"
        for module, those in groupby(publics, key=lambda one: one.module):
            parts += _module(module, list(those), alone=module == family)
        rest = [one for one in _publics(family) if one.key not in told and one.doc.line and not one.constant]
        if rest and others:
            parts += f"\n#### {others}\n\n{listed(rest)}"
    return f"\n{index}{parts}"


def _module(name: str, publics: list[Public], *, alone: bool) -> str:
    """Return what a module says for all that is in it, its constants, and the entries."""
    doc = modules()[name].doc
    head = "" if alone else f"`{name.split('.')[-1]}`: {doc.line} "
    told = [head + " ".join(doc.more)] if doc.more else []
    told += [constants([one for one in publics if one.constant])]
    paragraphs = [*told, *(entry(one) for one in publics if not one.constant)]
    return "".join(f"\n{one.strip()}\n" for one in paragraphs if one)


def _names(publics: Sequence[Public]) -> list[str]:
    return [one.name for one in publics if not one.constant]


def _title(family: str) -> str:
    return family.rsplit(".", 1)[1]


def _publics(family: str) -> Iterator[Public]:
    for name, module in modules().items():
        if name == family or name.startswith(f"{family}."):
            yield from module.publics.values()


def _links(titles: Sequence[str]) -> Iterator[str]:
    """Return the anchors that titles get on a page: small letters, and a number where one was there."""
    seen: dict[str, int] = {}
    for title in titles:
        anchor = title.lower()
        count = seen.get(anchor, 0)
        seen[anchor] = count + 1
        yield f"{anchor}-{count}" if count else anchor
