"""What several lessons say of runs on a map: how one ended, who of several is lowest, and who has left."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from tests.truth.claims import agrees, claim, number
from tests.truth.lands import Ground
from tests.truth.map_runs import MapRun
from tests.truth.telling import NUMBER, Told

DEEP = -1e20
"""Heights that a run falls below which falls without end."""
ALIKE = 1e-8
"""Share of the way down of the lowest within which losses may be called alike."""


@dataclass(frozen=True)
class Field:
    """Runs on a map, each by the name that sentences give to it."""

    ground: Ground
    runs: Mapping[str, MapRun]

    def named(self, names: str) -> list[MapRun]:
        """Return the runs of ``A, B and C``."""
        return [self.runs[name] for name in re.split(r", | and ", names)]

    def plunges(self, run: MapRun) -> bool:
        """Tell whether a run left by a step down to below every scale."""
        with np.errstate(all="ignore"):
            way = run.points[-1] + np.linspace(0, 1, 2001)[:, None] * (run.beyond - run.points[-1])
            return run.left and bool(np.nanmin(self.ground.heights(way), initial=0.0) < DEEP)

    def final(self, run: MapRun) -> float:
        """Return where a run ends in the standings."""
        if not run.left:
            return float(run.values[-1])
        return -np.inf if self.plunges(run) else np.inf

    def others(self, runs: list[MapRun]) -> list[float]:
        """Return the last losses of all but some runs."""
        return [self.final(run) for run in self.runs.values() if run not in runs]

    def within_reach(self, place: str, point: np.ndarray) -> bool:
        """Tell whether ``(x, y) = (1.00, −2.00)`` is a point."""
        texts = NUMBER.findall(place.rpartition(" = ")[2])
        slack = 1e-9 * self.ground.width
        return len(texts) == len(point) and all(
            agrees(text, float(x)) or abs(number(text) - x) < slack
            for text, x in zip(texts, point, strict=True)
        )


def claims_of_map_runs(lesson: str, field_of: Callable[[Told], Field]) -> None:
    """Register what is said of how one run ended; its name is what the sentence begins with."""

    @claim("{who}: step {step} leads to {place}, where f is not defined.", lesson=lesson)
    def undefined(told: Told, who: str, step: int, place: str) -> bool:
        field = field_of(told)
        run = field.runs[who]
        bare = not np.isfinite(field.ground.heights(run.beyond))
        return run.left and step == run.steps + 1 and field.within_reach(place, run.beyond) and bare

    @claim("{who}: step {step} leads to {place}, where f has no slope.", lesson=lesson)
    def no_slope(told: Told, who: str, step: int, place: str) -> bool:
        field = field_of(told)
        run = field.runs[who]
        high = bool(np.isfinite(field.ground.heights(run.beyond)))
        return run.left and step == run.steps + 1 and field.within_reach(place, run.beyond) and high

    @claim("{who}: falls without end; step {step} leaves every scale.", lesson=lesson)
    def plunges(told: Told, who: str, step: int) -> bool:
        field = field_of(told)
        run = field.runs[who]
        return field.plunges(run) and step == run.steps + 1

    @claim("{who}: at step {step} the loss leaves every scale.", lesson=lesson)
    def leaves(told: Told, who: str, step: int) -> bool:
        run = field_of(told).runs[who]
        return run.beyond_all_scales and step == run.steps + 1

    @claim("{who}: falls from {first} to {final}, and no minimum stops it.", lesson=lesson)
    def falls(told: Told, who: str, first: str, final: str) -> bool:
        field = field_of(told)
        run = field.runs[who]
        printed = agrees(first, run.values[0]) and agrees(final, run.values[-1])
        return printed and not run.left and not field.ground.in_valley(run.points[-1])

    @claim("{who}: ends going round {count} places, and never settles.", lesson=lesson)
    def round_(told: Told, who: str, count: int) -> bool:
        field = field_of(told)
        run = field.runs[who]
        back = float(np.linalg.norm(run.points[-1] - run.points[-1 - count]))
        return count > 1 and back < 1e-6 * field.ground.width < np.ptp(run.points[-count:], axis=0).max() * 10

    @claim("{who}: stops on the kink at {place}: there the slope counts as 0.", lesson=lesson)
    @claim("{who}: stops at {place}, where the slope is 0, but there is no minimum.", lesson=lesson)
    def stops(told: Told, who: str, place: str) -> bool:
        field = field_of(told)
        run = field.runs[who]
        still = run.steps == 0 or float(run.moves[-1]) <= 1e-2 * field.ground.width
        return not run.left and still and field.within_reach(place, run.points[-1])

    @claim("{who}: ends on nearly level ground, where the slope is {slope}.", lesson=lesson)
    @claim("{who}: hardly moves, as the slope is nearly 0: {slope}.", lesson=lesson)
    def level(told: Told, who: str, slope: str) -> bool:
        field = field_of(told)
        run = field.runs[who]
        size = float(np.linalg.norm(field.ground.slope(run.points[-1])))
        return not run.left and abs(number(slope) - size) <= 0.06 * size + 1e-6

    @claim("{who}: has come to the minimum at {place}.", lesson=lesson)
    @claim("{who}: has come to the floor of a valley at {place}.", lesson=lesson)
    def arrived(told: Told, who: str, place: str) -> bool:
        field = field_of(told)
        run = field.runs[who]
        rest = np.array([number(text) for text in NUMBER.findall(place.rpartition(" = ")[2])])
        near = np.linalg.norm(rest - run.points[-1]) <= 1.5 * field.ground.tolerance
        return not run.left and bool(near) and field.ground.in_valley(run.points[-1])

    @claim("{who}: down from {first} to {final} at step {step}.", lesson=lesson)
    @claim("{who}: up from {first} to {final} at step {step}.", lesson=lesson)
    def under_way(told: Told, who: str, first: str, final: str, step: int) -> bool:
        run = field_of(told).runs[who]
        printed = agrees(first, run.values[0]) and agrees(final, run.values[-1]) and step == run.steps
        return printed and number(first) != number(final) and not run.left

    @claim("{who}: at step {step} the loss is {final}, as at the start.", lesson=lesson)
    def alike(told: Told, who: str, first: str, final: str, step: int) -> bool:
        run = field_of(told).runs[who]
        return agrees(final, run.values[0]) and agrees(final, run.values[-1]) and step == run.steps


def claims_of_races(lesson: str, field_of: Callable[[Told], Field]) -> None:
    """Register what is said of who is lowest, who has left and who climbs, and of each run alone."""
    claims_of_map_runs(lesson, field_of)

    @claim("Nobody is lowest: all have left.", lesson=lesson)
    def nobody(told: Told) -> bool:
        return all(one == np.inf for one in field_of(told).others([]))

    @claim("{names}: the loss falls without end.", lesson=lesson)
    def falling(told: Told, names: str) -> bool:
        field = field_of(told)
        return all(map(field.plunges, field.named(names))) and -np.inf not in field.others(field.named(names))

    @claim("Lowest together: {names}, with {loss}.", lesson=lesson)
    def together(told: Told, names: str, loss: str) -> bool:
        field = field_of(told)
        runs = field.named(names)
        finals = [field.final(run) for run in runs]
        lower = finals[0] < min(field.others(runs), default=np.inf)
        return len(runs) > 1 and len(set(finals)) == 1 and lower and agrees(loss, finals[0])

    @claim("Lowest: {names}, no more than {gap} apart.", lesson=lesson)
    def near(told: Told, names: str, gap: str) -> bool:
        field = field_of(told)
        runs = field.named(names)
        finals = [field.final(run) for run in runs]
        fallen = runs[0].values[0] - min(finals)
        truly = float(np.ptp(finals)) <= number(gap) <= ALIKE * fallen
        return len(runs) > 1 and truly and max(finals) < min(field.others(runs), default=np.inf)

    @claim("All others have left: {name} ends with {loss}.", lesson=lesson)
    def alone(told: Told, name: str, loss: str) -> bool:
        field = field_of(told)
        run = field.runs[name]
        return agrees(loss, field.final(run)) and all(one == np.inf for one in field.others([run]))

    @claim("Lowest: {name}, by {gap}. Then {then}.", lesson=lesson)
    def narrowly(told: Told, name: str, then: str, gap: str) -> bool:
        field = field_of(told)
        least, after = _first_and_next(field, name, then)
        return least < after and agrees(gap, after - least)

    @claim("Lowest: {name}, with {loss}. Then {then}, with {more}.", lesson=lesson)
    def lowest(told: Told, name: str, then: str, loss: str, more: str) -> bool:
        least, after = _first_and_next(field_of(told), name, then)
        return agrees(loss, least) and agrees(more, after) and number(loss) < number(more)

    @claim("{names}: diverging.", lesson=lesson)
    def diverging(told: Told, names: str) -> bool:
        runs = field_of(told).named(names)
        return len(runs) > 1 and all(run.diverges for run in runs)

    @claim("{names}: a step leads to where there is no slope.", lesson=lesson)
    def lost(told: Told, names: str) -> bool:
        field = field_of(told)
        runs = field.named(names)
        bare = [not np.isfinite(field.ground.slope(run.beyond)).all() for run in runs]
        return len(runs) > 1 and all(run.left for run in runs) and all(bare)


def _first_and_next(field: Field, name: str, following: str) -> tuple[float, float]:
    """Return the lowest loss and the next, if they belong to whom a sentence names; else nan."""
    first, then = field.runs[name], field.named(following)
    least, after = field.final(first), {field.final(run) for run in then}
    rest = field.others([first, *then])
    true = len(after) == 1 and least < min(after) < min(rest, default=np.inf)
    return (least, after.pop()) if true else (np.nan, np.nan)


__all__ = ["Field", "claims_of_map_runs", "claims_of_races"]
