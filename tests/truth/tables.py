"""Tables that hypothesis draws: any size and scale, duplicates, constant columns, two rows, no noise."""

import csv
import tempfile
from pathlib import Path

import numpy as np
from hypothesis import strategies as st

from tests.truth.telling import Told

SCALES = [1e-6, 1e-3, 0.1, 1.0, 30.0, 1000.0, 1e6]
SHAPES = ["line", "noise", "curve", "constant", "duplicates", "outlier", "years"]


_KEPT = tempfile.TemporaryDirectory(prefix="tables")
"""Stays until the tests end."""


def folder() -> Path:
    """Return where the tables are written."""
    return Path(_KEPT.name)


@st.composite
def tables(draw: st.DrawFn) -> str:
    """Draw a table and return the name of its file."""
    rows = draw(st.sampled_from([2, 3, 4, 5, 8, 20, 60]))
    shape, seed = draw(st.sampled_from(SHAPES)), draw(st.integers(0, 9))
    across, up = draw(st.sampled_from(SCALES)), draw(st.sampled_from(SCALES))
    shift = draw(st.sampled_from([0.0, 0.0, 1.0, -5.0, 40.0]))
    name = folder() / f"{shape}_{rows}_{seed}_{across:g}_{up:g}_{shift:g}.csv"
    generator = np.random.default_rng(seed)
    x, noise = np.sort(generator.uniform(-1, 1, rows)), generator.normal(size=rows)
    x[0] -= 0.1
    if shape == "duplicates":
        x[1:] = x[-1]
    y = {"line": 2 * x + 1, "curve": x**2, "constant": np.full(rows, 3.0)}.get(shape, x + 0.3 * noise)
    if shape == "outlier":
        y[-1] += 50
    if shape == "years":
        x, across = 2000.0 + np.arange(rows), 1.0
    with name.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["size", "height"])
        writer.writerows(zip((across * (x + shift)).tolist(), (up * y).tolist(), strict=True))
    return str(name)


def data_of(told: Told) -> tuple[np.ndarray, np.ndarray]:
    """Return x and y as the film has them."""
    samples = told.scene.given.samples
    return np.array(samples.x), np.array(samples.y)


def mean_squared_error(point: np.ndarray, x: np.ndarray, y: np.ndarray) -> float:
    """Return the mean of the squared gaps of the line with slope and intercept `point`."""
    return float(np.mean((point[0] * x + point[1] - y) ** 2))


def least_squares(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return slope and intercept of the best line, from the sums about the means."""
    away = x - x.mean()
    slope = float(away @ (y - y.mean()) / (away @ away))
    return np.array([slope, float(y.mean()) - slope * float(x.mean())])


def curvatures(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the eigenvalues of 2/n XᵀX, rising, and their unit vectors as columns."""
    n = len(x)
    values, axes = np.linalg.eigh(2 / n * np.array([[x @ x, x.sum()], [x.sum(), n]]))
    return values, axes
