"""When the numbers of a step's row are born: each as the motion produces it, never before."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from manim import VMobject, smooth

from scenes.cast.moving.following import follow
from scenes.cast.moving.moments import SLOW_STEPS, Moment

MOVED_UP = 0.5
"""Share of the measuring after which the last result has become the place that the step begins with."""
COMING = 0.2
"""Share of a phase in which what it makes fades in."""
WHOLE = 1.0 - 1e-6


@dataclass(frozen=True, slots=True)
class Births:
    """Whose numbers stand in a row, and how far each has come, from 0 to 1.

    In a step that is told slowly the result of the step before moves up and is the place, alone; the slope's
    number comes when the slope has been measured, the rate's as the step is scaled, the result when the ball
    has landed. In quick steps the row keeps the last step that is finished. In the first step of all the row
    is whole: lessons put its terms on screen one by one.

    Parameters
    ----------
    place
        The step whose place is shown.
    step
        The step to which slope, rate and result belong.
    arrived
        How far the last result has moved up to its place.
    slope, rate, result
        How visible these are.
    """

    place: int
    step: int
    arrived: float = 1.0
    slope: float = 1.0
    rate: float = 1.0
    result: float = 1.0

    @classmethod
    def finished(cls, step: int) -> Self:
        """Return the whole row of a step; before the first one is taken, of that."""
        return cls(max(step, 0), max(step, 0))

    @classmethod
    def at(cls, moment: Moment, leaving: int | None = None, *, slow: bool = True) -> Self:
        """Return what stands in the row at a moment.

        Parameters
        ----------
        moment
            Where the telling stands.
        leaving
            The step by which the run left: it lands nowhere, its result is known with its arrow.
        slow
            Whether steps are told slowly at all.
        """
        step = moment.step
        if moment.measured == 0.0 or not (slow and (step < SLOW_STEPS or step == leaving)):
            return cls.finished(step - 1)
        if step == 0:
            return cls.finished(0)
        up = moment.measured / MOVED_UP
        if up < 1.0:
            return cls(step, step - 1, float(smooth(up)), 1.0 - up, 1.0 - up, 0.0)
        known = step == leaving and moment.scaled > WHOLE
        slope = 1.0 - min((1.0 - moment.measured) / COMING, 1.0)
        return cls(step, step, 1.0, slope, min(moment.scaled / COMING, 1.0), float(known))


@dataclass(frozen=True, slots=True)
class Lights:
    """How brightly the terms of a rule are lit, from 0 to 1: each once, while its thing is seen.

    Parameters
    ----------
    place, slope, rate, result
        As the ball sets off, while the slope is measured and points, while the step is scaled, as it lands.
    """

    place: float = 0.0
    slope: float = 0.0
    rate: float = 0.0
    result: float = 0.0

    @classmethod
    def at(cls, moment: Moment, *, slow: bool = True) -> Self:
        """Return what is lit at a moment of a step that is told slowly; in others nothing."""
        if not slow or moment.step >= SLOW_STEPS or moment.measured == 0.0:
            return cls()
        return cls(
            place=_bump(2.0 * moment.moved),
            slope=min(max(moment.measured - 1.0 + COMING, 0.0) / COMING, 1.0) * _falling(moment.scaled),
            rate=min(moment.scaled / COMING, 1.0) * _falling(moment.moved),
            result=_bump(2.0 * moment.moved - 1.0),
        )


def _falling(next_phase: float) -> float:
    return 1.0 - min(next_phase / COMING, 1.0)


def _bump(share: float) -> float:
    """Return 0 outside (0, 1), 1 well inside.

    >>> _bump(-1.0), _bump(0.1), _bump(0.5), _bump(1.0)
    (0.0, 0.5, 1.0, 0.0)
    """
    return max(min(share / COMING, (1.0 - share) / COMING, 1.0), 0.0)


def present(mobject: VMobject, share: Callable[[], float]) -> None:
    """Let a mobject be as visible as `share` says, as long as it is on screen.

    What others do to its opacity stays while the share does.
    """
    told = [1.0]

    def show() -> None:
        now = share()
        if now != told[0]:
            mobject.set_opacity(now)
            told[0] = now

    follow(mobject, show)


__all__ = ["Births", "Lights", "present"]
