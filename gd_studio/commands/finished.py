"""The commands about finished files: `gd recipe`, `gd remake`, `gd explain`, `gd update`."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from gd_studio.commands.options import Sets, Words

File = Annotated[
    Path, Parameter(name="FILE", help="A clip: MP4, MOV, GIF, WebM or PNG, whatever it is called.")
]


def recipe(file: File, /) -> None:
    """Print the recipe that a clip remembers, as a lecture file that makes it again.

    Of a film of several clips (gd film, gd sweep) it names the command that makes it of them.

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


def update(
    deck: Annotated[
        Path, Parameter(name="DECK", help="A .pptx, a folder of slides, an HTML page, a notebook.")
    ],
    /,
    *clips: Annotated[str, Parameter(name="CLIP", help="Only these clips; all in the deck by default.")],
    lecture: Path | None = None,
    set_: Sets = None,
    dry_run: bool = False,
    jobs: str | None = None,
) -> int:
    """Swap the clips in a deck of your own for what they are now; all else in it stays byte for byte.

    Clips are found by the recipes inside them, whatever they are called. Parameters are those of the lecture
    and of --set; size, theme, language, captions and beats stay those of the deck, unless --set changes them.

    Example: gd update talk.pptx --dry-run

    Parameters
    ----------
    lecture
        The lecture file; by default lecture.toml here, or else beside the deck.
    dry_run
        Only say what would be swapped, and why.
    jobs
        How many processes draw; one for each core by default.
    """
    from gd_studio.commands.rendering import workers_of
    from gd_studio.commands.update import update as swap

    return swap(deck, set_ or (), names=clips, lecture=lecture, dry_run=dry_run, workers=workers_of(jobs))


def explain(*words: Words, set_: Sets = None) -> int:
    """Say why clips would be made again: which parameter, file, version or code has changed; or why not.

    A file that is in no lecture is compared with what its own recipe makes now.

    Example: gd explain ball-on-parabola --set learning_rate=0.3
    """
    from gd_studio.commands.explain import explain as tell

    return tell(words, set_ or ())


def check(
    *files: Annotated[Path, Parameter(name="FILE")],
    for_: Annotated[str, Parameter(name="--for")] = "powerpoint",
    fix: bool = False,
    json: bool = False,
) -> int:
    """Say what keeps films and pictures from being shown somewhere, and what mends it, whoever made them.

    Example: gd check media/clips/*.mp4 --for moodle

    Parameters
    ----------
    files
        MP4, MOV, WebM, GIF, PNG or anything else that FFmpeg reads.
    for_
        powerpoint, keynote, gslides, reveal, beamer, moodle or web.
    fix
        Mend what can be mended without changing a pixel: container, index, colour tags, hasty GIFs. The file
        as it was stays beside it.
    json
        Print one JSON object, and nothing else.
    """
    from gd_studio.commands.check import check as look

    return look(files, for_, fix=fix, as_json=json)
