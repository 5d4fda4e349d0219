"""Gradient descent and Newton's method from very many starts at once: where each arrives, and when.

Plain arithmetic in a fixed order, compiled once for all formulas (`gd_math.formula.instructions`): a block of
starts goes on together, row by row, and those that have arrived make room.
"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from gd_math.compiled import compiled
from gd_math.formula.instructions import Program
from gd_math.typing import Floats, Integers, Points

BLOCK = 512
"""Starts that go on together: few enough for their rows to stay in the processor's cache."""
UNDER_WAY, GONE = -1, -2
"""In place of the number of a minimum: the steps are used up; far away, or where f has no slope."""


@dataclass(frozen=True, slots=True, eq=False)
class Marches:
    """Where each of many starts has come to.

    Parameters
    ----------
    homes
        The number of the place that each has come to, or `UNDER_WAY`, or `GONE`.
    steps
        After how many steps, in the same shape.
    """

    homes: Integers
    steps: Integers


def march(
    program: Program,
    starts: Points,
    places: Points,
    radii: Floats,
    steps: int,
    *,
    far: float,
    rate: float | None,
) -> Marches:
    """Run x ← x − α ∇f(x), or Newton's x ← x − H⁻¹ ∇f(x), from each start until it arrives.

    Parameters
    ----------
    program
        The derivatives of f, with second ones for Newton's method.
    starts
        ``(..., 2)``.
    places, radii
        Where a run may arrive ``(m, 2)``, and within which distance it has ``(m,)``.
    steps
        The step budget.
    far
        A coordinate of at least this size is gone.
    rate
        The learning rate α; None for Newton's method.
    """
    flat = np.require(starts.reshape(-1, 2), np.float64, ["C", "W"])
    homes, taken = np.empty(len(flat), dtype=np.int32), np.empty(len(flat), dtype=np.int32)
    _march(
        program.code.astype(np.int64),
        program.constants,
        program.rows,
        program.results.astype(np.int64),
        flat,
        np.require(places, np.float64, ["C", "W"]),
        np.ascontiguousarray(radii**2),
        math.nan if rate is None else rate,
        steps,
        far,
        homes,
        taken,
    )
    return Marches(
        homes.reshape(starts.shape[:-1]).astype(np.intp), taken.reshape(starts.shape[:-1]).astype(np.intp)
    )


def evaluated(program: Program, points: Points) -> Floats:
    """Return the results of a program at points ``(n, 2)``, shape ``(results, n)``."""
    rows = np.zeros((program.rows, len(points)))
    rows[:2], rows[2 : 2 + len(program.constants)] = points.T, program.constants[:, None]
    _evaluate(program.code.astype(np.int64), rows, len(points))
    return rows[program.results]


@compiled("f8(i8, f8, f8, f8)", nogil=True, error_model="numpy")
def _of_one(op: Any, a: Any, b: Any, c: Any) -> Any:
    """Carry out an instruction that is not one of the four of arithmetic on one number."""
    if op == 4:
        return a**b
    if op <= 9:
        if math.isnan(a) or math.isnan(b):
            return math.nan
        if op == 5:
            return max(a, b)
        if op == 6:
            return min(a, b)
        holds = a < b if op == 7 else a <= b if op == 8 else a == b
        return 1.0 if holds else 0.0
    if op == 10:
        return math.nan if math.isnan(c) else a if c > 0.0 else b
    if op == 20:
        return -a
    if op == 21:
        return abs(a)
    if op == 22:
        return a if a == 0.0 or math.isnan(a) else math.copysign(1.0, a)
    if op == 23:
        return math.sqrt(a) if a >= 0.0 else math.nan
    if op == 24:
        return math.exp(a)
    if op == 25 or op == 35 or op == 36:
        logarithm = math.log(a) if a > 0.0 else -math.inf if a == 0.0 else math.nan
        return logarithm if op == 25 else logarithm / math.log(2.0 if op == 35 else 10.0)
    if op == 26:
        return math.sin(a)
    if op == 27:
        return math.cos(a)
    if op == 28:
        return math.tan(a)
    if op == 29:
        return math.asin(a) if abs(a) <= 1.0 else math.nan
    if op == 30:
        return math.acos(a) if abs(a) <= 1.0 else math.nan
    if op == 31:
        return math.atan(a)
    if op == 32:
        return math.sinh(a)
    if op == 33:
        return math.cosh(a)
    if op == 34:
        return math.tanh(a)
    if op == 37:
        return math.erf(a)
    small = math.exp(-abs(a))
    if op == 38:
        return (1.0 if a >= 0.0 else small) / (1.0 + small)
    if op == 39:
        return small / ((1.0 + small) * (1.0 + small))
    return max(a, 0.0) + math.log1p(small)


