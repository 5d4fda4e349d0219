"""The command `gd list`: the lessons, or one lesson with its parameters, defaults, units and bounds."""

from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Console
from rich.table import Table

from gd_studio.deliver.registry import products
from gd_studio.lecture.catalog import Catalog
from gd_studio.speaking import print_json

if TYPE_CHECKING:
    from gd_studio.lecture.parameters import Description


def list_lessons(as_json: bool) -> None:
    """Print every lesson with its one-line summary, found without importing any, and every format."""
    entries = Catalog().entries.values()
    if as_json:
        known = [
            {"lesson": entry.name, "clip": entry.clip_name, "summary": entry.summary} for entry in entries
        ]
        print_json({"lessons": known, "formats": _formats()})
        return
    table = Table("lesson", "", box=box.SIMPLE_HEAD)
    for entry in entries:
        table.add_row(entry.name, entry.summary)
    console = Console()
    console.print(table)
    formats = Table("format", "", "options", box=box.SIMPLE_HEAD)
    for form in _formats():
        options = (f"{item['name']}={item['default']} ({item['bounds']})" for item in form["options"])
        formats.add_row(form["format"], form["summary"], "\n".join(options))
    console.print(formats)
    console.print("gd list LESSON shows a lesson's parameters.", highlight=False)


def _formats() -> list[dict[str, Any]]:
    """Return every format with its options."""
    from gd_studio.lecture.parameters import describe

    return [
        {
            "format": name,
            "summary": product.summary,
            "options": [_told(option) for option in describe(product.Options)],
        }
        for name, product in products().items()
    ]


def _told(item: "Description") -> dict[str, str]:
    return {
        "name": item.name,
        "default": item.default,
        "kind": item.kind,
        "bounds": item.bounds,
        "unit": item.unit,
        "description": item.text,
    }


def list_parameters(name: str, as_json: bool) -> None:
    """Print a lesson's parameters.

    Raises
    ------
    StudioError
        If there is no such lesson.
    """
    from gd_studio.lecture.parameters import describe

    entry = Catalog().find(name)
    described = describe(entry.load().Params)
    if as_json:
        print_json({"lesson": entry.name, "parameters": [_told(item) for item in described]})
        return
    table = Table("parameter", "default", "kind", "bounds", "unit", "", box=box.SIMPLE_HEAD)
    for item in described:
        table.add_row(item.name, item.default, item.kind, item.bounds, item.unit, item.text)
    console = Console()
    console.print(f"{entry.name}: {entry.summary}", highlight=False, markup=False)
    console.print(table)
