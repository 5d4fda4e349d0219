"""A clip in chunks, cut where beats begin; each process draws its share of them, the film is the same."""

import os
from collections.abc import Callable, Container, Sequence
from pathlib import Path
from typing import Protocol

from gd_studio.engine.alpha import AlphaEncoder
from gd_studio.engine.costs import Meter
from gd_studio.engine.encoder import PART_NAME, Encoder, Patch, Pixels

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


class Shares(Protocol):
    """How the processes that draw a clip share its chunks."""

    def mine(self, number: int) -> bool:
        """Tell whether this process draws a chunk; it is asked once about each, in order."""
        ...


class Claimed:
    """Whoever comes first to a chunk draws it: fast and slow processes of one machine end together.

    Parameters
    ----------
    folder
        The same for all processes, for nothing else. A chunk is claimed by making a file in it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def mine(self, number: int) -> bool:
        """Claim a chunk, and tell whether nobody else has."""
        try:
            os.close(os.open(self.folder / f"{number:05}", os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        except FileExistsError:
            return False
        return True


class Assigned:
    """The chunks that this process was told to draw: it shares nothing with the others, not even a machine.

    Parameters
    ----------
    numbers
        Of the chunks, from 0: a set, or a range such as ``range(1, 10**6, 3)``, every third one.
    """

    def __init__(self, numbers: Container[int]) -> None:
        self.numbers = numbers

    def mine(self, number: int) -> bool:
        """Tell whether a chunk is among them."""
        return number in self.numbers


class Alone:
    """All chunks."""

    def mine(self, number: int) -> bool:
        """Tell that it is."""
        return True


ALONE = Alone()


class Chunks:
    """The chunks of a clip, of which this process draws a share.

    Every process tells the whole lesson, and leaves out the frames of chunks that are not its own.

    Parameters
    ----------
    folder
        Where the chunks are made.
    size
        Width and height in pixels.
    frame_rate
        Frames a second.
    on_frames
        Called with the number of frames that this process has drawn.
    shares
        Which chunks are this process's.
    transparent
        Whether pictures have no background: they come whole, as cairo paints them.
    """

    def __init__(
        self,
        folder: Path,
        size: tuple[int, int],
        frame_rate: int,
        on_frames: Callable[[int], None] = lambda frames: None,
        shares: Shares = ALONE,
        *,
        transparent: bool = False,
    ) -> None:
        self.shares, self.on_frames = shares, on_frames
        self.longest, self.moving = LONGEST_SECONDS * frame_rate, MOVING_SECONDS * frame_rate
        self.encoder: Encoder | AlphaEncoder = (
            AlphaEncoder(folder, *size, frame_rate, PART_NAME)
            if transparent
            else Encoder(folder, *size, frame_rate)
        )
        self.number = -1
        self.frames = self.drawn = 0
        """Told so far, and drawn by this process."""
        self.mine = False
        self.numbers: list[int] = []
        """The chunks that are this process's."""
        self.first: Pixels | None = None
        """The first frame, if it was this process's to draw."""
        self.meter = Meter()
        self._left = self._moving_left = 0

    def cut(self) -> None:
        """End the chunk where a beat begins."""
        self._left = 0

    def next(self, count: int) -> tuple[int, bool]:
        """Return how many of the next frames are in one chunk, and whether it is this process's to draw."""
        if self._left == 0 or self._moving_left == 0:
            self.number += 1
            self._left, self._moving_left = self.longest, self.moving
            self.mine = self.shares.mine(self.number)
            self.meter.begin(mine=self.mine)
            if self.mine:
                self.numbers.append(self.number)
                self.encoder.begin(self.number)
        self.meter.tell()
        return min(count, self._left), self.mine

    def put(self, patches: Sequence[Patch], repeat: int) -> None:
        """Encode the next frames."""
        if self.frames == 0:
            self.first = patches[0][2]  # everything has changed when nothing was there
        self.encoder.put(patches, repeat)
        self.meter.paint()
        self.leave_out(repeat)
        self.drawn += repeat
        self.on_frames(self.drawn)

    def leave_out(self, count: int) -> None:
        """Count frames."""
        self.frames += count
        self._left -= count
        self._moving_left -= count == 1
