"""What is delivered: parameters, rendering, the clip store, exports, command line."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gd_studio.showing import Shown


def show(lesson: str, *, quality: str = "720p30", **parameters: Any) -> "Shown":
    """Return a clip that a notebook shows: ``show("BallOnParabola", learning_rate=0.3)``.

    Parameters
    ----------
    lesson
        By name.
    quality
        By name: ``"480p15"`` is soon there.
    parameters
        The lesson's, and how the clip is made: ``theme``, ``aspect``, ``language``, ``beats``.

    Raises
    ------
    StudioError
        If something is unknown or not allowed.
    """
    from gd_studio.showing import make

    return make(lesson, {"quality": quality, **parameters})
