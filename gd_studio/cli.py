"""The command `gd`."""

import os
import sys
import tempfile
import traceback
from importlib import metadata
from pathlib import Path
from typing import Annotated

from cyclopts import App, CycloptsError, Parameter

from gd_studio.commands import finished, kept, looking, sets
from gd_studio.commands.options import (
    Aspect,
    Beats,
    Captions,
    Decks,
    Engine,
    Everything,
    Formats,
    Language,
    Quality,
    Sets,
    Split,
    Theme,
    Words,
    lesson_names,
)
from gd_studio.commands.studio import studio
from gd_studio.errors import StudioError
from gd_studio.speaking import print_json, say_error, speak_anywhere
from gd_studio.stopping import STATUS, STOPPED, stop_at_once, stop_no_more

app = App(
    name="gd",
    help="Lecture clips of gradient descent from a lesson and its parameters.\n\nExample: gd render",
    help_format="plaintext",
    version_flags=["--version"],
    version=lambda: metadata.version("downhill"),
    suppress_keyboard_interrupt=False,
    default_parameter=Parameter(negative=(), show_default=False),
)
app.register_install_completion_command(
    help="Install completion for the shell in use. Example: gd --install-completion"
)


@app.command(name="list")
def list_(
    lesson: Annotated[str | None, Parameter(completer=lesson_names)] = None, /, *, json: bool = False
) -> None:
    """List the lessons and the formats, or the parameters of a lesson.

    Example: gd list BallOnParabola

    Parameters
    ----------
    lesson
        The lesson whose parameters, defaults, units and bounds are shown.
    json
        Print one JSON object.
    """
    from gd_studio.commands import listing

    if lesson is None:
        listing.list_lessons(json)
    else:
        listing.list_parameters(lesson, json)


@app.command
def render(
    *words: Words,
    set_: Sets = None,
    quality: Quality = None,
    formats: Formats = None,
    theme: Theme = None,
    aspect: Aspect = None,
    language: Language = None,
    beats: Beats = None,
    split: Split = False,
    all_: Everything = False,
    jobs: str | None = None,
    cluster: str | None = None,
    engine: Engine = "fast",
    force: bool = False,
    draft: bool = False,
    quiet: bool = False,
    json: bool = False,
) -> int:
    """Render clips into media/clips; what has not changed is kept.

    Example: gd render ball-on-parabola --set learning_rate=0.3 --format mp4,gif

    Parameters
    ----------
    jobs
        How many processes draw; one for each core by default. Where clips are few, they share a clip.
    cluster
        Let other machines draw: tcp://HOST:8786, where a Dask scheduler listens; local:4 begins one here.
    engine
        fast, or stock: manim's own renderer, which paints the same frames several times more slowly.
    force
        Draw again even what has not changed.
    draft
        Fast and small: 480p15 into media/preview.
    quiet
        Print nothing but errors.
    json
        Print one JSON object, and nothing else.
    """
    from gd_studio.commands import rendering
    from gd_studio.lecture.selection import Style, select

    style = Style(quality or ("480p15" if draft else None), theme, aspect, formats, language, beats, split)
    workers = rendering.workers_of(jobs)
    clips, assignments = select(words, style, set_ or (), every_lesson=all_)
    return rendering.render(
        clips,
        assignments,
        workers=workers,
        cluster=cluster,
        force=force,
        engine=engine,
        draft=draft,
        quiet=quiet,
        as_json=json,
    )


@app.command
def slides(
    *words: Words,
    to: Decks = "html",
    name: str | None = None,
    captions: Captions = "picture",
    set_: Sets = None,
    quality: Quality = None,
    theme: Theme = None,
    aspect: Aspect = None,
    jobs: str | None = None,
    force: bool = False,
    quiet: bool = False,
) -> int:
    """Make a deck of clips, into media/slides: one slide for each beat, or for each clip (slides = "clip").

    Example: gd slides lecture.toml --to pptx

    Parameters
    ----------
    name
        What the deck is called; like the lecture file by default.
    captions
        picture (as the film has them), text (of the slide, to be edited there) or none.
    jobs
        How many processes draw; one for each core by default.
    force
        Write over a deck that has been changed since it was made.
    quiet
        Print nothing but errors.
    """
    from gd_studio.commands import rendering
    from gd_studio.commands.slides import write_decks
    from gd_studio.lecture.selection import Style, select

    workers = rendering.workers_of(jobs)
    clips, assignments = select(words, Style(quality, theme, aspect), set_ or ())
    return write_decks(
        clips, assignments, to, name=name, captions=captions, workers=workers, force=force, quiet=quiet
    )


@app.command
def new(lesson: str, /, *, on_map: bool = False) -> None:
    """Write the script and the test of a new lesson, to be changed into what it shall tell.

    Example: gd new NearestValley

    Parameters
    ----------
    lesson
        Its name, written like a class.
    on_map
        About a function of two variables, seen from above; by default about one of one variable.
    """
    from gd_studio.commands.new import new as write

    write(lesson, on_map=on_map)


@app.command
def init(folder: Path = Path(), /) -> None:
    """Write a lecture file of your own: all lessons to choose from, with their main parameters.

    Example: gd init my-lecture

    Parameters
    ----------
    folder
        Where lecture.toml is written; this folder by default.
    """
    from gd_studio.commands.init import init as write

    write(folder)


for _command in (finished.recipe, finished.remake, finished.explain, finished.update):
    app.command(_command)
app.command(finished.check)
app.command(kept.clean)
app.command(kept.store)
app.command(looking.preview)
app.command(looking.beats)
app.command(looking.plan)
app.command(looking.watch)
app.command(looking.lint)
app.command(sets.sweep)
app.command(sets.film)
app.command(sets.explore)
app.command(studio)


def main() -> None:
    """Run the command `gd`: the exit status is 0 when all is well, 2 for bad input, 1 for anything else."""
    stop_at_once()
    speak_anywhere()
    as_json = "--json" in sys.argv[1:]
    try:
        status = app(exit_on_error=False, print_error=False, result_action="return_value")
        sys.stdout.flush()
    except CycloptsError as error:
        _fail(str(error).strip(), 2, as_json)
    except StudioError as error:
        _fail(error.message, error.exit_status, as_json)
    except KeyboardInterrupt:
        _fail(STOPPED, STATUS, as_json)
    except BrokenPipeError:
        os._exit(1)  # nobody listens any more
    except OSError as error:
        name = error.filename or "a file"
        _fail(f"{name} cannot be read or written: {error.strerror or error}.", 1, as_json)
    except Exception as error:
        log = Path(tempfile.gettempdir()) / "gd-error.log"
        log.write_text(traceback.format_exc(), encoding="utf-8")
        _fail(f"something went wrong inside: {type(error).__name__}; what happened is in {log}.", 1, as_json)
    stop_no_more()
    sys.exit(status if isinstance(status, int) else 0)


def _fail(sentence: str, status: int, as_json: bool) -> None:
    if as_json:
        print_json({"error": sentence})
    else:
        say_error(sentence)
    stop_no_more()
    sys.exit(status)


if __name__ == "__main__":
    main()
