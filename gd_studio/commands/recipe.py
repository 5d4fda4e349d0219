"""The command `gd recipe`: what a clip remembers, as a lecture file that makes it again."""

from pathlib import Path

from gd_studio.lecture.memory import Composition, told_by
from gd_studio.lecture.remaking import composition_toml, is_clip_name, recipe_toml


def recipe(file: Path) -> None:
    """Print the recipe inside a file as TOML; of a film of several clips, with the command for it.

    Raises
    ------
    StudioError
        If there is none.
    """
    told = told_by(file)
    if isinstance(told, Composition):
        print(composition_toml(told, file.stem, file.name), end="")
        return
    print(recipe_toml(told, file.stem if is_clip_name(file.stem) else "", file.name), end="")
