"""What a run did: every point, value, gradient and step, and how it ended."""

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from gd_math.typing import Floats, Integers, Points

Kind = Literal["converged", "diverged", "steps used up"]


class Ending(IntEnum):
    """Why a run ended."""

    STEPS_USED_UP = 0
    GRADIENT_TOLERANCE = 1
    STEP_TOLERANCE = 2
    NOT_FINITE = 3
    THRESHOLD = 4


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended, at which step, and why in words."""

    kind: Kind
    step: int
    reason: str

    @property
    def converged(self) -> bool:
        """Whether a tolerance was met."""
        return self.kind == "converged"

    @property
    def diverged(self) -> bool:
        """Whether the run left all bounds."""
        return self.kind == "diverged"


@dataclass(frozen=True, slots=True, eq=False)
class Trajectory:
    """The frozen record of one run, or of a batch of runs with leading shape (...).

    Parameters
    ----------
    points
        x₀ … x_n, shape (n + 1, ..., d).
    values
        f(x_k), shape (n + 1, ...).
    gradients
        The gradients that the steps were made of, shape (n + 1, ..., d); the last one was not used.
    steps
        x_{k+1} − x_k, shape (n, ..., d).
    lengths
        The number of points of each run, shape (...). Beyond it a shorter run of a batch is nan.
    endings
        An `Ending` for each run, shape (...).
    beyond
        Where the step led by which a run left, shape (..., d); nan for runs that did not leave.
    tolerances
        The gradient tolerance, the step tolerance and the divergence threshold of the run.
    variables
        The names of the d coordinates.
    states
        What the optimizer remembered at x₀ … x_n, by the names of its state's fields: its arrays with shape
        (n + 1, ..., d), such as ``velocity`` of momentum, ``first`` and ``second`` of Adam.
    """

    points: Points
    values: Floats
    gradients: Points
    steps: Points
    lengths: Integers
    endings: NDArray[np.int8]
    beyond: Points
    tolerances: tuple[float | None, float | None, float]
    variables: tuple[str, ...]
    states: Mapping[str, Points] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("points", "values", "gradients", "steps", "lengths", "endings", "beyond"):
            getattr(self, name).flags.writeable = False
        for remembered in self.states.values():
            remembered.flags.writeable = False

    @property
    def batch_shape(self) -> tuple[int, ...]:
        """The shape of the batch; () for a single run."""
        return self.lengths.shape

    @property
    def steps_taken(self) -> int:
        """The number of steps of the run, of the longest one in a batch."""
        return len(self.steps)

    @property
    def outcome(self) -> Outcome:
        """How a single run ended."""
        self._single("outcome", "outcomes")
        return self._outcome(int(self.lengths), Ending(int(self.endings)))

    @property
    def outcomes(self) -> NDArray[np.object_]:
        """How each run of a batch ended, shape (...)."""
        made = np.empty(self.batch_shape, dtype=object)
        for index in np.ndindex(self.batch_shape):
            made[index] = self._outcome(int(self.lengths[index]), Ending(int(self.endings[index])))
        return made

    @property
    def growing(self) -> bool:
        """Whether a single run diverged or ends higher than it started: finite, but on its way out."""
        self._single("growing", "values")
        return self.outcome.diverged or bool(self.values[-1] > self.values[0])

    def __getitem__(self, index: Any) -> "Trajectory":
        """Return one run of a batch (its own points only), or a part of the batch."""
        if not self.batch_shape:
            raise IndexError("this trajectory is a single run; its points are trajectory.points[k]")
        key = index if isinstance(index, tuple) else (index,)
        lengths = np.asarray(self.lengths[key])
        n = int(lengths.max(initial=1))
        return Trajectory(
            points=self.points[:n][:, *key],
            values=self.values[:n][:, *key],
            gradients=self.gradients[:n][:, *key],
            steps=self.steps[: n - 1][:, *key],
            lengths=lengths,
            endings=np.asarray(self.endings[key]),
            beyond=self.beyond[*key, :],
            tolerances=self.tolerances,
            variables=self.variables,
            states={name: kept[:n][:, *key] for name, kept in self.states.items()},
        )

    def as_batch(self) -> "Trajectory":
        """Return this single run as a batch of one."""
        return Trajectory(
            points=self.points[:, None],
            values=self.values[:, None],
            gradients=self.gradients[:, None],
            steps=self.steps[:, None],
            lengths=np.atleast_1d(self.lengths),
            endings=np.atleast_1d(self.endings),
            beyond=self.beyond[None],
            tolerances=self.tolerances,
            variables=self.variables,
            states={name: kept[:, None] for name, kept in self.states.items()},
        )

    def to_json(self) -> str:
        """Return the trajectory as JSON in full precision; numbers that are not finite become null."""
        content: dict[str, object] = {"variables": list(self.variables)}
        for name in ("points", "values", "gradients", "steps"):
            content[name] = _finite(getattr(self, name).tolist())
        if self.states:
            content["states"] = {name: _finite(kept.tolist()) for name, kept in self.states.items()}
        outcomes = [
            {"run": list(index), "kind": one.kind, "step": one.step, "reason": one.reason}
            for index, one in np.ndenumerate(self.outcomes)
        ]
        if self.batch_shape:
            content["outcomes"] = outcomes
        else:
            content["outcome"] = {key: value for key, value in outcomes[0].items() if key != "run"}
        return json.dumps(content, allow_nan=False)

    def save_json(self, path: str | Path) -> None:
        """Write `to_json` to a file."""
        Path(path).write_text(self.to_json() + "\n", encoding="utf-8")

    def save_csv(self, path: str | Path) -> None:
        """Write one row for each point: run (in a batch), step, coordinates, value, gradient, step from it.

        Numbers are written in full precision, so that reading them gives the same floats; the last point has
        no step.
        """
        runs = [f"run_{axis}" for axis in range(len(self.batch_shape))]
        names = [f"{prefix}{name}" for prefix in ("gradient_", "step_") for name in self.variables]
        with Path(path).open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow([*runs, "step", *self.variables, "value", *names])
            for index in np.ndindex(self.batch_shape):
                run = self[index] if index else self
                for k, point in enumerate(run.points):
                    away = run.steps[k].tolist() if k < run.steps_taken else [""] * len(point)
                    numbers = [*point.tolist(), float(run.values[k]), *run.gradients[k].tolist()]
                    writer.writerow([*index, k, *numbers, *away])

    def _single(self, name: str, plural: str) -> None:
        if self.batch_shape:
            raise ValueError(
                f"a batch of runs has no single {name}; see {plural} or take one run, trajectory[i]"
            )

    def _outcome(self, length: int, ending: Ending) -> Outcome:
        gradient_tolerance, step_tolerance, threshold = self.tolerances
        match ending:
            case Ending.STEPS_USED_UP:
                return Outcome("steps used up", length - 1, f"all {length - 1} steps are used up")
            case Ending.GRADIENT_TOLERANCE:
                return Outcome("converged", length - 1, f"the gradient is at most {gradient_tolerance:g}")
            case Ending.STEP_TOLERANCE:
                return Outcome("converged", length - 1, f"the step is at most {step_tolerance:g}")
            case Ending.NOT_FINITE:
                return Outcome("diverged", length, "the value or the slope is no longer finite")
            case Ending.THRESHOLD:
                return Outcome("diverged", length, f"the value is beyond {threshold:g}")


def _finite(numbers: Any) -> Any:
    if isinstance(numbers, list):
        return [_finite(number) for number in numbers]
    return numbers if np.isfinite(numbers) else None
