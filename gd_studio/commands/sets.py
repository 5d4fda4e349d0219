"""The commands that make something else of clips: `gd sweep`, `gd film`, `gd explore`."""

from typing import Annotated

from cyclopts import Parameter
from cyclopts.validators import Number

from gd_studio.commands.options import Aspect, Everything, Language, Quality, Sets, Theme, Words


def sweep(
    clip: Words,
    values: Annotated[str, Parameter(name="KEY=VALUES")],
    /,
    *,
    set_: Sets = None,
    quality: Quality = None,
    theme: Theme = None,
    aspect: Aspect = None,
    language: Language = None,
    jobs: str | None = None,
    quiet: bool = False,
) -> int:
    """Make a clip with several values of a parameter, side by side, and a table of what became of each.

    Everything goes into media/sweeps: the clips, the film in which they play in step, and the table as CSV.

    Example: gd sweep ball-on-parabola learning_rate=0.01,0.1,0.9,1.05

    Parameters
    ----------
    clip
        A clip or a lesson by name.
    values
        The parameter, and from 2 to 16 values of it.
    jobs
        How many processes draw; one for each core by default.
    quiet
        Print nothing but errors.
    """
    from gd_studio.commands.rendering import workers_of
    from gd_studio.commands.sweep import sweep as make
    from gd_studio.lecture.selection import Style, select

    style = Style(quality, theme, aspect, language=language)
    clips, assignments = select([clip], style, set_ or ())
    return make(clips, values, assignments, workers=workers_of(jobs), quiet=quiet)


def film(
    *words: Words,
    set_: Sets = None,
    quality: Quality = None,
    theme: Theme = None,
    aspect: Aspect = None,
    language: Language = None,
    card: Annotated[float, Parameter(validator=Number(gte=0.1, lte=60))] = 3.0,
    jobs: str | None = None,
    quiet: bool = False,
) -> int:
    """Make one film of the clips of a lecture, in order: title cards, chapter marks, and its captions as VTT.

    The film and its captions go into media/films, called after the lecture file.

    Example: gd film lectures/functions.toml --card 2

    Parameters
    ----------
    card
        How many seconds a title stands.
    jobs
        How many processes draw; one for each core by default.
    quiet
        Print nothing but errors.
    """
    from gd_studio.commands.film import film as make
    from gd_studio.commands.rendering import workers_of
    from gd_studio.lecture.selection import Style, select

    style = Style(quality, theme, aspect, language=language)
    clips, assignments = select(words, style, set_ or ())
    return make(clips, assignments, card=card, workers=workers_of(jobs), quiet=quiet)


def explore(
    *words: Words,
    set_: Sets = None,
    theme: Theme = None,
    language: Language = None,
    all_: Everything = False,
    quiet: bool = False,
) -> int:
    """Write a page in which a hand turns what a lesson shows: one HTML file that needs no network.

    It goes into media/clips, opens in any browser, and fits into slides or a learning platform as an iframe.

    Example: gd explore BallOnParabola --set "function=x**4 - 3x**2 + x"

    Parameters
    ----------
    quiet
        Print nothing but errors.
    """
    from gd_studio.commands.explore import explore as write
    from gd_studio.lecture.selection import Style, select

    clips, assignments = select(words, Style(theme=theme, language=language), set_ or (), every_lesson=all_)
    return write(clips, assignments, quiet=quiet)
