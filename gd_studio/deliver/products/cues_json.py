"""The times of all beats as JSON."""

from pathlib import Path
from typing import Any

from gd_studio.deliver.product import Contents, Product, Report
from gd_studio.store.clip_store import Entry


class CuesJson(Product):
    """Number, start, end, caption, kind and pause of every beat."""

    name = "cues.json"
    summary = "the times of all beats, as JSON"

    def make(self, clip: Entry, target: Path, drawn: Contents, options: Any, report: Report) -> Contents:
        """Write what is known about each beat."""
        from gd_studio.deliver.beats import beats_of
        from gd_studio.deliver.cues import write_json

        write_json(beats_of(clip), target)
        return drawn

    def verify(self, path: Path, expected: Contents) -> None:
        """Read every beat."""
        from gd_studio.deliver.cues import read_json, require_cues

        require_cues(read_json(path), path, expected.seconds)
