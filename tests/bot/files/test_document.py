"""The report as Word reads it."""

from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.files.paper import TALLEST
from flows.language import Language
from flows.outcome import FileKind, Outcome, SharedText
from flows.scan import Mode
from tests.bot.files.test_names import ANY_TEXT
from tests.support.builders import INSTRUMENT
from tests.support.outcomes import results_from
from tests.support.reports import SIX, TITLE, an_earlier_scan, an_outcome, made, results_of_six


def content(outcome: Outcome | None = None, language: Language = Language.NL) -> bytes:
    """The report of an outcome, by default of six partners with a scan before it."""
    [file] = made(FileKind.DOCX, outcome, language)
    return file.content


def opened(outcome: Outcome | None = None, language: Language = Language.NL) -> Document:
    """The same, opened."""
    return docx.Document(BytesIO(content(outcome, language)))


def words(report: Document) -> str:
    """Everything it says outside its tables."""
    return "\n".join(paragraph.text for paragraph in report.paragraphs)


def headings(report: Document, level: int = 1) -> list[str]:
    """Its headings of a level."""
    name = f"Heading {level}"
    return [one.text for one in report.paragraphs if one.style and one.style.name == name]


def xml(outcome: Outcome | None = None) -> str:
    """The body as it is kept."""
    with ZipFile(BytesIO(content(outcome))) as parts:
        return parts.read("word/document.xml").decode()


def test_it_has_what_a_meeting_needs() -> None:
    """Who took part, what is good, the agenda, the figures, the texts, how to read it."""
    report = opened(an_outcome(before=an_earlier_scan(), we=("vasthouden wat werkt", "", "")))
    assert headings(report) == [
        "Wie deden mee",
        "Vragen voor het gesprek",
        "De cijfers",
        "Onze wij-zinnen",
        "Wat partners wilden delen",
        "Zo leest u dit",
    ]
    assert "Goed om te zien" in headings(report, 2)
    assert "Te bespreken op 25 maart" in headings(report, 2)
    said = words(report)
    for text in (
        TITLE,
        "regio Noordwest · 19 maart 2027",
        "6 van de 7 partners",
        "Bouwbedrijf Kuiper",
        "Inzicht in resultaten: 2,2",
        "Wie volgt wat er van onze besluiten komt?",
        "vasthouden wat werkt",
        "samen blijven doen wat werkt",
        "Techniek staat bij ons in het jaarplan. – Karin de Boer, Installatiebedrijf De Boer",
        "Samenwerken aan het borgen van STO (2023/24)",
    ):
        assert text in said


def test_what_it_asks_and_explains_stands_in_it() -> None:
    """A question about "these points" has them below it; no column per partner is explained."""
    items = [item.key for item in INSTRUMENT.statements]
    low = tuple(1 if key == "structuren" else 5 for key in items)
    said = words(opened(an_outcome(results_from(dict.fromkeys("abc", low)))))
    assert "Welke van deze punten" in said
    assert "Na te lopen: wat is bij ons geregeld?" in said
    assert "stevig huishoudelijk reglement" in said
    assert "Lege plek" not in said


def test_the_figures_stand_in_a_table_with_a_head() -> None:
    """In Dutch numbers; the head is repeated on every page."""
    report = opened(an_outcome())
    table = report.tables[-1]
    assert [cell.text for cell in table.rows[0].cells] == [
        "Stelling",
        "Gemiddelde",
        "Laagste",
        "Hoogste",
        "Gemiddelde afwijking",
        "Aantal partners",
    ]
    assert [cell.text for cell in table.rows[4].cells][1:] == ["3,8", "3,0", "5,0", "0,6", "6"]
    assert "w:tblHeader" in xml()


def test_what_belongs_together_stays_on_a_page() -> None:
    """The rows of the table below their head, and the lines of how to read it."""
    report = opened(an_outcome())
    kept = [row.cells[0].paragraphs[0].paragraph_format for row in report.tables[-1].rows]
    assert [one.keep_with_next for one in kept] == [True] * 7 + [False]
    told = [one.text for one in report.paragraphs].index("Zo leest u dit") + 1
    lines = [one.paragraph_format.keep_with_next for one in report.paragraphs[told:]]
    assert lines == [True] * (len(lines) - 1) + [None]


def test_the_pictures_are_described() -> None:
    """Radar and strip plot, for who cannot see them."""
    body = xml()
    assert body.count("<wp:inline") == 2
    assert 'descr="Radar van' in body
    assert 'descr="Per stelling de cijfers' in body


