"""How losses on plates come and go: no number is ever seen on its rail."""

from collections.abc import Iterable

from manim import VGroup, smooth

from scenes.base.appearing import Appear, Vanish


def come_in(losses: Iterable[VGroup]) -> list[Appear]:
    """Return the animations by which losses come, each when its plate has hidden the rail."""
    return [Appear(part, rate_func=at) for one in losses for part, at in zip(one, (early, late), strict=True)]


def go_away(losses: Iterable[VGroup]) -> list[Vanish]:
    """Return the animations by which losses go, each before its plate: they come backwards."""
    return [Vanish(part, rate_func=at) for one in losses for part, at in zip(one, (early, late), strict=True)]


def early(share: float) -> float:
    """Return how far what goes first is after a share of the time.

    >>> early(0.5), late(0.5), late(1.0)
    (1.0, 0.0, 1.0)
    """
    return float(smooth(min(2.0 * share, 1.0)))


def late(share: float) -> float:
    """Return how far what follows it is after a share of the time."""
    return float(smooth(max(2.0 * share - 1.0, 0.0)))


__all__ = ["come_in", "go_away"]
