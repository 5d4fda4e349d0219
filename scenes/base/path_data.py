"""The data of SVG paths as Typst writes them, read as manim reads them, to the last bit, but quickly."""

import math
import re

import numpy as np

from gd_math.typing import Points

_STEP = re.compile(r"([A-DF-Za-df-z])([^A-DF-Za-df-z]*)")
_NUMBERS = {"M": 2, "m": 2, "h": 1, "v": 1, "l": 2, "q": 4, "c": 6, "Z": 0}
_CLOSED = 1e-4
"""manim's: a contour that ends so near its beginning needs no line back."""

Pair = tuple[float, float]


def path_points(data: str) -> Points | None:
    """Return the cubic Bézier points of a path's data, shape (4 n, 3); None where that is left to manim.

    Read are ``M``, ``Z`` and the relative ``m``, ``h``, ``v``, ``l``, ``q`` and ``c``, once each.

    >>> path_points("M 0 0m 1 2h 3Z").tolist()[:2]
    [[1.0, 2.0, 0.0], [2.0, 2.0, 0.0]]
    >>> path_points("M 0 0A 1 1 0 0 0 2 2") is None
    True
    """
    if "".join(step.group() for step in _STEP.finditer(data)) != data:
        return None
    points: list[Pair] = []
    at = begun = (0.0, 0.0)
    for command, text in _STEP.findall(data):
        try:
            numbers = [float(number) for number in text.split()]
        except ValueError:
            return None
        if len(numbers) != _NUMBERS.get(command):
            return None
        match command:
            case "M":
                at = begun = numbers[0], numbers[1]
            case "m":
                at = begun = numbers[0] + at[0], numbers[1] + at[1]
            case "Z":
                if math.hypot(at[0] - begun[0], at[1] - begun[1]) > _CLOSED:
                    points += _line(at, begun)
                at = begun
            case "c":
                corners = [(numbers[k] + at[0], numbers[k + 1] + at[1]) for k in (0, 2, 4)]
                points += [at, *corners]
                at = corners[-1]
            case "q":
                (a, b), (p, q), (c, d) = at, *((numbers[k] + at[0], numbers[k + 1] + at[1]) for k in (0, 2))
                points += [at, ((a + p + p) / 3, (b + q + q) / 3), ((p + p + c) / 3, (q + q + d) / 3), (c, d)]
                at = c, d
            case _:
                right = numbers[0] if command in "hl" else 0.0
                up = numbers[-1] if command in "vl" else 0.0
                end = at[0] + right, at[1] + up
                points += _line(at, end)
                at = end
    flat = np.array(points, dtype=np.float64).reshape(-1, 2)
    return np.column_stack([flat, np.zeros(len(flat))])


def _line(start: Pair, end: Pair) -> list[Pair]:
    """Return the points of a straight curve, computed as manim computes them."""
    (a, b), (c, d) = start, end
    return [start, ((a + a + c) / 3, (b + b + d) / 3), ((a + c + c) / 3, (b + d + d) / 3), end]


__all__ = ["path_points"]
