"""A draft looks like the final clip: every size has exactly the ratio of its aspect."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from manim.renderer.cairo_renderer import CairoRenderer

from gd_studio.engine.stage import stage
from gd_studio.lecture.quality import ASPECTS, QUALITIES, THUMBNAIL, find_quality
from scenes.base.look import Look
from scenes.gradient_field import GradientField
from tests.conftest import FrameList


@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize("name", [*QUALITIES, THUMBNAIL])
def test_every_size_is_even_and_has_exactly_its_ratio(name: str, aspect: str) -> None:
    width, height = find_quality(name, "").size(aspect)
    assert width % 2 == height % 2 == 0
    assert Fraction(width, height) == Fraction(*ASPECTS[aspect])


def test_pictures_of_all_sizes_have_the_same_layout(tmp_path: Path) -> None:
    layouts = []
    for quality in QUALITIES.values():
        with stage(*quality.size("16:9"), 1, tmp_path):
            renderer = CairoRenderer(file_writer_class=FrameList, skip_animations=True)
            scene = GradientField(GradientField.Params(steps=2), Look(), renderer)
            scene.set_stage()
            layouts.append(
                [part.points.copy() for mobject in scene.mobjects for part in mobject.get_family()]
            )
    for layout in layouts[1:]:
        assert len(layout) == len(layouts[0])
        assert all(np.array_equal(a, b) for a, b in zip(layout, layouts[0], strict=True))
