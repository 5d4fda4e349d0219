"""What rendering leaves behind: names of the files, and how many frames there are."""

from dataclasses import dataclass
from pathlib import Path

MASTER = "master.mp4"
"""The clip as H.264, from which the other formats are made."""

POSTER = "poster.png"
"""The first frame as it was painted."""

STILL = "still.png"
"""The last frame as it was painted."""

BEATS = "beats.json"
"""Every beat: number, caption, start and end in seconds, kind, pause."""

HANDOUT = "handout.json"
"""What the clip's speaker notes and alternative text are made of."""


@dataclass(frozen=True, slots=True)
class Master:
    """A folder with MASTER, POSTER, STILL, BEATS and HANDOUT, and the number of frames."""

    folder: Path
    frames: int
