"""Runs of a clip's chunks: what a worker is given at once, and into how many of them a clip is dealt out."""

from dataclasses import dataclass
from math import ceil

from gd_studio.farm.job import Job
from gd_studio.farm.under_way import Work

SECONDS_A_RUN = 4.0
"""Of drawing, about: the telling before it takes half a second, and a worker that dies costs as much."""
SHORTEST_RUN = 1.0
SECONDS_A_MEGAPIXEL = 0.0032
_UNKNOWN_SECONDS = 60.0
"""Of film, where a lesson was never drawn here."""


@dataclass(slots=True, eq=False)
class Run:
    """Some chunks of a clip: every `step`-th from number `place` on."""

    work: Work
    place: int
    step: int
    tries: int = 0
    copies: int = 0
    done: bool = False


def cost(job: Job) -> float:
    """Return about how many seconds one worker needs to draw a clip."""
    recipe = job.planned.recipe
    frames = job.drawing.expected or _UNKNOWN_SECONDS * recipe.frame_rate
    return frames * recipe.width * recipe.height * 1e-6 * SECONDS_A_MEGAPIXEL


def runs_of(job: Job, workers: int) -> int:
    """Return into how many runs a clip is dealt out: into short ones where workers would be idle else.

    Parameters
    ----------
    job
        The clip.
    workers
        How many may draw it at once.
    """
    if job.renderer == "stock":  # it paints all, whatever it is asked for
        return 1
    spent = cost(job)
    return max(1, ceil(spent / SECONDS_A_RUN), min(ceil(spent / SHORTEST_RUN), workers))
