"""The time of a clip: its beats as chapters, and a slider to go through it."""

from collections.abc import Callable
from typing import Any

from nicegui import ui

from gd_studio.studio.appearance import clock
from gd_studio.studio.painting import Told

STEP = 0.2


class Timeline:
    """Chapters and a slider; `moved` is called with each new time.

    Parameters
    ----------
    moved
        Called after each move.
    """

    def __init__(self, moved: Callable[[], None]) -> None:
        self.at = 0.0
        self.told = Told()
        self._moved = moved
        self._showing = False
        self._drawn = ""
        self._chapters = ui.element("nav").classes("gd-chapters").props('aria-label="beats"')
        with ui.row().classes("w-full items-center no-wrap gap-4"):
            self.lead = ui.element("div")
            """Room before the slider."""
            self._slider = ui.slider(min=0, max=1, step=STEP, value=0, on_change=self._slide).props(
                'aria-label="time in the clip"'
            )
            self._slider.classes("grow").mark("time")
            self._clock = ui.label().classes("gd-muted gd-small whitespace-nowrap")
        self._caption = ui.label().classes("gd-caption")

    def show(self, told: Told, keep_beat: bool = False) -> None:
        """Show how the clip goes; the time stays, or the beat and the share of it."""
        first = not self.told.chapters
        at = same_moment(self.at, self.told, told) if keep_beat else self.at
        self.told = told
        self._slider.props(f"max={told.seconds}")
        self._slider._props["max"] = told.seconds
        self._chapters.clear()
        with self._chapters:
            for chapter in told.chapters:
                segment = ui.element("button").on("click", lambda end=chapter.end: self.go(end - STEP))
                segment.props(f'aria-label="beat {chapter.number}"').mark(f"beat-{chapter.number}")
                segment.classes("asks" if chapter.asks else "").style(
                    f"flex-grow: {chapter.end - chapter.start:.2f}"
                )
                with segment:
                    ui.tooltip(f"{chapter.number}. {chapter.caption}")
        if first and told.chapters:
            self.go(told.chapters[len(told.chapters) // 2].end - STEP)
        else:
            self.go(min(at, max(told.seconds - STEP, 0.0)), always=False)

    def go(self, at: float, always: bool = True) -> None:
        """Go to a time."""
        moved = abs(at - self.at) > STEP / 2
        self.follow(at)
        if moved or always:
            self._moved()

    def follow(self, at: float) -> None:
        """Show a time to which something else has gone."""
        self.at = at
        self._showing = True
        self._slider.value = round(at, 1)
        self._showing = False
        self._tell()

    def drawn(self, end: float | None) -> None:
        """Show up to which time a film is drawn; None if none is being drawn."""
        self._drawn = "" if end is None else f", drawn up to {clock(end)}"
        self._tell()

    def doubt(self) -> None:
        """Take back the caption: what is said at this time may be something else now."""
        self._caption.text = ""

    def _slide(self, event: Any) -> None:
        if not self._showing and event.value is not None:
            self.at = float(event.value)
            self._tell()
            self._moved()

    def _tell(self) -> None:
        """Say where this is."""
        self._clock.text = f"{clock(self.at)} / {clock(self.told.seconds)}{self._drawn}"
        segments = list(self._chapters)
        for chapter, segment in zip(self.told.chapters, segments, strict=False):
            here = chapter.start <= self.at < chapter.end
            segment.classes("here") if here else segment.classes(remove="here")
            if here:
                self._caption.text = chapter.caption


def same_moment(at: float, here: Told, there: Told) -> float:
    """Return the time of another telling at the same beat, and at the same share of it.

    Parameters
    ----------
    at
        Seconds.
    here, there
        The telling that is there, and the other one; where that has no such beat, its end is meant.
    """
    if not there.chapters:
        return at
    beats = {chapter.number: chapter for chapter in there.chapters}
    for chapter in here.chapters:
        if chapter.start <= at < chapter.end:
            if (beat := beats.get(chapter.number)) is None:
                return there.seconds
            return beat.start + (at - chapter.start) / (chapter.end - chapter.start) * (beat.end - beat.start)
    return there.seconds if here.chapters else at
