"""The languages: every sentence has its translation, numbers have their comma, all letters are there."""

import pytest
from babel import Locale
from babel.messages.catalog import Catalog

from gd_math.data.remarks import remark, remark_count
from gd_studio.store import drawing_code
from gd_studio.store.drawing_code import ENGLISH, LOCALES, SCENES, drawing_files
from scenes.base.glyphs import missing_glyphs
from scenes.base.look import DECIMAL_COMMA, Look
from scenes.base.words import Words
from scenes.cast.writing.formulas import MathFormula
from scenes.cast.writing.numbers import Number, typeset
from tests.translation.catalogues import catalogue, faults, forms, languages, template
from tests.translation.messages import messages

LANGUAGES = languages()
GERMAN = Look(language="de")


def test_the_extractor_finds_every_sentence_that_is_said() -> None:
    said = {message.texts for message in messages()}
    plural = {texts[0] for texts in said if len(texts) == 2}
    found = {forms(message.id) for message in template() if message.id}
    assert found == {texts for texts in said if len(texts) == 2 or texts[0] not in plural}


def test_no_two_sentences_for_many_have_the_same_one_for_one() -> None:
    said = {message.texts for message in messages() if len(message.texts) == 2}
    assert len({one for one, _ in said}) == len(said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_every_sentence_with_its_places(language: str) -> None:
    assert list(faults(catalogue(language), template())) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_clip_reads_is_what_translators_wrote(language: str) -> None:
    look = Look(language=language)
    for message in catalogue(language):
        source, told = forms(message.id), forms(message.string)
        if len(source) == 1 and source[0]:
            assert look.translate(source[0]) == told[0]
        for count in range(5) if len(source) == 2 else ():
            assert look.translate_count(*source, count) == told[plural_of(language, count)]


def plural_of(language: str, count: int) -> int:
    """Return which form a language has for a count: one or many."""
    return int(count > 1 if language == "fr" else count != 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_built_in_fonts_have_all_letters(language: str) -> None:
    letters = {letter for message in catalogue(language) for form in forms(message.string) for letter in form}
    assert missing_glyphs("".join(sorted(letters - {"\n"}))) == ""


def test_faults_are_found() -> None:
    said, written = Catalog(), Catalog()
    for sentence in ("Lacks.", "Empty.", "From {a} to {b}.", "Ends?"):
        said.add(sentence)
    for sentence, other in (
        ("Empty.", ""),
        ("From {a} to {b}.", "Von {a}."),
        ("Ends?", "Endet."),
        ("Old.", "Alt."),
    ):
        written.add(sentence, other)
    kinds = [fault.partition(":")[0] for fault in faults(written, said)]
    assert kinds == ["lacks", "other places", "another ending", "too much", "lacks"]


def test_decimal_commas_are_where_the_languages_have_them() -> None:
    commas = {code for code in LANGUAGES if Locale(code).number_symbols["latn"]["decimal"] == ","}
    assert commas == DECIMAL_COMMA & set(LANGUAGES)


def test_numbers_have_a_comma_in_sentences_words_and_formulas() -> None:
    sentence = GERMAN.say("Too far: MSE rises from {before} to {after}.", before="0.5", after="−1.25×10⁻³")
    assert sentence == "Zu weit: MSE steigt von 0,5 auf −1,25×10⁻³."
    assert Words(GERMAN, "(0.5, −2)").text == "(0,5; −2)"
    assert GERMAN.numbers("at 3, 4 of 5.") == "at 3, 4 of 5."
    point, comma = (MathFormula(look, "w - 0.25", size=40) for look in (Look(), GERMAN))
    assert len(point) == len(comma)
    dot, other = point.submobjects[3], comma.submobjects[3]
    assert other.height > 1.3 * dot.height


def test_what_is_quoted_from_a_table_stays_as_it_is_written() -> None:
    read = remark("column '{name}': '{text}' is read as {value}", name="v 1.5", text="1.416", value=1.416)
    assert GERMAN.tell(read) == "Spalte „v 1.5“: „1.416“ wird als 1,416 gelesen"
    gaps = (
        "{count} row left out, without a value: row {rows}",
        "{count} rows left out, without a value: rows {rows}",
    )
    assert GERMAN.tell(remark_count(2, *gaps, rows="3, 5")) == "2 Zeilen ohne Wert weggelassen: Zeilen 3, 5"


def test_numbers_keep_what_they_tell_and_where_they_stand() -> None:
    english, german = (Number(look, "−12.50", (1.0, 2.0, 0.0), anchor="point") for look in (Look(), GERMAN))
    assert german.text == english.text == "−12.50"
    assert german.get_left()[0] == pytest.approx(english.get_left()[0])
    assert german.get_bottom()[1] < english.get_bottom()[1]
    million = Number(GERMAN, "1,000,000", (0.0, 0.0, 0.0))
    assert million.width < typeset("1,000,000").width * million.size
    assert len(million.get_subpaths()) < len(Number(Look(), "1,000,000").get_subpaths())


def test_another_language_is_another_clip_and_its_sentences_are_its_alone() -> None:
    lesson = SCENES / "ball_on_parabola.py"
    english, german = drawing_files(lesson), drawing_files(lesson, language="de")
    assert [file for file in german if file not in english] == [
        LOCALES / "de" / "LC_MESSAGES" / "downhill.po"
    ]
    assert not [file for file in english if LOCALES in file.parents]
    assert drawing_code.languages() == [ENGLISH, *LANGUAGES]


def test_a_language_that_is_not_there_is_refused_by_the_stock_command_as_well() -> None:
    with pytest.raises(ValueError, match='no sentences in language "xx"'):
        Look(language="xx").spoken()
    with pytest.raises(OSError):
        Look(language="xx").say("step")