def test_a_protected_report_names_nobody() -> None:
    """Counts of who took part; mean and spread."""
    report = opened(an_outcome(results_of_six(Mode.PROTECTED), shared=()))
    said = words(report) + "".join(cell.text for cell in report.tables[-1].rows[0].cells)
    assert not any(name in said for name in (*SIX, "Kuiper", "Laagste", "Hoogste"))
    assert "6 van de 7 partners: zes mensen" in said
    assert "Gemiddelde afwijking hooguit" in said


def test_without_figures_it_says_so() -> None:
    """And has no pictures."""
    few = results_from({"De Boer": (1, 2, 3, 4, 5, 1, 2)}, Mode.PROTECTED)
    outcome = an_outcome(few)
    assert "Van deze scan zijn er geen cijfers" in words(opened(outcome))
    assert "<wp:inline" not in xml(outcome)


def test_texts_that_do_not_fit_are_counted() -> None:
    """Each part has its turn before any has a second; long ones are cut and say so."""
    shared = [
        SharedText(item=item, text=f"{number} {'lang ' * 100}")
        for item in ("denk_aan", "cultuur")
        for number in range(20)
    ]
    said = words(opened(an_outcome(shared=shared)))
    assert "[…]" in said
    assert {"Ik denk aan", "STO in de (lijn)organisatie"} <= {*said.splitlines()}
    assert "Die staan in het Excel-bestand" in said


@pytest.mark.parametrize(("language", "code"), [(Language.NL, "nl-NL"), (Language.EN, "en-GB")])
def test_the_file_says_its_language_and_nothing_of_the_machine(
    language: Language, code: str
) -> None:
    """Title, no author, and the moment of the scan."""
    report = opened(None, language)
    properties = report.core_properties
    assert (properties.title, properties.language) == (TITLE, code)
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert str(properties.created).startswith("2027-03-19")
    with ZipFile(BytesIO(content(None, language))) as parts:
        assert f'w:val="{code}"' in parts.read("word/styles.xml").decode()


@settings(max_examples=6, deadline=None)
@given(st.lists(ANY_TEXT.filter(str.strip), max_size=3, unique=True), ANY_TEXT)
def test_any_words_make_a_report(names: list[str], title: str) -> None:
    """Whatever people typed opens."""
    people = dict.fromkeys(names, (1, None, 3, 4, 5, 1, 2))
    shared = [SharedText(item="cultuur", text=name, partner=name, person=name) for name in names]
    assert words(opened(an_outcome(results_from(people), shared=shared, title=title)))


def test_names_that_do_not_fit_are_counted() -> None:
    """So that the findings stay on the first page; the workbook has all of them."""
    people = {f"Partner {number}.": (3, 4, 2, 5, 1, None, 3) for number in range(60)}
    missing = [f"Afwezige {number}." for number in range(50)]
    said = words(opened(an_outcome(results_from(people, missing=missing))))
    assert "Cijfers van onder meer: Partner 0., Partner 1." in said
    assert "Alle 60 namen staan in het Excel-bestand, op het blad Cijfers." in said
    assert "Geen cijfers van: onder meer Afwezige 0., Afwezige 1." in said
    assert "Alle 50 namen staan in het Excel-bestand, op het blad Uitleg." in said
    assert "Partner 59." not in said
    assert "Afwezige 49." not in said


def test_a_usual_region_is_named_in_full() -> None:
    """Twenty partners, and who is missing."""
    people = {f"Partner {number}.": (3, 4, 2, 5, 1, None, 3) for number in range(20)}
    said = words(opened(an_outcome(results_from(people, missing=["Bouwbedrijf Kuiper"]))))
    assert all(name in said for name in (*people, "Geen cijfers van: Bouwbedrijf Kuiper."))
    assert "onder meer" not in said


@pytest.mark.parametrize("text", ["kort\n" * 200, "lang " * 600, "漢" * 3000])
def test_a_long_text_is_cut(text: str) -> None:
    """By the lines it takes, whatever it is made of; a sentence of the group as well."""
    shared = [SharedText(item="cultuur", text=text)]
    said = words(opened(an_outcome(shared=shared, we=(text, "", ""))))
    assert said.count("[…]") == 2
    assert said.count("kort") <= 10
    assert len(said) < 7000


def test_pictures_leave_room_for_their_figures() -> None:
    """However many partners the strips show."""
    people = {f"Partner {number}": (3, 4, 2, 5, 1, None, 3) for number in range(60)}
    for picture in opened(an_outcome(results_from(people))).inline_shapes:
        assert picture.height <= TALLEST
