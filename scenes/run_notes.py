"""What is said of a run outside the film: a start that is refused, and notes to the lecturer."""

import numpy as np

from gd_math.account import Account, End
from gd_math.definedness import undefined_at
from gd_math.objective import Objective


def refuse_undefined(objective: Objective, start: float) -> None:
    """Raise ValueError with one sentence where a run cannot start: f has no value or no slope there."""
    sentence = undefined_at(objective, start)
    if sentence is None:
        if not np.isfinite(objective(start)):
            sentence = f"the function is too large to be drawn at start = {start:g}"
        elif not np.isfinite(objective.slope(start)):
            sentence = f"the function has no slope at start = {start:g}; start beside it"
    if sentence is not None:
        raise ValueError(sentence)


def end_notes(account: Account, rate: float | None = None) -> list[str]:
    """Return a note on a run that left, is on its way out, or falls without end.

    Parameters
    ----------
    account
        What happened in the run.
    rate
        The learning rate, which is compared with 2/L at the minimum; None where there is none.
    """
    limit = account.limit
    stable = f"; stable below {limit:.4g}" if limit is not None and rate is not None and limit < rate else ""
    if account.end is End.LEFT_DOMAIN:
        return [f"step {account.leaving_step} leads to {_place(account)}, where the function is not defined"]
    if account.end is End.NO_SLOPE:
        return [f"step {account.leaving_step} leads to {_place(account)}, where the function has no slope"]
    if account.end is End.FALLING:
        return ["falls without end: no minimum lies downhill"]
    if account.end is End.DIVERGING and account.left:
        return [f"diverges at step {account.leaving_step}{stable}"]
    if account.end is End.DIVERGING:
        return [f"{'grows with every step' if account.rises else 'grows at its end'}{stable}"]
    return []


def _place(account: Account) -> str:
    assert account.beyond is not None
    return ", ".join(f"{n} = {c:.4g}" for n, c in zip(account.run.variables, account.beyond, strict=True))


__all__ = ["end_notes", "refuse_undefined"]
