"""The animated GIF, small enough to embed."""

from collections.abc import Callable
from pathlib import Path

from pydantic import Field, field_validator

from gd_studio.deliver.product import Contents, Options, Product, Report
from gd_studio.deliver.size import read_size
from gd_studio.engine.master import MASTER
from gd_studio.store.clip_store import Entry


class GifOptions(Options):
    """What a lecturer may choose."""

    long_side: int = Field(
        640, ge=64, le=3840, description="at most, width or height", json_schema_extra={"unit": "pixels"}
    )
    frame_rate: int = Field(
        25, ge=1, le=50, description="at most", json_schema_extra={"unit": "frames a second"}
    )
    size: str | None = Field(
        None, description='at most, such as "8 MB": colours, then frames, then pixels are given up for it'
    )

    @field_validator("size")
    @classmethod
    def _size(cls, written: str | None) -> str | None:
        if written is not None:
            read_size(written)
        return written


class Gif(Product):
    """A GIF with a palette of its own, which loops for ever."""

    name = "gif"
    needs_background = True
    summary = "a small film that loops anywhere"
    phases = ("making gif",)
    Options = GifOptions

    def make(
        self, clip: Entry, target: Path, drawn: Contents, options: GifOptions, report: Report
    ) -> Contents:
        """Write the GIF of a master, which is read twice: for the palette, and for the pictures."""
        from gd_studio.deliver.gif import make_gif
        from gd_studio.deliver.gif_size import make_gif_under

        film = clip.path(MASTER)

        def begin() -> Callable[[int], None]:
            report.phase("making gif", 2 * drawn.frames)
            return report.done

        if options.size is None:
            return make_gif(film, target, drawn, options.long_side, options.frame_rate, begin())
        wished = (options.long_side, options.frame_rate)
        made, given_up = make_gif_under(read_size(options.size), film, target, drawn, *wished, begin)
        if given_up:
            report.note(f"{given_up}, to stay under {options.size}")
        return made

    def verify(self, path: Path, expected: Contents) -> None:
        """Decode every frame."""
        from gd_studio.deliver.probe import require

        require(path, expected, tolerance=0.02)
