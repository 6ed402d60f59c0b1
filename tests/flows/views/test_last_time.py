"""What the invitation of a next scan opens with."""

from dataclasses import replace
from datetime import date

import pytest

from flows.language import Language
from flows.results import Figure, Results
from flows.scan import Mode
from flows.views.invitation import invitation_body
from flows.views.last_time import LastTime, last_time_elements
from flows.views.walk import invitation_of
from tests.support.builders import INSTRUMENT, WORDINGS, a_response, a_scan, a_walk
from tests.support.shown import phrases_of

WALK = a_walk(a_response())
SCAN = replace(a_scan(WALK.region, WALK.person), meeting_on=date(2027, 3, 25))


def results(*means: float | None) -> Results:
    """Results in which six of seven partners answered."""
    figures = zip(INSTRUMENT.statements, [*means, *[None] * 7], strict=False)
    return Results(
        mode=Mode.OPEN,
        asked=7,
        answered=6,
        people_asked=9,
        people_answered=7,
        enough=True,
        figures=tuple(Figure(item=item.key, mean=mean) for item, mean in figures),
    )


LAST = LastTime(
    scan=SCAN,
    results=results(3.25, None, 2.2, 3.25),
    instrument=INSTRUMENT,
    was_asked=True,
    was_discussed=True,
)


def words(last: LastTime | None, language: Language = Language.NL) -> str:
    """What it says."""
    return " ".join(
        WORDINGS[language].text(phrase, bold=str) for phrase in phrases_of(last_time_elements(last))
    )


def test_the_strongest_and_the_weakest_are_named_with_their_scale() -> None:
    """After how many answered, before where it was discussed."""
    text = words(LAST)
    assert "in maart 2027, antwoordden 6 van de 7 partners" in text
    assert "3,3 van 5, voor: STO in de (lijn)organisatie" in text
    assert f"2,2 van 5, voor: {INSTRUMENT.statements[2].short.nl}" in text
    assert text.endswith("Het stond op de agenda van de stuurgroep van 25 maart.")


def test_before_the_meeting_it_says_where_the_outcome_stands() -> None:
    """Nobody has discussed it yet, or no meeting was known."""
    assert words(replace(LAST, was_discussed=False)).endswith("Dat staat in #stuurgroep-sto.")
    unknown = replace(LAST, scan=replace(SCAN, meeting_on=None))
    assert words(unknown).endswith("Dat staat in #stuurgroep-sto.")


def test_without_figures_it_says_so() -> None:
    """A protected scan with too few answers showed none, so none are shown here."""
    text = words(replace(LAST, results=results()))
    assert "kwamen er geen cijfers" in text
    assert "van 5" not in text


def test_figures_that_are_all_alike_have_no_strongest() -> None:
    """One mean says it all."""
    assert "overal 4,0 van 5" in words(replace(LAST, results=results(4.0, 4.0)))


def test_who_is_new_reads_no_figures() -> None:
    """Only that there was a scan before."""
    text = words(replace(LAST, was_asked=False))
    assert "maart 2027" in text
    assert "van 5" not in text
    assert words(None) == ""


@pytest.mark.parametrize("language", Language)
def test_the_invitation_opens_with_it(language: Language) -> None:
    """After the greeting, before why they are asked."""
    body = invitation_body(invitation_of(replace(WALK, last=LAST)))
    keys = [phrase.key for phrase in phrases_of(body)]
    assert keys.index("invite.greeting") < keys.index("rhythm.last.line") < keys.index("invite.why")
    assert words(LAST, language)
