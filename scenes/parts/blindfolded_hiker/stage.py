"""The hiker's stage: which part of a function is shown, at which scale, and where the panel finds room."""

import numpy as np
from manim.typing import Point3D

from gd_math.accounts.account import Account
from gd_math.accounts.view_width import Margins
from gd_math.accounts.views import SAMPLING, curve_view
from gd_math.objective import Objective
from gd_math.runs.trajectory import Trajectory
from gd_math.typing import Interval
from scenes.base.layout import Box, Layout
from scenes.base.look import Look
from scenes.base.theme import TYPE
from scenes.cast.charts.axes import Plot, Range
from scenes.cast.charts.ticks import nice_ticks
from scenes.cast.writing.number_text import shortest
from scenes.cast.writing.numbers import number_width
from scenes.cast.writing.variable_names import variable_text
from scenes.parts.blindfolded_hiker.closeness import FOOT, LEAST_FOOT, close_ranges
from scenes.parts.blindfolded_hiker.facts import KnownFacts
from scenes.parts.blindfolded_hiker.ground import Ground

STEEPEST_WALK = 1.25
"""Steepest slope on screen of the places where the hiker stands: the picture is made flatter for it."""

FLOOR, LARGEST_FLOOR = 0.62, 0.26
"""Scene units, and largest share of the room, between the axis and the lowest place shown."""

HEADROOM = 0.2
LEAST_RISE = 0.25
"""Share of the room above the lowest place that heights take, even if the hiker's head then leaves it."""

BARE = Margins(head=0.0, foot=0.0, grounded=False)
"""Heights that have to be seen, without room around them."""

LEFT_OF_AXIS = 0.12
"""Room for a position mark at the very end of the axis."""

GROUND_SAMPLES = 4001

TICK_GAP, AXIS_LABEL = 0.3, 0.4
"""Room between the numbers of the axis, and for its name."""


def hiking_stage(
    look: Look, layout: Layout, account: Account, facts: KnownFacts, height: float, clear: float
) -> tuple[Plot, tuple[float, float]]:
    """Return the axes of the walk, and where the upper left corner of the panel of facts stands.

    Where the walk leaves the panel no room beside it, the panel stands above it.

    Parameters
    ----------
    look, layout
        Theme, language and frame.
    account
        Of the walk, in the range of x that is shown.
    facts
        The panel.
    height
        The hiker's height in scene units.
    clear
        Radius of the clearing in the fog.
    """
    objective, run, across = account.objective, account.run, account.region[0]
    box = layout.stage.inset(left=LEFT_OF_AXIS)
    plot = hiking_plot(look, box, objective, run, height, across)
    ground = Ground(plot, objective)
    bodies = ground.bodies([ground.across(float(x)) for x in run.points[:, 0]], height)
    corner = facts.free_place(layout, bodies, clear)
    if corner is not None:
        return plot, corner
    box = box.inset(top=facts.room[1])
    corner = layout.stage.left, layout.stage.top
    return hiking_plot(look, box, objective, run, height, across), corner


def hiking_plot(
    look: Look, box: Box, objective: Objective, run: Trajectory, height: float, x_range: Interval
) -> Plot:
    """Return an x axis at the lower edge of `box` and the scale of heights above it.

    The whole range stays inside as far as the ground does not plunge or soar, a hiker of `height` scene units
    has room on every point of the run, and nowhere does the hiker have to stand on slopes steeper than
    `STEEPEST_WALK`.
    """
    ticks, name = roomy_ticks(x_range, box), variable_text(objective.variables[0])
    area = Plot(look, box, x_range, (0.0, 1.0), x_label=name, x_ticks=ticks, y_ticks=()).area
    x = np.linspace(*x_range, GROUND_SAMPLES)
    heights = objective(x)
    heights = heights[np.isfinite(heights)]
    shown = (run.points[:, 0] >= x_range[0]) & (run.points[:, 0] <= x_range[1])
    floor_shown, ceiling = curve_view(objective, [run], BARE, x_range=x_range).y_range
    low = float(heights.min(initial=ceiling))
    if low < floor_shown - SAMPLING * (ceiling - floor_shown):
        low = floor_shown
    top = float(run.values[shown].max(initial=low))
    peak = min(float(heights.max(initial=low)), low + 3.0 * (top - low)) if top > low else ceiling
    steepest = float(np.abs(run.gradients[shown, 0]).max(initial=0.0))
    across = area.width / (x_range[1] - x_range[0])
    floor = min(FLOOR, LARGEST_FLOOR * area.height)
    room = area.height - floor - HEADROOM
    scales = [
        amount / extent
        for amount, extent in (
            (max(room - height, LEAST_RISE * room), top - low),
            (room, peak - low),
            (STEEPEST_WALK * across, steepest),
        )
        if extent > 1e-300
    ]
    scale = min(scales, default=1.0)
    bottom = low - floor / scale
    return position_axis(look, box, x_range, (bottom, bottom + area.height / scale), name)


def position_axis(look: Look, box: Box, x_range: Range, y_range: Range, name: str) -> Plot:
    """Return axes of which only the one of positions is seen."""
    ticks = roomy_ticks(x_range, box)
    plot = Plot(look, box, x_range, y_range, x_label=name, x_ticks=ticks, y_ticks=())
    plot.frame[1].set_stroke(opacity=0.0)
    plot.name = "position axis"
    return plot


def close_stage(
    look: Look, layout: Layout, home: Plot, boots: Point3D, panel: Box, scale: float, name: str
) -> Plot:
    """Return the axes of a view `scale` times as close as `home`, whose `boots` stand beside the panel.

    Parameters
    ----------
    look, layout
        Theme, language and frame.
    home
        The whole picture.
    boots
        Where they are in it.
    panel
        What stands beside the hiker.
    scale
        How close.
    name
        Of the axis.
    """
    area, middle = home.area, 0.0
    if not layout.tall and panel.left > 0.0:
        middle = (area.left + panel.left) / 2
    elif not layout.tall and panel.right < 0.0:
        middle = (area.right + panel.right) / 2
    goal = np.array([middle, area.bottom + (LEAST_FOOT if layout.tall else FOOT), 0.0])
    frame = Box(-layout.width / 2, layout.width / 2, -layout.height / 2, layout.height / 2)
    return position_axis(look, home.box, *close_ranges(home, boots, scale, goal, frame), name)


def roomy_ticks(x_range: Range, box: Box) -> tuple[float, ...]:
    """Return round values along an axis as wide as `box`, few enough for their numbers to stand apart."""
    for most in range(7, 1, -1):
        ticks = nice_ticks(*x_range, most)
        widest = max((number_width(shortest(tick), TYPE.label) for tick in ticks), default=0.0)
        share = (ticks[1] - ticks[0]) / (x_range[1] - x_range[0]) if len(ticks) > 1 else 1.0
        if widest + TICK_GAP < share * (box.width - AXIS_LABEL):
            break
    inside = widest / 2 / box.width * (x_range[1] - x_range[0])
    return tuple(tick for tick in ticks if x_range[0] + inside <= tick <= x_range[1] - inside)
