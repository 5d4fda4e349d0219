"""Ctrl-C: one line and status 130, whenever it comes, even while modules load."""

import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

STATUS = 130
STOPPED = "stopped; the files of before are as they were."
_SHOW_CURSOR = "\x1b[?25h"


def stop_at_once() -> None:
    """Let Ctrl-C end this process where it stands: workers see it go, and leave as well.

    An exception instead could come out of any import or callback, and would be shown or swallowed there.
    """
    signal.signal(signal.SIGINT, _stop)
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])  # ./gd holds it back until here


def stop_by_exception() -> None:
    """Let Ctrl-C raise KeyboardInterrupt, for whoever waits for it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@contextmanager
def left_to_us() -> Iterator[None]:
    """Let processes that begin meanwhile leave Ctrl-C to this one, from their first moment on."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def stop_no_more() -> None:
    """Let Ctrl-C do nothing: all is done."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    stop_no_more()
    for name, parting in (("gd_studio.farm.crew", "let_go"), ("gd_studio.store.work", "remove_own")):
        part = getattr(sys.modules.get(name), parting, None)
        if part is not None:
            part()
    if "--json" in sys.argv[1:]:
        os.write(1, (json.dumps({"error": STOPPED}) + "\n").encode())
    else:
        shown = _SHOW_CURSOR if os.isatty(2) else ""
        os.write(2, f"{shown}gd: {STOPPED}\n".encode())
    os._exit(STATUS)
