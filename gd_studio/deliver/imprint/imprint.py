"""A text inside a finished file, and back: pictures, times and the order of all else stay as they are."""

from collections.abc import Callable
from pathlib import Path
from typing import IO

from gd_studio.deliver.imprint import gif, html, mp4, png, webm

_LONGEST_SIGNATURE = 64


def can_remember(content: bytes) -> bool:
    """Tell whether a file with this content, or this beginning, can hold a text."""
    return _put(content[:_LONGEST_SIGNATURE]) is not None


def imprint(path: Path, text: str) -> None:
    """Put a text into a PNG, GIF, MP4, MOV, WebM or explorable that has none; any other file stays as it is.

    Parameters
    ----------
    path
        A finished file that nobody uses yet.
    text
        In ASCII.
    """
    with path.open("rb") as file:
        start = file.read(_LONGEST_SIGNATURE)
    put = _put(start)
    if put is not None:
        path.write_bytes(put(path.read_bytes(), text))


def imprint_of(file: Path | IO[bytes]) -> str | None:
    """Return the text inside a file, read as players and viewers read it; None if there is none.

    Raises
    ------
    ValueError
        If it is no such file, or damaged.
    """
    if isinstance(file, Path):
        with file.open("rb") as opened:
            return imprint_of(opened)
    start = file.read(_LONGEST_SIGNATURE)
    file.seek(0)
    if _put(start) is None:
        raise ValueError("it is no MP4, MOV, GIF, WebM, PNG or page of gd explore")
    if start.startswith(html.SIGNATURE):
        return html.text_of(file.read())
    picture = start.startswith((png.SIGNATURE, gif.SIGNATURE))
    return _text_of_picture(file) if picture else _text_of_film(file)


def _put(start: bytes) -> Callable[[bytes, str], bytes] | None:
    """Return what puts a text into a file that begins so."""
    kinds = {
        png.SIGNATURE: png.with_text,
        gif.SIGNATURE: gif.with_text,
        webm.SIGNATURE: webm.with_text,
        html.SIGNATURE: html.with_text,
    }
    for signature, put in kinds.items():
        if start.startswith(signature):
            return put
    return mp4.with_text if mp4.is_film(start) else None


def _text_of_picture(file: IO[bytes]) -> str | None:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(file) as picture:
            found = picture.info.get(png.KEYWORD) or picture.info.get("comment")
    except (UnidentifiedImageError, OSError, SyntaxError) as error:
        raise ValueError("it is damaged") from error
    return found.decode("ascii", "replace") if isinstance(found, bytes) else found


def _text_of_film(file: IO[bytes]) -> str | None:
    import av

    try:
        with av.open(file) as film:
            tags = {key.casefold(): value for key, value in film.metadata.items()}
    except av.FFmpegError as error:
        raise ValueError("it is damaged") from error
    return tags.get("comment")
