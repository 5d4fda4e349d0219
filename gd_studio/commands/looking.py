"""The commands that look at clips, and deliver nothing: `gd preview`, `beats`, `plan`, `watch`, `lint`."""

from gd_studio.commands.options import Aspect, Everything, Language, Quality, Sets, Theme, Words


def preview(
    *words: Words,
    at: float | None = None,
    sheet: bool = False,
    set_: Sets = None,
    quality: Quality = None,
    theme: Theme = None,
    aspect: Aspect = None,
    language: Language = None,
    all_: Everything = False,
    quiet: bool = False,
) -> int:
    """Draw a still of the end of a clip, or a contact sheet, in seconds.

    Example: gd preview ball-on-parabola --at 12.5

    Parameters
    ----------
    at
        Show this time instead of the end, in seconds.
    sheet
        Show up to 16 pictures of the whole clip.
    quiet
        Do not print the paths.
    """
    from gd_studio.commands.preview import preview as draw
    from gd_studio.lecture.selection import Style, select

    clips, assignments = select(
        words, Style(quality, theme, aspect, language=language), set_ or (), every_lesson=all_
    )
    return draw(clips, assignments, at=at, sheet=sheet, quiet=quiet)


def beats(
    *words: Words, set_: Sets = None, quality: Quality = None, all_: Everything = False, json: bool = False
) -> int:
    """List the beats of clips: number, time, kind, caption.

    Example: gd beats ball-on-parabola

    Parameters
    ----------
    json
        Print one JSON object.
    """
    from gd_studio.commands.beats import list_beats
    from gd_studio.lecture.selection import Style, select

    clips, assignments = select(words, Style(quality), set_ or (), every_lesson=all_)
    return list_beats(clips, assignments, as_json=json)


def plan(
    *words: Words,
    workers: str = "1,2,4,8,16,64",
    cores: int | None = None,
    local: bool = False,
    warm: bool = False,
    force: bool = False,
    set_: Sets = None,
    quality: Quality = None,
    theme: Theme = None,
    aspect: Aspect = None,
    language: Language = None,
    all_: Everything = False,
    json: bool = False,
) -> int:
    """Say how long workers would take to draw clips (render --cluster), and which clip holds them up.

    It stands on what clips have cost that were drawn here; nothing is drawn.

    Example: gd plan --workers 1,8,64

    Parameters
    ----------
    workers
        How many draw, each on a core of its own; several numbers separated by commas are compared.
    cores
        Of this machine, which joins and checks every clip; all by default.
    local
        The workers are on this machine as well, and share its cores: render --cluster local:4.
    warm
        The workers have drawn before: none of them has to load manim.
    force
        As if nothing were stored.
    json
        Print one JSON object, and nothing else.
    """
    from gd_studio.commands.planning import tell_plan
    from gd_studio.lecture.selection import Style, select

    style = Style(quality, theme, aspect, language=language)
    clips, assignments = select(words, style, set_ or (), every_lesson=all_)
    return tell_plan(
        clips,
        assignments,
        workers=workers,
        cores=cores,
        local=local,
        warm=warm,
        force=force,
        as_json=json,
    )


def watch(*words: Words) -> None:
    """Render drafts of changed clips whenever lecture.toml, a CSV file or a scene is saved.

    Example: gd watch ball-on-parabola
    """
    from gd_studio.commands.watch import watch as run

    run(words)


def lint(
    *words: Words,
    set_: Sets = None,
    theme: Theme = None,
    aspect: Aspect = None,
    language: Language = None,
    all_aspects: bool = False,
    all_: Everything = False,
) -> int:
    """Check the pictures of clips: overlaps, margins, sizes, contrast, reading time.

    Example: gd lint ball-on-parabola --all-aspects

    Parameters
    ----------
    all_aspects
        In every aspect ratio and both themes.
    """
    from gd_studio.commands.lint import in_all_aspects, inspect
    from gd_studio.lecture.selection import Style, select

    clips, assignments = select(
        words, Style(theme=theme, aspect=aspect, language=language), set_ or (), every_lesson=all_
    )
    return inspect(in_all_aspects(clips) if all_aspects else clips, assignments)
