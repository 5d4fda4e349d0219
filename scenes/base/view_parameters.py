"""Which part of the function is shown: the lecturer's own ranges."""

from typing import Annotated

from pydantic import AfterValidator, Field

from scenes.base.parameters import LessonParams


def _rising(ends: tuple[float, float] | None) -> tuple[float, float] | None:
    if ends is not None and not ends[0] < ends[1]:
        raise ValueError(f"must rise from low to high, as in [{ends[1]:g}, {ends[0]:g}]")
    return ends


End = Annotated[float, Field(ge=-1e9, le=1e9, allow_inf_nan=False)]
Shown = Annotated[tuple[End, End] | None, AfterValidator(_rising)]
"""A range from low to high, or None: the lesson chooses one that shows the run."""


class ViewParams(LessonParams):
    """Parameters of a lesson whose picture the lecturer may frame."""

    x_range: Shown = Field(None, description="the part of the horizontal axis that is shown, [low, high]")
    y_range: Shown = Field(None, description="the part of the vertical axis that is shown, [low, high]")


__all__ = ["Shown", "ViewParams"]
