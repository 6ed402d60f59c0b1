"""The year's thread in one window."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from bot.slack.blocks import render_form
from flows.language import Language
from flows.signals import Kind
from flows.views.year import year_button, year_form
from flows.year import Notice
from tests.support.builders import WORDINGS, buttons_of, said
from tests.support.threads import STATEMENTS, TODAY, a_busy_year, a_year, an_action

SIGNALS = tuple(Kind)
"""More than are ever told at once."""


def words(changes: Mapping[str, object] | None = None, language: Language = Language.NL) -> str:
    """All that the window says."""
    return said(year_form(1, a_year(**(changes or {}))), language).replace("**", "")


def test_what_happened_is_told_from_then_to_now() -> None:
    """Scans, actions, decisions and what was celebrated, under the months."""
    text = words()
    order = (
        "Regio Noordwest sinds 24 maart 2026",
        "Er staan drie acties open. Eén is over de datum.",
        "Er staan twee besluiten open.",
        "november 2026",
        "20 november: Borgingsscan november 2026. 5 van de 7 partners antwoordden.",
        "december 2026",
        "1 december: afgesproken met ROC West: “Elke maand een nieuwsbericht”",
        "10 december: besloten: “Techniek komt in het schoolplan van alle scholen”",
        "En nog drie acties afgesproken.",
        "En nog één besluit.",
        "februari 2027",
        "3 februari: gevierd: “Alle scholen kwamen kijken.”",
        "10 februari: geleerd: “Een avond werkt niet voor docenten.”",
        "maart 2027",
        "1 maart: uitgevoerd door ROC West: “Gastlessen in groep 8”",
        "1 maart: gestopt: “Een eigen website”",
        (
            "19 maart: Borgingsscan maart 2027. 6 van de 7 partners antwoordden. "
            "Hoger: Communicatie. Lager: Structuren en systemen."
        ),
        "Wat komt",
        "25 maart: bijeenkomst van de stuurgroep",
        "1 april: besluit opvolgen: “Techniek in het schoolplan”",
        "28 mei: actie klaar: “Elke maand een nieuwsbericht”",
        "1 juni: de volgende scan begint",
        "Alleen programmaleiders zien dit venster.",
    )
    found = [text.index(sentence) for sentence in order]
    assert found == sorted(found)


@pytest.mark.parametrize(
    ("rose", "fell", "line"),
    [
        (3, 0, "Hoger: STO in de (lijn)organisatie, Sterk en uniek aanbod en Structurele"),
        (4, 0, "Hoger: vier stellingen, STO in de (lijn)organisatie het meest."),
        (0, 4, "Lager: vier stellingen."),
    ],
)
def test_what_rose_and_fell_is_told_in_a_few_words(rose: int, fell: int, line: str) -> None:
    """Of many the number."""
    shorts = tuple(item.short for item in STATEMENTS)
    scan = replace(a_year().scans[0], rose=shorts[:rose], fell=shorts[:fell])
    assert line in words({"scans": (scan,)})


def test_an_action_that_nobody_has_says_so() -> None:
    """When it was agreed, and names nobody when it was carried out."""
    text = words({"actions": (an_action(owner_id=None, partner_id=None),)})
    assert "1 december: afgesproken, zonder trekker:" in text


def test_signals_are_told_with_their_day() -> None:
    """As what leaders alone were told."""
    text = words({"notices": [Notice(on=date(2027, 2, 15), signals=SIGNALS)]})
    assert "15 februari: alleen aan de programmaleiders gemeld, als teken van" in text
    assert "minder partners antwoorden · " in text


def test_what_lies_outside_the_year_is_left_out() -> None:
    """An old action that is still open is counted, not told again."""
    text = words({"first": date(2027, 1, 1), "last": TODAY})
    assert "december 2026" not in text
    assert "Er staan drie acties open." in text


@pytest.mark.parametrize("language", Language)
def test_an_empty_year_says_what_to_do(language: Language) -> None:
    """And that nothing is planned."""
    nothing = {"scans": (), "actions": (), "decisions": (), "successes": (), "coming": ()}
    text = words(nothing, language)
    assert {Language.NL: "Er staat nog niets gepland.", Language.EN: "Nothing is planned yet."}[
        language
    ] in text


@pytest.mark.parametrize("language", Language)
def test_a_busy_year_can_be_read_on_a_phone(language: Language) -> None:
    """Two hundred actions are cut with counts: each line is short, and the window takes it all."""
    notices = (Notice(on=TODAY, signals=SIGNALS[:3]),)
    form = year_form(1, replace(a_busy_year(), notices=notices))
    text = said(form, language)
    lines = text.splitlines()
    assert len(lines) < 150
    assert max(map(len, lines)) < 200
    view = render_form(form, WORDINGS[language])
    assert len(view["blocks"]) <= 50
    assert len(json.dumps(view)) < 50_000


def test_the_counts_add_up_to_all_actions() -> None:
    """What is not named is counted."""
    year = a_busy_year()
    text = said(year_form(1, year))
    numbers = {"één": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7}
    numbers |= {"acht": 8, "negen": 9, "tien": 10, "elf": 11, "twaalf": 12}
    counted = re.findall(r"En nog (\S+) acties? afgesproken", text)
    named = len(re.findall(r": afgesproken met", text))
    assert sum(numbers.get(one) or int(one) for one in counted) + named == 200
    assert "En nog 92 data daarna." in text


def test_the_way_there_names_the_region() -> None:
    """And from there to what is open."""
    assert (year_button(7).action, year_button(7).args) == ("year.open", {"region": 7})
    actions = [(one.action, one.args) for one in buttons_of(year_form(7, a_year()))]
    there = {"region": 7}
    assert actions == [("action.list", there), ("decision.list", there), ("dip.open", there)]
