"""Parameters that name questions: the sample or the lecturer's own file, and which of them are shown."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import Field, PrivateAttr, ValidationError, ValidationInfo, computed_field, model_validator

from scenes.base.glyphs import missing_glyphs
from scenes.base.look import Look
from scenes.base.parameters import LessonParams, as_it_was
from scenes.parts.quiz_cards.questions import SAMPLE, Question, QuestionError, read_questions

MOST_CARDS = 10
"""More cards would be a clip of more than five minutes."""
Card = Annotated[int, Field(ge=1, le=100)]


class QuestionParams(LessonParams):
    """What a lecturer may change in a lesson that asks."""

    questions: str = Field(
        "sample", max_length=1000, description="sample (ten questions), or a file such as my_questions.toml"
    )
    cards: Literal["all"] | tuple[Card, ...] = Field(
        (1, 2), description="which questions are shown, by their numbers and in this order, or all"
    )
    hold: float = Field(
        3.0, ge=0.0, le=60.0, description="time to predict before the answer", json_schema_extra={"unit": "s"}
    )

    _deck: tuple[Question, ...] = PrivateAttr()

    @model_validator(mode="after")
    def _read(self, info: ValidationInfo) -> Self:
        """Read the questions; whatever is wrong with them becomes a sentence about `questions` or `cards`."""
        folder = Path((info.context or {}).get("folder", Path()))
        if self.from_file and not Path(self.questions).suffix:
            raise self._refusal("questions", "must be sample, or a file such as my_questions.toml")
        try:
            every = read_questions(folder / self.questions if self.from_file else SAMPLE)
        except QuestionError as error:
            raise self._refusal("questions", str(error)) from error
        if not self.cards:
            raise self._refusal("cards", 'has no numbers; write [1, 2], or "all"')
        cards = tuple(range(1, len(every) + 1)) if self.cards == "all" else self.cards
        for card in cards:
            if card > len(every):
                count = "1 question" if len(every) == 1 else f"{len(every)} questions"
                raise self._refusal("cards", f"there is no question {card}; {self.questions} has {count}")
        if len(cards) > MOST_CARDS:
            raise self._refusal("cards", f"{len(cards)} cards are too many; a clip can show {MOST_CARDS}")
        self._deck = tuple(every[card - 1] for card in cards)
        lacking = missing_glyphs(" ".join(text for one in self._deck for text in one.texts), self.font)
        if lacking:
            said = 'say font = "…" with an installed font that has them'
            raise self._refusal("questions", f"the fonts lack {', '.join(lacking[:5])}; {said}")
        return self

    @classmethod
    def restored(cls, content: Mapping[str, Any]) -> Self:
        """Return the parameters with the questions that were told: no file is read."""
        made = super().restored(content)
        made._deck = tuple(
            Question(**{key: as_it_was(value) for key, value in one.items()}) for one in content["deck"]
        )
        return made

    @computed_field(description="the questions themselves")  # type: ignore[prop-decorator]
    @property
    def deck(self) -> tuple[Question, ...]:
        """The questions themselves, whatever file they came from."""
        return self._deck

    def asked(self, look: Look) -> tuple[Question, ...]:
        """Return the questions as the cards ask them: the sample speaks the clip's language."""
        return self._deck if self.from_file else tuple(one.in_language(look) for one in self._deck)

    @property
    def from_file(self) -> bool:
        """Whether the questions are the lecturer's."""
        return self.questions != "sample"

    def input_files(self) -> tuple[str, ...]:
        """Return the name of the lecturer's file."""
        return (*super().input_files(), *((self.questions,) if self.from_file else ()))

    def _refusal(self, field: str, sentence: str) -> ValidationError:
        error: Any = {
            "type": "value_error",
            "loc": (field,),
            "input": getattr(self, field),
            "ctx": {"error": ValueError(sentence)},
        }
        return ValidationError.from_exception_data(type(self).__name__, [error])


__all__ = ["MOST_CARDS", "QuestionParams"]
