"""From the samples of one film to those of another: BT.709 with limited range, and tagged so."""

import av
from av.video.codeccontext import VideoCodecContext
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc, Interpolation

_EXACTLY = Interpolation.BICUBIC | Interpolation.ACCURATE_RND | Interpolation.FULL_CHR_H_INT


def in_colours_of(frame: av.VideoFrame, layout: str) -> av.VideoFrame:
    """Return a picture in another layout of samples, with its time."""
    from_rgb = frame.format.is_rgb
    changed = frame.reformat(
        format=layout,
        interpolation=_EXACTLY,
        src_colorspace=None if from_rgb else Colorspace.ITU709,
        dst_colorspace=Colorspace.ITU709,
        src_color_range=ColorRange.JPEG if from_rgb else ColorRange.MPEG,
        dst_color_range=ColorRange.MPEG,
    )
    changed.pts, changed.time_base = frame.pts, frame.time_base
    return changed


def tag(context: VideoCodecContext) -> None:
    """Say in a film which colours its samples mean."""
    context.color_primaries = ColorPrimaries.BT709
    context.color_trc = ColorTrc.BT709
    context.colorspace = Colorspace.ITU709
    context.color_range = ColorRange.MPEG
