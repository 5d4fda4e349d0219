"""A deck that is a folder: pages with their films and pictures beside them."""

import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path

from gd_studio.deliver.holders.holder import Holder
from gd_studio.deliver.imprint.imprint import can_remember
from gd_studio.deliver.replacing import replace_file

_FEW = 64


class FolderDeck(Holder):
    """The films and pictures in a folder and the folders in it, but for hidden ones."""

    def media(self) -> Iterator[tuple[str, bytes]]:
        """Yield name and content of each film and picture."""
        for path in sorted(self.path.rglob("*")):
            name = path.relative_to(self.path)
            if any(part.startswith(".") for part in name.parts) or not path.is_file():
                continue
            with path.open("rb") as file:
                start = file.read(_FEW)
                if can_remember(start):
                    yield name.as_posix(), start + file.read()

    def replace(self, changes: Mapping[str, bytes]) -> None:
        """Write and read back all new files before the first takes the place of an old one."""
        drafts: dict[str, Path] = {}
        try:
            for name, content in changes.items():
                drafts[name] = self.path / f".{uuid.uuid4().hex}"
                drafts[name].write_bytes(content)
                if drafts[name].read_bytes() != content:
                    raise ValueError(f"{name} cannot be read back")
            for name, draft in drafts.items():
                replace_file(draft, self.path / name)
        finally:
            for draft in drafts.values():
                draft.unlink(missing_ok=True)

    def hints(self) -> Mapping[str, str]:
        """Return what the files are called."""
        return {name: Path(name).stem for name, _ in self.media()}
