"""The clocks of several runs: each is told on its own, then all of them at once."""

from collections.abc import Callable

from manim import ValueTracker


class RaceClock:
    """Tells ``k + u`` of each run: as far as it has been told, but no further than a common cursor.

    Parameters
    ----------
    runs
        How many there are.
    steps
        The step budget: where the cursor stands while runs are told on their own.

    Attributes
    ----------
    told
        The clock of each run.
    cursor
        The common one.
    """

    def __init__(self, runs: int, steps: int) -> None:
        self.steps = float(steps)
        self.told = [ValueTracker(0.0) for _ in range(runs)]
        self.cursor = ValueTracker(self.steps)

    def of(self, index: int) -> Callable[[], float]:
        """Return what reads the time of one run."""
        return lambda: min(self.told[index].get_value(), self.cursor.get_value())

    def set_back(self) -> None:
        """Set all runs back to the start."""
        self.cursor.set_value(0.0)

    def release(self) -> None:
        """Let each run stand as far as it has been told."""
        self.cursor.set_value(self.steps)


__all__ = ["RaceClock"]
