"""What a worker of a cluster does: it draws a run of a clip's chunks, from nothing but an order."""

import tempfile
import threading
from pathlib import Path

from gd_studio.deliver.product import Report
from gd_studio.farm.cluster.parcel import ordered, pack
from gd_studio.farm.drawing import draw

_ALONE = threading.Lock()
"""manim's settings are one process's: where a worker has several threads, they draw one after another."""


def draw_run(order: str, first: int, step: int) -> bytes:
    """Draw every `step`-th chunk of a clip from number `first` on, and return them.

    Parameters
    ----------
    order
        What to draw, as `gd_studio.farm.cluster.parcel.order` tells it.
    first, step
        Which chunks, counted from 0.
    """
    from gd_studio.engine.chunks import Assigned

    with _ALONE, tempfile.TemporaryDirectory(prefix="gd-", dir=_scratch()) as made:
        folder = Path(made)
        return pack(draw(ordered(order), folder, Assigned(range(first, 10**6, step)), 0, Report()), folder)


def _scratch() -> str | None:
    """Return the folder that Dask removes when its worker has died; None, for the system's, elsewhere."""
    try:
        from distributed import get_worker

        return str(get_worker().local_directory)
    except (ImportError, ValueError):
        return None
