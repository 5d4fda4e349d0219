"""Subtitles for players and video platforms."""

from pathlib import Path
from typing import Any

from gd_studio.deliver.product import Contents, Product, Report
from gd_studio.store.clip_store import Entry


class Srt(Product):
    """The captions as SubRip, with the film's own times."""

    name = "srt"
    summary = "subtitles for players and video platforms"

    def make(self, clip: Entry, target: Path, drawn: Contents, options: Any, report: Report) -> Contents:
        """Write what each beat says."""
        from gd_studio.deliver.beats import beats_of
        from gd_studio.deliver.captions import write_captions

        write_captions(beats_of(clip), target, self.name)
        return drawn

    def verify(self, path: Path, expected: Contents) -> None:
        """Read every subtitle."""
        from gd_studio.deliver.captions import require_captions

        require_captions(path, expected.seconds)