@compiled("void(i8[:,::1], f8[:,::1], i8)", nogil=True, error_model="numpy")
def _evaluate(code: Any, rows: Any, count: Any) -> None:
    """Carry out instructions, numbered as `instructions.Op`, on the first `count` numbers of each row."""
    for line in range(code.shape[0]):
        op, r = code[line, 0], rows[code[line, 1]]
        a, b, c = rows[code[line, 2]], rows[code[line, 3]], rows[code[line, 4]]
        if op == 0:
            for i in range(count):
                r[i] = a[i] + b[i]
        elif op == 1:
            for i in range(count):
                r[i] = a[i] - b[i]
        elif op == 2:
            for i in range(count):
                r[i] = a[i] * b[i]
        elif op == 3:
            for i in range(count):
                r[i] = a[i] / b[i]
        else:
            for i in range(count):
                r[i] = _of_one(op, a[i], b[i], c[i])


@compiled(
    "void(i8[:,::1], f8[::1], i8, i8[::1], f8[:,::1], f8[:,::1], f8[::1], f8, i8, f8, i4[::1], i4[::1])",
    nogil=True,
    error_model="numpy",
)
def _march(
    code: Any,
    constants: Any,
    count: Any,
    results: Any,
    starts: Any,
    places: Any,
    squares: Any,
    rate: Any,
    steps: Any,
    far: Any,
    homes: Any,
    taken: Any,
) -> None:
    """Fill `homes` and `taken`; `squares` are those of the radii, a rate that is nan is Newton's method."""
    newton = math.isnan(rate)
    rows = np.empty((count, BLOCK))
    for k in range(len(constants)):
        rows[2 + k] = constants[k]
    x, y = rows[0], rows[1]
    who, hit = np.empty(BLOCK, dtype=np.int64), np.empty(BLOCK, dtype=np.int64)
    value = len(results) in (3, 7)
    for first in range(0, len(starts), BLOCK):
        going = min(BLOCK, len(starts) - first)
        for i in range(going):
            x[i], y[i], who[i] = starts[first + i, 0], starts[first + i, 1], first + i
        for step in range(steps + 1):
            for i in range(going):
                hit[i] = -1 if abs(x[i]) < far and abs(y[i]) < far else -2
            for k in range(len(places)):
                px, py, square = places[k, 0], places[k, 1], squares[k]
                for i in range(going):
                    across, up = x[i] - px, y[i] - py
                    hit[i] = k if across * across + up * up <= square else hit[i]
            still = 0
            for i in range(going):
                if hit[i] == -1:
                    x[still], y[still], who[still] = x[i], y[i], who[i]
                    still += 1
                else:
                    homes[who[i]], taken[who[i]] = hit[i], step
            going = still
            if going == 0 or step == steps:
                break
            _evaluate(code, rows, going)
            gx, gy = rows[results[0]], rows[results[1]]
            if newton:
                xx, xy, yx, yy = rows[results[2]], rows[results[3]], rows[results[4]], rows[results[5]]
                for i in range(going):
                    area = xx[i] * yy[i] - xy[i] * yx[i]
                    across, up = (
                        (yy[i] * gx[i] - xy[i] * gy[i]) / area,
                        (xx[i] * gy[i] - yx[i] * gx[i]) / area,
                    )
                    x[i] -= across
                    y[i] -= up
            else:
                for i in range(going):
                    across, up = rate * gx[i], rate * gy[i]
                    x[i] -= across
                    y[i] -= up
            if value:
                f = rows[results[len(results) - 1]]
                for i in range(going):
                    x[i] = x[i] if math.isfinite(f[i]) else math.nan
        for i in range(going):
            homes[who[i]], taken[who[i]] = -1, steps


__all__ = ["GONE", "UNDER_WAY", "Marches", "evaluated", "march"]
