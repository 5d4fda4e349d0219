"""The command `gd`."""

import os
import sys
import tempfile
import traceback
from importlib import metadata
from pathlib import Path
from typing import Annotated, Any, Literal

from cyclopts import App, CycloptsError, Parameter

from gd_studio.deliver.registry import products
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


def _clip_names(_: Any) -> dict[str, str]:
    """Return the clips of the lecture in this folder, for completion."""
    from gd_studio.lecture.selection import select

    try:
        clips, _assignments = select([])
    except StudioError:
        return {}
    return {clip.name: clip.lesson.summary for clip in clips}


def _lesson_names(_: Any) -> dict[str, str]:
    """Return the lessons, for completion."""
    from gd_studio.lecture.catalog import Catalog

    return {entry.name: entry.summary for entry in Catalog().entries.values()}


Words = Annotated[str, Parameter(name="CLIP|LECTURE.toml", completer=_clip_names)]
Sets = Annotated[list[str] | None, Parameter(name="--set")]
Quality = Annotated[str | None, Parameter(completer=lambda _: ["480p15", "720p30", "1080p60", "4k60"])]
Formats = Annotated[
    str | None,
    Parameter(
        name="--format",
        help=f"Formats separated by commas: {', '.join(products())}; with options: gif:long_side=480.",
        completer=lambda _: {name: product.summary for name, product in products().items()},
    ),
]
Theme = Annotated[str | None, Parameter(completer=lambda _: ["dark", "light"])]
Everything = Annotated[bool, Parameter(name="--all")]
Engine = Literal["fast", "stock"]
Aspect = Annotated[str | None, Parameter(completer=lambda _: ["16:9", "4:3", "9:16"])]


@app.command(name="list")
def list_(
    lesson: Annotated[str | None, Parameter(completer=_lesson_names)] = None, /, *, json: bool = False
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
    all_: Everything = False,
    jobs: str | None = None,
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
    words
        Clips by name, lessons by name, and lecture files; all clips of ./lecture.toml by default.
    set_
        Change a parameter: key=value, or clip.key=value for one clip; may be repeated.
    quality
        480p15, 720p30, 1080p60 or 4k60.
    theme
        dark or light.
    aspect
        16:9, 4:3 or 9:16.
    all_
        Also the lessons that the lecture does not name, with their defaults.
    jobs
        How many processes draw; one for each core by default. Where clips are few, they share a clip.
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

    style = Style(quality or ("480p15" if draft else None), theme, aspect, formats)
    workers = rendering.workers_of(jobs)
    clips, assignments = select(words, style, set_ or (), every_lesson=all_)
    return rendering.render(
        clips,
        assignments,
        workers=workers,
        force=force,
        engine=engine,
        draft=draft,
        quiet=quiet,
        as_json=json,
    )


@app.command
def preview(
    *words: Words,
    at: float | None = None,
    sheet: bool = False,
    set_: Sets = None,
    quality: Quality = None,
    theme: Theme = None,
    aspect: Aspect = None,
    all_: Everything = False,
    quiet: bool = False,
) -> int:
    """Draw a still of the end of a clip, or a contact sheet, in seconds.

    Example: gd preview ball-on-parabola --at 12.5

    Parameters
    ----------
    words
        Clips by name, lessons by name, and lecture files; all clips of ./lecture.toml by default.
    at
        Show this time instead of the end, in seconds.
    sheet
        Show up to 16 pictures of the whole clip.
    set_
        Change a parameter: key=value, or clip.key=value for one clip; may be repeated.
    quality
        480p15, 720p30, 1080p60 or 4k60.
    theme
        dark or light.
    aspect
        16:9, 4:3 or 9:16.
    all_
        Also the lessons that the lecture does not name, with their defaults.
    quiet
        Do not print the paths.
    """
    from gd_studio.commands.preview import preview as draw
    from gd_studio.lecture.selection import Style, select

    clips, assignments = select(words, Style(quality, theme, aspect), set_ or (), every_lesson=all_)
    return draw(clips, assignments, at=at, sheet=sheet, quiet=quiet)


@app.command
def watch(*words: Words) -> None:
    """Render drafts of changed clips whenever lecture.toml, a CSV file or a scene is saved.

    Example: gd watch ball-on-parabola

    Parameters
    ----------
    words
        Clips by name, lessons by name, and lecture files; all clips of ./lecture.toml by default.
    """
    from gd_studio.commands.watch import watch as run

    run(words)


@app.command
def lint(
    *words: Words,
    set_: Sets = None,
    theme: Theme = None,
    aspect: Aspect = None,
    all_: Everything = False,
) -> int:
    """Check the pictures of clips: overlaps, margins, sizes, contrast, reading time.

    Example: gd lint ball-on-parabola --theme light --aspect 4:3

    Parameters
    ----------
    words
        Clips by name, lessons by name, and lecture files; all clips of ./lecture.toml by default.
    set_
        Change a parameter: key=value, or clip.key=value for one clip; may be repeated.
    theme
        dark or light.
    aspect
        16:9, 4:3 or 9:16.
    all_
        Also the lessons that the lecture does not name, with their defaults.
    """
    from gd_studio.commands.inspection import inspect
    from gd_studio.lecture.selection import Style, select

    clips, assignments = select(words, Style(theme=theme, aspect=aspect), set_ or (), every_lesson=all_)
    return inspect(clips, assignments)


@app.command
def clean(*words: Annotated[str, Parameter(name="LECTURE.toml")]) -> None:
    """Remove everything in media/ that can be made again, except media/clips.

    Example: gd clean

    Parameters
    ----------
    words
        Lecture files; ./lecture.toml by default.
    """
    from gd_studio.commands.cleaning import clean as run

    run(words)


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
