"""Whatever a participant does, in whatever order, nothing they gave is lost."""

from collections.abc import Mapping
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from flows.instrument import ItemKind
from flows.response import (
    Advance,
    Answer,
    Notice,
    Response,
    ResponseState,
    Sharing,
    advance,
    is_answered,
)
from flows.steps import Back, Begin, Decline, Explain, HandIn, Later, Score, Skip, Step, Write
from tests.support.builders import INSTRUMENT, NOW, a_response, item_keys

ITEMS = INSTRUMENT.items


SENTENCES = [item.key for item in INSTRUMENT.sentences]


STATEMENTS = [item.key for item in INSTRUMENT.statements]


LATE = NOW + timedelta(hours=1)


def after(
    *steps: Step, response: Response | None = None, answers: Mapping[str, Answer] | None = None
) -> Advance:
    """Take the steps one after the other, by default from the invitation."""
    outcome = Advance(response or a_response(), answers or {})
    for step in steps:
        outcome = advance(outcome.response, outcome.answers, step, ITEMS, LATE)
    return outcome


a_text = st.text(min_size=1, max_size=8)
a_sentence = st.sampled_from(SENTENCES)
a_statement = st.sampled_from(STATEMENTS)
any_item = st.sampled_from(item_keys())
any_step = st.one_of(
    st.builds(Begin),
    st.just(Later(LATE)),
    st.builds(Decline),
    st.builds(Score, a_statement, st.none() | st.integers(1, 5)),
    st.builds(Write, a_sentence, a_text),
    st.builds(Explain, a_statement, a_text),
    st.builds(Skip, any_item),
    st.builds(Back, st.just("") | any_item),
    st.builds(HandIn),
)


@given(st.lists(any_step, max_size=25), any_step)
def test_a_repeated_step_changes_nothing_more(steps: list[Step], step: Step) -> None:
    """Platforms deliver twice and people tap twice: the second time nothing changes."""
    once = after(Begin(), *steps, step)
    twice = after(step, response=once.response, answers=once.answers)
    if not (isinstance(step, Back) and once.response.position == 0):
        assert (twice.response, twice.answers) == (once.response, once.answers)
    assert twice.response.position == once.response.position


class Walking(RuleBasedStateMachine):
    """Any sequence of steps, those of the current question among them so that walks get far."""

    def __init__(self) -> None:
        """Invited, nothing answered; `given` is what was given last for each item."""
        super().__init__()
        self.now = Advance(a_response(), {})
        self.texts: dict[str, str] = {}
        self.bases: dict[str, str] = {}
        self.has_begun = False

    def _take(self, step: Step) -> Advance:
        before, self.now = self.now, advance(self.now.response, self.now.answers, step, ITEMS, NOW)
        if before.response.state is ResponseState.SUBMITTED:
            assert self.now.response == before.response, "what was handed in stays handed in"
        if self.now.notice in {Notice.OLD_BUTTON, Notice.NOT_NOW}:
            assert (self.now.response, self.now.answers) == (before.response, before.answers)
        return before

    @rule()
    def begin(self) -> None:
        """Begin, or take part after all."""
        self._take(Begin())
        self.has_begun = True

    @rule(step=st.sampled_from([Later(LATE), Decline(), HandIn(), Back()]))
    def move(self, step: Step) -> None:
        """Something that is not about one item."""
        self._take(step)

    @rule(key=a_statement, score=st.none() | st.integers(1, 5))
    def score_any(self, key: str, score: int | None) -> None:
        """A score anywhere is taken at the current question only."""
        before = self._take(Score(key, score))
        if before.answers.get(key) != self.now.answers.get(key):
            assert item_keys()[before.response.position] == key

    @rule(key=any_item, is_back=st.booleans())
    def turn(self, key: str, *, is_back: bool) -> None:
        """Skip or go back, from any message."""
        before = self._take(Back(key) if is_back else Skip(key))
        assert abs(before.response.position - self.now.response.position) <= 1

    @rule(key=a_sentence, text=a_text)
    def write(self, key: str, text: str) -> None:
        """A text that is taken stays until another takes its place."""
        self._take(Write(key, text))
        if self.now.notice is not Notice.NOT_NOW:
            self.texts[key] = text

    @rule(key=a_statement, text=a_text)
    def explain(self, key: str, text: str) -> None:
        """So does a reason."""
        self._take(Explain(key, text))
        if self.now.notice is not Notice.NOT_NOW:
            self.bases[key] = text

    @rule(score=st.none() | st.integers(1, 5), skips=st.booleans())
    def answer_current(self, score: int | None, *, skips: bool) -> None:
        """Answer the current question, as most people do."""
        response = self.now.response
        if response.state is not ResponseState.BEGUN or response.position == len(ITEMS):
            return
        item = ITEMS[response.position]
        if item.kind is ItemKind.STATEMENT:
            self._take(Score(item.key, score))
        elif skips:
            self._take(Skip(item.key))
        else:
            self._take(Write(item.key, "zin"))
            self.texts[item.key] = "zin"
        assert self.now.response.position == response.position + 1
        assert self.now.notice is Notice.NONE

    @invariant()
    def nothing_is_lost(self) -> None:
        """What was given last is what is kept."""
        answers = self.now.answers
        assert self.texts == {key: kept.text for key, kept in answers.items() if kept.text}
        assert self.bases == {key: kept.basis for key, kept in answers.items() if kept.basis}

    @invariant()
    def the_place_is_a_place(self) -> None:
        """From the first question to the review; before it all has an answer."""
        response = self.now.response
        assert 0 <= response.position <= len(ITEMS)
        for item in ITEMS[: response.position]:
            assert is_answered(item, self.now.answers.get(item.key))

    @invariant()
    def handed_in_is_complete(self) -> None:
        """Only who answered all can have handed in."""
        response = self.now.response
        if response.state is ResponseState.SUBMITTED:
            assert all(is_answered(item, self.now.answers.get(item.key)) for item in ITEMS)
            assert response.submitted_at == NOW
        assert self.has_begun or not self.now.answers

    @invariant()
    def nothing_is_shared_unasked(self) -> None:
        """No step shares a text."""
        assert self.now.response.sharing is Sharing.NO


TestWalking = Walking.TestCase
