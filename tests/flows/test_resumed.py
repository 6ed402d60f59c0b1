"""A response goes on after a break: taken in again, or with the statements of a second moment."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from flows.response import Advance, Notice, ResponseState, advance, is_answered
from flows.resumed import DECLINED_BEFORE, restored, taken_out, with_statements
from flows.scan import Part, positions_of
from flows.steps import Back, Begin, Decline, Explain, HandIn, Later, Score, Skip, Step, Write
from tests.support.builders import INSTRUMENT, NOW, a_response, item_keys

ITEMS = INSTRUMENT.items
SENTENCES = [item.key for item in INSTRUMENT.sentences]
STATEMENTS = [item.key for item in INSTRUMENT.statements]
FIRST, SECOND = (positions_of(part, INSTRUMENT) for part in (Part.SENTENCES, Part.STATEMENTS))
LATE = NOW + timedelta(days=9)
a_sentence, a_statement = st.sampled_from(SENTENCES), st.sampled_from(STATEMENTS)
any_step = st.one_of(
    st.builds(Begin),
    st.just(Later(LATE)),
    st.builds(Decline),
    st.builds(Score, a_statement, st.none() | st.integers(1, 5)),
    st.builds(Write, a_sentence, st.text(min_size=1, max_size=5)),
    st.builds(Explain, a_statement, st.text(max_size=5)),
    st.builds(Skip, st.sampled_from(item_keys())),
    st.builds(Back, st.just("") | st.sampled_from(item_keys())),
    st.builds(HandIn),
)


def test_the_parts_cover_the_questionnaire() -> None:
    """First the sentences, then the statements; in one sitting all."""
    assert [ITEMS[at].key for at in FIRST] == SENTENCES
    assert [ITEMS[at].key for at in SECOND] == STATEMENTS
    assert list(positions_of(Part.ALL, INSTRUMENT)) == [*FIRST, *SECOND]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (ResponseState.INVITED, ResponseState.INVITED),
        (ResponseState.BEGUN, ResponseState.BEGUN),
        (ResponseState.SUBMITTED, ResponseState.BEGUN),
        (ResponseState.DECLINED, ResponseState.DECLINED),
        (ResponseState.ERASED, ResponseState.ERASED),
        (ResponseState.HANDED_OVER, ResponseState.HANDED_OVER),
        (ResponseState.REMOVED, ResponseState.REMOVED),
    ],
)
def test_the_statements_begin_afresh(before: ResponseState, after: ResponseState) -> None:
    """At the first one, nobody handed in or reminded; when the sentences were is kept."""
    submitted_at = NOW if before is ResponseState.SUBMITTED else None
    response = a_response(
        state=before, position=2, reminded=2, note="last", later=True, submitted_at=submitted_at
    )
    now = with_statements(response, SECOND.start)
    assert (now.state, now.position, now.reminded) == (after, len(SENTENCES), 0)
    assert (now.submitted_at, now.sentences_at) == (None, submitted_at)
    assert (now.note, now.later) == ("", False)


def test_who_was_taken_out_after_handing_in_the_sentences_has_not_handed_in() -> None:
    """Taken in again among the statements they are at the first; who had declined still has."""
    begun = a_response(state=ResponseState.SUBMITTED, begun_at=NOW, submitted_at=NOW, position=3)
    back = restored(with_statements(taken_out(begun), SECOND.start))
    assert (back.state, back.position) == (ResponseState.BEGUN, SECOND.start)
    declined = taken_out(a_response(state=ResponseState.DECLINED))
    assert declined.note == DECLINED_BEFORE
    assert restored(with_statements(declined, SECOND.start)).state is ResponseState.DECLINED


@given(st.lists(any_step, max_size=20))
def test_no_step_of_the_first_part_touches_the_second(steps: list[Step]) -> None:
    """Whatever buttons and forms come along; and no statement is ever asked."""
    now = Advance(a_response(), {})
    for step in steps:
        now = advance(now.response, now.answers, step, ITEMS, NOW, FIRST)
        assert set(now.answers) <= set(SENTENCES)
        assert now.response.position in {*FIRST, FIRST.stop}


class TwoParts(RuleBasedStateMachine):
    """Any steps in the first part, then at some moment the statements, then any steps."""

    def __init__(self) -> None:
        """Invited; the sentences are asked."""
        super().__init__()
        self.now = Advance(a_response(), {})
        self.part = FIRST
        self.sentences: dict[str, object] = {}

    @rule(step=any_step)
    def take(self, step: Step) -> None:
        """Any step; what is refused changes nothing."""
        before, moment = self.now, NOW if self.part is FIRST else LATE
        self.now = advance(before.response, before.answers, step, ITEMS, moment, self.part)
        if self.now.notice is Notice.OTHER_PART:
            assert (self.now.response, self.now.answers) == (before.response, before.answers)

    @rule(score=st.none() | st.integers(1, 5))
    def go_on(self, score: int | None) -> None:
        """Answer the question that is asked, as most people do."""
        response = self.now.response
        if response.state is not ResponseState.BEGUN or response.position == self.part.stop:
            return
        key = item_keys()[response.position]
        self.take(Skip(key) if self.part is FIRST else Score(key, score))
        assert self.now.response.position == response.position + 1

    @rule()
    def send_statements(self) -> None:
        """The conversation was held."""
        if self.part is FIRST:
            self.part = SECOND
            self.sentences = dict(self.now.answers)
            response = with_statements(self.now.response, SECOND.start)
            self.now = Advance(response, self.now.answers)

    @invariant()
    def the_other_part_is_untouched(self) -> None:
        """Sentences stay as they were; statements come only when they are asked."""
        if self.part is FIRST:
            assert not set(self.now.answers) & set(STATEMENTS)
        else:
            kept = {key: now for key, now in self.now.answers.items() if key in SENTENCES}
            assert kept == self.sentences

    @invariant()
    def the_place_is_in_the_part(self) -> None:
        """Nobody who answers gets behind its first question or beyond its last."""
        response = self.now.response
        assert response.position <= self.part.stop
        if response.state is ResponseState.BEGUN:
            assert response.position >= self.part.start

    @invariant()
    def handed_in_is_this_part(self) -> None:
        """Complete, and at a moment of this part."""
        response = self.now.response
        if response.state is ResponseState.SUBMITTED:
            asked = [ITEMS[at] for at in self.part]
            assert all(is_answered(item, self.now.answers.get(item.key)) for item in asked)
            assert response.submitted_at == (NOW if self.part is FIRST else LATE)
        else:
            assert response.submitted_at is None


TestTwoParts = TwoParts.TestCase
