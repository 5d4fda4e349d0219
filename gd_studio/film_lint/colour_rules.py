"""Rules about colour: words and what carries meaning stand out from what is behind them."""

from collections.abc import Callable, Iterator

import numpy as np

from gd_studio.film_lint.finding import Sighting, rule
from gd_studio.film_lint.paint import Paint, contrast, mix
from gd_studio.film_lint.picture import Picture, Text
from gd_studio.film_lint.piece import Piece
from gd_studio.film_lint.shape import Floats, middle, within
from scenes.base.theme import Theme

WORDS_CONTRAST = 4.5
SHAPES_CONTRAST = 3.0
"""Contrast ratios asked for by WCAG 2.2: 1.4.3 for text, 1.4.11 for graphics."""

SHARE = 0.25
"""A shape stands out when all but this share of its outline does."""

_MOST_POINTS = 24
_SPACING = 0.1


@rule("contrast")
def contrast_rule(theme: Theme) -> Callable[[Picture], Iterator[Sighting]]:
    """See words with less than 4.5:1, and shapes that carry meaning with less than 3:1, to what is behind.

    They are looked at where a beat has come to rest.

    These are the ratios of WCAG 2.2, 1.4.3 and 1.4.11. Meaning is carried by curves, arrows, dots, and by the
    theme's colours of meaning; a shape stands out when three quarters of its outline do.

    Try: a colour of `look.colours`; a plate of the background's colour behind words; a halo around a mark
    on a landscape. `faint` is for what need not be seen.
    """
    meanings = {
        colour.upper()
        for colour in (
            theme.loss,
            theme.parameter,
            theme.gradient,
            theme.step,
            theme.velocity,
            theme.data,
            theme.prediction,
            theme.warning,
            *theme.runs,
        )
    }

    def rule(picture: Picture) -> Iterator[Sighting]:
        for text in picture.texts:
            ratio = _text_contrast(picture, text)
            if ratio < WORDS_CONTRAST and "contrast" not in text.ignored:
                place, glyphs = text.pieces[0]
                who = (text.source.identity, text.source.name)
                yield _sighting(picture, *who, ratio, WORDS_CONTRAST, place, glyphs)
        best: dict[int, tuple[float, str, int, Piece]] = {}
        for place, piece in picture.shapes:
            if piece.backs or "contrast" in piece.ignored or theme.faint.upper() in piece.colours:
                continue
            if (piece.carrier or piece.colours & meanings) and not _has_words_on_it(picture, place, piece):
                owner = piece.figure if piece.whole else piece.role
                ratio = _shape_contrast(picture, place, piece)
                if owner not in best or (ratio, piece.name) > best[owner][:2]:
                    best[owner] = (ratio, piece.name, place, piece)
        for owner, (ratio, name, place, piece) in best.items():
            if ratio < SHAPES_CONTRAST:
                yield _sighting(picture, owner, name, ratio, SHAPES_CONTRAST, place, piece)

    return rule


def _sighting(
    picture: Picture, who: int, name: str, ratio: float, needed: float, place: int, piece: Piece
) -> Sighting:
    behind = picture.under(np.array(middle(piece.shape.contours[0])), place)
    colour = ", ".join(sorted(piece.colours))
    message = f"{name} ({colour}) has a contrast of {ratio:.2f}:1 with {behind}, {needed}:1 is needed."
    return Sighting("contrast", (who,), name, message, middle(piece.box))


def _text_contrast(picture: Picture, text: Text) -> float:
    """Return the lowest contrast of a text's glyphs with what is around them."""
    lowest = np.inf
    for place, piece in text.pieces:
        paint = piece.fill or piece.stroke
        assert paint is not None
        boxes = _some(piece.shape.contours)
        points = (boxes[:, :2] + boxes[:, 2:]) / 2
        behind = picture.colours(points, last=place)
        ink = picture.covered(mix(behind, paint.at(points)), points, place + 1)
        paper = picture.covered(behind, points, place + 1)
        hidden = picture.hidden(points, place)
        ratios = contrast(ink, paper)[~hidden]
        lowest = min(lowest, float(ratios.min(initial=np.inf)))
    return lowest


def _shape_contrast(picture: Picture, place: int, piece: Piece) -> float:
    """Return the contrast of most of a shape's outline with the plates, hills and skies that it lies on."""
    points = _some(piece.shape.along(_SPACING)[0])
    on_screen = within(points, picture.frame)
    points = points[on_screen & ~picture.hidden(points, place, frozenset((piece.figure,)))]
    if not len(points):
        return np.inf
    no_ground = frozenset(
        part.role
        for _, part in picture.shapes
        if part.carrier or (part.figure == piece.figure and not _is_halo(picture, part))
    )
    ground = picture.colours(points, last=place, besides=no_ground)

    def share_of(paint: Paint) -> float:
        ratios = contrast(mix(ground, paint.at(points)), ground)
        return float(np.quantile(ratios, SHARE, method="lower"))

    return max(share_of(paint) for paint in (piece.fill, piece.stroke) if paint)


def _is_halo(picture: Picture, piece: Piece) -> bool:
    """Tell whether a part of a figure keeps others away from it with the background's own colour."""
    if piece.fill is None or piece.stroke is not None:
        return False
    return np.allclose(piece.fill.at(piece.box[None, :2])[0, :3], picture.background, atol=0.004)


def _has_words_on_it(picture: Picture, place: int, piece: Piece) -> bool:
    """Tell whether a fill is a plate: glyphs in front of it stand wholly on it."""
    if piece.fill is None:
        return False
    for text in picture.texts:
        if text.top > place:
            inside = (text.glyphs[:, :2] >= piece.box[:2]) & (text.glyphs[:, 2:] <= piece.box[2:])
            if inside.all(axis=1).any():
                return True
    return False


def _some(rows: Floats) -> Floats:
    """Return evenly chosen rows, at most `_MOST_POINTS`."""
    chosen = np.linspace(0, len(rows) - 1, min(len(rows), _MOST_POINTS)).astype(int)
    some: Floats = rows[chosen]
    return some
