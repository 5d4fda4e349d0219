"""Rules about pace: few words at rest, and time to read them."""

import re
from collections.abc import Iterator

from gd_studio.film_lint.finding import Finding, Sighting, rule
from gd_studio.film_lint.picture import Picture
from scenes.base.lesson import Lesson, reading_time

MOST_WORDS = 25

_WORD = re.compile(r"\S*[^\W\d_]\S*[^\W\d_]\S*")


def count_words(text: str) -> int:
    """Return how many words of at least two letters there are.

    >>> count_words("After 20 steps x = 0.09: the loss fell.")
    5
    """
    return len(_WORD.findall(text))


@rule("too-many-words")
def too_many_words(picture: Picture) -> Iterator[Sighting]:
    """See beats that end with more than 25 words on screen: more than a viewer reads beside listening.

    Numbers and single letters do not count.

    Try: a shorter caption, labels instead of sentences, or taking away what an earlier beat needed.
    """
    counts = {text.source.name: count_words(text.source.words) for text in picture.texts}
    words = sum(count_words(text.source.words) for text in picture.texts)
    if words > MOST_WORDS:
        most = sorted(counts, key=lambda name: -counts[name])[:3]
        listed = ", ".join(f"{name} ({counts[name]})" for name in most)
        message = f"{words} words are on screen at rest, at most {MOST_WORDS} should be; most in {listed}."
        yield Sighting("too-many-words", (picture.beat,), "all words", message)


@rule("reading-time")
def short_beats(lesson: Lesson) -> Iterator[Finding]:
    """Find beats that end before their captions can have been read: 1 s, and 0.35 s for each word.

    A beat waits for its caption by itself; only what replaces its `wait` can end it sooner.

    Try: `with self.beat(caption):` around all that plays, and a shorter caption.
    """
    if not lesson.given.captions:
        return
    for beat in lesson.beats:
        lasts, needed = beat.end - beat.start, reading_time(beat.caption) / lesson.given.pace
        if lasts < needed - 1e-6:
            message = f'"{beat.caption}" stands for {lasts:.2f} s, reading it takes {needed:.2f} s.'
            yield Finding(
                type(lesson).__name__,
                beat.number,
                round(beat.start, 3),
                round(lasts, 3),
                "reading-time",
                f'"{beat.caption}"',
                message,
            )
