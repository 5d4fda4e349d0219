"""The film for editing, and for pictures without a background."""

from pathlib import Path
from typing import Any

from gd_studio.deliver.product import Contents, Product, Report
from gd_studio.engine.master import MASTER
from gd_studio.store.clip_store import Entry


class Mov(Product):
    """ProRes 4444 at the master's size and rate."""

    name = "mov"
    summary = "the film for Keynote and editing, ProRes 4444; large"
    phases = ("making mov",)

    def make(self, clip: Entry, target: Path, drawn: Contents, options: Any, report: Report) -> Contents:
        """Write the film of a master."""
        from gd_studio.deliver.mov import make_mov

        report.phase("making mov", drawn.frames)
        return make_mov(clip.path(MASTER), target, drawn, report.done)

    def verify(self, path: Path, expected: Contents) -> None:
        """Decode every frame."""
        from gd_studio.deliver.probe import require

        require(path, expected, tolerance=0.002)
