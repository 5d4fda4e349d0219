"""The loop: a track around the pictures, its stations, and a token that goes round with the training."""

from collections.abc import Callable, Sequence

import numpy as np
from manim import Circle, VGroup, VMobject
from manim.typing import Point3D, Point3D_Array

from gd_math.typing import Floats
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, STROKES, TYPE
from scenes.base.words import Words
from scenes.cast.marks.lines import Polyline
from scenes.cast.moving.following import follow
from scenes.cast.writing.plates import Plate

CORNER, SAMPLES = 0.45, 40
"""Radius of the track's corners; points of each of them."""
BESIDE = 0.24
"""From a plate to the token that rests behind it."""
AIR = 0.12, 0.1
"""Around the words of a plate, across and up."""
WORD_GAP = 0.2
"""Beside words between two stations."""
TOKEN, TRAIL = 0.15, 7.0
"""Radius of the token, width of its trail."""
SHORT_TRAIL, LONG_TRAIL, LAPS_TO_LONG = 0.05, 1.0, 4.0
"""Lengths of the trail in laps: of the first lap, and after so many more."""


class Track:
    """A closed way around a box with round corners, clockwise from the middle of its left side.

    Parameters
    ----------
    box
        Through the middles of its sides.
    """

    def __init__(self, box: Box) -> None:
        self.box = box
        r = CORNER
        middle = (box.left, float(box.centre[1]), 0.0)
        centres = (
            (box.left + r, box.top - r, np.pi),
            (box.right - r, box.top - r, np.pi / 2),
            (box.right - r, box.bottom + r, 0.0),
            (box.left + r, box.bottom + r, -np.pi / 2),
        )
        turns = np.linspace(0.0, np.pi / 2, SAMPLES)
        arcs = [
            np.stack([x + r * np.cos(first - turns), y + r * np.sin(first - turns), 0 * turns], axis=-1)
            for x, y, first in centres
        ]
        self.points: Point3D_Array = np.concatenate([[middle], *arcs, [middle]])
        lengths = np.hypot(*np.diff(self.points[:, :2], axis=0).T)
        along = np.concatenate([[0.0], np.cumsum(lengths)])
        self.length = float(along[-1])
        self.shares: Floats = along / self.length

    def at(self, share: float) -> Point3D:
        """Return the place after a share of a lap, on screen."""
        place: Point3D = np.array([np.interp(share % 1.0, self.shares, axis) for axis in self.points.T])
        return place

    def between(self, start: float, end: float) -> list[Point3D_Array]:
        """Return the pieces of the way from one share to another one, no more than a lap further."""
        if end - start >= 1.0:
            return [self.points]
        first, last = start % 1.0, end % 1.0
        if end <= start:
            return []
        if first < last:
            return [self._piece(first, last)]
        return [piece for piece in (self._piece(first, 1.0), self._piece(0.0, last)) if len(piece) > 1]

    def _piece(self, first: float, last: float) -> Point3D_Array:
        inside = self.points[(self.shares > first) & (self.shares < last)]
        ends = self.points[-1] if last >= 1.0 else self.at(last)
        piece: Point3D_Array = np.vstack([self.at(first), inside, ends])
        return piece

    def share_of(self, place: Sequence[float]) -> float:
        """Return the share at which the way passes nearest to a place."""
        fine = np.linspace(0.0, 1.0, 4001)
        ways = np.array([self.at(share) for share in fine])[:, :2] - np.asarray(place)[:2]
        return float(fine[np.argmin(np.hypot(*ways.T))])


class Station(VGroup):
    """A plate on the track with a numbered word.

    Parameters
    ----------
    look
        Theme and language.
    track
        What it stands on.
    place
        Its middle, (x, y).
    text
        Translated.
    colour
        ``#rrggbb``.

    Attributes
    ----------
    share
        Where the token passes its middle.
    stop
        Where the token rests when it has been here: beyond the plate.
    """

    def __init__(self, look: Look, track: Track, place: Sequence[float], text: str, colour: str) -> None:
        self.look, self.colour, size = look, colour, TYPE.label
        self.words = Words(look, text, colour=colour, size=size).move_to((place[0], place[1], 0.0))
        cap = CAP_HEIGHT_PER_FONT_SIZE * size
        half = np.array([self.words.width / 2 + AIR[0], cap / 2 + AIR[1]])
        x, y = place
        self.box = Box(x - half[0], x + half[0], y - half[1], y + half[1])
        self.plate = Plate(look.colours.background).cover(self.box)
        self.frame = Polyline(colour, STROKES.axis, name=f"frame of {text}")
        (left, right), (bottom, top) = (self.box.left, self.box.right), (self.box.bottom, self.box.top)
        corners = (left, bottom), (right, bottom), (right, top), (left, top), (left, bottom)
        self.frame.set_corners(np.array([(a, b, 0.0) for a, b in corners]))
        self.share = track.share_of(place)
        reach = half[1] if abs(x - track.box.left) < 1e-6 else half[0]
        self.stop = self.share + (reach + BESIDE) / track.length
        super().__init__(self.plate, self.frame, self.words)
        self.name = text

    def named_beside(self, text: str, other: "Station") -> list[VMobject]:
        """Return words in this station's colour on the track between it and another one, if there is room."""
        left, right = sorted((self.box, other.box), key=lambda box: box.left)
        room = Box(left.right, right.left, self.box.bottom, self.box.top)
        words = Words(self.look, text, colour=self.colour)
        if words.width + 4 * WORD_GAP > room.width:
            return []
        near = room.left + WORD_GAP if left is self.box else room.right - WORD_GAP - words.width
        words.move_to((near + words.width / 2, float(room.centre[1]), 0.0))
        ends = near - WORD_GAP / 2, near + words.width + WORD_GAP / 2
        plate = Plate(self.look.colours.background).cover(Box(*ends, room.bottom, room.top))
        return [plate, words]


class Token(VGroup):
    """What goes round: a ring with a trail, which grows until it fills the loop.

    Parameters
    ----------
    look
        Theme and language.
    track
        Its way.
    travelled
        Returns how many laps it has made.
    """

    lint_ignore = frozenset({"grown-to-nothing"})

    def __init__(self, look: Look, track: Track, travelled: Callable[[], float]) -> None:
        self.track, self.travelled = track, travelled
        self.trail = Polyline(look.colours.ink, TRAIL, name="trail of the token")
        ink, ground = look.colours.ink, look.colours.background
        self.ring = Circle(TOKEN, stroke_color=ink, stroke_width=TRAIL, fill_color=ground, fill_opacity=1)
        super().__init__(self.trail, self.ring)
        self.name = "token"
        follow(self, self.redraw)

    def redraw(self) -> None:
        """Put ring and trail to where the training stands."""
        now = self.travelled()
        share = min(max(now - 1.0, 0.0) / LAPS_TO_LONG, 1.0)
        length = SHORT_TRAIL + share * (LONG_TRAIL - SHORT_TRAIL)
        self.trail.set_corners(*self.track.between(max(now - length, 0.0), now))
        self.ring.move_to(self.track.at(now))


__all__ = ["Station", "Token", "Track"]
