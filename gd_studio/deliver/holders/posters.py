"""The picture that stands for a film before it plays: other programs take the film's first one."""

from io import BytesIO

import av
import numpy as np
from PIL import Image, UnidentifiedImageError

ALIKE = 8.0
"""Levels of 255 by which two pictures differ on average that show the same: scaled, and perhaps as JPEG."""


def is_first_picture(poster: bytes, film: bytes) -> bool:
    """Tell whether a poster is the first picture of a film, and not one that somebody has chosen."""
    try:
        with Image.open(BytesIO(poster)) as opened:
            seen = opened.convert("RGB")
    except (UnidentifiedImageError, OSError):
        return False
    first = _first_picture(film).resize(seen.size, Image.Resampling.LANCZOS)
    return bool(np.abs(np.asarray(seen, float) - np.asarray(first, float)).mean() < ALIKE)


def first_picture_like(poster: bytes, film: bytes) -> bytes:
    """Return the first picture of a film in the size and form of a poster."""
    with Image.open(BytesIO(poster)) as opened:
        size, form = opened.size, opened.format
    made = BytesIO()
    _first_picture(film).resize(size, Image.Resampling.LANCZOS).save(made, form, quality=92)
    return made.getvalue()


def _first_picture(film: bytes) -> Image.Image:
    with av.open(BytesIO(film), "r") as container:
        frame = next(container.decode(video=0))
    return Image.fromarray(frame.to_ndarray(format="rgb24"))
