"""What every process that draws a film needs, imported at once; preloaded where workers are forked from."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from gd_studio.loading import load

_SECONDS_BETWEEN_LOOKS = 0.02

_parent = os.getppid()


@contextmanager
def _ending_alone() -> Iterator[None]:
    """Leave when the process that wanted workers has gone: perhaps nothing was to be drawn."""
    if sys.platform == "win32":  # nothing is forked there
        yield
        return
    signal.signal(signal.SIGALRM, _end_alone)
    signal.setitimer(signal.ITIMER_REAL, _SECONDS_BETWEEN_LOOKS, _SECONDS_BETWEEN_LOOKS)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0.0)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)


def _end_alone(_signal: int, _frame: FrameType | None) -> None:
    if os.getppid() != _parent:
        os._exit(0)


with _ending_alone():
    load("manim", "gd_studio.engine.render", "gd_studio.lecture.staging", "gd_studio.farm.workers")
