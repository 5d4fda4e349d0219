"""A draft of a film that is watched while it is still being drawn: from a time on, part by part."""

import asyncio
import io
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from gd_studio.engine.chunks import Chunks
from gd_studio.engine.encoder import PART_NAME
from gd_studio.errors import StudioError
from gd_studio.lecture.reading import Question, read
from gd_studio.mishaps import WORKSHOP, Mishap
from gd_studio.store.work import adopted, private_folder
from gd_studio.studio.darkroom import DIED, Darkroom
from gd_studio.studio.painting import STILL, recipe_of

_GIVEN_UP = "given-up"
_SECONDS_BETWEEN_LOOKS = 0.03


class _GivenUpError(Exception):
    """Nobody watches it any more."""


class _From(Chunks):
    """The chunks of a film from a frame on; what comes before is told, but not drawn."""

    def __init__(
        self, folder: Path, size: tuple[int, int], rate: int, first: int, go_on: Callable[[], None]
    ) -> None:
        super().__init__(folder, size, rate, lambda frames: go_on())
        self._begin, self._go_on = first, go_on

    def next(self, count: int) -> tuple[int, bool]:
        if self.frames < self._begin:
            self._go_on()
            return min(count, self._begin - self.frames), False
        if self.frames == self._begin:
            self.cut()
        return super().next(count)


def draw_draft(question: Question, folder: str, at: float) -> None:
    """Draw the film from a time on.

    Raises
    ------
    StudioError
        If the parameters are refused.
    """
    from gd_studio.engine.renderer import EngineRenderer
    from gd_studio.engine.stage import stage
    from gd_studio.lecture.staging import staged

    recipe = recipe_of(read(question))
    work = Path(folder)

    def go_on() -> None:
        if (work / _GIVEN_UP).exists():
            raise _GivenUpError

    with adopted(work):
        show = staged(replace(recipe, background="") if recipe.transparent else recipe)
        size, rate = STILL.size(question.clip.aspect), STILL.frame_rate
        chunks = _From(work, size, rate, frame_at(at), go_on)
        try:
            with stage(*size, rate, work / "manim"):
                show.lesson(show.parameters, show.look, renderer=EngineRenderer(chunks)).render()
        except _GivenUpError:
            chunks.encoder.abort()
            return
        except BaseException:
            chunks.encoder.abort()
            raise
        chunks.encoder.close()


def frame_at(at: float) -> int:
    """Return the frame that is seen at a time."""
    return int(at * STILL.frame_rate + 1e-6)


class Draft:
    """A film on its way, in a folder of its own inside the lecture's.

    Parameters
    ----------
    darkroom
        Whose process draws it.
    question
        Of which clip.
    at
        Where it begins, in seconds.
    """

    def __init__(self, darkroom: Darkroom, question: Question, at: float) -> None:
        self.question, self.at = question, frame_at(at) / STILL.frame_rate
        self._own = ExitStack()
        self._folder = self._own.enter_context(private_folder(question.clip.media / WORKSHOP))
        self._frames: dict[int, int] = {}
        self._drawing: Future[None] = darkroom.start("films", draw_draft, question, str(self._folder), at)

    @property
    def done(self) -> bool:
        """Tell whether nothing more comes."""
        return self._drawing.done()

    @property
    def end(self) -> float:
        """Return up to which time it was fetched."""
        return self.at + sum(self._frames.values()) / STILL.frame_rate

    @property
    def refused(self) -> str:
        """Return why it cannot be drawn; ``""`` while nothing is known of that."""
        if not self._drawing.done() or self._drawing.cancelled():
            return ""
        error = self._drawing.exception()
        if isinstance(error, BrokenProcessPool):
            return DIED
        if isinstance(error, StudioError):
            return error.message
        return f"{Mishap.of(Exception(error)).reason}." if error else ""

    async def part(self, number: int) -> bytes | None:
        """Return a part of it as a fragment of an MP4, as soon as it is there; None after the last one."""
        path = self._folder / PART_NAME.format(number)
        while not path.exists():
            if self.done and not path.exists():
                return None
            await asyncio.sleep(_SECONDS_BETWEEN_LOOKS)
        try:
            content, self._frames[number] = await asyncio.to_thread(_fragment, path)
        except OSError:  # given up meanwhile
            return None
        return content

    def give_up(self) -> None:
        """Draw no more of it, and remove what there is."""
        if self._folder.exists():
            (self._folder / _GIVEN_UP).touch()
        self._drawing.cancel()
        self._drawing.add_done_callback(lambda drawing: self._own.close())


def _fragment(part: Path) -> tuple[bytes, int]:
    """Return a film as one that a page can add to another, and how many frames it has."""
    import av

    told, frames = io.BytesIO(), 0
    options = {"movflags": "frag_keyframe+empty_moov+default_base_moof", "fflags": "+bitexact"}
    with av.open(str(part)) as film, av.open(told, "w", format="mp4", options=options) as fragment:
        source = film.streams.video[0]
        stream = fragment.add_stream_from_template(source)
        stream.time_base = source.time_base
        for packet in film.demux(source):
            if packet.size:
                packet.stream = stream
                fragment.mux(packet)
                frames += 1
    return told.getvalue(), frames
