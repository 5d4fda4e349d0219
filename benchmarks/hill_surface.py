"""HillDescent beside an equal ThreeDScene with a stock Surface of 24 x 24 faces: time per moving frame.

    python -m benchmarks.hill_surface [--height 1080] [--runs 3]

Both turn the same hills under the same walkers: the surface as the stock renderer paints it, HillDescent as
the engine and as the stock renderer do. The frames are thrown away unencoded. Times are of the processor, so
that other programs on the machine do not count.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from manim import DEGREES, Dot3D, Scene, Surface, ThreeDAxes, ThreeDCamera, ThreeDScene, VMobject
from manim.renderer.cairo_renderer import CairoRenderer
from manim.scene.scene_file_writer import SceneFileWriter

from gd_studio.engine.encoder import Patch
from gd_studio.engine.renderer import EngineRenderer
from gd_studio.engine.stage import stage
from scenes.base.look import Look
from scenes.base.theme import DARK
from scenes.cast.land.block import Land
from scenes.cast.land.ground_tracks import GroundTracks
from scenes.hill_descent import HillDescent

FACES = 24
FRAME_RATE = 5
STOCK_SECONDS = 2.4


class Stopwatch(SceneFileWriter):
    """Takes the times between the frames of each play."""

    plays: list[list[float]]

    def begin_animation(self, *_: Any, **__: Any) -> None:
        self.plays = [*getattr(self, "plays", []), []]
        self.last = time.process_time()

    def write_frame(self, pixels: np.ndarray, *, repeat: int = 1) -> None:
        now = time.process_time()
        if repeat == 1:
            self.plays[-1].append(now - self.last)
        self.last = now

    def add_partial_movie_file(self, *_: Any) -> None: ...
    def end_animation(self, *_: Any, **__: Any) -> None: ...
    def abort_encode_jobs(self, *_: Any, **__: Any) -> None: ...
    def finish(self) -> None: ...


class Laps:
    """A sink of the engine that takes the times between the frames of each beat."""

    def __init__(self) -> None:
        self.beats: list[list[float]] = [[]]
        self.last = time.process_time()

    def cut(self) -> None:
        self.beats.append([])

    def next(self, count: int) -> tuple[int, bool]:
        return count, True

    def put(self, patches: Sequence[Patch], repeat: int) -> None:
        now = time.process_time()
        if repeat == 1:
            self.beats[-1].append(now - self.last)
        self.last = now

    def leave_out(self, count: int) -> None:
        raise AssertionError("all frames are wanted")


class StockHills(ThreeDScene):
    """The hills as a Surface, the walkers as spheres, their ways as lines."""

    def construct(self) -> None:
        """Turn the surface under the ends of the walks."""
        found = HillDescent.compute(HillDescent.Params())
        objective, run = found.shown.objective, found.runs.run
        land = Land(objective, *objective.domain)
        tracks = GroundTracks(land, run)
        axes = ThreeDAxes((-5, 5), (-5, 5), (land.lowest, land.highest), x_length=6, y_length=6, z_length=2)
        self.add(
            Surface(
                lambda x, y: axes.c2p(x, y, float(objective(x, y))),
                u_range=(-5, 5),
                v_range=(-5, 5),
                resolution=(FACES, FACES),
                checkerboard_colors=False,
                fill_color=DARK.loss,
            )
        )
        for first, last in zip(tracks.firsts, tracks.lasts, strict=True):
            way = VMobject(stroke_color=DARK.parameter)
            way.set_points_as_corners([axes.c2p(*point) for point in tracks.ground[first : last + 1]])
            self.add(way, Dot3D(way.points[-1], radius=0.08, color=DARK.parameter, resolution=(6, 6)))
        self.set_camera_orientation(phi=53 * DEGREES, theta=-70 * DEGREES)
        self.move_camera(theta=-40 * DEGREES, run_time=STOCK_SECONDS)


def by_stock(scene: type[Scene], height: int, *args: Any) -> float:
    """Return the median time of a frame in the longest play of a scene, painted by manim."""
    with _stage(height):
        camera = ThreeDCamera if issubclass(scene, ThreeDScene) else None
        renderer = CairoRenderer(file_writer_class=Stopwatch, camera_class=camera)
        scene(*args, renderer=renderer).render()
        return 1e3 * statistics.median(max(renderer.file_writer.plays, key=len)[1:])


def by_engine(height: int) -> float:
    """Return the median time of a frame in the longest beat of HillDescent, painted by the engine."""
    with _stage(height):
        laps = Laps()
        HillDescent(HillDescent.Params(), Look(), renderer=EngineRenderer(laps)).render()
        return 1e3 * statistics.median(max(laps.beats, key=len)[1:])


@contextmanager
def _stage(height: int) -> Generator[None]:
    with (
        tempfile.TemporaryDirectory() as folder,
        stage(round(height * 16 / 9), height, FRAME_RATE, Path(folder)),
    ):
        yield


def main() -> None:
    """Print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--height", type=int, default=1080)
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    surface, stock, engine = [], [], []
    for _ in range(given.runs):
        surface.append(by_stock(StockHills, given.height))
        stock.append(by_stock(HillDescent, given.height, HillDescent.Params(), Look()))
        engine.append(by_engine(given.height))
    rows = {
        f"ThreeDScene, Surface {FACES} x {FACES}, stock renderer": statistics.median(surface),
        "HillDescent, stock renderer": statistics.median(stock),
        "HillDescent, engine": statistics.median(engine),
    }
    first = next(iter(rows.values()))
    print(f"| a moving frame of {given.height} lines | ms | times faster |\n|---|---|---|")
    for name, spent in rows.items():
        print(f"| {name} | {spent:.0f} | {first / spent:.1f} |")


if __name__ == "__main__":
    main()
