"""What happens with people's data, and their own data."""

from dataclasses import replace

import pytest

from flows.language import Language
from flows.messages import Quote
from flows.response import ResponseState
from flows.scan import Mode
from flows.views.privacy import data_form, erased_form, privacy_form
from tests.support.answered import TEXT, full, with_answer
from tests.support.builders import (
    INSTRUMENT,
    WORDINGS,
    buttons_of,
    keys_of,
    said,
    sentence,
)

ITEMS = INSTRUMENT.items
END = len(ITEMS)


def test_privacy_names_who_is_responsible_in_each_region() -> None:
    """With where to ask; a region that has not filled it in says so."""
    region = full().region
    unset = replace(region, name="regio Zuid", contact="")
    form = privacy_form([region, unset], Language.NL)
    assert "**Vakcollege Noord** (penvoerder van regio Noordwest)" in said(form)
    assert "fg@voorbeeld.example" in said(form)
    assert "In regio Zuid is nog niet ingevuld" in said(form)
    assert "privacy.no_region" in keys_of(privacy_form([], Language.NL))


@pytest.mark.parametrize(
    ("language", "limit"),
    [
        (Language.NL, "Wie dat weet, kan de twee gemiddelden vergelijken"),
        (Language.EN, "Those who know that can compare the two means"),
    ],
)
def test_privacy_says_what_two_protected_scans_may_tell(language: Language, limit: str) -> None:
    """No rule for one scan hides a single newcomer among people who are known to have stayed."""
    assert limit in said(privacy_form([], language), language)


@pytest.mark.parametrize(("language", "label"), [(Language.NL, "English"), (Language.EN, "Nede")])
def test_privacy_offers_data_deletion_and_the_other_language(
    language: Language, label: str
) -> None:
    """Deleting is asked for twice."""
    data, erase, switch = buttons_of(privacy_form([], language))
    assert (data.action, erase.action) == ("privacy.data", "privacy.erase")
    assert erase.confirm is not None
    assert switch.args == {"language": "en" if language is Language.NL else "nl"}
    assert WORDINGS[language].text(switch.label).startswith(label)


def test_own_data_shows_what_is_kept() -> None:
    """Answers to the letter, where they belong, and until when they are kept."""
    form = data_form([full(ResponseState.SUBMITTED)], Language.NL, cut=False)
    assert [part.text for part in form.body if isinstance(part, Quote)] == [TEXT] * END
    text = said(form)
    for part in ("regio Noordwest", "De Boer", "ingeleverd", "31 juli 2027", "31 juli 2028"):
        assert part in text
    assert [button.action for button in buttons_of(form)] == ["privacy.download", "privacy.erase"]
    assert "data.cut" not in keys_of(form)


def test_own_data_leaves_out_what_was_not_answered() -> None:
    """Only what is kept is shown; without any scan there is nothing to take along."""
    walk = with_answer(sentence(1), text="a")
    assert sentence(0).text.nl not in said(data_form([walk], Language.NL, cut=True))
    none = data_form([], Language.NL, cut=False)
    assert keys_of(none)[1] == "data.none"
    assert not list(buttons_of(none))


def test_deleting_says_what_the_bot_cannot_take_back() -> None:
    """What stands in the channel, and what was typed in the chat."""
    says = {"data.erased_published", "data.erased_mean"}
    for published, expected in (
        ((), set()),
        ((Mode.OPEN,), {"data.erased_published"}),
        ((Mode.PROTECTED,), {"data.erased_mean"}),
        (tuple(Mode), says),
    ):
        assert says & set(keys_of(erased_form(scans=1, published=published))) == expected
    assert "blijft in Slack staan" in said(erased_form(scans=1, published=()))
