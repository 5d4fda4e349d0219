"""Where no flashes are looked for, fewer pictures are taken, and the same ones are judged."""

import pytest
from manim import LEFT, RIGHT

from gd_studio.film_lint.lint import lint_lesson, watch
from scenes.base.lesson import Lesson
from scenes.base.look import Look
from scenes.base.words import Words


class Passing(Lesson):
    """Words pass over words, to and fro."""

    def tell(self) -> None:
        there, passing = Words(self.look, "there"), Words(self.look, "passing").shift(2 * LEFT)
        self.add(self.headline("Passing"), there, passing)
        with self.beat("They meet twice."):
            self.play(passing.animate.shift(4 * RIGHT), run_time=1.8)
            self.play(passing.animate.shift(4 * LEFT), run_time=1.4)


@pytest.mark.parametrize("rate", [5, 2])
def test_a_defect_is_found_at_the_same_times_with_flashes_and_without(rate: int) -> None:
    both, fewer = (
        lint_lesson(Passing, Passing.Params(), Look(), samples_per_second=rate, flashing=flashing)
        for flashing in (True, False)
    )
    assert both == fewer
    assert "words-overlap-words" in {finding.rule for finding in both}


def test_one_in_so_many_pictures_is_taken_and_none_for_a_stride_of_zero() -> None:
    taken = [watch(Passing, Passing.Params(), Look(), "16:9", stride=stride)[1] for stride in (1, 2, 5, 0)]
    moving = [sum(not picture.resting for picture in pictures) for pictures in taken]
    assert moving[0] >= 32 and moving[3] == 0
    assert moving[0] / 2 <= moving[1] < moving[0] / 2 + 4
    assert moving[0] / 5 <= moving[2] < moving[0] / 5 + 4
    lasting = [sum(picture.seconds for picture in pictures) for pictures in taken[:3]]
    assert lasting == pytest.approx([lasting[0]] * 3)
