"""The command `gd recipe`: what a clip remembers, as a lecture file that makes it again."""

from pathlib import Path

from gd_studio.lecture.memory import recipe_of
from gd_studio.lecture.remaking import is_clip_name, recipe_toml


def recipe(file: Path) -> None:
    """Print the recipe inside a file as TOML.

    Raises
    ------
    StudioError
        If there is none.
    """
    name = file.stem if is_clip_name(file.stem) else ""
    print(recipe_toml(recipe_of(file), name, file.name), end="")
