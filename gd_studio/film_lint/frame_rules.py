"""Rules about the frame: a margin that stays free, a first picture that is a poster."""

from collections.abc import Iterator

import numpy as np

from gd_studio.film_lint.finding import Sighting, rule
from gd_studio.film_lint.picture import Picture
from gd_studio.film_lint.shape import middle
from scenes.base.theme import MARGIN

HAIR = 0.02
"""Scene units that may stand out into the margin: round caps of lines, overshoots of glyphs."""

FEWEST_FIGURES = 3
LEAST_COVER = 0.1
"""Share of the frame that the first picture's figures together have to span."""


@rule("margin")
def margin(picture: Picture) -> Iterator[Sighting]:
    """See what stands in the margin, the outer 5 % of the frame: projectors cut it, and it looks crammed.

    Plates behind words may stand there, and what bleeds on purpose: ``lint_bleed = True``.

    Try: lay it out in a box of `self.layout`; make a plot's ranges wider or its labels shorter; clip a path
    to its plot, and mark what has left with an arrow at the edge.
    """
    outwards = np.array([-1.0, -1.0, 1.0, 1.0])
    beyond = (picture.boxes - (1 - 2 * MARGIN) * picture.frame) * outwards
    cut = ((picture.boxes - picture.frame) * outwards).max(axis=1, initial=-np.inf)
    seen: set[int] = set()
    for place in np.flatnonzero(beyond.max(axis=1, initial=-np.inf) > HAIR):
        piece, past = picture.pieces[place], beyond[place]
        if piece.bleeds or piece.backs or "margin" in piece.ignored or piece.opacity <= picture.visible:
            continue
        who = piece.text.identity if piece.text else piece.figure
        if who in seen or (piece.text and cut[place] > HAIR):
            continue
        seen.add(who)
        edge = ("left", "lower", "right", "upper")[int(past.argmax())]
        message = f"{piece.name} reaches {past.max():.2f} units into the {edge} margin."
        yield Sighting("margin", (who,), piece.name, message, middle(piece.box))


@rule("empty-start")
def empty_start(picture: Picture) -> Iterator[Sighting]:
    """See a first picture that is no poster: fewer than three things, or less than 10 % of the frame.

    It stands on slides before the clip runs, and in lists of clips.

    Try: add the stage (axes, curve or land, start) before the first beat instead of letting it appear in it.
    """
    shown = [piece for piece in picture.pieces if not piece.bleeds]
    figures = {piece.text.identity if piece.text else piece.role for piece in shown}
    cover = 0.0
    if shown:
        boxes = np.array([piece.box for piece in shown])
        low = np.maximum(boxes[:, :2].min(axis=0), picture.frame[:2])
        high = np.minimum(boxes[:, 2:].max(axis=0), picture.frame[2:])
        cover = float(np.prod(np.maximum(high - low, 0.0))) / (picture.width * picture.height)
    if len(figures) < FEWEST_FIGURES or cover < LEAST_COVER:
        message = f"The first picture shows {len(figures)} things that span {100 * cover:.0f} % of the frame."
        yield Sighting("empty-start", (), "first picture", message)
