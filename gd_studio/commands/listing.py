"""The command `gd list`: the lessons, or one lesson with its parameters, defaults, units and bounds."""

from rich import box
from rich.console import Console
from rich.table import Table

from gd_studio.lecture.catalog import Catalog, load
from gd_studio.speaking import print_json


def list_lessons(as_json: bool) -> None:
    """Print every lesson with its one-line summary, found without importing any."""
    entries = Catalog().entries.values()
    if as_json:
        known = [
            {"lesson": entry.name, "clip": entry.clip_name, "summary": entry.summary} for entry in entries
        ]
        print_json({"lessons": known})
        return
    table = Table("lesson", "", box=box.SIMPLE_HEAD)
    for entry in entries:
        table.add_row(entry.name, entry.summary)
    console = Console()
    console.print(table)
    console.print("gd list LESSON shows a lesson's parameters.", highlight=False)


def list_parameters(name: str, as_json: bool) -> None:
    """Print a lesson's parameters.

    Raises
    ------
    StudioError
        If there is no such lesson.
    """
    from gd_studio.lecture.parameters import describe

    entry = Catalog().find(name)
    described = describe(load(entry).Params)
    if as_json:
        known = [
            {
                "name": item.name,
                "default": item.default,
                "kind": item.kind,
                "bounds": item.bounds,
                "unit": item.unit,
                "description": item.text,
            }
            for item in described
        ]
        print_json({"lesson": entry.name, "parameters": known})
        return
    table = Table("parameter", "default", "kind", "bounds", "unit", "", box=box.SIMPLE_HEAD)
    for item in described:
        table.add_row(item.name, item.default, item.kind, item.bounds, item.unit, item.text)
    console = Console()
    console.print(f"{entry.name}: {entry.summary}", highlight=False, markup=False)
    console.print(table)
