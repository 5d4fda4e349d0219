"""Outlines are read to the last bit as manim reads them, and what is not read is left to manim."""

import re

import numpy as np
import pytest
import typst
from manim.mobject.svg.svg_mobject import VMobjectFromSVGPath
from svgelements import Path

from scenes.base.glyphs import font_rule
from scenes.base.path_data import path_points

WORDS = "The quick brown fox jumps over the lazy dog: 0123456789 äöüßÄÖÜ éàç №½ (α − β) × 2 ≤ €7, »ñ«!"
FORMULA = '$ sqrt(x^2/3) + sum_(k=1)^n integral e^(-x) cases(1 &quad x > 0, 0 &quad x <= 0) nabla f "ReLU" $'


def outlines() -> set[str]:
    sources = (f'{font_rule()}\n#"{WORDS}"', f"*bold* _leaning_ `code`\n{FORMULA}")
    svgs = (typst.compile(f"#set page(fill: none)\n{source}".encode(), format="svg") for source in sources)
    return {data for svg in svgs for data in re.findall(r'<path [^>]*?\bd="([^"]*)"', svg.decode())}


def test_what_typst_writes_is_read_as_manim_reads_it() -> None:
    assert len(outlines()) > 80
    for data in outlines():
        points = path_points(data)
        assert points is not None, data
        assert np.array_equal(points, VMobjectFromSVGPath(Path(data)).points), data


@pytest.mark.parametrize(
    "data",
    [
        "M 0 0A 1 1 0 0 0 2 2",
        "M 0 0t 1 1",
        "M 0 0 1 1",
        "M 0 0C 1 1 2 2 3 3",
        "M 0 0l 1,1",
        "M 0",
        "1 2",
    ],
)
def test_anything_else_is_left_to_manim(data: str) -> None:
    assert path_points(data) is None
