"""The base of every lesson: parameters, what follows from them, beats, a clock that whole frames fill."""

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Literal

from manim import Camera, ManimColor, Scene, ValueTracker, Wait, linear
from manim.renderer.cairo_renderer import CairoRenderer

from scenes.base.appearing import Appear
from scenes.base.layout import Layout
from scenes.base.look import ENGLISH, Look
from scenes.base.parameters import LessonParams
from scenes.base.stock import stock_settings
from scenes.base.theme import TIMING, TYPE, Theme
from scenes.base.words import Words

_HAIR = 1e-6
"""Keeps manim's frame counts (a ceil for animations, a floor for waits) on the whole number that is meant."""


MOST_KEPT = 8
"""How many parameters are remembered with what was computed for them."""


@dataclass(frozen=True, slots=True)
class Beat:
    """One step of the telling.

    Parameters
    ----------
    number
        Counted from 1.
    caption
        The sentence in the footer.
    start, end
        Seconds from the clip's beginning; each beat starts where the one before ends.
    kind
        Whether it tells, or asks: after a question the audience predicts.
    pause
        Seconds at its end that are there for predicting.
    """

    number: int
    caption: str
    start: float
    end: float
    kind: Literal["tell", "ask"] = "tell"
    pause: float = 0.0


def reading_time(sentence: str) -> float:
    """Return the seconds a caption needs: one, and 0.35 for each word."""
    return TIMING.caption_lead + TIMING.per_word * len(sentence.split())


