"""A beat, its caption, and the change of scene that opens it."""

from typing import ClassVar

from scenes.base.lesson import Lesson
from scenes.base.words import Words


class TwoBeats(Lesson):
    """A beat, and one that opens with a change of scene."""

    captions: ClassVar[list[list[str]]]

    def tell(self) -> None:
        TwoBeats.captions = []
        with self.beat("One."):
            self.note()
        with self.beat("Two.", opening=self.change):
            self.note()

    def change(self) -> None:
        self.note()
        self.wait(1.0)

    def note(self) -> None:
        self.captions.append([mobject.text for mobject in self.mobjects if isinstance(mobject, Words)])


def test_no_caption_stands_over_the_change_of_scene_that_comes_before_the_next(told) -> None:
    told(TwoBeats)
    assert TwoBeats.captions == [["One."], [], ["Two."]]


def test_captions_can_be_read_from_the_back_row_and_long_ones_break_into_smaller_lines(told) -> None:
    heights = []

    class Spoken(TwoBeats):
        """One short caption and one long one."""

        def tell(self) -> None:
            for caption in ("The ball takes the step.", " ".join(["many words"] * 12) + "."):
                with self.beat(caption):
                    heights.append(self.mobjects[-1].cap_height / self.layout.height)
                    assert self.mobjects[-1].width <= self.layout.footer.width

    told(Spoken)
    assert heights[0] >= 0.032 and 0.026 <= heights[1] < heights[0]
