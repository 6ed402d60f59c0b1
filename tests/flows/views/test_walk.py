"""What the one message of a participant says, in every state of the walk."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.instrument import ItemKind
from flows.language import Language
from flows.messages import Buttons, Quote
from flows.response import Answer, ResponseState, Sharing
from flows.scan import ScanState
from flows.views.walk import NUDGED, READY, Walk
from flows.views.walk_message import frozen_message, walk_message
from tests.support.builders import (
    INSTRUMENT,
    NOW,
    WORDINGS,
    a_response,
    a_walk,
    buttons_of,
    keys_of,
    said,
    sentence,
    statement,
)
from tests.support.shown import INPUTS, words_of
from tests.support.walks import actions, answered, begun

ITEMS = INSTRUMENT.items
END = len(ITEMS)
SHARINGS = [None, *Sharing]


def every_walk() -> list[Walk]:
    """A walk in every state of response and scan, at every position, with every note."""
    walks = []
    for scan_state in ScanState:
        for state in ResponseState:
            positions = range(END + 1) if state is ResponseState.BEGUN else [0]
            for position in positions:
                key = ITEMS[position].key if position < END else READY
                for note in ("", key, NUDGED):
                    for later in (False, True):
                        walk = a_walk(
                            a_response(
                                state=state,
                                position=position,
                                note=note,
                                later=later,
                                asked_item=key,
                            )
                        )
                        walks.append(replace(walk, scan=replace(walk.scan, state=scan_state)))
    return walks


@pytest.mark.parametrize("language", Language)
def test_every_walk_has_its_words(language: Language) -> None:
    """In both languages, with and without answers, and no button label is too long."""
    for each in every_walk():
        bare = replace(each, language=language)
        for walk in (bare, answered(bare), answered(bare, text="a", basis="b")):
            for message in (walk_message(walk), frozen_message(walk)):
                assert said(message, language).strip()
                for button in buttons_of(message):
                    label = WORDINGS[language].text(button.label, bold=str)
                    assert 0 < len(label) <= 75


@settings(max_examples=25, deadline=None)
@given(
    text=st.text("§¶", min_size=6, max_size=12),
    basis=st.text("†‡", min_size=6, max_size=12),
    sharing=st.sampled_from(SHARINGS),
    all_sharing=st.sampled_from(Sharing),
)
def test_no_message_repeats_an_answer(
    text: str, basis: str, sharing: Sharing | None, all_sharing: Sharing
) -> None:
    """Whatever was answered and shared, in every state: no text, no reason, not even in args."""
    for bare in EVERY_WALK:
        full = answered(bare, text=text, basis=basis)
        answers = {key: replace(kept, sharing=sharing) for key, kept in full.answers.items()}
        response = replace(bare.response, sharing=all_sharing)
        walk = replace(full, answers=answers, response=response)
        for message in (walk_message(walk), frozen_message(walk)):
            assert not any(text in words or basis in words for words in words_of(message))
            assert not any(isinstance(element, (Quote, *INPUTS)) for element in message.body)


EVERY_WALK = every_walk()[::3]


def test_no_message_tells_a_score() -> None:
    """With other scores every message stays the same."""
    for bare in every_walk():
        low, high = answered(bare, score=1), answered(bare, score=5)
        assert walk_message(low) == walk_message(high)
        assert frozen_message(low) == frozen_message(high)


def test_the_invitation_says_what_is_asked_and_who_sees_what() -> None:
    """After the model: what, how long, until when, for which meeting, who sees what."""
    message = walk_message(a_walk(a_response()))
    text = said(message)
    for part in (
        "Dag Karin,",
        "Programmaleider Marijke Visser",
        "drie zinnen",
        "zeven cijfers",
        "ongeveer tien minuten",
        "**vrijdag 19 maart, 16.00 uur**",
        "op 25 maart",
        "#stuurgroep-sto",
        "9 mensen",
        "als enige van uw organisatie",
        "teksten tot 31 juli 2027, cijfers tot 31 juli 2028",
    ):
        assert part in text
    assert actions(message) == [
        "walk.begin",
        "walk.later",
        "walk.colleague",
        "walk.decline",
        "privacy.open",
        "walk.language",
    ]


def test_later_leaves_a_short_message_that_can_begin() -> None:
    """The invitation can be read again from it."""
    message = walk_message(a_walk(a_response(later=True)))
    assert "walk.later" in keys_of(message)
    assert {"walk.begin", "walk.invitation", "walk.decline"} <= set(actions(message))


@pytest.mark.parametrize("position", range(END))
def test_a_question_stands_with_its_progress(position: int) -> None:
    """Where they are among its kind is the first thing said, then what is asked."""
    item = ITEMS[position]
    message = walk_message(begun(position))
    first, *_ = said(message).splitlines()
    kind = "Zin" if item.kind is ItemKind.SENTENCE else "Stelling"
    number = position + 1 if kind == "Zin" else position + 1 - len(INSTRUMENT.sentences)
    total = 3 if kind == "Zin" else 7
    assert first == f"{kind} {number} van {total}"
    assert item.text.nl in said(message)


def test_a_statement_stands_with_all_that_belongs_to_it() -> None:
    """Lead question, statement, prompts and legend, five scores in one row, then the rest."""
    walk = begun(len(INSTRUMENT.sentences))
    message = walk_message(walk)
    text = said(message)
    assert INSTRUMENT.lead_question.nl in text
    assert f"**{statement().text.nl}**" in text
    assert all(prompt.nl in text for prompt in INSTRUMENT.prompts)
    assert "1 = helemaal niet, 5 = helemaal wel" in text
    assert "geen schoolcijfer" in text
    scores, others = (element for element in message.body if isinstance(element, Buttons))
    labels = [WORDINGS[Language.NL].text(button.label) for button in scores.buttons]
    assert labels == ["1 helemaal niet", "2", "3", "4", "5 helemaal wel"]
    assert [button.action for button in others.buttons] == [
        "walk.unknown",
        "walk.explain",
        "walk.basis",
        "walk.back",
        "walk.later",
    ]


def test_the_scale_is_explained_as_no_school_mark_once() -> None:
    """At the first statement only."""
    message = walk_message(begun(len(INSTRUMENT.sentences) + 1))
    assert "walk.not_a_mark" not in keys_of(message)


def test_the_regions_variant_is_what_is_asked() -> None:
    """Statement 3 can be about all organisations."""
    walk = begun(len(INSTRUMENT.sentences) + 2)
    wide = replace(walk, scan=replace(walk.scan, variant="wide"))
    assert statement(2).variants["wide"].nl in said(walk_message(wide))
    assert said(walk_message(wide)) != said(walk_message(walk))


def test_an_answered_question_says_so_and_can_be_left() -> None:
    """After going back; a statement without an answer has no skip."""
    for position, item in enumerate(ITEMS):
        fresh, full = begun(position), answered(begun(position))
        can_skip = item.kind is ItemKind.SENTENCE
        assert ("walk.skip" in actions(walk_message(fresh))) == can_skip
        assert "walk.answered" not in keys_of(walk_message(fresh))
        assert "walk.skip" in actions(walk_message(full))
        assert {"walk.answered", "walk.button.keep"} <= set(keys_of(walk_message(full)))


def test_there_is_no_way_back_from_the_first_question() -> None:
    """And there is from every other."""
    assert "walk.back" not in actions(walk_message(begun(0)))
    for position in range(1, END + 1):
        assert "walk.back" in actions(walk_message(begun(position)))


def test_a_reason_without_a_score_is_acknowledged() -> None:
    """The person reads that it was kept and that a score is still asked."""
    walk = begun(len(INSTRUMENT.sentences))
    key = statement().key
    reason = Answer(response_id=1, item=key, basis="omdat", answered_at=NOW)
    assert "walk.basis_kept" in keys_of(walk_message(replace(walk, answers={key: reason})))


def test_typed_text_is_remarked_where_the_note_says() -> None:
    """Beside the question, or behind the last."""
    key = sentence(1).key
    assert "walk.typed_stays" in keys_of(walk_message(begun(1, note=key)))
    assert "walk.typed_stays" not in keys_of(walk_message(begun(2, note=key)))
    assert "walk.typed_stays" in keys_of(walk_message(begun(END, note=READY)))
    assert "walk.typed_stays" not in keys_of(walk_message(begun(END)))
