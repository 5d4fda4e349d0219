"""What is handed out beside a clip in which a line is fitted to data."""

from typing import Any

from scenes.base.lesson import Lesson
from scenes.base.look import ENGLISH, Look
from scenes.cast.data.notes import rate_notes
from scenes.cast.writing.plain_formula import LINE_FORMULAS
from scenes.cast.writing.run_summary import run_summary


class LineHandout(Lesson):
    """A lesson with `DataParams` in which `compute` returns a `LineDescent`."""

    @classmethod
    def notes(cls, params: Any, look: Look = ENGLISH) -> list[str]:
        """Say when the rate is too large, and which parameters these data do not have."""
        return [*params.data_notes(look), *rate_notes(look, cls.computed(params))]

    @classmethod
    def summary(cls, params: Any, look: Look = ENGLISH) -> list[str]:
        """Say where the run begins and where it ends."""
        found = cls.computed(params)
        return run_summary(look, found.run, found.rate, found.loss.variables)

    @classmethod
    def formulas(cls, params: Any) -> list[str]:
        """Return the line, its error and the rule."""
        return LINE_FORMULAS


__all__ = ["LineHandout"]
