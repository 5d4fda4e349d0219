"""A rule about size: what is visible and carries meaning is large enough, at some time, to be seen."""

from collections.abc import Iterator, Sequence

from gd_studio.film_lint.finding import Finding, Sighting, rule
from gd_studio.film_lint.picture import Picture
from gd_studio.film_lint.piece import Piece
from gd_studio.film_lint.shape import middle

LEAST = 0.03
"""Scene units: four pixels of 1080, the width of an arrow that has shrunk to its tip."""


@rule("grown-to-nothing")
def grown_to_nothing(lesson: str, pictures: Sequence[Picture]) -> Iterator[Finding]:
    """Find arrows, lines and dots that are visible at rest, but at no time larger than 0.03 units.

    Their points have fallen together: an arrow for a vector of length 0, or one in another scale than its
    picture's, a line between two equal places, a mobject scaled to nothing.

    Try: units of the plot (`plot.at`, `plot.length`) for what is drawn in it; one scale for all arrows,
    chosen by the longest; `vanish()`, or not adding it, where there is nothing to show;
    ``lint_ignore = {"grown-to-nothing"}`` where it is as small as it is in truth.
    """
    largest: dict[int, float] = {}
    first: dict[int, tuple[Picture, Piece, float]] = {}
    for picture in pictures:
        for _, piece in picture.shapes:
            if not piece.carrier or piece.whole or "grown-to-nothing" in piece.ignored:
                continue
            low, high = piece.shape.box[:2], piece.shape.box[2:]
            largest[piece.role] = max(largest.get(piece.role, 0.0), float((high - low).max()))
            if picture.resting:
                seen, what, lasts = first.get(piece.role, (picture, piece, 0.0))
                first[piece.role] = seen, what, lasts + picture.seconds
    for role, (picture, piece, lasts) in first.items():
        if largest[role] < LEAST:
            message = f"{piece.name} is visible, but never larger than {largest[role]:.3f} units."
            at = Sighting("grown-to-nothing", (role,), piece.name, message, middle(piece.box)).where(picture)
            told = ("grown-to-nothing", piece.name, message, at)
            yield Finding(lesson, picture.beat, picture.time, round(lasts, 3), *told)
