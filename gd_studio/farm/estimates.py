"""What a clip will cost to draw: as measured, or after the clip most like it that was ever drawn here.

The model is simple, for it serves to deal out work and to plan. Telling costs the same in every size. A frame
costs a part that does not depend on its size and one for each pixel, so painting, encoding and joining are
proportional to `frames × (megapixels + fixed)`; the fixed parts below were measured, all else is what the
store has kept.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum, log
from statistics import mean
from typing import Literal

from gd_studio.farm.costs import Costs, all_kept, kept, subject_of
from gd_studio.farm.job import Job, length_key
from gd_studio.lecture.recipe import Recipe
from gd_studio.store.clip_store import Store

Basis = Literal["measured", "as in another size", "as its lesson", "as other lessons", "as shipped"]
"""What a forecast stands on, from the best to the worst."""

PAINTING_FIXED, ENCODING_FIXED, JOINING_FIXED = 3.0, 0.42, 0.33
"""Megapixels that a frame costs besides its own."""


@dataclass(frozen=True, slots=True)
class Rates:
    """What an average lesson costs.

    Parameters
    ----------
    seconds
        How long it is.
    chunks
        For each second of film.
    telling
        Seconds for each run.
    painting, encoding, joining
        Seconds for each frame and megapixel, fixed ones included.
    """

    seconds: float
    chunks: float
    telling: float
    painting: float
    encoding: float
    joining: float


SHIPPED = Rates(seconds=60.0, chunks=0.44, telling=0.72, painting=1.8e-3, encoding=3.0e-3, joining=0.75e-3)
"""All 26 lessons on one machine (two cores of an AMD EPYC, 2026-11-27), for stores that have kept nothing."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a clip will cost, and what says so."""

    costs: Costs
    basis: Basis


class Estimates:
    """What clips will cost, by what their stores have kept.

    Parameters
    ----------
    stores
        Of the clips.
    """

    def __init__(self, stores: Iterable[Store]) -> None:
        folders = {store.folder: store for store in stores}
        self._kept = [costs for store in folders.values() for costs in all_kept(store)]
        self._rates = rates_of(self._kept)

    def of(self, job: Job) -> Estimate:
        """Return what a clip will cost."""
        recipe = job.planned.recipe
        own = kept(job.store, job.planned.digest)
        if own is not None:
            return Estimate(own, "measured")
        subject, alike = subject_of(recipe), self._alike(recipe)
        same = [costs for costs in alike if costs.subject == subject]
        if same:
            return Estimate(scaled(same[0], recipe), "as in another size")
        if alike:
            return Estimate(scaled(alike[0], recipe), "as its lesson")
        noted = job.store.noted(length_key(recipe.lesson)) or {}
        costs = average(self._rates or SHIPPED, recipe, float(noted.get("seconds", 0.0)))
        return Estimate(costs, "as other lessons" if self._rates else "as shipped")

    def _alike(self, recipe: Recipe) -> list[Costs]:
        """Return what clips of a lesson have cost, those of the most similar size first."""
        pixels = recipe.width * recipe.height * recipe.frame_rate

        def far(costs: Costs) -> float:
            return abs(log(costs.width * costs.height * costs.frame_rate / pixels))

        return sorted((costs for costs in self._kept if costs.lesson == recipe.lesson), key=far)


def scaled(costs: Costs, recipe: Recipe) -> Costs:
    """Return what a clip costs in the size and at the rate of another one."""
    faster = recipe.frame_rate / costs.frame_rate
    pixels = recipe.width * recipe.height * 1e-6

    def times(fixed: float) -> float:
        return faster * (pixels + fixed) / (costs.megapixels + fixed)

    return costs.model_copy(
        update={
            "width": recipe.width,
            "height": recipe.height,
            "frame_rate": recipe.frame_rate,
            "frames": max(1, round(costs.frames * faster)),
            "painted": tuple(spent * times(PAINTING_FIXED) for spent in costs.painted),
            "encoded": tuple(spent * times(ENCODING_FIXED) for spent in costs.encoded),
            "joining": costs.joining * times(JOINING_FIXED),
        }
    )


def rates_of(known: Sequence[Costs]) -> Rates | None:
    """Return what an average lesson costs, after clips that were drawn; None if there are none."""
    if not known:
        return None
    return Rates(
        seconds=mean(costs.seconds for costs in known),
        chunks=mean(len(costs.told) / costs.seconds for costs in known),
        telling=mean(costs.telling for costs in known),
        painting=mean(fsum(costs.painted) / _work(costs, PAINTING_FIXED) for costs in known),
        encoding=mean(fsum(costs.encoded) / _work(costs, ENCODING_FIXED) for costs in known),
        joining=mean(costs.joining / _work(costs, JOINING_FIXED) for costs in known),
    )


def average(rates: Rates, recipe: Recipe, seconds: float = 0.0) -> Costs:
    """Return what a clip of an average lesson costs: all chunks alike.

    Parameters
    ----------
    rates
        Of the lesson.
    recipe
        How large and how fast the clip is.
    seconds
        How long it is, if anybody knows.
    """
    seconds = seconds or rates.seconds
    frames, count = max(1, round(seconds * recipe.frame_rate)), max(1, round(rates.chunks * seconds))
    pixels = recipe.width * recipe.height * 1e-6
    return Costs(
        lesson=recipe.lesson,
        subject=subject_of(recipe),
        width=recipe.width,
        height=recipe.height,
        frame_rate=recipe.frame_rate,
        frames=frames,
        setting=0.0,
        told=(rates.telling / count,) * count,
        painted=(rates.painting * frames * (pixels + PAINTING_FIXED) / count,) * count,
        encoded=(rates.encoding * frames * (pixels + ENCODING_FIXED) / count,) * count,
        joining=rates.joining * frames * (pixels + JOINING_FIXED),
    )


def _work(costs: Costs, fixed: float) -> float:
    return costs.frames * (costs.megapixels + fixed)
