"""A clip made in this process, from its recipe to its files."""

import time

from gd_studio.deliver.product import Report
from gd_studio.farm.delivery import complete
from gd_studio.farm.drawing import Drawn, draw
from gd_studio.farm.job import Job, Result, spoiled
from gd_studio.store.work import private_folder


def make(job: Job, report: Report | None = None) -> Result:
    """Make a clip's files; whatever goes wrong comes back as a result.

    Parameters
    ----------
    job
        The clip, whose lock the caller holds.
    report
        Told how far it is.
    """
    from gd_studio.engine.chunks import Alone

    report, began = report or Report(), time.monotonic()
    with private_folder(job.workshop) as folder:
        shares = []
        if not job.stored():
            share = draw(job.drawing, folder, Alone(), 0, report)
            if not isinstance(share, Drawn):
                return spoiled(job, share)
            shares.append(share)
        return complete(job, folder, shares, began, report)
