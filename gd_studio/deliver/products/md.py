"""Speaker notes."""

from pathlib import Path
from typing import Any

from gd_studio.deliver.product import Contents, Product, Report
from gd_studio.store.clip_store import Entry


class Md(Product):
    """What the clip says, its numbers and formulas, and a question to ask, as Markdown."""

    name = "md"
    summary = "speaker notes, with a text for those who cannot see the clip"

    def make(self, clip: Entry, target: Path, drawn: Contents, options: Any, report: Report) -> Contents:
        """Write the notes."""
        from gd_studio.deliver.notes import speaker_notes

        target.write_text(speaker_notes(clip), encoding="utf-8", newline="\n")
        return drawn

    def verify(self, path: Path, expected: Contents) -> None:
        """Read the notes."""
        if not path.read_text(encoding="utf-8").strip():
            raise ValueError(f"{path.name} says nothing")
