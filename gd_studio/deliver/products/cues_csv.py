"""The times of all beats as CSV."""

from pathlib import Path
from typing import Any

from gd_studio.deliver.product import Contents, Product, Report
from gd_studio.store.clip_store import Entry


class CuesCsv(Product):
    """Number, start, end, caption, kind and pause of every beat."""

    name = "cues.csv"
    summary = "the times of all beats, as CSV"

    def make(self, clip: Entry, target: Path, drawn: Contents, options: Any, report: Report) -> Contents:
        """Write what is known about each beat."""
        from gd_studio.deliver.beats import beats_of
        from gd_studio.deliver.cues import write_csv

        write_csv(beats_of(clip), target)
        return drawn

    def verify(self, path: Path, expected: Contents) -> None:
        """Read every beat."""
        from gd_studio.deliver.cues import read_csv, require_cues

        require_cues(read_csv(path), path, expected.seconds)
