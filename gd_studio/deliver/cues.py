"""The times of all beats, for players and pages that are scripted."""

import csv
import json
from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path

from gd_studio.deliver.beats import ToldBeat

COLUMNS = [field.name for field in fields(ToldBeat)]


def write_csv(beats: Sequence[ToldBeat], target: Path) -> None:
    """Write a row for each beat under the names of the columns."""
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(map(asdict, beats))


def read_csv(path: Path) -> list[ToldBeat]:
    """Return the beats that `write_csv` has written."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        ToldBeat(
            int(row["number"]),
            float(row["start"]),
            float(row["end"]),
            row["caption"],
            "ask" if row["kind"] == "ask" else "tell",
            float(row["pause"]),
        )
        for row in rows
    ]


def write_json(beats: Sequence[ToldBeat], target: Path) -> None:
    """Write a list of objects, one for each beat."""
    told = [asdict(beat) for beat in beats]
    target.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read_json(path: Path) -> list[ToldBeat]:
    """Return the beats that `write_json` has written."""
    return [ToldBeat(**told) for told in json.loads(path.read_text(encoding="utf-8"))]


def require_cues(beats: Sequence[ToldBeat], path: Path, seconds: float) -> None:
    """Refuse a file whose beats do not tile a film of so many seconds.

    Raises
    ------
    ValueError
        If there is a gap.
    """
    edges = [0.0, *(beat.end for beat in beats)]
    starts = [beat.start for beat in beats]
    if not beats or starts != edges[:-1] or abs(edges[-1] - seconds) > 1e-3:
        raise ValueError(f"{path.name} does not hold what was drawn: its beats do not tile {seconds} s")
