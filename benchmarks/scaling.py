"""What drawing costs as clips grow: longer, larger, busier. A Markdown table.

    python -m benchmarks.scaling [--runs 3]

The engine draws and encodes in one warm process. Straight lines mean that a frame costs the same however many
there are, a pixel the same however many there are, and a moving disc the same however many there are.
"""

import argparse
import statistics
import tempfile
import time
from pathlib import Path

import numpy as np
from manim import Circle, ValueTracker, VGroup
from pydantic import Field

from gd_studio.engine.render import draw
from scenes.base.lesson import Lesson, LessonParams
from scenes.base.look import Look
from scenes.cast.moving.following import follow, ride

LENGTHS = (10, 30, 90)
SIZES = {"480p": (854, 480), "720p": (1280, 720), "1080p": (1920, 1080), "4k": (3840, 2160)}
CROWDS = (1, 10, 100, 1000)


class Swarm(Lesson):
    """Discs that move all the time."""

    class Params(LessonParams):
        """How long and how many."""

        seconds: int = Field(10, ge=1, le=300)
        discs: int = Field(10, ge=1, le=2000)

    given: Params

    def tell(self) -> None:
        """Move every disc on a circle of its own."""
        clock = ValueTracker(0.0)
        places = np.random.default_rng(0).uniform((-6, -3, 0), (6, 3, 0), (self.given.discs, 3))
        discs = VGroup(*(Circle(0.1, color="#56B4E9", fill_opacity=1.0, stroke_width=0) for _ in places))
        corners = [disc.points.copy() for disc in discs]

        def move() -> None:
            angle = clock.get_value()
            there = places + 0.3 * np.array([np.cos(angle), np.sin(angle), 0.0])
            for disc, outline, place in zip(discs, corners, there, strict=True):
                disc.points = outline + place

        follow(discs, move)
        self.add(discs)
        self.play(ride(clock, 0.8 * self.given.seconds), run_time=float(self.given.seconds))


def milliseconds(seconds: int, size: tuple[int, int], discs: int, rate: int, runs: int) -> float:
    """Return the median time of a frame."""
    times = []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as folder:
            began = time.perf_counter()
            share = draw(Swarm, Swarm.Params(seconds=seconds, discs=discs), Look(), size, rate, Path(folder))
            times.append(1e3 * (time.perf_counter() - began) / share.frames)
    return statistics.median(times)


def main() -> None:
    """Measure and print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    milliseconds(1, SIZES["480p"], 1, 30, 1)
    print("| what grows | ms per frame |\n|---|---|")
    for seconds in LENGTHS:
        print(
            f"| {seconds} s (720p30, 10 discs) | {milliseconds(seconds, SIZES['720p'], 10, 30, runs):.1f} |"
        )
    for name, size in SIZES.items():
        spent = milliseconds(10, size, 10, 30, runs)
        pixels = size[0] * size[1] / 1e6
        print(f"| {name} (10 s, 30 fps, 10 discs) | {spent:.1f}, per million pixels {spent / pixels:.1f} |")
    for discs in CROWDS:
        spent = milliseconds(10, SIZES["720p"], discs, 30, runs)
        print(f"| {discs} discs (10 s, 720p30) | {spent:.1f} |", flush=True)


if __name__ == "__main__":
    main()
