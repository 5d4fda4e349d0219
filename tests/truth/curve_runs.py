"""What sentences claim that several lessons say of one run on a curve, checked on its raw arrays."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from tests.truth.claims import agrees, claim, number
from tests.truth.poles import plunges
from tests.truth.telling import Told


@dataclass(frozen=True)
class Raw:
    """The raw arrays of one run: places, heights, slopes, whether and where it left, width of the picture."""

    f: Any
    x: np.ndarray
    heights: np.ndarray
    slopes: np.ndarray
    left: bool
    beyond: float
    width: float

    @classmethod
    def of(cls, told: Told, run: Any) -> "Raw":
        low, high = told.scene.found.view.x_range
        return cls(
            told.scene.objective,
            run.points[:, 0],
            run.values,
            run.gradients[:, 0],
            bool(run.endings >= 3),
            float(run.beyond[0]),
            max(high - low, abs(float(run.points[0, 0]))),
        )

    @property
    def steps(self) -> int:
        return len(self.x) - 1

    @property
    def moves(self) -> np.ndarray:
        return np.diff(self.x)

    def stands(self) -> bool:
        return self.slopes[-1] == 0.0 and self.steps > 0

    def way(self) -> np.ndarray:
        """Heights on the way to where the leaving step led."""
        shares = np.concatenate([np.geomspace(1e-12, 1.0, 400), np.linspace(0.0, 1.0, 2001)])
        shares.sort()
        return self.f(self.x[-1] + shares * (np.clip(self.beyond, -1e150, 1e150) - self.x[-1]))

    def downhill(self, step: int = -1) -> tuple[np.ndarray, np.ndarray]:
        """Places and heights from a place of the run on downhill, ever further out."""
        x, side = self.x[step], -np.sign(self.slopes[step])
        far = self.width + abs(x)
        places = x + side * np.concatenate([np.linspace(0, 3 * far, 20001), np.geomspace(3, 3e3, 300) * far])
        return places, self.f(places)

    def nothing_stops_it(self) -> bool:
        """Whether the heights downhill never rise again, or plunge at a pole: no minimum is there."""
        places, heights = self.downhill()
        ends = np.flatnonzero(~np.isfinite(heights))
        count = ends[0] if len(ends) else len(heights)
        places, seen = places[:count], heights[:count]
        rises = np.flatnonzero(np.diff(seen) > 1e-9 * np.abs(seen).max(initial=0.0))
        return not len(rises) or plunges(self.f, places[max(rises[0] - 1, 0)], places[rises[0] + 1])

    def kink(self, x: float) -> bool:
        d = 1e-8 * self.width
        left, right = (self.f(x) - self.f(x - d)) / d, (self.f(x + d) - self.f(x)) / d
        return bool(abs(right - left) > 1e-6)

    def around(self, x: float) -> np.ndarray:
        """How much higher it is on both sides of a place."""
        return self.f(x + self.width * np.array([-1e-3, 1e-3, -1e-5, 1e-5])) - self.f(x)


def place(text: str) -> str:
    """Return the number of ``x = −0.54``."""
    return text.replace("\u00a0", " ").rpartition(" = ")[2]


def changes(values: np.ndarray) -> tuple[bool, bool]:
    """Whether any step raised, and any step lowered the loss."""
    steps = np.diff(values)
    return bool((steps > 0).any()), bool((steps < 0).any())


def claims_of_runs(lesson: str, run_of: Callable[[Told, str], Raw]) -> None:
    """Register what is said of any run; `run_of` finds it by what its sentence begins with."""

    @claim("{who}: step {step} leads to {place}, where f is not defined.", lesson=lesson)
    def undefined(told: Told, who: str, step: int, place: str) -> bool:
        run = run_of(told, who)
        known = np.isfinite(run.f(run.beyond))
        return run.left and step == run.steps + 1 and agrees(_number(place), run.beyond) and not known

    @claim("{who}: step {step} leads to {place}, where f has no slope.", lesson=lesson)
    def no_slope(told: Told, who: str, step: int, place: str) -> bool:
        run = run_of(told, who)
        bare = not np.isfinite(run.f.slope(run.beyond)) and np.isfinite(run.f(run.beyond))
        return run.left and step == run.steps + 1 and agrees(_number(place), run.beyond) and bare

    @claim("{who}: falls without end; step {step} leaves every scale.", lesson=lesson)
    def falls_off(told: Told, who: str, step: int) -> bool:
        run = run_of(told, who)
        return run.left and step == run.steps + 1 and np.nanmin(run.way()) < -1e20

    @claim("{who}: at step {step} the loss leaves every scale.", lesson=lesson)
    def leaves(told: Told, who: str, step: int) -> bool:
        run = run_of(told, who)
        there = run.f(run.beyond) if np.isfinite(run.beyond) else np.inf
        return run.left and step == run.steps + 1 and (not np.isfinite(there) or abs(there) > 1e30)

    @claim("{who}: falls from {first} to {final}, and no minimum stops it.", lesson=lesson)
    def falls(told: Told, who: str, first: str, final: str) -> bool:
        run = run_of(told, who)
        printed = agrees(first, run.heights[0]) and agrees(final, run.heights[-1])
        return printed and number(final) < number(first) and run.nothing_stops_it() and not run.left

    @claim("{who}: ends going round {count} places, and never settles.", lesson=lesson)
    def round_(told: Told, who: str, count: int) -> bool:
        run = run_of(told, who)
        back = abs(run.x[-1] - run.x[-1 - count]) < 1e-6 * run.width
        return back and count > 2 and np.ptp(run.x[-count:]) > 1e-7 * run.width

    @claim("{who}: ends jumping between {low} and {high}, and comes no closer.", lesson=lesson)
    def jumps(told: Told, who: str, low: str, high: str, whole: bool = False) -> bool:
        run = run_of(told, who)
        back = np.abs(run.x[2:] - run.x[:-2]) < 1e-6 * run.width
        low, high = _number(low), _number(high)
        there = agrees(low, min(run.x[-2:])) and agrees(high, max(run.x[-2:]))
        return there and number(low) < number(high) and bool(back.all() if whole else back[-1])

    @claim("{who}: jumps between {low} and {high}, and comes no closer.", lesson=lesson)
    def jumps_always(told: Told, who: str, low: str, high: str) -> bool:
        return jumps(told, who, low, high, whole=True)

    @claim("{who}: stops on the kink at {place}: there the slope counts as 0.", lesson=lesson)
    def on_kink(told: Told, who: str, place: str) -> bool:
        run = run_of(told, who)
        return run.stands() and agrees(_number(place), run.x[-1]) and run.kink(run.x[-1])

    @claim("{who}: stops at {place}, where the slope is 0, but there is no minimum.", lesson=lesson)
    def on_summit(told: Told, who: str, place: str) -> bool:
        run = run_of(told, who)
        return run.stands() and agrees(_number(place), run.x[-1]) and not (run.around(run.x[-1]) > 0).all()

    @claim("{who}: hardly moves, as the slope is nearly 0: {slope}.", lesson=lesson)
    def crept(told: Told, who: str, slope: str) -> bool:
        run = run_of(told, who)
        steep = np.abs(run.f.slope(np.linspace(*told.scene.found.view.x_range, 1001)))
        roamed = np.ptp(run.x)
        small = abs(run.slopes[-1]) < 0.02 * np.nanmax(steep) or roamed < 1e-9 * run.width
        return small and agrees(slope, run.slopes[-1]) and roamed < 0.1 * run.width

    @claim("{who}: ends on nearly level ground, where the slope is {slope}.", lesson=lesson)
    def levelled(told: Told, who: str, slope: str) -> bool:
        run = run_of(told, who)
        step = abs(run.x[-1] - run.x[-2])
        steep = np.abs(run.f.slope(np.linspace(*told.scene.found.view.x_range, 1001)))
        small = abs(run.slopes[-1]) < 0.02 * np.nanmax(steep) or step < 1e-3 * run.width
        return small and agrees(slope, run.slopes[-1])

    def start(told: Told) -> Raw:
        return Raw.of(told, told.scene.runs[0].run)

    def here(told: Told, place: str) -> bool:
        run = start(told)
        return run.slopes[0] == 0.0 and number(_number(place)) == run.x[0]

    @claim("{place} is a kink, and there the slope counts as 0.", lesson=lesson)
    def start_kink(told: Told, place: str) -> bool:
        return here(told, place) and start(told).kink(start(told).x[0])

    @claim("{place} is a minimum: the slope there is 0.", lesson=lesson)
    def start_minimum(told: Told, place: str) -> bool:
        rises = start(told).around(start(told).x[0])
        return here(told, place) and (rises >= 0).all() and (rises[:2] > 0).all()

    @claim("{place} is a summit, no valley, but the slope there is 0 too.", lesson=lesson)
    def start_summit(told: Told, place: str) -> bool:
        rises = start(told).around(start(told).x[0])
        return here(told, place) and (rises <= 0).all() and (rises[:2] < 0).all()

    @claim("The ground at {place} is level: the slope is 0.", lesson=lesson)
    def start_level(told: Told, place: str) -> bool:
        return here(told, place) and (start(told).around(start(told).x[0]) == 0).any()

    @claim("The slope at the start is zero.", lesson=lesson)
    def start_flat(told: Told) -> bool:
        return start(told).slopes[0] == 0.0


_number = place

__all__ = ["Raw", "changes", "claims_of_runs", "place"]
