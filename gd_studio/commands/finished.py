"""The commands about finished files, wherever they are: `gd recipe`, `gd remake`, `gd explain`."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

File = Annotated[
    Path, Parameter(name="FILE", help="A clip: MP4, MOV, GIF, WebM or PNG, whatever it is called.")
]


def recipe(file: File, /) -> None:
    """Print the recipe that a clip remembers, as a lecture file that makes it again.

    Example: gd recipe media/clips/ball-on-parabola.mp4 > again.toml
    """
    from gd_studio.commands.recipe import recipe as tell

    tell(file)
