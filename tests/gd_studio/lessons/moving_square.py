"""A lesson that is quick to draw: each move takes a second, the rest 0.6 s, at pace 1."""

from pathlib import Path
from typing import Annotated, Any, Literal

from manim import LEFT, RIGHT, Square
from pydantic import Field, ValidationInfo, model_validator

from scenes.base.lesson import Lesson
from scenes.base.look import ENGLISH, Look
from scenes.base.parameters import LessonParams

Share = Annotated[float, Field(ge=0, le=1)]


class MovingSquare(Lesson):
    """A square goes to the right."""

    class Params(LessonParams):
        """What a lecturer may change."""

        captions: bool = False
        distance: float = Field(
            2.0, gt=0, le=5, description="how far it goes", json_schema_extra={"unit": "units"}
        )
        moves: int = Field(1, ge=1, le=400, description="how often it goes")
        questions: int = Field(0, ge=0, le=9, description="how often it asks, and then goes back or on")
        stops: tuple[float, ...] = Field((1.0, 2.0), max_length=3, description="where it rests")
        window: tuple[Share, Share] = Field((0.0, 1.0), description="not seen; a list of two")
        offset: float | None = Field(None, description="how far up it is")
        rounded: bool | None = None
        colour: Literal["orange", "green"] = "orange"
        trouble: Literal["none", "parameters", "notes", "exception", "death"] = "none"
        data: str = Field("", description="a file whose text is part of the recipe")
        text: str = ""

        @model_validator(mode="wrap")
        @classmethod
        def _read(cls, written: Any, handler: Any, info: ValidationInfo) -> Any:
            read = handler(written)
            if read.trouble == "parameters":
                raise ZeroDivisionError("the square is\nround")
            if not read.data:
                return read
            folder: Path = (info.context or {})["folder"]
            return read.model_copy(update={"text": (folder / read.data).read_text(encoding="utf-8")})

        def input_files(self) -> tuple[str, ...]:
            """Return the file whose text was read."""
            return (self.data,) if self.data else ()

    given: Params

    @classmethod
    def notes(cls, params: Params, look: Look = ENGLISH) -> list[str]:
        """Say when it goes far."""
        if params.trouble == "notes":
            raise ZeroDivisionError("the square is\nround")
        return [f"goes as far as {params.distance:g}"] if params.distance > 4 else []

    def tell(self) -> None:
        """Move, and rest."""
        if self.given.trouble == "exception":
            raise ZeroDivisionError("the square is\nround")
        if self.given.trouble == "death":
            import os
            import signal

            os.kill(os.getpid(), signal.SIGKILL)
        colour = {"orange": "#E69F00", "green": "#2FBF8F"}[self.given.colour]
        square = Square(2.0, fill_opacity=1, stroke_width=0, color=colour).move_to(
            [-3.0, self.given.offset or 0.0, 0.0]
        )
        self.add(square)
        with self.beat("Goes."):
            for _ in range(self.given.moves):
                self.play(square.animate.shift(self.given.distance / self.given.moves * RIGHT), run_time=1.0)
            self.wait(0.2)
        for count in range(self.given.questions):
            self.ask("Where to?")
            way = self.given.distance * (RIGHT if count % 2 else LEFT)
            with self.beat("Goes back." if count % 2 == 0 else "Goes on."):
                self.play(square.animate.shift(way), run_time=1.0)
