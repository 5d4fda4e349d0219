"""What is handed out beside a clip: the words of its speaker notes, in its language, from what was told."""

from typing import Any

from gd_math.accounts.account import Account
from gd_math.runs.trajectory import Trajectory
from scenes.base.lesson import Lesson
from scenes.base.parameters import LessonParams

STEPS, RATE = "steps", "learning_rate"


def handout_of(lesson: Lesson) -> dict[str, Any]:
    """Return the words of a lesson that has been told, as JSON values.

    They are the ``headlines`` in their order, the sentences of the ``summary``, the ``formulas``, the
    ``notes`` of the mathematics, the lesson's own ``parameters`` as ``[name, value]``, a ``question`` to ask,
    the ``outcome`` of a single run, how many ``beats`` there are, and the ``titles`` of the notes' sections.
    """
    kind, params, look = type(lesson), lesson.given, lesson.look
    return {
        "language": look.language,
        "headlines": [" ".join(line.split()) for line in lesson.headlines],
        "summary": kind.summary(params, look),
        "formulas": kind.formulas(params),
        "notes": kind.notes(params, look),
        "parameters": own_parameters(params),
        "question": question_of(lesson),
        "outcome": outcome_of(lesson.found),
        "beats": len(lesson.beats),
        "titles": {
            "summary": look.say("In short"),
            "formulas": look.say("Formulas"),
            "parameters": look.say("Numbers"),
            "told": look.say("Beat by beat"),
            "question": look.say("To ask"),
        },
    }


def own_parameters(params: LessonParams) -> list[tuple[str, Any]]:
    """Return what a lecturer may change in this lesson and not in all, where it has a value."""
    fields = [name for name in type(params).model_fields if name not in LessonParams.model_fields]
    told = params.model_dump(mode="json", include=set(fields))
    return [(name, told[name]) for name in fields if told[name] not in (None, "")]


def outcome_of(found: Any) -> dict[str, Any]:
    """Return the steps of a lesson's run, its first and last loss, and how it ended; {} of several runs."""
    told = found if isinstance(found, Account) else getattr(found, "account", None)
    run = told.run if isinstance(told, Account) else getattr(found, "run", None)
    if not isinstance(run, Trajectory) or run.batch_shape:
        return {}
    losses = {"first_loss": float(run.values[0]), "final_loss": float(run.values[-1])}
    end = {"end": str(told.end)} if isinstance(told, Account) else {}
    return {"steps": len(run.steps)} | losses | end


def question_of(lesson: Lesson) -> str:
    """Return the first question that the clip asks, or one about its numbers."""
    say, fields = lesson.say, type(lesson.given).model_fields
    asked = [beat.caption for beat in lesson.beats if beat.kind == "ask"]
    if asked:
        return asked[0]
    if RATE in fields:
        return say("What would be different with twice the learning rate?")
    if STEPS in fields:
        return say("What would be different after twice as many steps?")
    return say("Which of these numbers would you change, and what would you expect to see?")
