"""The panels of all runs, as their groups are told; and how much of the way to the minimum a run has done."""

from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np

from gd_math.accounts.rates import RateComparison
from scenes.base.look import Look
from scenes.parts.learning_rate_comparison.distances import Distances
from scenes.parts.learning_rate_comparison.escape import WideningView
from scenes.parts.learning_rate_comparison.pace import stride
from scenes.parts.learning_rate_comparison.panels import RatePanel
from scenes.parts.learning_rate_comparison.rooms import ComparisonRooms
from scenes.parts.learning_rate_comparison.titles import title_form
from scenes.parts.learning_rate_comparison.way_done import WayDone

Group = tuple[int, ...]
"""Runs that are told on one stage."""
Way = WayDone | Distances


def rate_panels(
    look: Look,
    rooms: ComparisonRooms,
    found: RateComparison,
    groups: Sequence[Group],
    views: Sequence[WideningView | None],
    told: Sequence[Callable[[], float]],
    scaled: Sequence[Callable[[], float]],
    *,
    compact: bool,
) -> list[RatePanel]:
    """Return one panel for each run.

    Parameters
    ----------
    look
        Theme and language.
    rooms
        Where they stand.
    found
        All runs.
    groups
        Which are told together.
    views
        For each run how its view widens, if it does.
    told, scaled
        How far each run has come, and its slope at the start has become its first step.
    compact
        Whether there is little room.
    """
    count = len(found.runs)
    form = title_form(look, found, rooms.panels[0], compact)
    places = rooms.waiting_places(count) if compact or count == 1 else [None] * count
    panels = []
    for group in groups:
        for row, k in enumerate(group):
            widens = views[k] is not None
            losses: Literal["with step", "beside rate", "at ball"] = "with step"
            if len(group) > 1:
                losses = "beside rate"
            elif widens and not compact:
                losses = "at ball"
            panels.append(
                RatePanel(
                    look,
                    rooms.whole if group is groups[0] else rooms.large,
                    rooms.panels[k],
                    found,
                    found.runs[k],
                    told[k],
                    scaled[k],
                    waiting=places[k],
                    title_form=form,
                    compact=compact,
                    stride=stride(found.runs[k], count, widening=widens, small=compact),
                    row=row,
                    losses=losses,
                    widens=widens,
                )
            )
    return panels


def way_of(look: Look, panel: RatePanel, row: int) -> Way | None:
    """Return how much of the way to its minimum a run has done, or how near each of its leaps came.

    Parameters
    ----------
    look
        Theme and language.
    panel
        The run, told to its end.
    row
        How many others are shown below.
    """
    one, plot, home = panel.compared, panel.plot, panel.compared.bottom
    seen = plot.shows(float(one.xs[-1]), float(one.heights[-1]))
    if home is None or one.escapes or not one.stays or not seen or one.last < 2:
        return None
    parts = panel.curve, panel.walk.path, panel.walk.ball, panel.companion, panel.readout
    taken = np.concatenate([part.get_all_points() for part in parts])
    if one.crosses:
        return Distances(look, plot, one, home, taken)
    return WayDone(look, plot, one, home, row, None if row else taken)


__all__ = ["Group", "Way", "rate_panels", "way_of"]
