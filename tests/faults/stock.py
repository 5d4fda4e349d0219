"""The same troubles for the stock `manim` command, to compare."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import av

from tests.faults.campaigns import Trial
from tests.faults.tiny_project import hear_ctrl_c

SCENE = """\
from manim import RIGHT, Scene, Square

class Trial(Scene):
    def construct(self):
        square = Square()
        self.add(square)
        for _ in range(4):
            self.play(square.animate.shift(RIGHT))
"""
SECONDS = 4


class Stock:
    """A folder with a scene that the stock command renders.

    Parameters
    ----------
    folder
        Where it is made.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        self.change()

    @property
    def film(self) -> Path:
        """Return where the finished film is."""
        return self.folder / "media" / "videos" / "trial" / "480p15" / "Trial.mp4"

    def change(self, number: int = 0) -> None:
        """Change the scene a little, so that nothing cached fits."""
        text = SCENE.replace("Square()", f"Square({2 + number / 1000})")
        (self.folder / "trial.py").write_text(text, encoding="utf-8")

    def start(self) -> "subprocess.Popen[str]":
        """Begin to render."""
        return subprocess.Popen(
            [sys.executable, "-m", "manim", "-ql", "--progress_bar", "none", "trial.py", "Trial"],
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=hear_ctrl_c,  # noqa: PLW1509 (no threads here)
        )

    def broken(self) -> Iterator[str]:
        """Yield what is wrong with the film."""
        try:
            with av.open(str(self.film)) as container:
                frames = sum(1 for _ in container.decode(video=0))
        except (OSError, av.FFmpegError) as error:
            yield f"the film is broken: {error}"
        else:
            if frames != 15 * SECONDS:
                yield f"the film has {frames} frames instead of {15 * SECONDS}"

    def well(self, process: "subprocess.Popen[str]") -> Iterator[str]:
        """Yield what is wrong after a run that should have gone well."""
        _, err = process.communicate(timeout=300)
        if process.returncode:
            yield f"status {process.returncode}: {err.strip()[-200:]}"
        yield from self.broken()


def killed(folder: Path, count: int, chance: random.Random) -> Iterator[Trial]:
    """Kill the command at a random moment while it draws, look at the film, and render again."""
    stock = Stock(folder)
    list(stock.well(stock.start()))
    began = time.monotonic()
    stock.change(1)
    list(stock.well(stock.start()))
    longest = time.monotonic() - began
    for number in range(2, count + 2):
        stock.change(number)
        process = stock.start()
        try:
            process.communicate(timeout=chance.uniform(0.4 * longest, longest))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
        trial = [f"after the kill: {said}" for said in stock.broken()]
        yield trial + [f"the next run: {said}" for said in stock.well(stock.start())]


def raced(folder: Path, count: int) -> Iterator[Trial]:
    """Begin three runs of one scene at once in a fresh folder."""
    for number in range(count):
        stock = Stock(folder / str(number))
        processes = [stock.start() for _ in range(3)]
        trial = [said for process in processes for said in stock.well(process)]
        yield list(dict.fromkeys(trial))


def stopped(folder: Path, count: int, chance: random.Random) -> Iterator[Trial]:
    """Press Ctrl-C in the first three seconds."""
    stock = Stock(folder)
    for _ in range(count):
        process = stock.start()
        time.sleep(chance.uniform(0.0, 3.0))
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=300)
        lines = len(err.strip().splitlines())
        yield [f"{lines} lines of traceback"] * ("Traceback" in err)
