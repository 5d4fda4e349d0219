"""The process that workers are forked from: it takes the longest to begin, so it is begun first of all."""

import multiprocessing
import sys
from multiprocessing import forkserver, resource_tracker

from gd_studio.stopping import left_to_us

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
    with left_to_us():
        forkserver.ensure_running()
