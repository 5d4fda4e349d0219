"""The sentences of all lessons as a message extractor finds them: literals in calls of `say` and its like.

The questions that come with the project are sentences as well.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scenes.parts.quiz_cards.questions import SAMPLE, read_questions

ROOT = Path(__file__).parents[2]
SPEAKING = (ROOT / "gd_math", ROOT / "scenes", ROOT / "gd_studio" / "deliver" / "explorables")
"""Where sentences are said."""
KEYWORDS = {
    "say": slice(0, 1),
    "say_count": slice(1, 3),
    "remark": slice(0, 1),
    "remark_count": slice(1, 3),
}
"""Where the sentences stand among the arguments: xgettext's ``--keyword=say --keyword=say_count:2,3``."""
_WORD = re.compile(r"[^\W\d_]{2,}")
HANDED_ON = {"scenes/base/look.py", "scenes/base/lesson.py"}
"""Here `say` is defined; its sentences are its callers'."""


@dataclass(frozen=True)
class Message:
    """A sentence, or its forms for one and for many, and where it stands.

    `texts` is empty where a call does not have them as literals.
    """

    place: str
    texts: tuple[str, ...]


def messages() -> Iterator[Message]:
    """Yield the messages of all scripts, in the order of files and lines."""
    for path in (path for folder in SPEAKING for path in sorted(folder.rglob("*.py"))):
        name = path.relative_to(ROOT).as_posix()
        if name in HANDED_ON:
            continue
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and _called(call) in KEYWORDS:
                yield Message(f"{name}:{call.lineno}", _literals(call.args[KEYWORDS[_called(call)]]))
    yield from (Message(SAMPLE.name, (text,)) for text in asked())


def asked() -> list[str]:
    """Return what the sample's questions say, each text once: none that are numbers alone."""
    texts = [text for question in read_questions(SAMPLE) for text in question.texts]
    return [text for text in dict.fromkeys(texts) if _WORD.search(text)]


def _called(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _literals(arguments: list[ast.expr]) -> tuple[str, ...]:
    texts = [one.value for one in arguments if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return tuple(texts) if len(texts) == len(arguments) else ()
