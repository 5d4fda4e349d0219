"""The command `gd studio`: the lecture in a browser."""

import importlib.util
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from gd_studio.errors import CommandError
from gd_studio.lecture.files import DEFAULT_LECTURE, alike


def studio(
    lecture: Annotated[Path, Parameter(name="LECTURE.toml")] = DEFAULT_LECTURE,
    /,
    *,
    port: int | None = None,
    host: str = "127.0.0.1",
    quiet: bool = False,
) -> None:
    """Open the lecture in a browser: its clips as cards, parameters as sliders, pictures at once.

    It serves this machine alone and goes on until Ctrl-C; closing the page ends nothing that renders.

    Example: gd studio lecture.toml

    Parameters
    ----------
    lecture
        The lecture file; ./lecture.toml by default.
    port
        Where it listens; a free one by default.
    host
        Another address to listen at, for visitors who know the token in the printed address.
    quiet
        Do not open a browser.
    """
    if importlib.util.find_spec("nicegui") is None or importlib.util.find_spec("tomlkit") is None:
        raise CommandError(
            'the studio needs NiceGUI and tomlkit: pip install "downhill[studio]", or call ./gd.'
        )
    if not lecture.is_file():
        raise CommandError(
            f"{lecture}: there is no such lecture file{alike(lecture) or '; gd init writes one.'}"
        )
    from gd_studio.studio.server import serve

    serve(lecture, host=host, port=port, show=not quiet)
