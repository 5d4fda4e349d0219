"""The film as it is drawn."""

from pathlib import Path

from pydantic import Field

from gd_studio.deliver.product import Contents, Options, Product, Report
from gd_studio.engine.master import MASTER
from gd_studio.store.clip_store import Entry


class Mp4Options(Options):
    """What a lecturer may choose."""

    subtitles: bool = Field(
        False, description="whether the captions are also inside as subtitles, for players to show"
    )


class Mp4(Product):
    """H.264 that plays anywhere; every other product is made from it."""

    name = "mp4"
    needs_background = True
    summary = "the film, H.264"
    inside = MASTER
    by_default = True
    Options = Mp4Options

    def make(
        self, clip: Entry, target: Path, drawn: Contents, options: Mp4Options, report: Report
    ) -> Contents:
        """Write the film with its subtitles."""
        from gd_studio.deliver.beats import beats_of
        from gd_studio.deliver.subtitles import add_subtitles

        add_subtitles(clip.path(MASTER), beats_of(clip), clip.facts["handout"]["language"], target)
        return drawn

    def verify(self, path: Path, expected: Contents) -> None:
        """Decode every frame."""
        from gd_studio.deliver.probe import require

        require(path, expected)
