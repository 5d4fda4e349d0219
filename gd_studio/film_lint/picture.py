"""A picture as the lint sees it: the pieces on screen from back to front, copied for the lesson goes on."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np

from gd_studio.film_lint.paint import mix
from gd_studio.film_lint.piece import Piece, TextSource
from gd_studio.film_lint.shape import Flags, Floats, Indices, Shape, box_around, boxes_meet

SEEN = 0.02
"""Opacity above which something can be seen."""

HALF_SEEN = 0.5
"""Opacity above which something stands out while the picture moves: in a cross-fade only one of two does."""

OPAQUE = 0.8
"""Opacity from which a fill at rest hides what is under it."""


RESTING = 512
"""Texts whose measures are kept: most of them rest from picture to picture."""

_WORD_SPACE = 1.3
"""Gap between two glyphs, in capital heights, that still belongs to the line of text."""


@lru_cache(maxsize=RESTING)
def glyphs(parts: tuple[Piece, ...]) -> Floats:
    """Return the boxes of a text's glyphs ``(k, 4)``."""
    return np.concatenate([piece.shape.contours for piece in parts])


@lru_cache(maxsize=RESTING)
def silhouette(parts: tuple[Piece, ...]) -> Floats:
    """Return boxes ``(k, 4)`` of a text's glyphs and, from middle to middle, of neighbours in a line."""
    assert parts[0].text is not None
    boxes = glyphs(parts)
    gap = boxes[None, :, 0] - boxes[:, None, 2]
    low = np.maximum(boxes[:, None, 1], boxes[None, :, 1])
    high = np.minimum(boxes[:, None, 3], boxes[None, :, 3])
    beside = (gap > 0) & (gap < _WORD_SPACE * parts[0].text.cap_height) & (high > low)
    nearest = np.where(beside, gap, np.inf).argmin(axis=1)
    here = np.flatnonzero(beside.any(axis=1))
    there = nearest[here]
    middle = (boxes[:, 0] + boxes[:, 2]) / 2
    gaps = np.stack([middle[here], low[here, there], middle[there], high[here, there]], axis=1)
    return np.concatenate([boxes, gaps])


@lru_cache(maxsize=16 * RESTING)
def crossings(shape: Shape, parts: tuple[Piece, ...], grow: float) -> Floats:
    """Return points ``(c, 2)`` where an outline crosses a text whose boxes are made larger by `grow`."""
    return shape.crossings(silhouette(parts), grow)


@dataclass(frozen=True, eq=False)
class Text:
    """A text on screen: a sentence, a formula, a number.

    Parameters
    ----------
    source
        Where it comes from.
    pieces
        Its glyphs, those of one colour in one piece, with their places in the picture's order.
    """

    source: TextSource
    pieces: tuple[tuple[int, Piece], ...]

    @property
    def top(self) -> int:
        """Return the place of its topmost piece in the picture's order."""
        return max(place for place, _ in self.pieces)

    @property
    def ignored(self) -> frozenset[str]:
        """Return the rules that do not hold for it."""
        return frozenset().union(*(piece.ignored for _, piece in self.pieces))

    @cached_property
    def opacity(self) -> float:
        """The opacity of what is seen best of it."""
        return max(piece.opacity for _, piece in self.pieces)

    @cached_property
    def box(self) -> Floats:
        """The tight box ``(4,)``."""
        boxes = np.array([piece.box for _, piece in self.pieces])
        return np.concatenate([boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)])

    @property
    def parts(self) -> tuple[Piece, ...]:
        """Return its pieces without their places."""
        return tuple(piece for _, piece in self.pieces)

    @property
    def glyphs(self) -> Floats:
        """Return the boxes of the glyphs ``(k, 4)``."""
        return glyphs(self.parts)

    @property
    def silhouette(self) -> Floats:
        """Return boxes ``(k, 4)`` of the glyphs and, from middle to middle, of neighbours in a line."""
        return silhouette(self.parts)


