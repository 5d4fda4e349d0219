"""Tells what is installed: run by the Python of .venv, for whoever installs there."""

import json
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path


def report(here: Path) -> dict[str, list[str]]:
    """Return what is missing in the environment that runs this, and what is another version than pinned."""
    from pip._vendor.packaging.requirements import Requirement

    def installed(name: str) -> str | None:
        try:
            return version(name)
        except PackageNotFoundError:
            return None

    def unmet(lines: list[str], absent: bool) -> list[str]:
        sentences = []
        for line in lines:
            wanted = Requirement(line)
            if wanted.marker is not None and not wanted.marker.evaluate():
                continue
            known = installed(wanted.name)
            if known is None and absent:
                sentences.append(f"{wanted.name} is missing")
            elif known is not None and not wanted.specifier.contains(known, prereleases=True):
                sentences.append(f"{wanted.name} {known} instead of {wanted.specifier}")
        return sentences

    project = tomllib.loads((here / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [*project.get("dependencies", []), *project.get("optional-dependencies", {}).get("test", [])]
    pins = [
        line.strip()
        for line in (here / "constraints.txt").read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.lstrip().startswith("#")
    ]
    return {"missing": unmet([*needed, project["name"]], absent=True), "other": unmet(pins, absent=False)}


if __name__ == "__main__":
    print(json.dumps(report(Path(sys.argv[1]))))
