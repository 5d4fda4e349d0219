"""The gradient of one walker on a landscape, as an arrow on its slope, and how it becomes the step."""

import itertools
from collections.abc import Callable

import numpy as np
from manim import ValueTracker, VGroup, smooth
from manim.typing import Point3D, Point3D_Array

from gd_math.typing import Floats
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import TYPE, blend
from scenes.base.words import Words
from scenes.cast.charts.ticks import rounded_down
from scenes.cast.land.ground_tracks import GroundTracks
from scenes.cast.land.land_walk import LandWalk
from scenes.cast.marks.arrows import FlatArrow
from scenes.cast.marks.seams import SEAM_OPACITY, Seam
from scenes.cast.moving.following import follow
from scenes.cast.writing.number_text import TIMES, plain, significant
from scenes.cast.writing.numbers import Number, number_width
from scenes.cast.writing.plates import Plate

LONGEST_GRADIENT = 0.5
"""Of a gradient arrow, in units of half the land's width; a longer gradient is drawn on a smaller scale."""

GAP, PADDING = 0.14, 0.08
"""Between an arrow's tip and its word's plate, and around the word on it, in scene units."""
PLATE_OPACITY = 0.93
WAYS = np.deg2rad([0.0, 45.0, -45.0, 90.0, -90.0])
"""Where a word may stand as seen from the tip, 0 being straight on, the best first."""
AIR = (0.0, 0.25, 0.5)
"""How much farther from the tip it may stand where it then covers no land."""
GRID = 60
"""Places of the land along each side that it keeps clear of if it can."""
ENOUGH = 0.12
"""Distance of a word's plate to the nearest walker that is enough, in scene units."""

CLEAR = 0.2
"""Share of its way after which the copy's number no longer meets the gradient's word."""
SEEN = 0.12
"""Length of an arrow, in scene units, from which it is seen."""

Screen = Callable[[Floats], Point3D_Array]


