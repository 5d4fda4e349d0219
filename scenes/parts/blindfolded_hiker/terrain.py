"""What the hiker walks on, and the part of it that frames of either kind show."""

from dataclasses import dataclass
from typing import Self

from gd_math.accounts.account import Account, account
from gd_math.accounts.views import walk_view
from gd_math.formula.parsing import FormulaError, parse_curve
from gd_math.functions.hills import MountainRange
from gd_math.objective import Objective
from gd_math.runs.trajectory import Trajectory
from gd_math.typing import Interval

MOUNTAINS = "mountains"
MARGIN, MARGIN_IN_TALL_FRAMES = 0.28, 0.12
"""What is shown beyond the places that matter, as a share of the way between them."""


def known_terrain(text: str) -> str:
    """Return the name of a terrain, or a formula, if it is one."""
    if text != MOUNTAINS:
        try:
            parse_curve(text)
        except FormulaError as error:
            raise ValueError(f'{error}; or use "{MOUNTAINS}"') from error
    return text


def ground_of(text: str) -> Objective:
    """Return the height over x of a terrain."""
    return MountainRange() if text == MOUNTAINS else parse_curve(text)


@dataclass(frozen=True, slots=True)
class Walk:
    """A walk as wide and as tall frames show it: their margins differ."""

    in_wide_frames: Account
    in_tall_frames: Account

    @classmethod
    def seen(cls, ground: Objective, run: Trajectory, x_range: Interval | None) -> Self:
        """Take account of a run in the part of the ground that is shown, `x_range` if that is given."""

        def within(margin: float) -> Account:
            return account(ground, run, (x_range or walk_view(ground, run, margin),))

        return cls(within(MARGIN), within(MARGIN_IN_TALL_FRAMES))
