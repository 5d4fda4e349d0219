"""The commands about finished files, wherever they are: `gd recipe`, `gd remake`, `gd explain`."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from gd_studio.commands.options import Sets, Words

File = Annotated[
    Path, Parameter(name="FILE", help="A clip: MP4, MOV, GIF, WebM or PNG, whatever it is called.")
]


def recipe(file: File, /) -> None:
    """Print the recipe that a clip remembers, as a lecture file that makes it again.

    Example: gd recipe media/clips/ball-on-parabola.mp4 > again.toml
    """
    from gd_studio.commands.recipe import recipe as tell

    tell(file)


def remake(file: File, /, *, set_: Sets = None, output: Path | None = None, jobs: str | None = None) -> None:
    """Make a clip again from the recipe that it remembers; the new file takes the place of the old one.

    Tables are read where the lecture is that the clip lies in (the folder above media/), or else here.

    Example: gd remake media/clips/ball-on-parabola.mp4 --set learning_rate=0.3

    Parameters
    ----------
    output
        Another file to write, instead of the one that is made again.
    jobs
        How many processes draw; one for each core by default.
    """
    from gd_studio.commands.remake import remake as make
    from gd_studio.commands.rendering import workers_of

    make(file, set_ or (), output=output, workers=workers_of(jobs))


def explain(*words: Words, set_: Sets = None) -> int:
    """Say why clips would be made again: which parameter, file, version or code has changed; or why not.

    A file that is in no lecture is compared with what its own recipe makes now.

    Example: gd explain ball-on-parabola --set learning_rate=0.3
    """
    from gd_studio.commands.explain import explain as tell

    return tell(words, set_ or ())
