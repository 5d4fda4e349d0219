"""Values in sentences: as a lecturer would write them."""

import json
import math
from typing import Any

LONGEST = 60


def shown(value: Any) -> str:
    """Return a value as a lecturer would write it, shortened when long.

    >>> shown(True), shown(-0.1), shown("a b"), shown([1, "x"])
    ('true', '-0.1', '"a b"', '[1, "x"]')
    """
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."


def number(value: float) -> str:
    """Return a bound without a needless ``.0``.

    >>> number(0.0), number(0.25), number(1e6), number(200)
    ('0', '0.25', '1000000', '200')
    """
    return f"{value:.15g}"
