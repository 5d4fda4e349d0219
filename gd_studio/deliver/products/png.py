"""The poster."""

from pathlib import Path
from typing import Any

from pydantic import Field, field_validator

from gd_studio.deliver.poster import Moment, read_moment
from gd_studio.deliver.product import Contents, Options, Product, Report
from gd_studio.engine.master import POSTER
from gd_studio.store.clip_store import Entry


class PngOptions(Options):
    """What a lecturer may choose."""

    at: Moment | None = Field(
        None, description='seconds (12.4), a beat (3), "start" or "end"; the clip\'s poster by default'
    )

    @field_validator("at", mode="before")
    @classmethod
    def _moment(cls, written: Any) -> Any:
        return written if written is None else read_moment(written)


class Png(Product):
    """One picture: the first frame as it was painted, or another one."""

    name = "png"
    summary = "the poster: the first frame, or another one"
    inside = POSTER
    by_default = True
    Options = PngOptions

    def make(
        self, clip: Entry, target: Path, drawn: Contents, options: PngOptions, report: Report
    ) -> Contents:
        """Write the picture that is asked for."""
        from gd_studio.deliver.poster import write_poster

        write_poster(clip, "start" if options.at is None else options.at, target)
        return drawn

    def verify(self, path: Path, expected: Contents) -> None:
        """Decode the picture."""
        from PIL import Image

        with Image.open(path) as picture:
            picture.load()
            if picture.size != (expected.width, expected.height):
                raise ValueError(f"{path.name} does not hold what was drawn: its size is {picture.size}")
