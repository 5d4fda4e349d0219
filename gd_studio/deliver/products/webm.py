"""The film for web pages."""

from pathlib import Path

from pydantic import Field

from gd_studio.deliver.product import Contents, Options, Product, Report
from gd_studio.engine.master import MASTER
from gd_studio.store.clip_store import Entry


class WebmOptions(Options):
    """What a lecturer may choose."""

    crf: int = Field(30, ge=4, le=63, description="loss: less is better and larger")


class Webm(Product):
    """VP9 at the master's size and rate."""

    name = "webm"
    summary = "the film for web pages, VP9"
    phases = ("making webm",)
    Options = WebmOptions

    def make(
        self, clip: Entry, target: Path, drawn: Contents, options: WebmOptions, report: Report
    ) -> Contents:
        """Write the WebM of a master."""
        from gd_studio.deliver.webm import make_webm

        report.phase("making webm", drawn.frames)
        return make_webm(clip.path(MASTER), target, drawn, options.crf, report.done)

    def verify(self, path: Path, expected: Contents) -> None:
        """Decode every frame."""
        from gd_studio.deliver.probe import require

        require(path, expected, tolerance=0.002)
