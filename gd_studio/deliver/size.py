"""Sizes of files as a lecturer writes them."""

import re

_UNITS = {"k": 10**3, "m": 10**6, "g": 10**9}


def read_size(text: str) -> int:
    """Return the bytes that ``8 MB`` or ``500 kB`` means.

    Raises
    ------
    ValueError
        If it is no size.

    >>> read_size("8 MB"), read_size("1.5MB"), read_size("500 kb")
    (8000000, 1500000, 500000)
    """
    found = re.fullmatch(r"\s*([0-9]+(?:\.[0-9]+)?)\s*([kmg])b\s*", text.lower())
    size = round(float(found[1]) * _UNITS[found[2]]) if found else 0
    if not size:
        raise ValueError('must be a size such as "8 MB" or "500 kB"')
    return size
