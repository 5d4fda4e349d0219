"""Which rate is predicted, and which are told at one clock: the first two, where both slide down."""

from collections.abc import Sequence

from gd_math.accounts.rates import RateComparison, RateRun

APART = 0.05
"""Share of the picture's width that lies between where two balls end that are told at once, at least."""


def surprise(runs: Sequence[RateRun]) -> int | None:
    """Return the run to predict: the first that escapes but for the one told first, or else the last."""
    escaping = (k for k, one in enumerate(runs) if one.escapes and k)
    return next(escaping, len(runs) - 1 if len(runs) > 1 else None)


def told_together(found: RateComparison, asked: int | None) -> tuple[tuple[int, ...], ...]:
    """Return the runs in the order in which they are told, those together that go down side by side.

    Parameters
    ----------
    found
        All runs.
    asked
        The run that the audience predicts: it is told alone.
    """
    count, first_two = len(found.runs), found.runs[:2]
    (left, right), ends = found.view.x_range, [float(one.xs[-1]) for one in first_two]
    side_by_side = (
        asked is not None
        and asked > 1
        and all(_slides(found, one) for one in first_two)
        and abs(ends[1] - ends[0]) > APART * (right - left)
    )
    first = ((0, 1),) if side_by_side else ((0,), (1,))[:count]
    return (*first, *((k,) for k in range(2, count)))


def _slides(found: RateComparison, one: RateRun) -> bool:
    """Whether a run goes down on one side of a valley, all of it in the picture."""
    (left, right), (low, high) = found.view.x_range, found.view.y_range
    seen = (left < one.xs) & (one.xs < right) & (low < one.heights) & (one.heights < high)
    return bool(found.home is not None and one.stays and not one.escapes and not one.jumps and seen.all())


__all__ = ["surprise", "told_together"]
