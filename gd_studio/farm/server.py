"""The process that workers are forked from: it takes the longest to begin, so it is begun first of all."""

import multiprocessing
import signal
import sys
from multiprocessing import forkserver, resource_tracker

PRELOADED = "gd_studio.warm"
_LEFT_TO_THE_TRACKER = "ignore::UserWarning:multiprocessing.resource_tracker"
"""Whoever ends in a hurry leaves semaphores to a process that removes them: no need to tell the lecturer."""


def warm_up() -> None:
    """Begin to import manim in the process that workers are forked from, while this one still thinks.

    Where it turns out that nothing is to be drawn, that process ends with this one.
    """
    multiprocessing.get_context("forkserver").set_forkserver_preload([PRELOADED])
    if _LEFT_TO_THE_TRACKER not in sys.warnoptions:
        sys.warnoptions.append(_LEFT_TO_THE_TRACKER)
    resource_tracker.ensure_running()
    # The process of the workers leaves Ctrl-C to this one from its first moment on.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
