"""How mobjects follow trackers: their points are functions of the trackers' values, set anew at every frame."""

from collections.abc import Callable

from manim import Mobject


def follow(mobject: Mobject, action: Callable[[], object]) -> None:
    """Call `action` now and at every frame, as long as `mobject` is on screen.

    The action reads trackers and sets points. It must not add, remove or copy mobjects: that is what makes frames slow.
    """
    action()
    mobject.add_updater(lambda _: action())
