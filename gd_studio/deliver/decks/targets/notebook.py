"""A deck as a Jupyter notebook: every film is in it, and can be made again with other parameters."""

import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from gd_studio.deliver.decks.deck import Deck, Slide
from gd_studio.deliver.decks.target import Target
from gd_studio.deliver.decks.video_element import embedded
from gd_studio.deliver.product import Options

# https://nbformat.readthedocs.io/en/latest/format_description.html; the tag "parameters" is papermill's, the
# key "slideshow" that of nbconvert --to slides and of RISE.
_FORMAT = {"nbformat": 4, "nbformat_minor": 5}
_KERNEL = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}


class Notebook(Target):
    """One .ipynb: for each clip a cell with its parameters, for each slide one that shows it."""

    name = "notebook"
    summary = "a Jupyter notebook that holds its films"

    def output(self, deck: Deck, options: Options) -> str:
        """Return the name of the file."""
        return f"{deck.name}.ipynb"

    def opened(self, deck: Deck, options: Options) -> str:
        """Return the name of the file."""
        return self.output(deck, options)

    def write(self, deck: Deck, path: Path, options: Options) -> None:
        """Write the notebook."""
        cells = list(_cells(deck))
        for number, cell in enumerate(cells):
            cell["id"] = f"cell-{number}"
        document = {**_FORMAT, "metadata": {**_KERNEL, "title": deck.title}, "cells": cells}
        path.write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")

    def verify(self, deck: Deck, path: Path, options: Options) -> None:
        """Look for the film of every slide."""
        document = json.loads(path.read_text(encoding="utf-8"))
        shown = [
            output["data"]["text/html"] for cell in document["cells"] for output in cell.get("outputs", [])
        ]
        if [_film(slide) for slide in deck.slides] != shown:
            raise ValueError(f"{path.name} does not show all slides")


def _cells(deck: Deck) -> Iterator[dict[str, Any]]:
    yield _text(f"# {deck.title}", "slide")
    yield _code("from gd_studio import show", "skip")
    for clip, slides in groupby(deck.slides, key=lambda slide: slide.clip):
        name = clip.replace("-", "_")
        for number, slide in enumerate(slides):
            if number == 0:
                yield _code(_parameters(name, slide), "skip", tags=["parameters"])
            yield _text(f"## {slide.title}", "slide")
            if slide.shows_caption:
                yield _text(slide.caption, "-")
            beats = f"beats={slide.beat}, " if slide.beat else ""
            yield _code(f'show("{slide.lesson}", {beats}**{name})', "-", shown=_film(slide))
            yield _text("\n\n".join(slide.notes.splitlines()), "notes")


def _parameters(name: str, slide: Slide) -> str:
    lines = "".join(f"    {key}={value!r},\n" for key, value in slide.parameters.items())
    return f"{name} = dict(\n{lines})" if lines else f"{name} = dict()"


def _film(slide: Slide) -> str:
    return embedded(slide, "controls", "autoplay", 'style="max-width: 100%"')


def _text(source: str, kind: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {"slideshow": {"slide_type": kind}}, "source": source}


def _code(source: str, kind: str, *, tags: list[str] | None = None, shown: str = "") -> dict[str, Any]:
    metadata: dict[str, Any] = {"slideshow": {"slide_type": kind}}
    output = {"output_type": "display_data", "metadata": {}, "data": {"text/html": shown}}
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": metadata | ({"tags": tags} if tags else {}),
        "source": source,
        "outputs": [output] if shown else [],
    }
