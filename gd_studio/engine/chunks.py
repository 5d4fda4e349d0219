"""A clip in short chunks, cut where beats begin; whoever comes first to a chunk draws it."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from gd_studio.engine.encoder import Encoder, Patch, Pixels

MOVING_SECONDS = 2
"""Of a chunk, at most: processes wait for each other no longer. Pictures that stay take no time to draw."""
LONGEST_SECONDS = 8
"""Of a chunk, at most: players seek to the beginnings of chunks, and few of them make small files."""


class Sink(Protocol):
    """Where a renderer's frames go, and which of them are wanted."""

    def next(self, count: int) -> tuple[int, bool]:
        """Return how many of the next frames, at most `count`, are alike, and whether they are wanted."""
        ...

    def put(self, patches: Sequence[Patch], repeat: int) -> None:
        """Take what changes with the next frames, which are wanted."""
        ...

    def leave_out(self, count: int) -> None:
        """Take note that the next frames were not wanted."""
        ...

    def cut(self) -> None:
        """Take note that a beat begins with the next frame."""
        ...


class Chunks:
    """The chunks of a clip, shared by all processes that draw it.

    Every process tells the whole lesson. At the start of a chunk it claims it by making a file, which only
    one can; the others leave the chunk's frames out.

    Parameters
    ----------
    folder
        The same for all processes, empty at first.
    size
        Width and height in pixels.
    frame_rate
        Frames a second.
    on_frames
        Called with the number of frames that this process has drawn.
    """

    def __init__(
        self,
        folder: Path,
        size: tuple[int, int],
        frame_rate: int,
        on_frames: Callable[[int], None] = lambda frames: None,
    ) -> None:
        self.folder, self.on_frames = folder, on_frames
        self.longest, self.moving = LONGEST_SECONDS * frame_rate, MOVING_SECONDS * frame_rate
        self.encoder = Encoder(folder, *size, frame_rate)
        self.number = -1
        self.frames = self.drawn = 0
        """Told so far, and drawn by this process."""
        self.mine = False
        self.first: Pixels | None = None
        """The first frame, if it was this process's to draw."""
        self._left = self._moving_left = 0

    def cut(self) -> None:
        """End the chunk where a beat begins."""
        self._left = 0

    def next(self, count: int) -> tuple[int, bool]:
        """Return how many of the next frames are in one chunk, and whether it is this process's to draw."""
        if self._left == 0 or self._moving_left == 0:
            self.number += 1
            self._left, self._moving_left = self.longest, self.moving
            self.mine = self._claim()
            if self.mine:
                self.encoder.begin(self.number)
        return min(count, self._left), self.mine

    def put(self, patches: Sequence[Patch], repeat: int) -> None:
        """Encode the next frames."""
        if self.frames == 0:
            self.first = patches[0][2]  # everything has changed when nothing was there
        self.encoder.put(patches, repeat)
        self.leave_out(repeat)
        self.drawn += repeat
        self.on_frames(self.drawn)

    def leave_out(self, count: int) -> None:
        """Count frames."""
        self.frames += count
        self._left -= count
        self._moving_left -= count == 1

    def _claim(self) -> bool:
        path = self.folder / f"{self.number:05}.claimed"
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        except FileExistsError:
            return False
        return True
