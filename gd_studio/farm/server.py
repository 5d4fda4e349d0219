"""How processes begin here: forked from one that has loaded manim, where the system can do that."""

import multiprocessing
import sys
from multiprocessing.context import BaseContext

from gd_studio.stopping import left_to_us

FORKED, FRESH = "forkserver", "spawn"
METHOD = FORKED if FORKED in multiprocessing.get_all_start_methods() else FRESH
PRELOADED = "gd_studio.warm"
_LEFT_TO_THE_TRACKER = "ignore::UserWarning:multiprocessing.resource_tracker"
"""Whoever ends in a hurry leaves semaphores to a process that removes them: no need to tell the lecturer."""


def beginnings() -> BaseContext:
    """Return what begins processes."""
    return multiprocessing.get_context(METHOD)


def warm_up() -> None:
    """Begin to import manim in the process that workers are forked from, while this one still thinks.

    Where it turns out that nothing is to be drawn, that process ends with this one. Fresh processes load
    manim themselves.
    """
    if METHOD != FORKED:
        return
    from multiprocessing import forkserver, resource_tracker

    multiprocessing.get_context(METHOD).set_forkserver_preload([PRELOADED])
    if _LEFT_TO_THE_TRACKER not in sys.warnoptions:
        sys.warnoptions.append(_LEFT_TO_THE_TRACKER)
    resource_tracker.ensure_running()
    with left_to_us():
        forkserver.ensure_running()
