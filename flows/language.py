"""How a language writes numbers, dates and enumerations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum


class Language(StrEnum):
    """A language the bot speaks."""

    NL = "nl"
    EN = "en"


@dataclass(frozen=True)
class Localized:
    """A plain text in every language."""

    nl: str
    en: str

    def in_(self, language: Language) -> str:
        """Return the text in a language."""
        return self.nl if language is Language.NL else self.en


@dataclass(frozen=True)
class _Conventions:
    decimal_mark: str
    thousands_mark: str
    time_mark: str
    conjunction: str
    disjunction: str
    small_numbers: tuple[str, ...]
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    short_months: tuple[str, ...]


_CONVENTIONS = {
    Language.NL: _Conventions(
        decimal_mark=",",
        thousands_mark=".",
        time_mark=".",
        conjunction="en",
        disjunction="of",
        small_numbers=(
            "nul",
            "één",
            "twee",
            "drie",
            "vier",
            "vijf",
            "zes",
            "zeven",
            "acht",
            "negen",
            "tien",
            "elf",
            "twaalf",
        ),
        weekdays=("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
        months=(
            "januari",
            "februari",
            "maart",
            "april",
            "mei",
            "juni",
            "juli",
            "augustus",
            "september",
            "oktober",
            "november",
            "december",
        ),
        short_months=(
            "jan",
            "feb",
            "mrt",
            "apr",
            "mei",
            "jun",
            "jul",
            "aug",
            "sep",
            "okt",
            "nov",
            "dec",
        ),
    ),
    Language.EN: _Conventions(
        decimal_mark=".",
        thousands_mark=",",
        time_mark=":",
        conjunction="and",
        disjunction="or",
        small_numbers=(
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ),
        weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        months=(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ),
        short_months=(
            "Jan",
            "Feb",
            "Mar",
            "Apr",
            "May",
            "Jun",
            "Jul",
            "Aug",
            "Sep",
            "Oct",
            "Nov",
            "Dec",
        ),
    ),
}


def as_read(number: float) -> float:
    """A finite number to one decimal, as `decimal` writes it: what people can compare."""
    return float(_rounded(number))


def decimal(number: float, language: Language) -> str:
    """Write a finite number with one decimal, halves rounded away from zero: 2.25 is "2,3"."""
    rounded = _rounded(number)
    unsigned = str(abs(rounded)).replace(".", _CONVENTIONS[language].decimal_mark)
    return f"-{unsigned}" if rounded < 0 else unsigned


def _rounded(number: float) -> Decimal:
    # Nine decimals first: a mean like 2.2499999999999996 is a half that binary floats lost.
    return Decimal(repr(round(number, 9))).quantize(Decimal("0.1"), ROUND_HALF_UP)


def thousands(number: int, language: Language) -> str:
    """Write a whole number in groups of three digits: 3000 is "3.000" in Dutch."""
    return f"{number:,}".replace(",", _CONVENTIONS[language].thousands_mark)


def number_words(number: int, language: Language) -> str:
    """Write zero to twelve in words and every other whole number in digits."""
    words = _CONVENTIONS[language].small_numbers
    return words[number] if 0 <= number < len(words) else str(number)


def weekday_date(day: date, language: Language) -> str:
    """Write a date for the coming weeks: "vrijdag 19 maart"."""
    return f"{_CONVENTIONS[language].weekdays[day.weekday()]} {day_date(day, language)}"


def day_date(day: date, language: Language) -> str:
    """Write a date whose year is clear: "25 maart"."""
    return f"{day.day} {_CONVENTIONS[language].months[day.month - 1]}"


def long_date(day: date, language: Language) -> str:
    """Write a date with its year: "31 juli 2027"."""
    return f"{day_date(day, language)} {day.year}"


def month_date(day: date, language: Language) -> str:
    """Write a month with its year: "maart 2027"."""
    return f"{_CONVENTIONS[language].months[day.month - 1]} {day.year}"


def short_month_date(day: date, language: Language) -> str:
    """Write a month with its year where there is little room: "mrt 27"."""
    return f"{_CONVENTIONS[language].short_months[day.month - 1]} {day:%y}"


def time_of_day(moment: datetime, language: Language) -> str:
    """Write a time of the day: "9.00" in Dutch, before "uur"."""
    return f"{moment.hour}{_CONVENTIONS[language].time_mark}{moment:%M}"


def all_of(parts: Sequence[str], language: Language) -> str:
    """Join at least one part: "a, b en c"."""
    return _enumeration(parts, _CONVENTIONS[language].conjunction)


def one_of(parts: Sequence[str], language: Language) -> str:
    """Join at least one part: "a, b of c"."""
    return _enumeration(parts, _CONVENTIONS[language].disjunction)


def _enumeration(parts: Sequence[str], last_joint: str) -> str:
    *head, last = parts
    return f"{', '.join(head)} {last_joint} {last}" if head else last


def capital(text: str) -> str:
    """Begin a sentence with this text: "één zin" becomes "Eén zin", "ijs" becomes "IJs"."""
    for beginning, upper in (("één", "Eén"), ("ij", "IJ")):
        if text.startswith(beginning):
            return upper + text[len(beginning) :]
    return text[:1].upper() + text[1:]
