"""A GIF under a size: it gives up colours, then frames, then pixels, hardly more than it must."""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from gd_studio.deliver.film_sample import take_sample
from gd_studio.deliver.gif import MOST_COLOURS, make_gif
from gd_studio.deliver.product import Contents
from gd_studio.errors import StudioError

FEWER_COLOURS = (128, 64)
FEWER_FRAMES = (20, 10)
"""A second. A GIF counts hundredths, so these are even."""
NARROWER = 0.85
"""The next long side, as a share of the one before."""
NARROWEST = 160
"""Pixels: no words can be read any more."""

SAFELY = 1.1
"""By how much more a guess may be too small; twice that before an attempt has told how the sample errs."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a GIF's size depends on, each at most.

    Parameters
    ----------
    colours
        Of its palette.
    frame_rate
        Frames a second.
    long_side
        Width or height in pixels.
    """

    colours: int
    frame_rate: int
    long_side: int

    def told(self, wished: "Settings") -> str:
        """Return what it gave up of what was wished."""
        given_up = []
        if self.colours < wished.colours:
            given_up.append(f"{self.colours} colours instead of {wished.colours}")
        if self.frame_rate < wished.frame_rate:
            given_up.append(f"{self.frame_rate} frames a second instead of {wished.frame_rate}")
        if self.long_side < wished.long_side:
            given_up.append(f"{self.long_side} pixels instead of {wished.long_side}")
        return ", ".join(given_up)


def steps(wished: Settings) -> Iterator[Settings]:
    """Yield what is wished, and then what gives up ever more of it.

    >>> [f"{step.colours} {step.frame_rate} {step.long_side}" for step in steps(Settings(255, 25, 200))]
    ['255 25 200', '128 25 200', '64 25 200', '64 20 200', '64 10 200', '64 10 170', '64 10 160']
    """
    now = wished
    yield now
    for colours in FEWER_COLOURS:
        now = replace(now, colours=colours)
        yield now
    for frame_rate in FEWER_FRAMES:
        if frame_rate < now.frame_rate:
            now = replace(now, frame_rate=frame_rate)
            yield now
    while now.long_side > NARROWEST:
        now = replace(now, long_side=max(NARROWEST, round(now.long_side * NARROWER)))
        yield now


def make_gif_under(
    size: int,
    master: Path,
    target: Path,
    drawn: Contents,
    long_side: int,
    frame_rate: int,
    on_attempt: Callable[[], Callable[[int], None]],
) -> tuple[Contents, str]:
    """Write the best GIF of a master that is small enough; return what it must hold, and what it gave up.

    Parameters
    ----------
    size
        In bytes, at most.
    master, target, drawn, long_side, frame_rate
        As for `make_gif`.
    on_attempt
        Called before each attempt; what it returns is told the frames read so far.

    Raises
    ------
    StudioError
        If even the smallest is too large.
    """
    wished = Settings(
        MOST_COLOURS,
        min(frame_rate, round(drawn.frames / drawn.seconds)),
        min(long_side, max(drawn.width, drawn.height)),
    )
    ladder = list(steps(wished))
    best: Contents | None = None
    first, beyond = 0, len(ladder)
    with TemporaryDirectory(dir=target.parent, prefix="attempts-") as folder:
        draft = Path(folder) / target.name
        sample = take_sample(master, drawn, Path(folder) / master.name)
        safely = SAFELY if sample.weight > 1 else 1.0
        factor = safely**2

        @cache
        def guess(step: int) -> float:
            """Return how large it would be, by a GIF of the sample."""
            wish = ladder[step]
            make_gif(sample.film, draft, sample.drawn, wish.long_side, wish.frame_rate, colours=wish.colours)
            return draft.stat().st_size * sample.weight

        def hopeful(step: int) -> bool:
            return guess(step) * factor <= size

        while first < beyond:
            step = first if hopeful(first) else bisect_left(range(beyond), True, first + 1, key=hopeful)
            if step == len(ladder):
                step -= 1  # the smallest: perhaps the guess is wrong
            elif step == beyond:
                break
            expected, tried = guess(step), ladder[step]
            rest = (on_attempt(), tried.colours)
            made = make_gif(master, draft, drawn, tried.long_side, tried.frame_rate, *rest)
            reached = draft.stat().st_size
            factor = safely * reached / expected
            if reached <= size:
                draft.replace(target)
                best, kept, beyond = made, tried, step
            else:
                first = step + 1
    if best is None:
        raise StudioError(
            f"no GIF of it is under {size / 1e6:g} MB: the smallest has {reached / 1e6:.1f} MB with"
            f" {tried.colours} colours, {tried.frame_rate} frames a second and {tried.long_side} pixels;"
            " take fewer beats, or a larger size."
        )
    return best, kept.told(wished)