class SlopeArrows(VGroup):
    """The first gradient and step of one walker; the gradient lies in the plane that touches the land there.

    Parameters
    ----------
    look
        Theme and language.
    screen
        Takes data x, y, height ``(..., 3)`` to points on screen.
    walk
        All walkers; the arrows give way to the first step.
    walker
        Whose arrows they are.
    pointed, scaled
        Tell how far the gradient has grown, and how far a copy of it has become the step, from 0 to 1.
    drawn
        By which number the gradient is drawn shorter; by default by a round one, where it is long.
    counted
        Whether the copy says how long it is while it becomes the step.

    Attributes
    ----------
    factor
        By which number the gradient is drawn shorter; 1 where it is not.
    """

    lint_ignore = frozenset({"contrast"})
    """The lint takes no stroke for a ground, so it does not see the seams."""

    def __init__(
        self,
        look: Look,
        screen: Screen,
        walk: LandWalk,
        walker: int,
        pointed: ValueTracker,
        scaled: ValueTracker,
        *,
        drawn: float | None = None,
        counted: bool = True,
    ) -> None:
        super().__init__()
        self.look, self.screen, self.walker, self.counted = look, screen, walker, counted
        self.tracks, self.clock = walk.tracks, walk.clock
        self.pointed, self.scaled = pointed, scaled
        self.factor = drawn_share(self.tracks, walker) if drawn is None else drawn
        self.foot, self.uphill, self.ahead = arrow_ends(self.tracks, walker, self.factor)
        self.leaves = not land_holds(self.tracks, walker)
        self.seams = [Seam(look.colours.background) for _ in range(2)]
        self.gradient = FlatArrow(look.colours.gradient, name="gradient arrow")
        self.step = FlatArrow(look.colours.step, name="step arrow")
        self.plate = Plate(look.colours.background, PLATE_OPACITY)
        self.count = Number(look, "", colour=look.colours.gradient)
        self.add(*self.seams, self.gradient, self.step, self.plate, self.count)
        self.name = "slope arrows"
        follow(self, self.redraw)

    @property
    def tips(self) -> tuple[Point3D, Point3D, Point3D]:
        """Return on screen the walker's foot, the tip of the gradient and the tip of the step."""
        foot, uphill, ahead = self.screen(np.stack([self.foot, self.uphill, self.ahead]))
        return foot, uphill, ahead

    @property
    def gradient_seen(self) -> bool:
        """Whether the whole gradient arrow is long enough to be seen where the camera is now."""
        foot, uphill, _ = self.tips
        return bool(np.linalg.norm(uphill - foot) >= SEEN)

    @property
    def step_seen(self) -> bool:
        """Whether the whole step arrow is long enough to be seen where the camera is now."""
        foot, _, ahead = self.tips
        return bool(np.linalg.norm(ahead - foot) >= SEEN)

    def redraw(self) -> None:
        """Set both arrows from the trackers."""
        time, share = float(self.clock.get_value()), smooth(self.scaled.get_value())
        left = max(1.0 - time, 0.0) if self.tracks.steps else 0.0
        foot, uphill, ahead = self.tips
        grown = smooth(self.pointed.get_value()) if left > 0.0 else 0.0
        self.gradient.set_between(foot, foot + (uphill - foot) * grown)
        if left < 1.0:  # it goes as a whole: the gradient does not become less
            self.gradient.set_fill(opacity=left)
            self.seams[0].set_stroke(opacity=left * SEAM_OPACITY)
        tip = self.screen(self.turned(share)[None])[0] if share < 1.0 else ahead
        shown = share > 0.0 and left > 0.0
        tail = foot + (ahead - foot) * (1.0 - left) if shown else tip
        self.step.set_between(tail, tip, headless=self.leaves and share >= 1.0)
        self.step.set_fill(blend(self.look.colours.step, self.look.colours.gradient, share))
        for seam, arrow in zip(self.seams, (self.gradient, self.step), strict=True):
            seam.points = arrow.points
        self._count(foot, tip, share)

    def _count(self, foot: Point3D, tip: Point3D, share: float) -> None:
        """Show beyond the copy's tip how long it is on the map, while it becomes the step."""
        way = (tip - foot)[:2]
        seen = self.counted and CLEAR < share < 1.0 and np.hypot(*way) > SEEN
        text = self.length_after(share) if seen else ""
        self.count.set_text(text)
        self.plate.cover(None)
        if text:
            half = np.array([number_width(text, TYPE.label), self.count.cap_height]) / 2 + PADDING
            x, y = tip[:2] + way / np.hypot(*way) * (float(np.hypot(*half)) + GAP)
            self.plate.cover(Box(x - half[0], x + half[0], y - half[1], y + half[1]))
            self.count.set_text(text, (x - half[0] + PADDING, y - self.count.cap_height / 2, 0.0))
        self.count.set_fill(blend(self.look.colours.step, self.look.colours.gradient, share))

    def length_after(self, share: float) -> str:
        """Return how long the copy is on the map after a share of its way; nothing where that is a power."""
        gradient = float(np.hypot(*self.tracks.run.gradients[0, self.walker]))
        step = float(
            np.hypot(*(first_step_to(self.tracks, self.walker) - self.tracks.run.points[0, self.walker]))
        )
        text = significant(gradient)
        if TIMES in text or not np.isfinite(step):
            return ""
        return plain((1.0 - share) * gradient + share * step, len(text.partition(".")[2]))

    def turned(self, share: float) -> Floats:
        """Return the data x, y, height ``(3,)`` of the copy's tip, turned by a share of half a turn.

        It stays in the plane that touches the land, and comes down to where the step ends.
        """
        gradient: Floats = self.tracks.run.gradients[0, self.walker]
        up, ahead = self.uphill - self.foot, self.ahead - self.foot
        size = float(np.hypot(*gradient))
        if size == 0.0:
            return self.foot
        angle = np.pi * share
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        length = (1.0 - share) * float(np.hypot(*up[:2])) + share * float(np.hypot(*ahead[:2]))
        way = turn @ gradient * length / size
        beneath = float(ahead[2]) - float(gradient @ ahead[:2])
        tip: Floats = self.foot + np.array([*way, float(gradient @ way) + share**2 * beneath])
        return tip

    def words(self, gradient: str, step: str, size: float = TYPE.label) -> tuple[VGroup, VGroup]:
        """Return words for the two arrows, on plates near their tips where they cover no walker."""
        foot, uphill, ahead = self.tips
        colours = self.look.colours
        return self._near(gradient, foot, uphill, colours.gradient, size), self._near(
            step, foot, ahead, colours.step, size
        )

    def _near(self, text: str, foot: Point3D, tip: Point3D, colour: str, size: float) -> VGroup:
        word = Words(self.look, text, size=size, colour=colour)
        along = (tip - foot)[:2] / max(float(np.hypot(*(tip - foot)[:2])), 1e-9)
        half = np.array([word.width / 2 + PADDING, word.height / 2 + PADDING])
        walkers = self.screen(self.tracks.ground[self.tracks.firsts])[:, :2]
        land = self.tracks.land
        grid = np.meshgrid(*(np.linspace(*ends, GRID) for ends in (land.x_range, land.y_range)))
        ground = self.screen(land.on_ground(np.stack(grid, axis=-1).reshape(-1, 2)))[:, :2]
        best, most = tip[:2], -1.0
        for side, air in itertools.product(WAYS, AIR):
            way = np.array([[np.cos(side), -np.sin(side)], [np.sin(side), np.cos(side)]]) @ along
            middle = tip[:2] + way * (min(half / np.maximum(np.abs(way), 1e-9)) + GAP + air)
            away = np.hypot(*np.maximum(np.abs(walkers - middle) - half, 0.0).T).min()
            free = not (np.abs(ground - middle) < half).all(axis=-1).any()
            room = min(away, ENOUGH) + (ENOUGH if free else 0.0)
            if room > most:
                best, most = middle, room
        x, y = best
        word.move_to((x, y, 0.0))
        plate = Plate(self.look.colours.background, PLATE_OPACITY)
        plate.cover(Box(float(x - half[0]), float(x + half[0]), float(y - half[1]), float(y + half[1])))
        return VGroup(plate, word)


