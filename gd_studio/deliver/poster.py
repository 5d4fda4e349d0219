"""The poster: one picture of a clip, which stands where the clip does not play yet."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from gd_studio.deliver.beats import beats_of
from gd_studio.engine.master import MASTER, POSTER, STILL
from gd_studio.errors import StudioError
from gd_studio.store.clip_store import Entry

if TYPE_CHECKING:
    from av import VideoFrame

Moment = float | int | Literal["start", "end"]
"""Seconds, written with a point; the number of a beat, whose last picture it is; or one end of the clip."""


RETURNS = "returns"
"""The fact that says how many of the last beat's seconds are the way back of a loop."""


def read_moment(written: object) -> Moment:
    """Return the moment that ``12.4``, ``3``, ``"start"`` or ``"end"`` means.

    Raises
    ------
    ValueError
        If it means none.
    """
    if written in ("start", "end") or (type(written) in (int, float) and float(str(written)) >= 0):
        return written  # type: ignore[return-value]
    raise ValueError('must be seconds with a point (12.4), the number of a beat (3), "start" or "end"')


def write_poster(clip: Entry, at: Moment, target: Path) -> None:
    """Write the picture of a clip at a moment as PNG.

    The first and the last are as they were painted, the others as they were encoded.

    Raises
    ------
    StudioError
        If the clip has no such moment.
    """
    if at in ("start", "end"):
        shutil.copyfile(clip.path(POSTER if at == "start" else STILL), target)
    else:
        write_frame(clip.path(MASTER), _frame_of(clip, at), target)


def _frame_of(clip: Entry, at: Moment) -> int:
    """Return the number of the frame that is seen at a moment."""
    frames, seconds = int(clip.facts["frames"]), float(clip.facts["seconds"])
    if isinstance(at, float):
        if not 0 <= at <= seconds:
            raise StudioError(f"there is no picture at {at} s: the clip is {seconds:.1f} s long.")
        return min(frames - 1, int(at * frames / seconds + 1e-6))
    beats = {beat.number: beat for beat in beats_of(clip)}
    if at not in beats:
        numbers = f"{min(beats)} to {max(beats)}" if len(beats) > 1 else f"{min(beats)} only"
        raise StudioError(f"there is no beat {at}: the beats are {numbers}; seconds have a point ({at}.0).")
    back = float(clip.facts.get(RETURNS, 0.0)) if at == max(beats) else 0.0
    return round((beats[at].end - back) * frames / seconds) - 1


def in_rgb(frame: "VideoFrame") -> Any:
    """Return a decoded picture in RGB, or RGBA where it has no background, as exact as it was encoded."""
    from av.video.reformatter import Interpolation

    from gd_studio.engine.alpha import LAYOUT

    if frame.format.name == LAYOUT:
        return frame.to_ndarray(format="rgba")
    exactly = Interpolation.LANCZOS | Interpolation.ACCURATE_RND | Interpolation.FULL_CHR_H_INT
    return frame.to_ndarray(format="rgb24", interpolation=exactly)


def write_frame(film: Path, number: int, target: Path) -> None:
    """Write one frame of a film as PNG.

    Parameters
    ----------
    film
        The MP4.
    number
        Of the frame, counted from 0.
    target
        Where the picture goes.

    Raises
    ------
    ValueError
        If the film has no such frame.
    """
    import av
    from PIL import Image

    with av.open(str(film)) as container:
        stream = container.streams.video[0]
        assert stream.average_rate is not None
        assert stream.time_base is not None
        stream.thread_type = "AUTO"
        container.seek(round(number / stream.average_rate / stream.time_base), stream=stream)
        for frame in container.decode(stream):
            assert frame.pts is not None
            if round(frame.pts * stream.time_base * stream.average_rate) == number:
                Image.fromarray(in_rgb(frame)).save(target, optimize=False)
                return
    raise ValueError(f"{film.name} has no frame {number}")
