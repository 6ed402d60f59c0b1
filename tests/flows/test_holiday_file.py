"""A file with school holidays: how it may be written, and each fault by its line."""

from datetime import date

import pytest

from flows.catalogue import SCHOOL_HOLIDAYS, load_school_holidays
from flows.holiday_file import HEADER, Fault, parse_holidays
from flows.holidays import HolidayKind, SchoolHoliday
from flows.language import Language
from flows.region import HolidayRegion
from tests.support.builders import WORDINGS

HEAD = ",".join(HEADER)
LINE = "2030-2031,Herfstvakantie,Noord,2030-10-19,2030-10-27,advies"
AUTUMN = SchoolHoliday(
    school_year="2030-2031",
    kind=HolidayKind.AUTUMN,
    region=HolidayRegion.NORTH,
    first=date(2030, 10, 19),
    last=date(2030, 10, 27),
    certain=False,
)


def faults(*lines: str) -> list[tuple[int, str]]:
    """The line and key of each fault in a file with these lines under its header."""
    _, found = parse_holidays("\n".join([HEAD, *lines]))
    for fault in found:
        assert all(said(fault, language) for language in Language)
    return [(fault.line, fault.what.key.removeprefix("holidays.fault.")) for fault in found]


def said(fault: Fault, language: Language = Language.NL) -> str:
    """A fault in words."""
    return WORDINGS[language].text(fault.what)


def test_the_shipped_file_is_right() -> None:
    """Its own reader finds nothing wrong, and so does an import of it."""
    holidays, wrong = parse_holidays(SCHOOL_HOLIDAYS.read_text(encoding="utf-8"))
    assert (tuple(holidays), wrong) == (load_school_holidays(), [])


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}\n{LINE}\n",
        f"{HEAD}\r\n\r\n{LINE}\r\n\r\n",
        f"{HEAD}\n{LINE}".upper(),
        f"{HEAD}\n{LINE}".replace(",", " , "),
        f"{HEAD}\n{LINE}\n,,,,,".replace(",", ";"),
        f"{HEAD}\n{LINE}".replace(",", '","'),
        f"{HEAD}\n2030-2031;Herfstvakantie;Noord;19-10-2030;27-10-2030;advies".replace(",", ";"),
    ],
)
def test_a_spreadsheets_ways_are_understood(text: str) -> None:
    """Semicolons, quotes, spaces, capitals, empty lines, and days in the Dutch order."""
    assert parse_holidays(text) == ([AUTUMN], [])


@pytest.mark.parametrize("text", ["", "\n", LINE, "jaar,vakantie", f"{HEAD},meer"])
def test_a_file_without_the_header_is_refused(text: str) -> None:
    """The header that is needed is said."""
    holidays, (fault,) = parse_holidays(text)
    assert (len(holidays), fault.line) == (0, 1)
    assert HEAD in said(fault)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2030-2031,Herfstvakantie,Noord,2030-10-19", "cells"),
        (f"{LINE},meer", "cells"),
        (LINE.replace("2030-2031", "2030-2032"), "year"),
        (LINE.replace("2030-2031", "2030"), "year"),
        ("2020-2021,Herfstvakantie,Noord,2020-10-10,2020-10-18,advies", "over"),
        (LINE.replace("Herfst", "Krokus"), "unknown"),
        (LINE.replace("Noord", "Oost"), "unknown"),
        (LINE.replace("advies", ""), "unknown"),
        (LINE.replace("10-27", "10-32"), "day"),
        (LINE.replace("2030-10-27", "31-11-2030"), "day"),
        (LINE.replace("2030-10-27", "27 oktober"), "day"),
        (LINE.replace("2030-10-27", "2030-10-18"), "backwards"),
        (LINE.replace("2030-10-27", "2031-10-27"), "long"),
        (LINE.replace("2030-10", "2031-10"), "outside"),
        (LINE.replace("2030-10-19", "2030-07-31"), "long outside"),
    ],
)
def test_a_faulty_line_is_named(line: str, expected: str) -> None:
    """With what is wrong in it; the good ones around it are no fault."""
    other = LINE.replace("Noord", "Zuid")
    found = faults(other, line, LINE.replace("Noord", "Midden"))
    assert found == [(3, key) for key in expected.split()]


def test_every_fault_of_every_line_is_named() -> None:
    """Nobody has to correct a file ten times."""
    wrong = "2030,Herfst,Noord,gisteren,2030-10-27,advies"
    assert faults(wrong, LINE, "", LINE) == [
        (2, "year"),
        (2, "unknown"),
        (2, "day"),
        (5, "twice"),
    ]


def test_a_fault_says_what_it_has_to_be() -> None:
    """In plain words, with what stands there."""
    _, (unknown,) = parse_holidays(f"{HEAD}\n{LINE.replace('Noord', 'Oost')}")
    assert said(unknown) == "'Oost' kent de bot hier niet. Schrijf: Noord, Midden of Zuid."
    _, (twice,) = parse_holidays(f"{HEAD}\n{LINE}\n\n{LINE}")
    assert said(twice) == "deze vakantie staat al op regel 2. Haal één van de twee weg."


def test_a_file_with_nothing_in_it_is_refused() -> None:
    """A header alone."""
    assert faults() == [(1, "empty")]
    assert faults("", ",,,,,") == [(3, "empty")]
