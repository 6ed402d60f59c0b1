"""The invitation in open and protected scans: who sees what."""

from dataclasses import replace

import pytest

from flows.language import Language
from flows.messages import Message
from flows.scan import Mode
from flows.views.invitation import invitation_body, language_button
from flows.views.walk import Walk, invitation_of
from tests.support.builders import WORDINGS, a_response, a_walk, keys_of, said


def invitation(walk: Walk) -> Message:
    """The invitation of a walk, without buttons."""
    return Message(body=invitation_body(invitation_of(walk)))


def plain() -> Walk:
    """An invitation to an open scan."""
    return a_walk(a_response())


def test_an_open_scan_tells_who_answers_alone() -> None:
    """Readers will know whose scores they are."""
    assert "invite.open.alone" in str(invitation(plain()))
    assert "Lezers weten dus dat het uw cijfers zijn." in said(invitation(plain()))


@pytest.mark.parametrize(
    ("colleagues", "expected"),
    [
        (1, "Uw collega kan uw cijfers daaruit afleiden."),
        (2, "U antwoordt met twee collega's."),
    ],
)
def test_an_open_scan_tells_what_colleagues_can_work_out(colleagues: int, expected: str) -> None:
    """With one colleague the mean gives away the other score."""
    assert expected in said(invitation(replace(plain(), colleagues=colleagues)))


def test_a_protected_scan_promises_no_figures_below_the_minimum() -> None:
    """Neither scores nor participation of one person are shown."""
    walk = plain()
    text = said(invitation(replace(walk, scan=replace(walk.scan, mode=Mode.PROTECTED))))
    assert "**minstens vijf mensen** van drie organisaties" in text
    assert "Het kanaal ziet alleen hoeveel mensen meededen." in text
    assert "met de naam van uw organisatie" not in text


def test_a_public_channel_is_called_public() -> None:
    """So nobody takes it for a closed circle."""
    walk = plain()
    public = replace(walk, scan=replace(walk.scan, channel_private=False))
    assert "het openbare kanaal #stuurgroep-sto" in said(invitation(public))
    assert "het besloten kanaal #stuurgroep-sto" in said(invitation(walk))


def test_one_reader_is_one_person() -> None:
    """The number of members reads as a sentence."""
    walk = plain()
    alone = replace(walk, scan=replace(walk.scan, channel_members=1))
    assert "Daar leest nu één iemand mee" in said(invitation(alone))


def test_a_handed_over_invitation_names_the_colleague() -> None:
    """The person reads why they are asked."""
    text = said(invitation(replace(plain(), passed_on_by="Jan Smit")))
    assert "Jan Smit gaf deze uitnodiging aan u door." in text


def test_without_a_meeting_none_is_named() -> None:
    """Nothing is promised that is not planned."""
    walk = plain()
    unplanned = replace(walk, scan=replace(walk.scan, meeting_on=None))
    assert "invite.meeting" not in keys_of(invitation(unplanned))
    assert "invite.meeting" in keys_of(invitation(walk))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("colleagues", [0, 1, 4])
def test_every_invitation_has_its_words(language: Language, mode: Mode, colleagues: int) -> None:
    """In both languages."""
    walk = replace(plain(), colleagues=colleagues, passed_on_by="Jan Smit")
    shown = invitation(replace(walk, scan=replace(walk.scan, mode=mode)))
    assert said(shown, language)


def test_the_language_button_speaks_the_other_language() -> None:
    """Who cannot read this one finds the way."""
    button = language_button(Language.NL, response=7)
    assert WORDINGS[Language.NL].text(button.label) == "English"
    assert button.args == {"response": 7, "language": "en"}
    back = language_button(Language.EN, response=7)
    assert WORDINGS[Language.EN].text(back.label) == "Nederlands"
    assert back.args == {"response": 7, "language": "nl"}
