"""Warm processes that read parameters and paint stills; one that dies is replaced."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, Literal, ParamSpec, TypeVar

from gd_studio.errors import RenderError
from gd_studio.farm.server import beginnings, warm_up
from gd_studio.farm.workers import begin
from gd_studio.lecture.reading import Answer, Question, read_here

Lane = Literal["stills", "reading", "films", "lint"]
Asked = ParamSpec("Asked")
Told = TypeVar("Told")

_PROCESSES: dict[Lane, int] = {"stills": 1, "reading": 1, "films": 2, "lint": 1}
DIED = "the process that worked on it died and was replaced; try again."


class Darkroom:
    """Processes with manim loaded: for stills, for what may take longer, for films, and for the lint."""

    def __init__(self) -> None:
        warm_up()
        self._context = beginnings()
        self._lifeline, self._held = self._context.Pipe(duplex=False)
        self._lanes: dict[Lane, ProcessPoolExecutor] = {}

    def _lane(self, lane: Lane) -> ProcessPoolExecutor:
        if lane not in self._lanes:
            self._lanes[lane] = ProcessPoolExecutor(
                _PROCESSES[lane], self._context, initializer=begin, initargs=(None, self._lifeline)
            )
        return self._lanes[lane]

    async def ask(
        self, lane: Lane, work: Callable[Asked, Told], *given: Asked.args, **named: Asked.kwargs
    ) -> Told:
        """Let a process do something, without waiting for it here.

        Raises
        ------
        RenderError
            If the process died.
        """
        try:
            return await asyncio.wrap_future(self.start(lane, work, *given, **named))
        except BrokenProcessPool as error:
            raise RenderError(DIED) from error

    def read(self, questions: Sequence[Question]) -> Sequence[Answer]:
        """Read the parameters of clips, and wait for that: for `plan_each`, in a thread of its own."""
        try:
            answers: Sequence[Answer] = self.start("reading", read_here, list(questions)).result()
        except BrokenProcessPool:
            return [Answer(refused=RenderError(DIED)) for _ in questions]
        return answers

    def start(self, lane: Lane, work: Callable[..., Any], *given: Any, **named: Any) -> "Future[Any]":
        """Let a process begin something."""
        try:
            return self._lane(lane).submit(work, *given, **named)
        except BrokenProcessPool:
            del self._lanes[lane]
            return self._lane(lane).submit(work, *given, **named)

    def close(self) -> None:
        """End all processes."""
        for lane in self._lanes.values():
            lane.shutdown(wait=False, cancel_futures=True)
        self._held.close()
        self._lifeline.close()