def land_holds(tracks: GroundTracks, walker: int) -> bool:
    """Tell whether the first step of a walker ends on the land."""
    return bool(tracks.land.contains(first_step_to(tracks, walker)))


def first_step_to(tracks: GroundTracks, walker: int) -> Floats:
    """Return where the first step of a walker leads, also where it leaves the domain ``(2,)``."""
    run = tracks.run
    after: Floats = run.points[1, walker] if run.lengths[walker] > 1 else run.beyond[walker]
    if np.isfinite(after).all():
        return after
    start: Floats = run.points[0, walker]
    return start


def arrow_ends(
    tracks: GroundTracks, walker: int, drawn: float | None = None
) -> tuple[Floats, Floats, Floats]:
    """Return the data x, y, height ``(3,)`` of a start, its gradient's tip and the end of its first step.

    A step that leads off the land ends at the land's edge; one to where the function is not defined stays
    at the height of its start.
    """
    land, run = tracks.land, tracks.run
    start, gradient = run.points[0, walker], run.gradients[0, walker]
    after = first_step_to(tracks, walker)
    low, high = np.transpose([land.x_range, land.y_range])
    way = after - start
    room = np.where(way > 0.0, high - start, start - low)
    share = np.min(room[way != 0.0] / np.abs(way[way != 0.0]), initial=1.0)
    ahead = land.on_ground(start + share * way)
    foot = land.on_ground(start)
    if not np.isfinite(ahead[2]):
        ahead[2] = foot[2]
    factor = drawn_share(tracks, walker) if drawn is None else drawn
    return foot, foot + factor * _rise(gradient), ahead


def drawn_share(tracks: GroundTracks, walker: int) -> float:
    """Return what share of a gradient is drawn: all of it, or as much as a round number makes of it."""
    land, run = tracks.land, tracks.run
    foot = land.on_ground(run.points[0, walker])
    length = float(np.linalg.norm(land.place(foot + _rise(run.gradients[0, walker])) - land.place(foot)))
    return 1.0 if length <= LONGEST_GRADIENT else rounded_down(LONGEST_GRADIENT / length)


def _rise(gradient: Floats) -> Floats:
    return np.array([*gradient, float(gradient @ gradient)])
