"""Rules about type: nothing over it or through it, all of it in the frame, large enough for the back row."""

from collections.abc import Iterator

import numpy as np

from gd_studio.film_lint.finding import Sighting
from gd_studio.film_lint.paint import contrast, mix
from gd_studio.film_lint.picture import Picture, Piece, Text, crossings
from gd_studio.film_lint.shape import Flags, Floats, boxes_meet
from scenes.base.theme import MINIMUM_CAP_HEIGHT

HAIR = 0.015
"""Scene units that two things may share without disturbing each other: two pixels of 1080."""

TINT = 0.5
"""Up to this opacity a fill without a border is no line through words but a tint, a matter of contrast."""

SOFT_EDGE = 1.3
"""Contrast up to which the edge of a fill is no line: neighbouring bands of a landscape."""


def words_overlap_words(picture: Picture) -> Iterator[Sighting]:
    """See texts whose glyphs run into each other."""
    texts = [text for text in picture.texts if text.opacity > picture.visible]
    if len(texts) < 2:
        return
    boxes = np.array([text.box for text in texts])
    one, other = np.nonzero(np.triu(boxes_meet(boxes[:, None], boxes[None], HAIR), 1))
    for a, b in ((texts[i], texts[k]) for i, k in zip(one, other, strict=True)):
        if "words-overlap-words" in a.ignored | b.ignored:
            continue
        here, there = a.silhouette[:, None], b.silhouette[None]
        meet = boxes_meet(here, there, HAIR)
        if not meet.any():
            continue
        low, high = np.maximum(here[..., :2], there[..., :2]), np.minimum(here[..., 2:], there[..., 2:])
        common = ((low + high) / 2)[meet]
        if picture.hidden(common, min(a.top, b.top)).all():
            continue
        names = f"{a.source.name}, {b.source.name}"
        message = f"{a.source.name} and {b.source.name} overlap."
        yield Sighting("words-overlap-words", (a.source.identity, b.source.identity), names, message)


def words_crossed(picture: Picture) -> Iterator[Sighting]:
    """See lines, arrows and dots that run through a text, and fills that lie over it."""
    texts = [text for text in picture.texts if text.opacity > picture.visible]
    shapes = [
        (place, piece)
        for place, piece in picture.shapes
        if not piece.backs
        and piece.opacity > (picture.visible if piece.stroke else TINT)
        and "words-crossed" not in piece.ignored
    ]
    if not texts or not shapes:
        return
    text_boxes = np.array([text.box for text in texts])
    shape_boxes = np.array([piece.box for _, piece in shapes])
    which, whom = np.nonzero(boxes_meet(shape_boxes[:, None], text_boxes[None], HAIR))
    for (place, piece), text in ((shapes[i], texts[k]) for i, k in zip(which, whom, strict=True)):
        if "words-crossed" in text.ignored:
            continue
        how = _meeting(picture, place, piece, text)
        if how:
            names = f"{text.source.name}, {piece.name}"
            message = f"{piece.name} {how} {text.source.name}."
            yield Sighting("words-crossed", (text.source.identity, piece.figure), names, message)


def _meeting(picture: Picture, place: int, piece: Piece, text: Text) -> str:
    """Return what a shape does to a text: it crosses it, lies over it, or nothing."""
    both = frozenset((piece.figure, text.source.identity))
    points = crossings(piece.shape, text.parts, piece.half_width - HAIR)
    seen = ~(picture.hidden(points, place, both) | picture.hidden(points, text.top, both))
    if seen.any() and _edge_shows(picture, place, piece, points[seen]).any():
        return "crosses"
    if piece.fill is None or piece.fill.opacity <= picture.visible or place < text.top:
        return ""
    centres = (text.glyphs[:, :2] + text.glyphs[:, 2:]) / 2
    return "lies over" if piece.shape.covers(centres).any() else ""


def _edge_shows(picture: Picture, place: int, piece: Piece, points: Floats) -> Flags:
    """Tell where the outline of a shape can be told from what it lies on."""
    if piece.stroke or piece.fill is None:
        return np.ones(len(points), dtype=bool)
    ground = picture.colours(points, last=place)
    shows: Flags = np.greater(contrast(mix(ground, piece.fill.at(points)), ground), SOFT_EDGE)
    return shows


def off_screen_words(picture: Picture) -> Iterator[Sighting]:
    """See texts that the frame's edge cuts."""
    for text in picture.texts:
        if "off-screen-words" in text.ignored or text.opacity <= picture.visible:
            continue
        past = np.concatenate([picture.frame[:2] - text.box[:2], text.box[2:] - picture.frame[2:]])
        if past.max() > HAIR:
            edge = ("left", "lower", "right", "upper")[int(past.argmax())]
            message = f"The frame's {edge} edge cuts {text.source.name}."
            yield Sighting("off-screen-words", (text.source.identity,), text.source.name, message)


def small_type(picture: Picture) -> Iterator[Sighting]:
    """See texts whose capitals are too small to be read from the back row."""
    for text in picture.texts:
        share = text.source.cap_height / picture.height
        if share < MINIMUM_CAP_HEIGHT - 1e-6 and "small-type" not in text.ignored:
            message = (
                f"The capitals of {text.source.name} have {100 * share:.2f} % of the frame's height, "
                f"{100 * MINIMUM_CAP_HEIGHT:.1f} % are needed."
            )
            yield Sighting("small-type", (text.source.identity,), text.source.name, message)
