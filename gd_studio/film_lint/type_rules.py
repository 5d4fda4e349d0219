"""Rules about type: nothing over it or through it, all of it in the frame, large enough for the back row."""

from collections.abc import Iterator

import numpy as np

from gd_studio.film_lint.finding import Sighting, rule
from gd_studio.film_lint.paint import contrast, mix
from gd_studio.film_lint.picture import Picture, Text, crossings
from gd_studio.film_lint.piece import Piece
from gd_studio.film_lint.shape import Flags, Floats, boxes_meet, middle
from scenes.base.theme import MINIMUM_CAP_HEIGHT

HAIR = 0.015
"""Scene units that two things may share without disturbing each other: two pixels of 1080."""

TINT = 0.5
"""Up to this opacity a fill without a border is no line through words but a tint, a matter of contrast."""

SOFT_EDGE = 1.3
"""Contrast up to which the edge of a fill is no line: neighbouring bands of a landscape."""


@rule("words-overlap-words")
def words_overlap_words(picture: Picture) -> Iterator[Sighting]:
    """See texts whose glyphs run into each other, by more than two pixels of 1080.

    While something moves, texts that are less than half seen do not count: in a cross-fade one of two is.

    Try: `roomiest` for a label's place; `shortened` or a `width` for words; `number_width` of the widest
    number for the room of a changing one; removing the old text before the new one comes.
    """
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
        wide, high = (high - low)[meet].max(axis=0)
        message = f"{a.source.name} and {b.source.name} overlap, {wide:.2f} by {high:.2f} units."
        who, (x, y) = (a.source.identity, b.source.identity), common.mean(axis=0)
        yield Sighting("words-overlap-words", who, names, message, (float(x), float(y)))


@rule("words-crossed")
def words_crossed(picture: Picture) -> Iterator[Sighting]:
    """See lines, arrows and dots that run through a text, and fills that lie over it.

    Opaque fills hide what is under them; tints without a border are a matter of contrast.

    Try: `roomiest` for the text's place, with the line's points to stay clear of; a plate behind the text
    (``lint_backing = True``); drawing the line only as far as its plot.
    """
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
            message = f"{text.source.name} is {how} by {piece.name}."
            who = (text.source.identity, piece.figure)
            yield Sighting("words-crossed", who, names, message, middle(text.box))


def _meeting(picture: Picture, place: int, piece: Piece, text: Text) -> str:
    """Return what a text is by a shape: crossed, covered, or nothing."""
    both = frozenset((piece.figure, text.source.identity))
    points = crossings(piece.shape, text.parts, piece.half_width - HAIR)
    seen = ~(picture.hidden(points, place, both) | picture.hidden(points, text.top, both))
    if seen.any() and _edge_shows(picture, place, piece, points[seen]).any():
        return "crossed"
    if piece.fill is None or piece.fill.opacity <= picture.visible or place < text.top:
        return ""
    centres = (text.glyphs[:, :2] + text.glyphs[:, 2:]) / 2
    return "covered" if piece.shape.covers(centres).any() else ""


def _edge_shows(picture: Picture, place: int, piece: Piece, points: Floats) -> Flags:
    """Tell where the outline of a shape can be told from what it lies on."""
    if piece.stroke or piece.fill is None:
        return np.ones(len(points), dtype=bool)
    ground = picture.colours(points, last=place)
    shows: Flags = np.greater(contrast(mix(ground, piece.fill.at(points)), ground), SOFT_EDGE)
    return shows


@rule("off-screen-words")
def off_screen_words(picture: Picture) -> Iterator[Sighting]:
    """See texts that the frame's edge cuts.

    Try: a `width` for the words, so that they break into lines, or a place in a box of `self.layout`.
    """
    for text in picture.texts:
        if "off-screen-words" in text.ignored or text.opacity <= picture.visible:
            continue
        past = np.concatenate([picture.frame[:2] - text.box[:2], text.box[2:] - picture.frame[2:]])
        if past.max() > HAIR:
            edge = ("left", "lower", "right", "upper")[int(past.argmax())]
            message = f"{text.source.name} is cut by the frame's {edge} edge, {past.max():.2f} units of it."
            who = (text.source.identity,)
            yield Sighting("off-screen-words", who, text.source.name, message, middle(text.box))


@rule("small-type")
def small_type(picture: Picture) -> Iterator[Sighting]:
    """See texts whose capitals are too small for the back row: under 2.2 % of the frame's height.

    What grows or shrinks may be small for 0.6 s while it moves.

    Try: a size of `TYPE`, of which `TYPE.label` is the smallest; never `scale` on words; fewer of them, or a
    formula in two lines, where they do not fit.
    """
    for text in picture.texts:
        share = text.source.cap_height / picture.height
        if share < MINIMUM_CAP_HEIGHT - 1e-6 and "small-type" not in text.ignored:
            message = (
                f"The capitals of {text.source.name} have {100 * share:.2f} % of the frame's height, "
                f"{100 * MINIMUM_CAP_HEIGHT:.1f} % are needed."
            )
            who = (text.source.identity,)
            yield Sighting("small-type", who, text.source.name, message, middle(text.box))
