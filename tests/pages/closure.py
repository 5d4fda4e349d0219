"""What a page has to tell, so that its signatures can be understood from it alone."""

from collections.abc import Iterable

from tests.pages.signatures import bases, named_in
from tests.pages.sources import Key, Public


def with_types(publics: Iterable[Public], package: str) -> set[Key]:
    """Return the keys of some names, and of what they are made from and declared with in a package."""
    told: set[Key] = set()
    waiting = list(publics)
    while waiting:
        public = waiting.pop()
        if public.key not in told:
            told.add(public.key)
            near = [*bases(public), *named_in(public)]
            waiting += [other for other in near if other.module.startswith(package)]
    return told
