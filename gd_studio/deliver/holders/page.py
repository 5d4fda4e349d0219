"""A deck that is one text with its films, pictures and explorables inside: an HTML page, or a notebook."""

import base64
import binascii
import re
from collections.abc import Iterator, Mapping

from gd_studio.deliver.holders.holder import Holder
from gd_studio.deliver.imprint.imprint import can_remember
from gd_studio.deliver.replacing import replace_file

_DATA = re.compile(rb"(data:(?:video|image|text)/[\w.+-]+;base64,)([A-Za-z0-9+/]+=*)")
"""As RFC 2397 writes what is inside a page."""


class PageDeck(Holder):
    """What stands in ``data:`` addresses; equal ones are one, and have the number of the first."""

    def media(self) -> Iterator[tuple[str, bytes]]:
        """Yield number and content of each film and picture."""
        for name, code in self._codes(self.path.read_bytes()).items():
            try:
                content = base64.b64decode(code)
            except binascii.Error:
                continue
            if can_remember(content):
                yield name, content

    def replace(self, changes: Mapping[str, bytes]) -> None:
        """Write a new page beside the old one, read it back, and rename it."""
        text = self.path.read_bytes()
        new = {
            code: base64.b64encode(changes[name])
            for name, code in self._codes(text).items()
            if name in changes
        }
        changed = _DATA.sub(lambda found: found[1] + new.get(found[2], found[2]), text)
        draft = self.draft()
        try:
            draft.write_bytes(changed)
            told = dict(PageDeck(draft).media()).values()
            if any(content not in told for content in changes.values()):
                raise ValueError("the new page does not hold what was put in")
            replace_file(draft, self.path)
        finally:
            draft.unlink(missing_ok=True)

    @staticmethod
    def _codes(text: bytes) -> dict[str, bytes]:
        found = dict.fromkeys(match[2] for match in _DATA.finditer(text))
        return {f"no. {number}": code for number, code in enumerate(found, start=1)}
