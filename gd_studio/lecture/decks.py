"""What a lecture's deck is written as: ``"pptx"``, ``"html:one_file=true"``."""

from gd_studio.deliver.decks.registry import targets
from gd_studio.deliver.decks.target import Target
from gd_studio.deliver.product import Options
from gd_studio.errors import CommandError, way_out
from gd_studio.lecture.formats import read_options


def read_targets(written: str) -> list[tuple[Target, Options]]:
    """Return the targets that --to names, separated by commas, with their options.

    Raises
    ------
    StudioError
        If there is none, or one of them or of its options is unknown.
    """
    known, found = targets(), []
    for item in filter(None, map(str.strip, written.split(","))):
        name, *options = item.split(":")
        if name not in known:
            raise CommandError(f'--to: unknown kind of deck "{name}"; {way_out(name, known, "kinds")}')
        target = known[name]
        found.append((target, read_options(target.Options, options, f'--to: deck "{name}"')))
    if not found:
        raise CommandError(f"--to: name a kind of deck, such as {', '.join(known)}.")
    return found
