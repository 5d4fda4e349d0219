"""What happens to the ball, and the parts of the curve that show it."""

from dataclasses import dataclass

from gd_math.accounts.account import Account, account
from gd_math.accounts.decades import by_decades
from gd_math.accounts.views import View, close_view, curve_view
from gd_math.objective import Objective
from gd_math.runs.trajectory import Trajectory
from gd_math.shape.steepness import parabola_curvature
from gd_math.typing import Interval


@dataclass(frozen=True, slots=True)
class Found:
    """What the clip draws.

    Parameters
    ----------
    account
        What happens in the run.
    view
        The part of the curve that shows it.
    losses
        The range of the loss axis: the view's own, unless the lecturer has cut it.
    curvature
        The f″ of a parabola: by 1 − αf″ each step multiplies the distance to the minimum.
    close
        The part that shows the first step from close by; None where that is the whole.
    decades
        Whether the losses are told by powers of ten.
    """

    account: Account
    view: View
    losses: Interval
    curvature: float | None
    close: View | None
    decades: bool

    @classmethod
    def of(
        cls, objective: Objective, run: Trajectory, *, x_range: Interval | None, y_range: Interval | None
    ) -> "Found":
        """Return it of a run on a curve, for the ranges that a lecturer wants to see."""
        view = curve_view(objective, [run], x_range=x_range, y_range=y_range)
        losses = view.y_range
        if y_range is not None:
            losses = curve_view(objective, [run], x_range=x_range).y_range
        curvature = parabola_curvature(objective, view.x_range)
        close = close_view(objective, view, run)
        return cls(
            account(objective, run, view.region), view, losses, curvature, close, by_decades(run.values)
        )


__all__ = ["Found"]
