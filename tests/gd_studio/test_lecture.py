# ruff: noqa: E501 (the sentences stay whole)
"""A lecture file is read as written, or refused in one sentence that leads to the mistake."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gd_studio.deliver.registry import products
from gd_studio.errors import StudioError
from gd_studio.lecture.assignments import read_assignment
from gd_studio.lecture.catalog import Catalog
from gd_studio.lecture.clips import choose, read_lecture
from gd_studio.lecture.plan import plan

CLIP = '[[clip]]\nlesson = "MovingSquare"\n'


def clips_of(folder: Path, text: str) -> list:
    path = folder / "lecture.toml"
    path.write_text(text, encoding="utf-8")
    return read_lecture(path, Catalog())


def refusal(folder: Path, text: str, *sets: str) -> str:
    with pytest.raises(StudioError) as caught:
        plan(clips_of(folder, text), [read_assignment(item) for item in sets])
    assert caught.value.exit_status == 2
    assert not (folder / "media").exists(), "bad input must leave nothing behind"
    assert "\n" not in caught.value.message
    return caught.value.message


def test_clip_takes_the_defaults_of_lesson_lecture_and_studio(tmp_path: Path) -> None:
    [clip] = clips_of(tmp_path, f'[defaults]\ntheme = "light"\n{CLIP}')
    assert (clip.name, clip.theme, clip.aspect) == ("moving-square", "light", "16:9")
    assert [form.name for form in clip.formats] == ["mp4", "png"]
    assert clip.quality.size(clip.aspect) == (1920, 1080)


def test_the_lectures_that_come_with_the_project_can_be_rendered() -> None:
    root = Path(__file__).parents[2]
    files = [root / "lecture.toml", *sorted((root / "lectures").glob("*.toml"))]
    named = {clip.lesson.name for file in files for clip in plan_of(file)}
    assert named == set(Catalog().entries) - {"MovingSquare"}


def plan_of(file: Path) -> list:
    clips = read_lecture(file, Catalog())
    assert [planned.clip.name for planned in plan(clips)] == [clip.name for clip in clips]
    return clips


def test_clip_overrides_the_lecture(tmp_path: Path) -> None:
    text = f'[defaults]\ntheme = "light"\nquality = "4k60"\n{CLIP}theme = "dark"\naspect = "9:16"\nquality = "720p30"'
    [clip] = clips_of(tmp_path, text)
    assert (clip.theme, clip.quality.size(clip.aspect), clip.quality.frame_rate) == ("dark", (720, 1280), 30)


def test_byte_order_mark_and_windows_line_ends_are_understood(tmp_path: Path) -> None:
    path = tmp_path / "lecture.toml"
    path.write_bytes(b"\xef\xbb\xbf" + CLIP.replace("\n", "\r\n").encode())
    assert [clip.name for clip in read_lecture(path, Catalog())] == ["moving-square"]


KEYS = "distance, moves, questions, stops, window, offset, rounded, colour, trouble, data, text"

BAD_LECTURES = {
    "top key": ('titel = "x"\n' + CLIP,
        'lecture.toml, line 1: unknown key "titel"; did you mean "title"? The keys are title, defaults, clip.'),
    "table": ('[default]\ntheme = "dark"\n' + CLIP,
        'lecture.toml, line 1: unknown key "default"; did you mean "defaults"? The keys are title, defaults, clip.'),
    "syntax": ('title = "x"\n[[clip]\n', "lecture.toml, line 2: here stands `[[clip]`; write [[clip]]."),
    "title": ("title = 3\n" + CLIP, "lecture.toml, line 1: title must be text in quotes."),
    "no clips": ('title = "x"\n', 'lecture.toml: there are no clips; write [[clip]] and under it lesson = "…".'),
    "one clip table": ('[clip]\nlesson = "MovingSquare"\n', "lecture.toml: clips must be tables: write [[clip]] above each."),
    "default key": ('[defaults]\nqualty = "480p15"\n' + CLIP,
        'lecture.toml, line 2, [defaults]: unknown key "qualty"; did you mean "quality"?'
        " The keys are quality, theme, aspect, formats, language, slides, beats, split, loop, background, poster."),
    "default value": ('[defaults]\ntheme = "drak"\n' + CLIP,
        'lecture.toml, line 2, [defaults]: unknown theme "drak"; did you mean "dark"? The themes are dark, light.'),
    "quality": (CLIP + 'quality = "480p"\n',
        'lecture.toml, line 3, clip "moving-square": unknown quality "480p"; did you mean "480p15"?'
        " The qualities are 480p15, 720p30, 1080p60, 4k60."),
    "aspect": (CLIP + 'aspect = "16x9"\n',
        'lecture.toml, line 3, clip "moving-square": unknown aspect "16x9"; did you mean "16:9"?'
        " The aspects are 16:9, 4:3, 9:16."),
    "format": (CLIP + 'formats = ["mp3"]\n',
        'lecture.toml, line 3, clip "moving-square": unknown format "mp3"; did you mean "mp4"?'
        f" The formats are {', '.join(products())}."),
    "formats": (CLIP + 'formats = "mp4"\n',
        'lecture.toml, line 3, clip "moving-square": formats = "mp4" must be a list such as ["mp4", "png"].'),
    "slides": (CLIP + 'slides = "beat"\n',
        'lecture.toml, line 3, clip "moving-square": slides = "beat" must be "beats" or "clip".'),
    "language": (CLIP + 'language = "xx"\n',
        'lecture.toml, line 3, clip "moving-square": unknown language "xx"; the languages are en, de, es, fr, it, pt.'),
    "theme type": (CLIP + "theme = 1\n", 'lecture.toml, line 3, clip "moving-square": theme = 1 must be text in quotes.'),
    "name": (CLIP + 'name = "../evil"\n',
        'lecture.toml, line 3: name = "../evil" must be a file name of letters, digits, - and _, such as "moving-square".'),
    "duplicate": (CLIP + CLIP + 'name = "Moving-Square"\n',
        'lecture.toml, line 5, clip "Moving-Square": the name "Moving-Square" is taken by the clip in line 1;'
        ' give one of them another name = "…".'),
    "key": (CLIP + "distanse = 3\n",
        'lecture.toml, line 3, clip "moving-square": unknown key "distanse"; did you mean "distance"?'),
    "far key": (CLIP + "zzz = 3\n",
        f'lecture.toml, line 3, clip "moving-square": unknown key "zzz"; the keys are pace, hold, captions, font, {KEYS}.'),
    "bound": (CLIP + "distance = -0.1\n",
        'lecture.toml, line 3, clip "moving-square": distance = -0.1 must be greater than 0.'),
    "upper bound": (CLIP + "\n# far\ndistance = 7\n",
        'lecture.toml, line 5, clip "moving-square": distance = 7 must be at most 5.'),
    "text for number": (CLIP + 'distance = "3"\n',
        'lecture.toml, line 3, clip "moving-square": distance = "3" must be a number.'),
    "true for number": (CLIP + "moves = true\n",
        'lecture.toml, line 3, clip "moving-square": moves = true must be a whole number.'),
    "fraction": (CLIP + "moves = 1.5\n",
        'lecture.toml, line 3, clip "moving-square": moves = 1.5 must be a whole number.'),
    "nan": (CLIP + "distance = nan\n",
        'lecture.toml, line 3, clip "moving-square": distance = nan is no finite number, text or list of them.'),
    "date": (CLIP + "distance = 2020-01-01\n",
        'lecture.toml, line 3, clip "moving-square": distance = "2020-01-01" is no finite number, text or list of them.'),
    "nested": (CLIP + "stops = [[1]]\n",
        'lecture.toml, line 3, clip "moving-square": stops[0] = [1] must be a number.'),
    "choice": (CLIP + 'colour = "red"\n',
        'lecture.toml, line 3, clip "moving-square": colour = "red" must be "orange" or "green".'),
    "entry": (CLIP + 'stops = [1, "b"]\n',
        'lecture.toml, line 3, clip "moving-square": stops[1] = "b" must be a number.'),
    "too many": (CLIP + "stops = [1, 2, 3, 4]\n",
        'lecture.toml, line 3, clip "moving-square": stops = [1, 2, 3, 4] must have at most 3 entries.'),
    "short list": (CLIP + "window = [1]\n",
        'lecture.toml, line 3, clip "moving-square": window = [1] must be a list of 2 numbers in brackets.'),
    "one bound of a list": (CLIP + "window = [-9, 9]\n",
        'lecture.toml, line 3, clip "moving-square": window[0] = -9 must be at least 0.'),
    "huge": (CLIP + f"distance = {10**100}\n",
        f'lecture.toml, line 3, clip "moving-square": distance = 1{"0" * 56}... must be at most 5.'),
    "huge whole number": (CLIP + f"moves = {10**30}\n",
        f'lecture.toml, line 3, clip "moving-square": moves = {10**30} must be at most 400.'),
    "too huge": (CLIP + f"distance = 1{'0' * 400}\n",
        f'lecture.toml, line 3, clip "moving-square": distance = 1{"0" * 56}... is too large a number.'),
    "thousands of digits": (CLIP + f"distance = 1{'0' * 5000}\n", "lecture.toml: a number has more digits than can be read."),
    "thousands of hexadecimal digits": (CLIP + f"distance = 0x1{'0' * 5000}\n",
        'lecture.toml, line 3, clip "moving-square": distance = (a number of thousands of digits) is too large a number.'),
    "optional text": (CLIP + 'offset = "0.1"\n',
        'lecture.toml, line 3, clip "moving-square": offset = "0.1" must be a number.'),
    "optional true": (CLIP + "offset = true\n",
        'lecture.toml, line 3, clip "moving-square": offset = true must be a number.'),
    "optional yes": (CLIP + 'rounded = "yes"\n',
        'lecture.toml, line 3, clip "moving-square": rounded = "yes" must be true or false;'
        " true and false have small letters and no quotes: true."),
    "optional one": (CLIP + "rounded = 1\n",
        'lecture.toml, line 3, clip "moving-square": rounded = 1 must be true or false.'),
    "long foreign name": (CLIP + f'name = "{"山" * 100}"\n',
        f'lecture.toml, line 3: name = "{"山" * 56}... must be a file name of at most 100 letters, 66 if they are Chinese.'),
    "name of a device": (CLIP + 'name = "Com1"\n',
        'lecture.toml, line 3: name = "Com1" must be a file name on Windows as well, which keeps this one for itself.'),
    "no list": (CLIP + "stops = 1\n",
        'lecture.toml, line 3, clip "moving-square": stops = 1 must be a list of numbers in brackets.'),
}  # fmt: skip


@pytest.mark.parametrize(("text", "sentence"), BAD_LECTURES.values(), ids=BAD_LECTURES)
def test_mistake_is_named_in_one_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    assert refusal(tmp_path, text) == sentence


def test_unknown_lesson_names_the_nearest(tmp_path: Path) -> None:
    said = refusal(tmp_path, '[[clip]]\nlesson = "MovingSqare"\n')
    assert said.startswith('lecture.toml, line 2: unknown lesson "MovingSqare"; did you mean "MovingSquare"?')


def test_missing_lesson_lists_the_lessons(tmp_path: Path) -> None:
    said = refusal(tmp_path, '[[clip]]\nname = "x"\n')
    assert said.startswith('lecture.toml, line 1, [[clip]]: lesson = "…" is missing; the lessons are ')


@pytest.mark.parametrize("content", [b"\xff\xfe", b"x = " + b"[" * 5000])
def test_file_that_is_no_toml_gets_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "lecture.toml"
    path.write_bytes(content)
    with pytest.raises(StudioError, match=r"^lecture\.toml: "):
        read_lecture(path, Catalog())


def test_missing_file_gets_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match=r"no\.toml: there is no such lecture file\.$"):
        read_lecture(tmp_path / "no.toml", Catalog())


@pytest.mark.parametrize("name", ["a/b", "..", ".x", "a b", "", "-x", "x" * 101, "a.b", "a\u0000"])
def test_unsafe_name_is_refused(tmp_path: Path, name: str) -> None:
    written = name.replace("\u0000", "\\u0000")
    assert "must be a file name" in refusal(tmp_path, f'{CLIP}name = "{written}"\n')


def test_unknown_clip_names_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match=r'^unknown clip "moving-sqare"; did you mean "moving-square"\?'):
        choose(clips_of(tmp_path, CLIP), ["moving-sqare"])


def test_set_changes_every_clip_that_has_the_key(lecture: Path) -> None:
    plans = plan(read_lecture(lecture, Catalog()), [read_assignment("distance=3")])
    assert ['"distance":3.0' in planned.recipe.parameters for planned in plans] == [True, True]


def test_set_with_a_name_changes_one_clip(lecture: Path) -> None:
    plans = plan(read_lecture(lecture, Catalog()), [read_assignment("near.distance=3")])
    assert ['"distance":3.0' in planned.recipe.parameters for planned in plans] == [True, False]


def test_set_changes_the_look_too(lecture: Path) -> None:
    plans = plan(read_lecture(lecture, Catalog()), [read_assignment("far.theme=light")])
    assert [planned.recipe.theme for planned in plans] == ["dark", "light"]


SLIPS = {
    "comma": ("distance = 0,1", "a number has a point, not a comma: distance = 0.1"),
    "True": ("captions = True # shown", "true and false have small letters and no quotes: captions = true"),
    "yes": ("captions = yes", "true and false have small letters and no quotes: captions = true"),
    "curly": ("colour = “green”", 'quotes are straight, not curly: colour = "green"'),
    "German quotes": ("colour = „green“", 'quotes are straight, not curly: colour = "green"'),
    "bare text": ("function = x**2", 'text stands in quotes: function = "x**2"'),
    "minus": ("start = −8", "the minus is the one of the keyboard: start = -8"),
    "point": ("distance = .5", "a number is written in digits, with a point between two of them if need be: distance = 0.5"),
    "thousands": ("moves = 1 000", "a number is written in digits, with a point between two of them if need be: moves = 1000"),
    "percent": ("distance = 10%", "a share is a number: distance = 0.1"),
    "fraction": ("distance = 1/4", "a fraction is written as one number: distance = 0.25"),
    "unit": ("distance = 3 m", "a number has no unit: distance = 3"),
    "no number": ("distance = 1.2.3", "that is no number; write one in digits, such as 0.1, 1000 or 1e-6"),
    "colon": ("distance: 3", "a key and its value have an equals sign between them: distance = 3"),
    "blank": ("distance 3", "a key and its value have an equals sign between them: distance = 3"),
    "semicolon": ("distance = 3;", "nothing follows the value: distance = 3"),
    "open quote": ('colour = "green', 'the closing quote is missing: colour = "green"'),
    "backslash": ('data = "C:\\Users\\x.csv"',
        "a backslash has another meaning between double quotes; write single ones: data = 'C:\\Users\\x.csv'"),
    "None": ("distance = None", "there is no value; write one, or leave the line out"),
    "list": ("stops = [1 2]", "a list is not closed, or a comma is missing in it; a list is written [0.1, 0.2]"),
    "twice": ('name = "a"\nname = "b"', "name was there before, in line 3; keep one of them"),
    "table twice": ("[defaults]\n[defaults]", "[defaults] was there before, in line 3; put its keys together"),
}  # fmt: skip


@pytest.mark.parametrize(("slip", "said"), SLIPS.values(), ids=SLIPS)
@pytest.mark.parametrize("after", ["", "\n", "\ntext = 'x'\n"])
def test_slip_is_named_with_its_line_and_what_is_meant(
    tmp_path: Path, slip: str, said: str, after: str
) -> None:
    place = 3 + slip.count("\n")
    sentence = refusal(tmp_path, CLIP + slip + after)
    assert sentence == f"lecture.toml, line {place}: here stands `{slip.splitlines()[-1]}`; {said}."


@settings(deadline=None)
@given(st.text(max_size=30), st.sampled_from(["distance = ", 'colour = "', "", "[", "stops = ["]))
def test_whatever_is_written_gets_one_sentence(
    tmp_path_factory: pytest.TempPathFactory, text: str, start: str
) -> None:
    folder = tmp_path_factory.mktemp("odd")
    try:
        clips_of(folder, f"{CLIP}{start}{text}")
    except StudioError as error:
        assert re.match(r"lecture\.toml[,:]", error.message)
        assert "\n" not in error.message


BAD_SETS = {
    "comma": ("distance=0,1", '--set distance=0,1, clip "moving-square": distance = "0,1" must be a number;'
        " a number has a point, not a comma: 0.1."),
    "True": ("captions=True", '--set captions=True, clip "moving-square": captions = "True" must be true or false;'
        " true and false have small letters and no quotes: true."),
    "bound": ("distance=-1", '--set distance=-1, clip "moving-square": distance = -1 must be greater than 0.'),
    "kind": ("distance=fast", '--set distance=fast, clip "moving-square": distance = "fast" must be a number.'),
    "key": ("distanse=1", '--set distanse=1: no selected clip has the key "distanse"; did you mean "distance"?'),
    "clip": ("ball.distance=1", '--set ball.distance=1: unknown clip "ball"; the clips are moving-square.'),
    "clip's key": ("moving-square.distanse=1",
        '--set moving-square.distanse=1, clip "moving-square": unknown key "distanse"; did you mean "distance"?'),
    "look": ("theme=pink", '--set theme=pink: unknown theme "pink"; the themes are dark, light.'),
}  # fmt: skip


@pytest.mark.parametrize(("text", "sentence"), BAD_SETS.values(), ids=BAD_SETS)
def test_bad_set_is_named_in_one_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    assert refusal(tmp_path, CLIP, text) == sentence


@pytest.mark.parametrize("text", ["distance", "=1", "a b=1", "1=2", "a.b.c=1"])
def test_set_without_key_and_value_is_refused(text: str) -> None:
    with pytest.raises(StudioError, match="write key=value"):
        read_assignment(text)