class Lesson(Scene):
    """A scene with typed parameters that tells its story in beats.

    A lesson computes its run first, sets its stage, and then only reads: nothing on screen depends on a clock
    of its own, on chance or on the frames before. Subclasses write `compute`, the mathematics; `notes` and
    `tell` read what it returns. Whatever moves or rests does so inside a beat: beats tile the clip.

    Parameters
    ----------
    params
        Validated parameters; from lecture.toml, or the defaults, when the stock `manim` command renders.
    look
        Theme and language.
    renderer
        The stock renderer by default.
    """

    Params: ClassVar[type[LessonParams]] = LessonParams
    _computed: ClassVar[dict[tuple[Any, str], Any]] = {}

    found: Any
    """What `compute` returned."""

    def __init__(
        self,
        params: LessonParams | None = None,
        look: Look | None = None,
        renderer: CairoRenderer | None = None,
        **kwargs: Any,
    ) -> None:
        if params is None:
            params, stock_look = stock_settings(type(self).__name__, self.Params)
            look = look or stock_look
        self.given = params
        self.found = type(self).computed(params)
        self.look = replace(look or Look(), font=params.font)
        self.layout = Layout.of_frame()
        self.beats: list[Beat] = []
        self.headlines: list[str] = []
        self._headline: Words | None = None
        self.ticks = 0
        self._in_beat = False
        self._caption: Words | None = None
        super().__init__(renderer=renderer, **kwargs)

    @classmethod
    def compute(cls, params: Any) -> Any:
        """Return all that the mathematics finds for `params`: runs, accounts, views. No picture, no words."""
        return None

    @classmethod
    def computed(cls, params: LessonParams) -> Any:
        """Return what `compute` finds; asked again for equal parameters, it is not computed again."""
        known, key = Lesson._computed, (getattr(cls.compute, "__func__", None), params.model_dump_json())
        if key not in known:
            found = cls.compute(params)
            if len(known) == MOST_KEPT:
                del known[next(iter(known))]
            known[key] = found
        return known[key]

    @classmethod
    def notes(cls, params: Any, look: Look = ENGLISH) -> list[str]:
        """Return what the mathematics has to say about `params`: divergence, for instance. No error."""
        return []

    @classmethod
    def summary(cls, params: Any, look: Look = ENGLISH) -> list[str]:
        """Return what happens, in sentences with its numbers, for those who cannot see it.

        Where a lesson says nothing here, its last captions do.
        """
        return []

    @classmethod
    def formulas(cls, params: Any) -> list[str]:
        """Return what a lecturer may write beside the clip, as plain text: ``x ← x − α · f′(x)``."""
        return []

    @property
    def colours(self) -> Theme:
        """Return the theme's colours by meaning."""
        return self.look.colours

    @property
    def seconds(self) -> float:
        """Return the time told so far."""
        return self.ticks * TIMING.tick

    def construct(self) -> None:
        """Tell the lesson; called by manim."""
        assert isinstance(self.camera, Camera)
        self.camera.background_color = ManimColor(self.colours.background)
        if self.look.transparent:
            self.camera.background_color, self.camera.background_opacity = ManimColor("#000000"), 0.0
        self.tell()

    def tell(self) -> None:
        """Set the stage and play the beats."""
        raise NotImplementedError

    def say(self, sentence: str, **values: object) -> str:
        """Return `sentence` in the clip's language, with `values` put in its ``{places}``."""
        return self.look.say(sentence, **values)

    def say_count(self, count: int, one: str, many: str, **values: object) -> str:
        """Return the sentence for `count` things, ``{count}`` in it, in the clip's language."""
        return self.look.say_count(count, one, many, **values)

    def headline(self, sentence: str) -> Words:
        """Return the header: one short line at the top left."""
        self.headlines.append(sentence)
        box = self.layout.header
        size = TYPE.header
        words = Words(self.look, sentence, size=size)
        if words.width > box.width:
            size = max(TYPE.label, 0.99 * size * box.width / words.width)
            words = Words(self.look, sentence, size=size, width=box.width)
        words.shift((box.left - float(words.get_left()[0]), box.top - float(words.get_top()[1]), 0.0))
        self._headline = words
        return words

    def answer_with(self, sentence: str) -> list[Appear]:
        """Take the headline's question away and return what brings its answer in; ``""`` leaves it there."""
        if not sentence:
            return []
        if self._headline is not None:
            self.remove(self._headline)
        return [Appear(self.headline(sentence))]

    @contextmanager
    def beat(
        self,
        caption: str,
        *,
        kind: Literal["tell", "ask"] = "tell",
        opening: Callable[[], None] | None = None,
    ) -> Iterator[None]:
        """Show `caption`, run the body, and rest until the sentence can have been read.

        Parameters
        ----------
        caption
            A translated sentence.
        kind
            A question ("ask") stands for the lesson's `hold` longer, so that the audience can predict.
        opening
            Changes the scene: plays before the caption stands, and after the one before it has gone.
        """
        if self._in_beat:
            raise RuntimeError(f"a beat begins inside another one: {caption!r}")
        begin, hold = self.ticks, self.given.hold if kind == "ask" else 0.0
        self._in_beat = True
        self.begin_beat(caption)
        if opening is not None:
            self._drop_caption()
            opening()
        start = self.ticks
        self._replace_caption(caption)
        yield
        spent = (self.ticks - start) * TIMING.tick * self.given.pace
        self.rest(max(reading_time(caption) - spent, TIMING.rest) + hold * self.given.pace)
        self._in_beat = False
        number = len(self.beats) + 1
        self.end_beat(Beat(number, caption, begin * TIMING.tick, self.seconds, kind, hold))

    def ask(self, question: str) -> None:
        """Let the audience predict, while nothing moves."""
        with self.beat(question, kind="ask"):
            pass

    def begin_beat(self, caption: str) -> None:
        """Tell a renderer that listens that a beat begins with the next frame."""
        listen = getattr(self.renderer, "begin_beat", None)
        if listen is not None:
            listen(caption)

    def end_beat(self, beat: Beat) -> None:
        """Take note of a beat that has just been told."""
        self.beats.append(beat)

    def _replace_caption(self, sentence: str) -> None:
        if not self.given.captions:
            return
        self._drop_caption()
        box = self.layout.footer
        words = Words(self.look, sentence, size=TYPE.spoken)
        if words.width > box.width:
            words = Words(self.look, sentence, size=TYPE.caption, width=box.width, align="center")
        words.move_to(box.centre)
        self._caption = words
        self.play(Appear(words), run_time=TIMING.quick)

    def _drop_caption(self) -> None:
        """Take the caption off the screen."""
        if self._caption is not None:
            self.remove(self._caption)
            self._caption = None

    def play(self, *moves: Any, run_time: float = TIMING.move, **kwargs: Any) -> None:
        """Play animations for `run_time` seconds at pace 1, rounded to whole ticks."""
        if not moves:
            return
        self._in_time()
        ticks = max(1, round(run_time / self.given.pace / TIMING.tick))
        super().play(*moves, run_time=ticks * TIMING.tick - _HAIR, **kwargs)
        self.ticks += ticks

    def advance(self, clock: ValueTracker, to: float, seconds: float, *others: Any) -> None:
        """Take `clock` evenly to a time, other animations beside it."""
        move: Any = clock.animate
        self.play(move(rate_func=linear).set_value(to), *others, run_time=seconds)

    def wait(self, duration: float = TIMING.rest, *_: Any, **__: Any) -> None:
        """Rest for at least `duration` seconds at pace 1, in whole ticks."""
        self._in_time()
        ticks = max(1, math.ceil(duration / self.given.pace / TIMING.tick - 1e-6))
        super().play(Wait(run_time=ticks * TIMING.tick + _HAIR, frozen_frame=True))
        self.ticks += ticks

    def rest(self, duration: float) -> None:
        """Let a beat's last seconds pass; what lives may go on living meanwhile."""
        self.wait(duration)

    def _in_time(self) -> None:
        if not self._in_beat:
            raise RuntimeError("what moves or rests belongs inside a beat: with self.beat(...)")


__all__ = ["Beat", "Lesson", "LessonParams", "reading_time"]
