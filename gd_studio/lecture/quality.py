"""How large and how fast: qualities and aspect ratios by name, and the pixels that they come to."""

import math
from dataclasses import dataclass

from gd_studio.errors import StudioError, way_out


@dataclass(frozen=True, slots=True)
class Quality:
    """The least pixels of the shorter side of a frame, and frames a second."""

    short_side: int
    frame_rate: int

    def size(self, aspect: str) -> tuple[int, int]:
        """Return ``(width, height)`` in pixels for an aspect ratio of `ASPECTS`: even, as H.264 asks.

        The ratio is exact, so that a draft has the layout of the final clip: 864 × 486 rather than 854 × 480.

        >>> QUALITIES["480p15"].size("16:9"), QUALITIES["1080p60"].size("9:16")
        ((864, 486), (1080, 1920))
        """
        wide, high = ASPECTS[aspect]
        units = math.ceil(self.short_side / (2 * min(wide, high)))
        return 2 * wide * units, 2 * high * units


QUALITIES = {
    "480p15": Quality(480, 15),
    "720p30": Quality(720, 30),
    "1080p60": Quality(1080, 60),
    "4k60": Quality(2160, 60),
}
"""The qualities that a lecturer chooses from."""

THUMBNAIL = "90p10"
"""Name of a tiny quality for tests and trials, accepted wherever a quality is but not advertised."""

ASPECTS = {"16:9": (16, 9), "4:3": (4, 3), "9:16": (9, 16)}
"""Aspect ratios, width to height."""


def find_quality(name: str, where: str) -> Quality:
    """Return the quality called `name`.

    Raises
    ------
    StudioError
        If there is none; `where` opens the sentence.
    """
    if name == THUMBNAIL:
        return Quality(90, 10)
    if name not in QUALITIES:
        raise StudioError(f'{where}: unknown quality "{name}"; {way_out(name, QUALITIES, "qualities")}')
    return QUALITIES[name]


def named(width: int, height: int, frame_rate: int) -> tuple[str, str] | None:
    """Return the quality and the aspect ratio that come to these pixels and this rate, or None.

    >>> named(1080, 1920, 60)
    ('1080p60', '9:16')
    """
    for name in (*QUALITIES, THUMBNAIL):
        quality = find_quality(name, "")
        for aspect in ASPECTS:
            if (*quality.size(aspect), quality.frame_rate) == (width, height, frame_rate):
                return name, aspect
    return None
