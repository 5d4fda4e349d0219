"""The settings under which every lesson is drawn, whatever a manim.cfg on the machine says."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from manim import config

from gd_studio.errors import StudioError
from scenes.base.glyphs import MissingGlyphsError

FRAME_HEIGHT = 8.0


@contextmanager
def settings_of(changed: dict[str, Any]) -> Iterator[None]:
    """Change some of manim's settings for a while.

    As manim's `tempconfig`, but for a renderer that stays the one it is: to set it gives a hundred classes
    their bases anew, which takes as long as some lessons do.
    """
    before = config.copy()
    try:
        for name, value in changed.items():
            if name != "renderer" or config.renderer.value != value:
                config[name] = value
        yield
    finally:
        if config.renderer is not before.renderer:
            config.renderer = before.renderer
        config._d.update(before._d)


@contextmanager
def stage(width: int, height: int, frame_rate: int, folder: Path, *, video: bool = True) -> Iterator[None]:
    """Set manim up for frames of ``width x height`` pixels; it works in `folder` and says nothing.

    Parameters
    ----------
    video
        Whether frames go to a file writer.

    Raises
    ------
    StudioError
        If the fonts lack a character of what is drawn.
    """
    settings = {
        "renderer": "cairo",
        "pixel_width": width,
        "pixel_height": height,
        "frame_rate": frame_rate,
        "frame_height": FRAME_HEIGHT,
        # From the pixels, so that they are square also where an even width has been rounded.
        "frame_width": FRAME_HEIGHT * width / height,
        "media_dir": str(folder),
        "disable_caching": True,
        "verbosity": "ERROR",
        "progress_bar": "none",
        "notify_outdated_version": False,
        "format": "mp4",
        "transparent": False,
        "dry_run": not video,
        "save_sections": False,
        "preview": False,
        "from_animation_number": 0,
        "upto_animation_number": -1,
        "seed": 0,
    }
    with settings_of(settings):
        try:
            yield
        except MissingGlyphsError as error:
            raise StudioError(f"{error}.") from error
