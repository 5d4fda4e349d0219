"""The rule about plates: none stands over a part of other words."""

from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from gd_studio.film_lint.finding import Sighting, rule
from gd_studio.film_lint.picture import OPAQUE, RESTING, Picture, Text
from gd_studio.film_lint.piece import Piece
from gd_studio.film_lint.shape import Flags, Floats, boxes_meet, middle

HAIR = 0.015
"""Scene units that a plate and a glyph may share: two pixels of 1080."""

GLYPH = 0.15
"""Share of a glyph's outline from which it is covered."""


@rule("words-covered")
def words_covered(picture: Picture) -> Iterator[Sighting]:
    """See words of which the plate of another sign, drawn later, hides a part.

    A plate that hides all of a text hides it on purpose; one may pass over words for 0.6 s while it moves.

    Try: `roomiest` for the sign's place, with the words to stay clear of; a narrower plate; adding the plate
    before the words; taking the words away (`Vanish`) before the sign comes.
    """
    plates = [(place, piece) for place, piece in picture.shapes if _is_plate(piece)]
    texts = [text for text in picture.texts if text.opacity > picture.visible]
    if not plates or not texts:
        return
    boxes = np.array([text.box for text in texts])
    meet = boxes_meet(boxes[:, None], np.array([piece.box for _, piece in plates])[None], HAIR)
    for which in np.flatnonzero(meet.any(axis=1)):
        text = texts[which]
        over = [plates[k] for k in np.flatnonzero(meet[which]) if plates[k][0] > text.pieces[0][0]]
        if over and "words-covered" not in text.ignored:
            yield from _seen_of(picture, text, over)


def _is_plate(piece: Piece) -> bool:
    """Tell whether a shape hides what is under it, and its edge says nothing: others cross words."""
    return piece.backs and piece.fill is not None and piece.fill.opacity >= OPAQUE


def _seen_of(picture: Picture, text: Text, plates: list[tuple[int, Piece]]) -> Iterator[Sighting]:
    """Yield a sighting if some of a text is hidden and some of it is not."""
    shares, seen, by = [], False, plates[0][1]
    for place, part in text.pieces:
        points, which = part.shape.beads
        hidden = np.zeros(len(points), dtype=bool)
        for above, plate in plates:
            if above > place and (found := _hidden(plate, part)).any():
                hidden, by = hidden | found, plate
        shares.append(np.bincount(which, hidden) / np.bincount(which))
        seen = seen or not picture.hidden(points[~hidden], place).all()
    share = np.concatenate(shares)
    lost = int((share > GLYPH).sum())
    if lost and seen:
        name = f"{text.source.name}, {by.name}"
        message = f"{text.source.name} is partly hidden by {by.name}: {lost} of {len(share)} outlines."
        yield Sighting("words-covered", (text.source.identity, by.figure), name, message, middle(text.box))


@lru_cache(maxsize=RESTING)
def _hidden(plate: Piece, part: Piece) -> Flags:
    """Tell which points of a text's outlines a plate hides."""
    points: Floats = part.shape.beads[0]
    inside = plate.shape.covers(points)
    if plate.fill is not None and inside.any():
        inside[inside] = plate.fill.at(points[inside])[:, 3] >= OPAQUE
    return inside
