"""What a line is given in place of x, in words."""

import math

from gd_math.data.line_fitting import Feature
from scenes.base.look import Look
from scenes.cast.writing.number_text import TIMES, powers_of_ten, significant, subtracted

DIGITS, MOST_DIGITS = 3, 10
ROUGHLY = 0.01
"""A printed mean is off by no more than this share of the deviation."""


def feature_sentence(look: Look, feature: Feature) -> str:
    """Return what z is, with as many digits of the mean as the deviation asks for.

    Parameters
    ----------
    look
        Theme and language.
    feature
        Standardised.
    """
    scale, mean = significant(feature.scale), mean_text(feature)
    if not mean:
        return look.say("x, standardised: z = x / {scale}.", scale=scale)
    return look.say("x, standardised: z = (x {mean}) / {scale}.", mean=subtracted(mean), scale=scale)


def mean_text(feature: Feature) -> str:
    """Return the mean with as many digits as the deviation asks for; nothing where it is 0."""
    if feature.mean == 0.0:
        return ""
    size = math.floor(math.log10(abs(feature.mean)))
    digits = 1 + math.ceil(size - math.log10(2 * ROUGHLY * feature.scale))
    return written(feature.mean, min(max(DIGITS, digits), MOST_DIGITS))


def written(value: float, digits: int) -> str:
    """Return a number with at least so many digits, in powers of ten as well.

    >>> written(9.0, 3), written(1.1446e-6, 3)
    ('9.00', '1.14×10⁻⁶')
    """
    text = significant(value, digits)
    return powers_of_ten(value, digits - 1) if TIMES in text else text


__all__ = ["feature_sentence", "mean_text", "written"]
