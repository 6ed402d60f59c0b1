"""The file of a person's own data."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.language import Language
from flows.messages import Quote
from flows.response import ResponseState, Sharing
from flows.views.data_file import data_file
from flows.views.privacy import NOTHING
from tests.support.answered import TEXT, full
from tests.support.builders import (
    INSTRUMENT,
    NOW,
    a_response,
    a_walk,
    keys_of,
    said,
    sentence,
)

ITEMS = INSTRUMENT.items
END = len(ITEMS)


@pytest.mark.parametrize("language", Language)
def test_the_file_has_every_question_of_every_scan(language: Language) -> None:
    """Newest first, answered or not."""
    newest = full(ResponseState.SUBMITTED)
    older = replace(a_walk(a_response()), scan=replace(newest.scan, title="Eerste scan"))
    file = data_file(newest.person, [newest, older], NOTHING, language, NOW.date())
    text = said(file, language)
    assert text.count(sentence().text.in_(language)) == 2
    assert text.index("Borgingsscan regio Noordwest") < text.index("Eerste scan")
    assert [part.text for part in file.body if isinstance(part, Quote)] == [TEXT] * END
    assert keys_of(file).count("review.nothing") == END


def test_the_file_says_who_the_person_is_and_what_they_chose() -> None:
    """Name, platform id, language, moments in the region's time, and what may be shared."""
    plain = full(ResponseState.SUBMITTED, Sharing.NAMED)
    walk = replace(
        plain,
        response=replace(
            plain.response,
            begun_at=NOW,
            sentences_at=NOW + timedelta(minutes=5),
            submitted_at=NOW + timedelta(minutes=9),
        ),
        passed_on_by="Jan Smit",
    )
    person = replace(walk.person, language=Language.EN)
    file = data_file(person, [walk], NOTHING, Language.NL, NOW.date())
    text = said(file)
    for part in (
        "Naam: Karin",
        "Bekend in Slack als U2, werkruimte T1",
        "Gekozen taal: Engels",
        "Gevraagd op 8 maart 2027, 10.30 uur",
        "Begonnen op 8 maart 2027, 10.30 uur",
        "Zinnen ingeleverd op 8 maart 2027, 10.35 uur",
        "Ingeleverd op 8 maart 2027, 10.39 uur",
        "Jan Smit gaf de uitnodiging aan u door.",
        "Keuze voor al uw teksten: niet delen",
        "De Boer",
        "ingeleverd",
    ):
        assert part in text
    assert keys_of(file).count("review.shared.named") == END


def test_the_file_says_that_no_language_was_chosen() -> None:
    """And leaves out what never happened."""
    walk = a_walk(a_response())
    file = data_file(walk.person, [walk], NOTHING, Language.NL, NOW.date())
    assert "Gekozen taal: geen" in said(file)
    never = {"data.file.moment.begun", "data.file.moment.submitted", "data.file.passed_on"}
    assert never.isdisjoint(keys_of(file))


def test_the_file_names_the_chosen_language() -> None:
    """Each of them."""
    walk = a_walk(a_response())
    for language, name in ((Language.NL, "Nederlands"), (Language.EN, "Engels")):
        person = replace(walk.person, language=language)
        assert f"Gekozen taal: {name}" in said(
            data_file(person, [], NOTHING, Language.NL, NOW.date())
        )
