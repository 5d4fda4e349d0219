"""How mobjects follow trackers: their points are functions of the trackers' values, set at every frame."""

import inspect
from collections.abc import Callable
from typing import cast

from manim import Mobject, ValueTracker, linear
from manim.mobject.mobject import _AnimationBuilder

_OF_ONE_MOBJECT = inspect.signature(lambda _: None)
"""Told once: manim asks every updater at every frame for its parameters, and finding them out takes long."""


def follow(mobject: Mobject, action: Callable[[], object]) -> None:
    """Call `action` now and at every frame, as long as `mobject` is on screen.

    The action reads trackers and sets points. It must not add, remove or copy mobjects: that is slow.
    """

    def update(_: Mobject) -> None:
        action()

    action()
    vars(update)["__signature__"] = _OF_ONE_MOBJECT
    mobject.add_updater(update)


def ride(tracker: ValueTracker, to: float, rate_func: Callable[[float], float] = linear) -> _AnimationBuilder:
    """Return the animation that takes `tracker` to the value `to`, evenly by default."""
    builder = cast(_AnimationBuilder, tracker.animate)
    return builder(rate_func=rate_func).set_value(to)


def hastening(share: float) -> float:
    """Return how much of a run is told after a share of its time: the first, longest steps are slower.

    >>> hastening(0.0), hastening(0.5), hastening(1.0)
    (0.0, 0.3375, 1.0)
    """
    return 0.35 * share + 0.65 * share**2