@dataclass(frozen=True, eq=False)
class Picture:
    """What is on screen at one time.

    Parameters
    ----------
    time, seconds
        When, and how long it stands.
    beat
        Number of the beat, counted from 1.
    resting
        Whether nothing moves.
    pieces
        From back to front.
    width, height
        Of the frame, in scene units; its middle is the origin.
    background
        Red, green, blue ``(3,)``.
    """

    time: float
    seconds: float
    beat: int
    resting: bool
    pieces: tuple[Piece, ...]
    width: float
    height: float
    background: Floats = field(repr=False)

    @property
    def visible(self) -> float:
        """Return the opacity above which two things disturb each other."""
        return SEEN if self.resting else HALF_SEEN

    @property
    def opaque(self) -> float:
        """Return the opacity from which a fill hides what is under it: a plate may fade with its words."""
        return OPAQUE if self.resting else OPAQUE * HALF_SEEN

    @cached_property
    def frame(self) -> Floats:
        """The frame's box ``(4,)``."""
        return np.array([-self.width, -self.height, self.width, self.height]) / 2

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """The texts that have glyphs on screen."""
        found: dict[int, list[tuple[int, Piece]]] = {}
        for place, piece in enumerate(self.pieces):
            if piece.text is not None:
                found.setdefault(piece.text.identity, []).append((place, piece))
        return tuple(Text(pieces[0][1].text, tuple(pieces)) for pieces in found.values() if pieces[0][1].text)

    @cached_property
    def shapes(self) -> tuple[tuple[int, Piece], ...]:
        """The pieces that are no text, with their places."""
        return tuple((place, piece) for place, piece in enumerate(self.pieces) if piece.text is None)

    @cached_property
    def boxes(self) -> Floats:
        """The boxes ``(n, 4)`` of all pieces."""
        return np.array([piece.box for piece in self.pieces]).reshape(-1, 4)

    @cached_property
    def _fills(self) -> tuple[Indices, Floats]:
        """The places ``(m,)`` and boxes ``(m, 4)`` of the filled pieces that are no text."""
        filled = np.array([place for place, piece in self.shapes if piece.fill is not None], dtype=np.intp)
        return filled, self.boxes[filled]

    def _fills_near(self, points: Floats, first: int, last: int | None = None) -> Iterator[Piece]:
        """Give the filled pieces ``first <= place < last``, from back to front, that may cover ``(n, 2)``."""
        if not len(points):
            return
        around = box_around(points)
        places, boxes = self._fills
        some = slice(*np.searchsorted(places, [first, len(self.pieces) if last is None else last]))
        for place in places[some][boxes_meet(boxes[some], around, -1e-9)]:
            yield self.pieces[place]

    def hidden(self, points: Floats, above: int, besides: frozenset[int] = frozenset()) -> Flags:
        """Tell which of ``(n, 2)`` are covered by an opaque fill in front of the piece at place `above`.

        Figures in `besides` hide nothing.
        """
        covered = np.zeros(len(points), dtype=bool)
        for piece in self._fills_near(points, above + 1):
            if piece.fill is None or piece.figure in besides:
                continue
            if piece.fill.opacity >= self.opaque:
                inside = piece.shape.covers(points)
                inside[inside] = piece.fill.at(points[inside])[:, 3] >= self.opaque
                covered |= inside
        return covered

    def under(self, point: Floats, place: int) -> str:
        """Return the name of the topmost fill that covers a point ``(2,)`` under the piece at `place`."""
        names = [
            piece.name
            for piece in self._fills_near(point[None], 0, place)
            if piece.shape.covers(point[None]).any()
        ]
        return names[-1] if names else "the background"

    def colours(
        self, points: Floats, first: int = 0, last: int | None = None, besides: frozenset[int] = frozenset()
    ) -> Floats:
        """Return the colours ``(n, 3)`` of points ``(n, 2)`` under the fills at ``first <= place < last``.

        Mobjects in `besides` are left out, and so are all glyphs.
        """
        ground = np.broadcast_to(self.background, (len(points), 3))
        return self.covered(ground, points, first, last, besides)

    def covered(
        self,
        ground: Floats,
        points: Floats,
        first: int,
        last: int | None = None,
        besides: frozenset[int] = frozenset(),
    ) -> Floats:
        """Return what becomes of the colours `ground` ``(n, 3)`` under the fills of these places."""
        mixed = np.array(ground)
        for piece in self._fills_near(points, first, last):
            if piece.fill is None or piece.role in besides:
                continue
            inside = piece.shape.covers(points)
            if inside.any():
                mixed[inside] = mix(mixed[inside], piece.fill.at(points[inside]))
        return mixed
