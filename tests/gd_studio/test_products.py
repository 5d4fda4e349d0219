"""A product is one file: lecture.toml, the command line, errors, completion and delivery know it by that."""

import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gd_studio.deliver import products as shelf
from gd_studio.deliver.product import Product
from gd_studio.deliver.registry import products
from gd_studio.errors import StudioError
from gd_studio.farm.alone import make
from gd_studio.farm.delivery import unchanged
from gd_studio.farm.job import Job
from gd_studio.lecture.catalog import Catalog
from gd_studio.lecture.clips import read_lecture
from gd_studio.lecture.plan import plan
from gd_studio.lecture.selection import Style
from gd_studio.store.drawing_code import ROOT

COUNT = '''\
"""A text that says how many frames a clip has."""

from pydantic import Field

from gd_studio.deliver.product import Options, Product


class CountOptions(Options):
    unit: str = Field("frames", description="what is counted")
    times: int = Field(1, ge=1, le=9)


class Count(Product):
    name = "count"
    summary = "how many frames"
    phases = ("counting",)
    Options = CountOptions

    def file_name(self, clip):
        return f"{clip}-count.txt"

    def make(self, clip, target, drawn, options, report):
        report.phase("counting", drawn.frames)
        target.write_text(f"{options.times * drawn.frames} {options.unit}")
        return drawn

    def verify(self, path, expected):
        if not path.read_text()[0].isdigit():
            raise ValueError(f"{path.name} counts nothing")
'''


@pytest.fixture
def count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Product]:
    """A new product, from one file on the shelf."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    (folder / "count.py").write_text(COUNT, encoding="utf-8")
    monkeypatch.setattr(shelf, "__path__", [*shelf.__path__, str(folder)])
    yield products()["count"]
    del sys.modules[f"{shelf.__name__}.count"], Product.known["count"]


def jobs(lecture: Path, formats: str) -> list[Job]:
    lecture.write_text(re.sub("formats = .*", f"formats = {formats}", lecture.read_text("utf-8")), "utf-8")
    return [
        Job(planned, lecture.parent / "media" / "clips") for planned in plan(read_lecture(lecture, Catalog()))
    ]


def test_product_of_one_file_is_delivered_as_the_lecture_asks(lecture: Path, count: Product) -> None:
    job = jobs(lecture, '["count:times=2:unit=pictures", "mp4"]')[0]
    result = make(job)
    assert result.status == "rendered", result.error
    clips = lecture.parent / "media" / "clips"
    assert result.files == {"count": clips / "near-count.txt", "mp4": clips / "near.mp4"}
    assert result.files["count"].read_text() == "32 pictures"
    kept = unchanged(job)
    assert kept is not None and kept.status == "unchanged"
    again = jobs(lecture, '["count"]')[0]
    assert unchanged(again) is None, "other options, another file"
    assert make(again).status == "delivered"
    assert (clips / "near-count.txt").read_text() == "16 frames"


def test_product_that_does_not_hold_what_it_should_is_refused(
    lecture: Path, count: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(count), "make", lambda self, clip, target, *_: target.write_text("none"))
    result = make(jobs(lecture, '["count"]')[0])
    assert "product-count.txt counts nothing" in result.error
    assert not (lecture.parent / "media" / "clips").exists()


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        (
            "cuont",
            'unknown format "cuont"; did you mean "count"? The formats are count, ',
        ),
        ("count:tmies=2", 'format "count": unknown key "tmies"; did you mean "times"?'),
        ("count:times=10", 'format "count": times = 10 must be at most 9.'),
        ("count:times=2.5", 'format "count": times = 2.5 must be a whole number.'),
        ("count:times", 'format "count": "times" must be written option=value.'),
        ("vtt:times=1", 'format "vtt" has no options.'),
        ("count,count:times=2", 'format "count" is asked for twice, with different options.'),
    ],
)
def test_command_line_knows_a_new_product(lecture: Path, count: Product, written: str, sentence: str) -> None:
    [near, _] = read_lecture(lecture, Catalog())
    with pytest.raises(StudioError, match=re.escape(f"--format: {sentence}")):
        Style(formats=written).apply(near)
    [form, mp4] = Style(formats="mp4,count:times=3").apply(near).formats
    assert (form.name, form.text, mp4.name) == ("count", '{"times":3,"unit":"frames"}', "mp4")


def test_help_completion_and_list_name_every_product(gd: Callable[..., "object"]) -> None:
    from gd_studio.commands.options import Formats

    [parameter] = Formats.__metadata__  # type: ignore[attr-defined]
    assert parameter.completer(None).keys() == products().keys()
    shown = gd("render", "--help").stdout  # type: ignore[attr-defined]
    assert ", ".join(products()) in " ".join(shown.replace("│", " ").split())
    listed = json.loads(gd("list", "--json").stdout)["formats"]  # type: ignore[attr-defined]
    assert [form["format"] for form in listed] == list(products())
    assert {option["name"] for form in listed for option in form["options"]} >= {"long_side", "crf"}


def test_no_other_file_lists_products_by_name() -> None:
    names = {name for name in products() if name != "mp4"}
    for path in (ROOT / "gd_studio").rglob("*.py"):
        if not {"deliver", "check"} & set(path.parts):  # `check` knows the kinds of files, whoever made them
            text = path.read_text(encoding="utf-8")
            assert len({name for name in names if f'"{name}"' in text}) <= 1, path


def test_file_made_with_other_options_is_not_called_an_earlier_version(lecture: Path) -> None:
    assert make(jobs(lecture, '["gif:long_side=80", "mp4"]')[0]).status == "rendered"
    assert make(jobs(lecture, '["mp4"]')[0]).remarks == ()
    lecture.write_text(lecture.read_text("utf-8").replace('"near"', '"near"\ndistance = 1.0'), "utf-8")
    assert make(jobs(lecture, '["mp4"]')[0]).remarks == (
        "near.gif beside it shows an earlier version; --format gif makes it again",
    )
