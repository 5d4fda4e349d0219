"""Questions as a lecturer writes them in a TOML file, checked: whatever is wrong is said in one sentence."""

import difflib
import json
import math
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from scenes.base.look import Look
from scenes.parts.quiz_cards.gallery import PICTURES
from scenes.parts.quiz_cards.picture import Allowed

SAMPLE = Path(__file__).with_name("sample.toml")
TEXTS = {"question": 120, "answer": 36, "explanation": 80, "picture": 36}
"""What every question says, besides its choices, and in how many letters at most."""
CHOICES = (2, 4)
LONGEST_WORD = 22
"""Letters: a longer word does not fit into a line of a tall frame."""
MOST = 100
LONGEST_SHOWN = 40
FORM = '[[question]] with question = "…", choices = ["…", "…"], answer, explanation and picture'


class QuestionError(ValueError):
    """A file of questions that cannot be used, and why, in one sentence."""


@dataclass(frozen=True, slots=True)
class Question:
    """One card.

    Parameters
    ----------
    question, choices, answer, explanation
        What stands on it; the answer is one of the choices.
    picture
        A name of the gallery.
    numbers
        Name and value of each of the picture's numbers.
    """

    question: str
    choices: tuple[str, ...]
    answer: str
    explanation: str
    picture: str
    numbers: tuple[tuple[str, float], ...]

    @property
    def right(self) -> int:
        """The place of the answer among the choices."""
        return self.choices.index(self.answer)

    @property
    def texts(self) -> tuple[str, ...]:
        """All that is to be written."""
        return self.question, *self.choices, self.explanation

    def in_language(self, look: Look) -> "Question":
        """Return a question of the sample as a language asks it."""
        question, *choices, explanation = (look.numbers(look.translate(text)) for text in self.texts)
        answer = choices[self.right]
        return replace(
            self, question=question, choices=tuple(choices), answer=answer, explanation=explanation
        )


def read_questions(path: Path) -> tuple[Question, ...]:
    """Return the questions of a file; raise QuestionError."""
    try:
        data = tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        raise QuestionError("there is no such file") from None
    except OSError as error:
        raise QuestionError(f"the file cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise QuestionError("the file is not written in UTF-8; save it as UTF-8") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise QuestionError(f"this is not TOML: {error}; write {FORM}") from None
    return checked(data)


def checked(data: Mapping[str, Any]) -> tuple[Question, ...]:
    """Return the questions in what TOML has read; raise QuestionError."""
    tables = data.get("question")
    for key in data:
        if key != "question":
            raise QuestionError(f'unknown key "{key}" outside of the questions; write {FORM}')
    if not isinstance(tables, list) or not tables or not all(isinstance(one, dict) for one in tables):
        raise QuestionError(f"there are no questions; write {FORM}")
    if len(tables) > MOST:
        raise QuestionError(f"there are {len(tables)} questions; a file may have {MOST}")
    return tuple(_question(table, f"question {k}") for k, table in enumerate(tables, 1))


def _question(table: Mapping[str, Any], where: str) -> Question:
    """Return one question."""
    for key in ("question", "choices", "answer", "explanation", "picture"):
        if key not in table:
            raise QuestionError(
                f"{where}: {key} is missing; every question has {', '.join(TEXTS)} and choices"
            )
    question, answer, explanation, picture = (
        _text(table[key], f"{where}: {key}", most) for key, most in TEXTS.items()
    )
    choices = _choices(table["choices"], f"{where}: choices")
    if answer not in choices:
        raise QuestionError(
            f"{where}: answer = {_shown(answer)} must be one of its choices, {_listed(choices)}"
        )
    if picture not in PICTURES:
        near = f"; did you mean {_shown(close[0])}?" if (close := _alike(picture, PICTURES)) else ""
        raise QuestionError(
            f"{where}: picture = {_shown(picture)} must be one of {', '.join(PICTURES)}{near}"
        )
    numbers = PICTURES[picture].numbers
    for key in table:
        if key not in {*TEXTS, "choices", *numbers}:
            names = ", ".join(numbers)
            near = (
                f'did you mean "{close[0]}"?' if (close := _alike(key, [*TEXTS, "choices", *numbers])) else ""
            )
            way_out = near or f'the numbers of picture = "{picture}" are {names}'
            raise QuestionError(f'{where}: unknown key "{key}"; {way_out}')
    given = tuple(
        (name, _number(table.get(name, allowed.default), f"{where}: {name}", allowed))
        for name, allowed in numbers.items()
    )
    return Question(question, choices, answer, explanation, picture, given)


def _choices(value: Any, where: str) -> tuple[str, ...]:
    """Return the choices, each once."""
    low, high = CHOICES
    if not isinstance(value, list):
        raise QuestionError(f'{where} = {_shown(value)} must be a list in brackets: ["…", "…"]')
    if not low <= len(value) <= high:
        raise QuestionError(f"{where} has {len(value)} entries; a card takes {low} to {high}")
    choices = tuple(_text(one, f"{where}[{k}]", TEXTS["answer"]) for k, one in enumerate(value))
    twice = [one for k, one in enumerate(choices) if one in choices[:k]]
    if twice:
        raise QuestionError(f"{where} has {_shown(twice[0])} twice; each choice may stand there once")
    return choices


def _text(value: Any, where: str, most: int) -> str:
    """Return a text with single blanks, which is not too long for its place on the card."""
    if not isinstance(value, str):
        raise QuestionError(f'{where} = {_shown(value)} must be text in quotes, "{_bare(value)}"')
    text = " ".join(value.split())
    length = sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
    if not text:
        raise QuestionError(f"{where} is empty; write what is to stand on the card")
    if length > most:
        raise QuestionError(
            f"{where} = {_shown(text)} has {length} letters; shorten it, the card has room for {most}"
        )
    longest = max(text.split(), key=len)
    if len(longest) > LONGEST_WORD:
        raise QuestionError(
            f"{where}: the word {_shown(longest)} has {len(longest)} letters, and a line has room for "
            f"{LONGEST_WORD}; put blanks into it"
        )
    return text


def _number(value: Any, where: str, allowed: Allowed) -> float:
    """Return one of the picture's numbers."""
    kind = "a whole number" if allowed.whole else "a number"
    bounds = f"from {allowed.low:g} to {allowed.high:g}"
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise QuestionError(f"{where} = {_shown(value)} must be {kind} {bounds}")
    fits = allowed.low <= value <= allowed.high and math.isfinite(value)
    if not fits or (allowed.whole and value != int(value)):
        raise QuestionError(f"{where} = {value:g} must be {kind} {bounds}")
    return float(value)


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= LONGEST_SHOWN else f'{text[:LONGEST_SHOWN]}…"'


def _bare(value: Any) -> str:
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else "…"


def _listed(texts: Iterable[str]) -> str:
    return ", ".join(map(_shown, texts))


def _alike(name: str, allowed: Iterable[str]) -> list[str]:
    return difflib.get_close_matches(name, list(allowed), 1)


__all__ = ["SAMPLE", "Question", "QuestionError", "checked", "read_questions"]
