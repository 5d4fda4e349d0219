"""Whether a film or GIF flashes: more than three times within any second (WCAG 2.2, 2.3.1)."""

from collections.abc import Callable, Iterator
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

from gd_studio.check.faults import Fault

ROWS = 24
"""Of the coarse raster on which light is measured."""
SAMPLES_PER_SECOND = 10
MOST_FLASHES = 3
CHANGE, DARK, LEAST_AREA = 0.1, 0.8, 0.005
"""A flash is a pair of opposing changes of relative luminance by CHANGE, its darker side below DARK."""

Floats = npt.NDArray[np.float64]


def flashes(path: Path, on_second: Callable[[float], None] = lambda second: None) -> Iterator[Fault]:
    """Yield the first second in which a film flashes too often.

    Parameters
    ----------
    path
        A film or GIF, all of which is decoded.
    on_second
        Told how far it is.
    """
    changed: list[npt.NDArray[np.bool_]] = []
    low = high = direction = np.empty(0)
    for time, light in _light(path):
        on_second(time)
        if not len(low):
            low, high, direction = light.copy(), light.copy(), np.zeros(len(light))
        up = (direction != 1) & (light - low >= CHANGE) & (low < DARK)
        down = (direction != -1) & (high - light >= CHANGE) & (light < DARK)
        turned = up | down
        direction = np.where(up, 1, np.where(down, -1, direction))
        low = np.where(turned, light, np.minimum(low, light))
        high = np.where(turned, light, np.maximum(high, light))
        changed = [*changed[1 - SAMPLES_PER_SECOND :], turned]
        counts = np.sum(changed, axis=0)
        if (counts > 2 * MOST_FLASHES).sum() >= LEAST_AREA * len(light):
            said = f"flashes more than {MOST_FLASHES} times within the second before {time:.1f} s"
            yield Fault("flashes", f"{said}, which can cause seizures", "slow it down there")
            return


def _light(path: Path) -> Iterator[tuple[float, Floats]]:
    """Yield the relative luminance of the raster's cells, ten times a second, with the time."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        due = 0.0
        for frame in container.decode(stream):
            time = float(frame.time or 0.0)
            if time + 1e-6 < due:
                continue
            due = max(due + 1 / SAMPLES_PER_SECOND, time)
            width = max(2, round(ROWS * frame.width / frame.height))
            small = frame.reformat(width, ROWS, "rgb24", interpolation="AREA").to_ndarray() / 255
            linear = np.where(small <= 0.04045, small / 12.92, ((small + 0.055) / 1.055) ** 2.4)
            yield time, (linear @ np.array([0.2126, 0.7152, 0.0722])).ravel()
