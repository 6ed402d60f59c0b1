"""How each language writes numbers, dates and enumerations."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows import language as spelling
from flows.language import Language, Localized

SCORES = st.lists(st.integers(1, 5), min_size=1, max_size=60)
LANGUAGES = st.sampled_from(Language)


def test_a_localized_text_is_read_in_each_language() -> None:
    """Each language gives its own text."""
    text = Localized(nl="schaal", en="scale")
    assert [text.in_(language) for language in Language] == ["schaal", "scale"]


@pytest.mark.parametrize(
    ("number", "dutch", "english"),
    [
        (2.25, "2,3", "2.3"),
        (2.35, "2,4", "2.4"),
        (3, "3,0", "3.0"),
        (0.05, "0,1", "0.1"),
        (-0.05, "-0,1", "-0.1"),
        (-0.04, "0,0", "0.0"),
        ((2.1 + 2.2 + 2.45) / 3, "2,3", "2.3"),
        (1234.56, "1234,6", "1234.6"),
    ],
)
def test_decimal_has_one_rounded_decimal(number: float, dutch: str, english: str) -> None:
    """Halves go away from zero, Dutch has a comma, and zero has no sign."""
    assert spelling.decimal(number, Language.NL) == dutch
    assert spelling.decimal(number, Language.EN) == english


@given(SCORES)
def test_decimal_rounds_every_mean_half_up(scores: list[int]) -> None:
    """The mean of any scores is shown as exact arithmetic rounds it."""
    exact = Fraction(sum(scores), len(scores))
    tenths = (exact * 10 + Fraction(1, 2)).__floor__()
    shown = spelling.decimal(sum(scores) / len(scores), Language.EN)
    assert Decimal(shown) == Decimal(tenths) / 10


@given(st.floats(-1e9, 1e9))
def test_decimal_is_near_and_reads_back(number: float) -> None:
    """What is written lies within half a tenth of the number, in both languages alike."""
    english = spelling.decimal(number, Language.EN)
    assert abs(float(english) - number) <= 0.05 + 1e-6
    assert spelling.decimal(number, Language.NL) == english.replace(".", ",")
    assert spelling.as_read(number) == float(english)


@given(st.integers(-(10**12), 10**12), LANGUAGES)
def test_thousands_keeps_the_digits(number: int, language: Language) -> None:
    """Groups have three digits and together are the number."""
    groups = spelling.thousands(number, language).split("." if language is Language.NL else ",")
    assert int("".join(groups)) == number
    assert all(len(group) == 3 for group in groups[1:])


def test_thousands_has_the_mark_of_the_language() -> None:
    """Dutch groups with a point, English with a comma."""
    assert spelling.thousands(3000, Language.NL) == "3.000"
    assert spelling.thousands(30000, Language.EN) == "30,000"


@given(st.integers(), LANGUAGES)
def test_number_words_ends_at_twelve(number: int, language: Language) -> None:
    """Zero to twelve are words without digits, all others digits."""
    shown = spelling.number_words(number, language)
    assert shown.isalpha() if 0 <= number <= 12 else shown == str(number)


def test_number_words_are_those_of_the_language() -> None:
    """The first and last word of each language."""
    words = [spelling.number_words(n, language) for language in Language for n in (0, 1, 12)]
    assert words == ["nul", "één", "twaalf", "zero", "one", "twelve"]


def test_dates_are_written_in_each_language() -> None:
    """Every shape of a date in Dutch and English."""
    day = date(2027, 3, 19)
    shapes = [spelling.weekday_date, spelling.day_date, spelling.long_date, spelling.month_date]
    assert [shape(day, Language.NL) for shape in shapes] == [
        "vrijdag 19 maart",
        "19 maart",
        "19 maart 2027",
        "maart 2027",
    ]
    assert [shape(day, Language.EN) for shape in shapes] == [
        "Friday 19 March",
        "19 March",
        "19 March 2027",
        "March 2027",
    ]


@given(st.dates())
def test_english_dates_are_the_calendars(day: date) -> None:
    """Weekday and month are those of the date (the C locale speaks English)."""
    assert spelling.weekday_date(day, Language.EN) == f"{day:%A} {day.day} {day:%B}"


def test_weekdays_and_months_differ_in_dutch() -> None:
    """A week has seven names and a year twelve, none capitalised."""
    week = {
        spelling.weekday_date(date(2027, 3, day), Language.NL).split()[0] for day in range(1, 8)
    }
    year = {spelling.day_date(date(2027, month, 1), Language.NL) for month in range(1, 13)}
    assert (len(week), len(year)) == (7, 12)
    assert all(name.islower() for name in week | year)


@pytest.mark.parametrize(
    ("parts", "both", "either"),
    [
        (["a"], "a", "a"),
        (["a", "b"], "a en b", "a of b"),
        (["a", "b", "c"], "a, b en c", "a, b of c"),
    ],
)
def test_enumerations_join_the_last_with_a_word(parts: list[str], both: str, either: str) -> None:
    """Commas, and before the last a word."""
    assert spelling.all_of(parts, Language.NL) == both
    assert spelling.one_of(parts, Language.NL) == either


def test_enumerations_use_the_words_of_the_language() -> None:
    """English joins with its own words."""
    assert spelling.all_of(["a", "b"], Language.EN) == "a and b"
    assert spelling.one_of(["a", "b"], Language.EN) == "a or b"


@pytest.mark.parametrize(
    ("text", "begun"),
    [("zeven zinnen", "Zeven zinnen"), ("één zin", "Eén zin"), ("ijver", "IJver"), ("", "")],
)
def test_capital_begins_a_sentence(text: str, begun: str) -> None:
    """Dutch puts the accent on the second letter only, and capitalises ij as a whole."""
    assert spelling.capital(text) == begun
